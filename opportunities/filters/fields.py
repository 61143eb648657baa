"""What a parameter may say. Whatever else it says is refused, with what would have been allowed.

Every field cleans to None when its parameter is not given.
"""

import re
from datetime import UTC, date, datetime
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opportunities.health import today_in_seoul
from opportunities.models.text import compose, refuse_control_characters

FIRST_YEAR, LAST_YEAR = 1900, 2999
UUID_AS_WRITTEN = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
DAY_AS_WRITTEN = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT_AS_WRITTEN = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)


def refuse(allowed):
    raise ValidationError(
        _("Unknown value. Allowed: %(allowed)s."), code="unknown", params={"allowed": ", ".join(allowed)}
    )


class OneOf:
    """Mixin of fields that take words of a list."""

    @property
    def allowed(self):
        return [str(word) for word, label in self.choices]

    def clean(self, given):
        return super().clean(given) or None


class Words(OneOf, forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def to_python(self, words):
        return [word for word in super().to_python(words) if word]

    def validate(self, words):
        if not set(words) <= set(self.allowed):
            refuse(self.allowed)


class Word(OneOf, forms.ChoiceField):
    def validate(self, word):
        if word and word not in self.allowed:
            refuse(self.allowed)


class Several(forms.Field):
    """Values cleaned one by one: repeating a parameter means "or"."""

    widget = forms.SelectMultiple

    def to_python(self, values):
        return [self.clean_one(value) for value in values if value] if any(values or ()) else None

    def clean_one(self, value):
        raise NotImplementedError


class Identifiers(Several):
    """Ids. One that the reader cannot see, or that never was, matches nothing."""

    def clean_one(self, value):
        if not UUID_AS_WRITTEN.fullmatch(value):
            raise ValidationError(_("Write an id, such as 6f1c2a52-8f0e-4e0b-9a55-0f4e5b1f3c1d."))
        return UUID(value)


class Records(Several):
    """Records by id, or by a key of theirs such as a slug or code; cleaned to primary keys.

    ``records`` are what the reader may see, so a hidden key is refused as one that never was.
    """

    def __init__(self, *, records, keys=(), **kwargs):
        super().__init__(**kwargs)
        self.records, self.keys = records, keys

    def clean_one(self, value):
        refuse_control_characters(value)
        return UUID(value) if UUID_AS_WRITTEN.fullmatch(value) else compose(value)

    def clean(self, values):
        asked = super().clean(values)
        return None if asked is None else self.primary_keys(asked)

    def primary_keys(self, asked):
        named = {value for value in asked if isinstance(value, str)}
        matches = Q(uid__in=[value for value in asked if isinstance(value, UUID)])
        for key in self.keys:
            matches |= Q(**{f"{key}__in": named})
        found = list(self.records.filter(matches).order_by().values_list("pk", *self.keys))
        if named - {key for row in found for key in row[1:]}:
            self.refuse_name()
        return [row[0] for row in found]

    def refuse_name(self):
        keys = ", ".join([*self.keys, "id"])
        raise ValidationError(
            _("You can see no such record. Name it by: %(keys)s."), code="unknown", params={"keys": keys}
        )


class Dues(Several):
    """``overdue``, a number of days ahead, or two dates."""

    WORDS = {"overdue": _("Overdue"), "30": _("Within 30 days"), "90": _("Within 90 days")}

    def clean_one(self, value):
        if value in self.WORDS:
            return value
        try:
            first, last = map(day_of, value.split(".."))
        except ValueError:
            message = _("Write overdue, 30, 90, or two dates such as 2026-01-01..2026-03-31.")
            raise ValidationError(message) from None
        return first, last


class Once(forms.Field):
    """A value that is read, or refused with ``hint``."""

    hint = ""

    def to_python(self, value):
        try:
            return self.read(value) if value else None
        except ValueError:
            raise ValidationError(self.hint) from None

    def read(self, value):
        raise NotImplementedError


class YesNo(Once):
    hint = _("Write true or false.")
    widget = forms.Select(choices=[("", ""), ("true", _("Yes")), ("false", _("No"))])

    def read(self, value):
        return bool(["false", "true"].index(value))


class Day(Once):
    widget = forms.DateInput
    hint = _("Write a date between 1900-01-01 and 2999-12-31, such as 2026-03-31.")

    def read(self, value):
        return day_of(value)


class PastDay(Day):
    """A day of which there is something to show."""

    hint = _("Write today’s date or an earlier one, such as 2026-03-31.")

    def read(self, value):
        day = day_of(value)
        if day > today_in_seoul():
            raise ValueError(value)
        return day


class Month(Once):
    """Its first day."""

    hint = _("Write a month between 1900-01 and 2999-12, such as 2026-03.")

    def read(self, value):
        return day_of(f"{value}-01")


class Flag(Once):
    hint = _("Write 1, or leave it out.")

    def read(self, value):
        if value != "1":
            raise ValueError(value)
        return True


class Moment(Once):
    hint = _("Write a time with its zone, such as 2026-03-31T09:00:00Z (in an address, + is written %2B).")

    def read(self, value):
        if not MOMENT_AS_WRITTEN.fullmatch(value):
            raise ValueError(value)
        day_of(value[:10])
        # In UTC, because PostgreSQL does not take every offset that Python takes.
        return datetime.fromisoformat(value).astimezone(UTC)


class Number(Once):
    hint = _("Write a whole number of at most four digits.")

    def read(self, value):
        if not re.fullmatch("[0-9]{1,4}", value):
            raise ValueError(value)
        return int(value)


class SearchText(Once):
    """Words that must all be found, composed as stored text is."""

    widget = forms.TextInput
    hint = _("Write at most 200 characters in UTF-8.")
    LONGEST = 200

    def read(self, value):
        # The replacement character stands where the address was not UTF-8.
        if len(value) > self.LONGEST or "\N{REPLACEMENT CHARACTER}" in value:
            raise ValueError(value)
        refuse_control_characters(value)
        return compose(value.strip())


def day_of(text):
    if not DAY_AS_WRITTEN.fullmatch(text):
        raise ValueError(text)
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day
