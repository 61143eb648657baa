"""What changed in a record, in the reader's words: labels, choices, days, and the names of other records."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.choices import LANGUAGES, Outlook
from opportunities.health import SEOUL
from opportunities.models import CooperationArea, Country
from opportunities.representations import SHAPES

# What str() of these reads, along with them.
NAMED_WITH = {
    "evidence": ["source"],
    "participation": ["country", "organisation"],
    "revision": ["milestone"],
    "update": ["initiative"],
}
# Of what is worked out from others, the one that nobody finds among the changes of those.
OUTLOOK = models.CharField(gettext_lazy("outlook"), choices=Outlook)
# They are the reason of what changed beside them, and told as such.
REASONS = ("cancellation_reason", "withdrawal_reason")
# Beyond so many words a comparison takes too long.
LONGEST = 2000


@dataclass
class Row:
    """One field before and after; a text that was rewritten, word by word."""

    label: str
    old: str
    new: str
    words: list = field(default_factory=list)
    language: str = ""


class Names:
    """Of the records that changes mention: one query a kind."""

    def __init__(self, changes, level):
        self.level = level
        mentioned = {}
        for change in changes:
            mentioned.setdefault(change.kind, set()).add(str(change.uid))
            for kind, uids in relations_in(change):
                mentioned.setdefault(kind, set()).update(uids)
        self.records = {kind: self.read(kind, uids) for kind, uids in mentioned.items()}
        self.codes = {
            Country: {each.code: str(each) for each in Country.objects.all()},
            CooperationArea: {each.slug: str(each) for each in CooperationArea.objects.all()},
        }

    def read(self, kind, uids):
        seen = SHAPES[kind].model.objects.visible_at(self.level).filter(uid__in=uids)
        return {str(each.uid): each for each in seen.select_related(*NAMED_WITH.get(kind, []))}

    def record(self, kind, uid):
        return self.records.get(kind, {}).get(str(uid))

    def of(self, kind, uid):
        return str(self.record(kind, uid) or _("deleted since"))


def relations_in(change):
    """(kind, uids) of the other records that the difference names."""
    for name, kind in relations(SHAPES[change.kind]).items():
        for value in change.diff.get(name, ()):
            if value:
                yield kind, [value] if isinstance(value, str) else value


def relations(shape):
    return {**shape.parents, **shape.cited, **shape.many}


def rows(change, names):
    """Of what staff enter; what is worked out from other records stands with those."""
    shape = SHAPES[change.kind]
    for name, (old, new) in sorted(change.diff.items()):
        if name in REASONS:
            continue
        if name in shape.texts:
            yield from rows_of_text(shape, name, old or {}, new or {})
        elif name in relations(shape):
            label, kind = shape.model._meta.get_field(name).verbose_name, relations(shape)[name]
            yield Row(label, *(named(kind, value, names) for value in (old, new)))
        elif column := column_of(shape, name):
            yield Row(column.verbose_name, *(in_words(column, value, names) for value in (old, new)))


def rows_of_text(shape, name, old, new):
    for language in LANGUAGES:
        before, after = old.get(language, ""), new.get(language, "")
        if before != after:
            label = shape.model._meta.get_field(f"{name}_{language}").verbose_name
            words = word_by_word(before, after) if before and after else []
            yield Row(label, before, after, words, language)


def column_of(shape, name):
    if name in shape.columns or name == "visibility":
        return shape.model._meta.get_field(shape.all_columns[name].partition("__")[0])
    return OUTLOOK if name == "outlook" else None


def named(kind, value, names):
    if not value:
        return ""
    return ", ".join(names.of(kind, uid) for uid in ([value] if isinstance(value, str) else value))


def in_words(column, value, names):
    if value in (None, ""):
        return ""
    if column.is_relation:
        return names.codes.get(column.related_model, {}).get(value, value)
    if column.flatchoices:
        return str(dict(column.flatchoices).get(value, value))
    value = column.to_python(value)
    if isinstance(column, models.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(column, models.DateTimeField):
        return _("%(moment)s in Seoul") % {"moment": formats.localize(value.astimezone(SEOUL))}
    return str(formats.localize(value))


def word_by_word(old, new):
    """[("same" | "del" | "ins", text)]; nothing where the texts are too long to compare."""
    old, new = (re.findall(r"\s+|\S+", text) for text in (old, new))
    if len(old) + len(new) > LONGEST:
        return []
    found = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[i:j])))
            continue
        found += [(tag, "".join(text)) for tag, text in (("del", old[i:j]), ("ins", new[k:m])) if text]
    return found
