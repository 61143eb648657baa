"""The fields of every record and the codes they take, read off the shapes, the models and the code lists."""

import inspect
from dataclasses import dataclass

from django.db import models
from django.db.models.enums import Choices
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from opportunities import choices
from opportunities.choices import LANGUAGES
from opportunities.representations import SHAPES

# The first class that fits a column; see api/properties.py for the same in JSON Schema.
TYPES = (
    (models.UUIDField, _("identifier")),
    (models.DateTimeField, _("time in UTC")),
    (models.DateField, _("date")),
    (models.BooleanField, _("true or false")),
    (models.IntegerField, _("whole number")),
    (models.Field, _("plain text")),
)
INTERNATIONAL = {
    choices.Status: choices.IATI_ACTIVITY_STATUS,
    choices.OrganisationType: choices.IATI_ORGANISATION_TYPE,
    choices.Role: choices.IATI_ORGANISATION_ROLE,
}


@dataclass
class Entry:
    """One field of a record, as readers below internal see it."""

    name: str
    label: str
    type: str
    help_text: str = ""


def entries_of(shape):
    entries = [of_column(shape.model, *column) for column in shape.all_columns.items()]
    entries += [of_text(shape.model, name) for name in shape.texts]
    entries += [of_relation(shape.model, name, _("identifier")) for name in (*shape.parents, *shape.cited)]
    entries += [of_relation(shape.model, name, _("list of identifiers")) for name in shape.many]
    return [entry for entry in entries if entry.name not in shape.hidden]


def of_column(model, name, lookup):
    """Named by the first column of the path, typed by the last."""
    path = lookup.split("__")
    first = last = model._meta.get_field(path[0])
    for step in path[1:]:
        last = last.related_model._meta.get_field(step)
    kind = _("code") if last.choices else next(kind for of, kind in TYPES if isinstance(last, of))
    return Entry(name, first.verbose_name, kind, first.help_text)


def of_text(model, name):
    field = model._meta.get_field(f"{name}_en")
    return Entry(name, getattr(model, name).label, _("text in English, French and Korean"), field.help_text)


def of_relation(model, name, kind):
    field = model._meta.get_field(name)
    return Entry(name, field.verbose_name, kind, field.help_text)


def records():
    """[(kind, what it is called, [entry])]."""
    return [(kind, shape.model._meta.verbose_name, entries_of(shape)) for kind, shape in SHAPES.items()]


def code_lists():
    """[(name, [(code, [(language, label)], international code or nothing)])] of every list in choices.py."""
    lists = inspect.getmembers(choices, lambda each: inspect.isclass(each) and issubclass(each, Choices))
    return [(name, codes_of(words)) for name, words in lists if words.__module__ == choices.__name__]


def codes_of(words):
    abroad = INTERNATIONAL.get(words, {})
    return [(word.value, in_each_language(word), abroad.get(word, "")) for word in words]


def in_each_language(word):
    labels = []
    for language in LANGUAGES:
        with translation.override(language):
            labels.append((language, str(word.label)))
    return labels
