"""Which texts wait for a translator: a language is missing, or the English was changed after it.

When a language was last changed, the change log tells, as far back as it is kept. Where it tells nothing, all
are of one age.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from opportunities.choices import LANGUAGES
from opportunities.models import Change
from opportunities.models.base import Record
from opportunities.representations import SHAPES

MISSING, OLDER = "missing", "older"
STATES = {MISSING: _("Missing"), OLDER: _("Older than the English")}


@dataclass(frozen=True)
class Gap:
    """One text of a record, in a language in which it is missing or older."""

    kind: str
    record: Record
    text: str
    language: str
    state: str

    @property
    def label(self):
        return getattr(type(self.record), self.text).label

    @property
    def column(self):
        return f"{self.text}_{self.language}"

    @property
    def language_name(self):
        return LANGUAGES[self.language]

    @property
    def state_name(self):
        return STATES[self.state]

    @property
    def stands(self):
        """What stands there now, if it is merely older."""
        return getattr(self.record, self.column)

    @property
    def original(self):
        """(language, words) to translate from."""
        for language in LANGUAGES:
            words = getattr(self.record, f"{self.text}_{language}")
            if words and language != self.language:
                return language, words
        return self.language, self.stands


def gaps(level):
    """Every gap that `level` may know of, kind by kind; as many questions however many records."""
    changed = last_changes()
    return [
        Gap(shape.kind, record, text, language, state)
        for shape in SHAPES.values()
        for record in (of_kind(shape, level) if shape.texts else ())
        for text in shape.texts
        for language, state in gaps_of(record, text, changed)
    ]


def of_kind(shape, level):
    # Related records, because they name it.
    related = [field.name for field in shape.model._meta.fields if field.many_to_one]
    records = shape.model.objects.visible_at(level).select_related(*related)
    # What is published of a report stays as it is.
    return records.drafts() if shape.kind == "update" else records


def gaps_of(record, text, changed):
    """[(language, state)]; of a text that is not written at all, none."""
    written = {language for language in LANGUAGES if getattr(record, f"{text}_{language}")}
    english = changed.get((record.uid, text, "en"), 0)
    for language in LANGUAGES if written else ():
        if language not in written:
            yield language, MISSING
        elif "en" in written and changed.get((record.uid, text, language), 0) < english:
            yield language, OLDER


def last_changes():
    """{(uid, text, language): number of the change that last touched it}"""
    texts = {text for shape in SHAPES.values() for text in shape.texts}
    found = Change.objects.filter(action=Change.Action.CHANGED, diff__has_any_keys=sorted(texts))
    return {
        (uid, text, language): seq
        for seq, uid, diff in found.order_by("seq").values_list("seq", "uid", "diff").iterator()
        for text in texts & diff.keys()
        for language in touched(*diff[text])
    }


def touched(old, new):
    return [language for language in LANGUAGES if (old or {}).get(language) != (new or {}).get(language)]


def counted(found, name):
    """{value: how many} of one attribute."""
    return Counter(getattr(gap, name) for gap in found)
