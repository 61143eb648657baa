"""What a cell means, column by column: blank leaves what stands, "-" empties it.

Built on the fields and widgets of django-import-export; docs/decisions/016 says what else of it is used.
"""

import difflib
import re
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import Widget

from opportunities.exchange.sheet import unprotected
from opportunities.exchange.table import as_text
from opportunities.models.text import compose

CLEAR = "-"
# Excel holds no more in a cell, and cuts in silence.
LONGEST = 32_767
YEAR_FIRST = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?")
TWO_WAYS = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})")


def canonical(text):
    """What two texts have in common that a spreadsheet takes for the same."""
    return compose(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def meant(cell):
    """The text of a cell as it was before an export made it safe."""
    return canonical(unprotected(cell))


def nearest(word, words):
    """A question to add to a refusal, or nothing."""
    found = difflib.get_close_matches(word.casefold(), words, 1)
    return " " + _("Did you mean “%(word)s”?") % {"word": found[0]} if found else ""


class Words(Widget):
    """Text; ``in_one_line`` where the column holds no paragraphs."""

    hint = ""

    def __init__(self, in_one_line=False):
        super().__init__()
        self.in_one_line = in_one_line

    def clean(self, value, row=None, **kwargs):
        if len(value) >= LONGEST:
            raise ValueError(_("This text may have been cut off by Excel, which holds no more. Use CSV."))
        return re.sub(r"\s*\n\s*", " ", value) if self.in_one_line else value


class Day(Widget):
    """The year first, or what Excel knows as a date; whatever can be read in two ways is refused."""

    @property
    def hint(self):
        return _("A date, as in 2026-11-24.")

    def clean(self, value, row=None, **kwargs):
        if found := YEAR_FIRST.fullmatch(value):
            return self.day(value, *map(int, found.groups()))
        if found := TWO_WAYS.fullmatch(value):
            first, second, year = found.groups()
            ways = {f"{year}-{month:0>2}-{day:0>2}" for month, day in ((first, second), (second, first))}
            raise ValueError(
                _("“%(text)s” can be read in more than one way: write the year first, as in %(ways)s.")
                % {"text": value, "ways": " / ".join(sorted(ways))}
            )
        raise self.unreadable(value)

    def day(self, value, *parts):
        try:
            return date(*parts)
        except ValueError:
            raise self.unreadable(value) from None

    def unreadable(self, value):
        return ValueError(_("“%(text)s” is not a date: write it as in 2026-11-24.") % {"text": value})

    def render(self, value, obj=None, **kwargs):
        # As a date, so that a workbook gets one too.
        return value


class OneOf(Widget):
    """``words``: {what stands in the cell: what is stored}."""

    def __init__(self, words):
        super().__init__()
        self.words = words

    def clean(self, value, row=None, **kwargs):
        known = {str(word).casefold(): stored for word, stored in self.words.items()}
        if value.casefold() in known:
            return known[value.casefold()]
        refusal = _("“%(text)s” is not known here.") % {"text": value}
        raise ValueError(f"{refusal} {self.hint}".strip())

    @property
    def hint(self):
        # A long list says nothing.
        words = ", ".join(map(str, self.words))
        return _("Write one of: %(words)s.") % {"words": words} if len(self.words) < 15 else ""

    def render(self, value, obj=None, **kwargs):
        return next((word for word, stored in self.words.items() if stored == value), "")


class Column(Field):
    """A cell that says what stands already changes nothing, whatever it would be refused for otherwise."""

    def __init__(self, name, label, widget=None, empty=None):
        super().__init__(attribute=name, column_name=name, widget=widget or Words())
        self.label, self.empty = label, empty

    def save(self, instance, row, is_m2m=False, **kwargs):
        text = row[self.column_name]
        if text and not self.says_what_stands(instance, text):
            self.assign(instance, self.empty_value() if text == CLEAR else self.clean(row))

    def says_what_stands(self, instance, text):
        now = canonical(as_text(self.export(instance)))
        return not now if text == CLEAR else meant(text) == now

    def empty_value(self):
        if self.empty is None:
            raise ValueError(_("This cannot be emptied."))
        return self.empty[0]

    def clean(self, row, **kwargs):
        return self.widget.clean(meant(row[self.column_name]), row=row)

    def assign(self, instance, value):
        setattr(instance, self.attribute, value)

    def shown(self, instance):
        """For people to read."""
        return as_text(self.export(instance))

    def both(self, instance):
        """(to compare, to show)"""
        return self.export(instance), self.shown(instance)

    @property
    def hint(self):
        return self.widget.hint


# What "-" makes of a column.
NOTHING, NO_TEXT = (None,), ("",)


class Kept(Column):
    """Shown in the sheet, moved by a verb elsewhere: ``refusal`` says which."""

    def __init__(self, name, label, refusal, widget=None):
        super().__init__(name, label, widget, empty=NOTHING)
        self.refusal = refusal

    @property
    def hint(self):
        return self.refusal

    def assign(self, instance, value):
        if value != getattr(instance, self.attribute):
            raise ValueError(self.refusal)


class Key(Column):
    """Which record a row is about."""

    hint = ""

    def save(self, *args, **kwargs):
        """It finds the record and changes nothing of it."""


class Heard(Column):
    """About this change, and not about the record: written in the sheet, never filled by an export."""

    def export(self, instance, **kwargs):
        return ""

    def save(self, *args, **kwargs):
        """It is kept with the change."""


def of_model(model, *names):
    """{name: Column} for texts and dates, as the model has them."""
    return {name: column_for(model._meta.get_field(name)) for name in names}


def column_for(field):
    if isinstance(field, models.DateField):
        return Column(field.name, field.verbose_name, Day(), empty=NOTHING)
    in_one_line = isinstance(field, models.CharField)
    return Column(field.name, field.verbose_name, Words(in_one_line), NO_TEXT if field.blank else None)
