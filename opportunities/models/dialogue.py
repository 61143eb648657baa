"""Where it all comes from: the dialogue, what it concluded, and the sources that say so."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opportunities.choices import AttributionRule, SourceKind, TakeawayKind, Track
from opportunities.models.base import Record, unit_of_work
from opportunities.models.parties import Country, Organisation
from opportunities.models.quotation import nearest, place_of
from opportunities.models.text import Line, Prose, Translated, written

# Characters of the source shown on either side of the words quoted.
CONTEXT = 120


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


class Source(Record):
    """A document or page that a takeaway or a piece of evidence comes from."""

    label = Translated(Line, _("label"))
    title = Line(_("title"), blank=True, help_text=_("As printed; leave empty when it is not known."))
    publisher = Line(_("publisher"), blank=True)
    url = models.URLField(_("web address"), blank=True)
    published_as_written = Line(
        _("published, as written"),
        max_length=60,
        blank=True,
        help_text=_("The date as the source prints it."),
    )
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Only where the printed date is unambiguous.")
    )
    kind = Line(_("kind"), max_length=20, choices=SourceKind)
    text = Prose(_("text"), blank=True, help_text=_("The whole text, loaded by staff on this instance only."))
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["label_en", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [written("label", "source_label_written")]

    def __str__(self):
        return self.label

    def clean(self):
        lost = [words for takeaway, words in self.quoted() if not place_of(words, self.text)]
        if lost:
            text = _("Takeaways quote words that the new text does not have: %(words)s")
            raise ValidationError({"text": text % {"words": " / ".join(lost)}})

    def save(self, *args, **kwargs):
        self.sha256 = digest(self.text)
        with unit_of_work():
            quoted = self.quoted()
            super().save(*args, **kwargs)
            for takeaway, words in quoted:
                takeaway.dialogue.source = self
                takeaway.quote(words)
                takeaway.save()

    def quoted(self):
        """[(takeaway, words)] marked in the text as it is stored, where another is to take its place."""
        before = Source.objects.filter(pk=self.pk).values_list("text", flat=True).first()
        if not before or not self.text or before == self.text:
            return []
        marked = Takeaway.objects.filter(dialogue__source=self, end__isnull=False).select_related("dialogue")
        return [(each, before[each.start : each.end]) for each in marked.order_by("pk")]

    @property
    def is_intact(self):
        """Is the text still the one that was hashed when it was loaded?"""
        return self.sha256 == digest(self.text)


class Dialogue(Record):
    cites = ("source", "convenors")

    title = Translated(Line, _("title"))
    summary = Translated(Prose, _("summary"))
    track = Line(_("track"), max_length=4, choices=Track)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    place = Translated(Line, _("place"))
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), related_name="+", null=True, blank=True
    )
    convenors = models.ManyToManyField(
        Organisation, verbose_name=_("convenors"), related_name="dialogues", blank=True
    )
    attribution_rule = Line(
        _("attribution rule"), max_length=20, choices=AttributionRule, default=AttributionRule.NOT_STATED
    )
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), related_name="dialogues", null=True, blank=True
    )

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("dialogue")
        verbose_name_plural = _("dialogues")
        constraints = [written("title", "dialogue_title_written")]

    def __str__(self):
        return self.title


class Takeaway(Record):
    """A point the dialogue's summary makes: its title as printed, its content in our own words."""

    visible_through = ("dialogue",)

    dialogue = models.ForeignKey(
        Dialogue, models.CASCADE, verbose_name=_("dialogue"), related_name="takeaways"
    )
    code = Line(_("code"), max_length=10)
    kind = Line(_("kind"), max_length=20, choices=TakeawayKind)
    title = Translated(Line, _("title"))
    summary = Translated(Prose, _("summary"))
    locator = Line(_("locator"), blank=True, help_text=_("Where in the source, such as “Key Takeaways, 1”."))
    start = models.PositiveIntegerField(
        _("first character"), null=True, blank=True, help_text=_("Offset in the source's text, from 0.")
    )
    end = models.PositiveIntegerField(
        _("end"), null=True, blank=True, help_text=_("Offset after the last character.")
    )

    class Meta:
        ordering = ["dialogue", "pk"]
        verbose_name = _("takeaway")
        verbose_name_plural = _("takeaways")
        constraints = [
            written("title", "takeaway_title_written"),
            models.UniqueConstraint(
                fields=["dialogue", "code"],
                name="takeaway_code_unique",
                violation_error_message=_("This dialogue already has a takeaway with this code."),
            ),
            models.CheckConstraint(
                # Said in full: a comparison with nothing is neither true nor false, and would pass.
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="takeaway_words_have_both_ends",
                violation_error_message=_(
                    "Give both the first character and the end, the end being the larger."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def source_text(self):
        return self.dialogue.source.text if self.dialogue.source else ""

    def quote(self, words):
        """Mark these words in the source, where they must stand exactly; none to mark nothing."""
        if not words:
            self.start = self.end = None
            return
        if not self.source_text:
            raise ValidationError(_("Load the text of the source first: the words are checked against it."))
        if not (place := place_of(words, self.source_text, self.start or 0)):
            raise ValidationError(self.not_as_quoted(words))
        self.start, self.end = place

    def not_as_quoted(self, words):
        if found := nearest(words, self.source_text):
            text = _(
                "The source does not say this word for word. What it says comes nearest to this: %(words)s"
            )
            return text % {"words": found}
        return _("The source says nothing like this: copy the words from its text.")

    def clean(self):
        if self.end and self.source_text and self.end > len(self.source_text):
            raise ValidationError({"end": _("The text of the source ends before this.")})

    def quoted_from(self, source):
        """(context before, words, context after), where staff loaded the text and marked the words."""
        if source is None or not source.text or self.end is None:
            return None
        before, words, after = (
            source.text[: self.start],
            source.text[self.start : self.end],
            source.text[self.end :],
        )
        return context_before(before), words, context_after(after)


def context_before(text):
    """The end of its last paragraph, from a whole word on."""
    paragraph = text.rpartition("\n")[2]
    if len(paragraph) <= CONTEXT:
        return paragraph
    return f"[…] {paragraph[-CONTEXT:].partition(' ')[2]}"


def context_after(text):
    """The start of its first paragraph, up to a whole word."""
    paragraph = text.partition("\n")[0]
    if len(paragraph) <= CONTEXT:
        return paragraph
    return f"{paragraph[:CONTEXT].rpartition(' ')[0]} […]"


class Strength(Record):
    """What a side brings, as the source states it."""

    visible_through = ("takeaway", "source")

    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("country"), related_name="strengths")
    summary = Translated(Line, _("summary"))
    area = models.ForeignKey(
        "opportunities.CooperationArea",
        models.PROTECT,
        verbose_name=_("area"),
        related_name="strengths",
        null=True,
        blank=True,
    )
    takeaway = models.ForeignKey(
        Takeaway, models.CASCADE, verbose_name=_("takeaway"), related_name="strengths", null=True, blank=True
    )
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), related_name="strengths", null=True, blank=True
    )

    class Meta:
        ordering = ["country", "pk"]
        verbose_name = _("strength")
        verbose_name_plural = _("strengths")
        constraints = [
            written("summary", "strength_summary_written"),
            models.CheckConstraint(
                condition=~Q(takeaway=None, source=None),
                name="strength_has_provenance",
                violation_error_message=_("Name the takeaway or the source that states it."),
            ),
        ]

    def __str__(self):
        return self.summary
