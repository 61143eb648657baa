"""What may be said of an update and of a piece of evidence: each field, and why it is refused."""

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from opportunities.choices import LANGUAGES, EvidenceKind, Outlook, SourceKind, Status, Visibility
from opportunities.health import today_in_seoul
from opportunities.models import Country, Evidence, Initiative, Milestone, ProgressUpdate, Source
from opportunities.models.text import columns

# The codes of refusals that decide the status of the answer; see rejections.py.
UNKNOWN, NOT_THERE, NOT_YOURS = "unknown", "not_there", "not_yours"
LEVEL = Visibility.PARTNERS


class Words(serializers.Field):
    """A text by language."""

    default_error_messages = {
        "shape": 'Write an object of texts by language: {{"en": "...", "fr": "...", "ko": "..."}}.',
    }

    def __init__(self, **kwargs):
        super().__init__(required=False, default=dict.fromkeys(LANGUAGES, ""), **kwargs)

    def to_internal_value(self, said):
        if not isinstance(said, dict) or not all(isinstance(text, str) for text in said.values()):
            self.fail("shape")
        refuse_unknown(said, LANGUAGES)
        return {language: said.get(language, "").strip() for language in LANGUAGES}

    def get_attribute(self, record):
        return {language: getattr(record, f"{self.field_name}_{language}") for language in LANGUAGES}

    def to_representation(self, texts):
        return texts


class Text(serializers.CharField):
    def __init__(self, **kwargs):
        super().__init__(required=False, default="", allow_blank=True, **kwargs)

    def to_internal_value(self, said):
        # DRF would take a number for its digits.
        if not isinstance(said, str):
            self.fail("invalid")
        return super().to_internal_value(said)


class Word(serializers.ChoiceField):
    """One of a list, or, unless it is required, nothing."""

    def __init__(self, choices, required=False):
        optional = {} if required else {"default": "", "allow_blank": True}
        super().__init__(choices, required=required, **optional)
        self.error_messages["invalid_choice"] = f"Unknown value. Allowed: {', '.join(self.choices)}."


class YesNo(serializers.BooleanField):
    def to_internal_value(self, said):
        if not isinstance(said, bool):
            self.fail("invalid", input=said)
        return said


class Seen(serializers.UUIDField):
    """The id of a record that partners may see."""

    default_error_messages = {"not_there": "There is no such record for you."}

    def __init__(self, model, required=False):
        extra = {} if required else {"default": None, "allow_null": True}
        super().__init__(required=required, **extra)
        self.model = model

    def to_internal_value(self, said):
        uid = super().to_internal_value(said)
        return self.model.objects.visible_at(LEVEL).filter(uid=uid).first() or self.fail("not_there")

    def to_representation(self, record):
        return str(record.uid)


class OwnSide(serializers.Field):
    """The code of the organisation's own country: nobody reports on behalf of another side."""

    default_error_messages = {
        "not_yours": "Give your organisation's own country, or null for a joint report."
    }

    def __init__(self):
        super().__init__(required=False, default=None, allow_null=True)

    def to_internal_value(self, said):
        country = Country.objects.filter(pk=self.context["organisation"].country_id).first()
        if country is None or said != country.code:
            self.fail("not_yours")
        return country

    def to_representation(self, country):
        return country.code


class Content(serializers.Serializer):
    """Refuses what it does not know: a misspelt field would be lost in silence."""

    model: type

    def to_internal_value(self, said):
        if isinstance(said, dict):
            refuse_unknown(said, self.fields)
        return super().to_internal_value(said)

    def refuse_strangers(self, name, initiative):
        if (
            not Initiative.objects.taken_part_in_by([self.context["organisation"]])
            .filter(pk=initiative.pk)
            .exists()
        ):
            raise ValidationError({name: "Your organisation takes no part in this initiative."}, NOT_YOURS)


class UpdateContent(Content):
    model = ProgressUpdate

    initiative = Seen(Initiative, required=True)
    milestone = Seen(Milestone)
    milestone_met = YesNo(required=False, default=False)
    as_of = serializers.DateField(required=False, default=today_in_seoul)
    on_behalf_of = OwnSide()
    body = Words()
    status = Word(Status.choices)
    outlook = Word(Outlook.choices)
    reason = Words()
    supersedes = Seen(ProgressUpdate)

    def validate(self, said):
        self.refuse_strangers("initiative", said["initiative"])
        return said


class SourceContent(Content):
    model = Source

    label = Words()
    title = Text()
    publisher = Text()
    url = Text()
    published_as_written = Text()
    published_on = serializers.DateField(required=False, default=None, allow_null=True)
    kind = Word(SourceKind.choices, required=True)


class SourceField(Seen):
    """The id of a source, or a source in full: the one that says the same is taken, or else made."""

    def __init__(self):
        super().__init__(Source, required=True)

    def to_internal_value(self, said):
        return self.in_full(said) if isinstance(said, dict) else super().to_internal_value(said)

    def in_full(self, said):
        content = SourceContent(data=said)
        content.is_valid(raise_exception=True)
        stored = in_columns(content.validated_data)
        return Source.objects.visible_at(LEVEL).filter(text="", **stored).first() or Source(
            visibility=LEVEL, **stored
        )


class EvidenceContent(Content):
    model = Evidence

    source = SourceField()
    locator = Text(max_length=200)
    kind = Word(EvidenceKind.choices, required=True)
    initiative = Seen(Initiative)
    milestone = Seen(Milestone)
    update = Seen(ProgressUpdate)

    def validate(self, said):
        for name in ("initiative", "milestone", "update"):
            if about := said[name]:
                self.refuse_strangers(name, about if name == "initiative" else about.initiative)
        return said


CONTENTS = {"update": UpdateContent, "evidence": EvidenceContent}


def refuse_unknown(said, known):
    if unknown := sorted(said.keys() - set(known)):
        allowed = f"Unknown field. Allowed: {', '.join(known)}."
        raise ValidationError({name: ErrorDetail(allowed, UNKNOWN) for name in unknown})


def in_columns(said):
    """Texts by language as the columns they are stored in."""
    stored = {}
    for name, value in said.items():
        is_text = isinstance(value, dict)
        stored |= dict(zip(columns(name), value.values(), strict=True)) if is_text else {name: value}
    return stored
