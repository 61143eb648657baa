"""Pages that stay fast at any depth, and in which no row is met twice or missed while others come and go.

A page goes on after the values of a row, not after a number of rows. Keys name columns or annotations, with
a minus before those that descend; nulls come last either way, and ``uid`` decides between equals.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import F, OrderBy, Q
from django.utils.translation import gettext_lazy as _

NOTHING = Q(pk__in=[])
# Signed, so that every value in a cursor is one that a page has put there.
signer = Signer(salt="opportunities.keyset")


class BadCursor(ValidationError):
    def __init__(self):
        super().__init__(_("Take the cursor from the links of a page with the same ordering."), code="cursor")


@dataclass
class Page:
    rows: list
    next: str | None
    previous: str | None


@dataclass(frozen=True)
class Key:
    name: str
    descends: bool

    @classmethod
    def of(cls, word):
        return cls(word.removeprefix("-"), word.startswith("-"))

    def order(self, records, backward):
        """Nulls last, walking backward first; unsaid where there are none, or no index would serve."""
        nulls = may_be_null(records, self.name)
        return OrderBy(
            F(self.name),
            descending=self.descends != backward,
            nulls_first=(nulls and backward) or None,
            nulls_last=(nulls and not backward) or None,
        )

    def beyond(self, records, value, backward):
        """Rows that come after this value on the way."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backward else NOTHING
        lookup = "lt" if self.descends != backward else "gt"
        further = Q(**{f"{self.name}__{lookup}": value})
        nulls_follow = may_be_null(records, self.name) and not backward
        return further | Q(**{f"{self.name}__isnull": True}) if nulls_follow else further

    def level(self, value):
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


class Keyset:
    """One ordering, under the word by which it is asked for."""

    def __init__(self, word, keys):
        self.word = word
        self.keys = [Key.of(key) for key in (*keys, "uid")]

    @property
    def names(self):
        return [key.name for key in self.keys]

    def ordered(self, records, backward=False):
        return records.order_by(*[key.order(records, backward) for key in self.keys])

    def page(self, records, limit, cursor=None):
        backward, values = self.read(records, cursor) if cursor else (False, None)
        if values:
            records = records.filter(self.beyond(records, values, backward))
        found = list(self.ordered(records, backward)[: limit + 1])
        rows = found[:limit]
        onward, back = len(found) > limit, cursor is not None
        if backward:
            rows.reverse()
            onward, back = back, onward
        return Page(
            rows,
            next=self.cursor(records, rows[-1], backward=False) if rows and onward else None,
            previous=self.cursor(records, rows[0], backward=True) if rows and back else None,
        )

    def beyond(self, records, values, backward):
        """(a after A) or (a as A and b after B) or ..."""
        *keys, (key, value) = zip(self.keys, values, strict=True)
        condition = key.beyond(records, value, backward)
        for key, value in reversed(keys):
            condition = key.beyond(records, value, backward) | (key.level(value) & condition)
        return condition

    def cursor(self, records, row, backward):
        values = [value_of(row, key.name) for key in self.keys]
        written = [value if value is None else str(value) for value in values]
        return signer.sign_object([self.question(records), backward, *written], compress=True)

    def question(self, records):
        """What a cursor belongs to."""
        return f"{records.model._meta.model_name} {self.word}"

    def read(self, records, cursor):
        try:
            question, backward, *values = signer.unsign_object(cursor)
        except (BadSignature, ValueError):
            raise BadCursor from None
        if question != self.question(records):
            raise BadCursor
        return backward, [
            None if value is None else field_of(records, key.name).to_python(value)
            for key, value in zip(self.keys, values, strict=True)
        ]


def value_of(row, name):
    return row[name] if isinstance(row, dict) else getattr(row, name)


def may_be_null(records, name):
    return name in records.query.annotations or field_of(records, name).null


def field_of(records, name):
    annotated = records.query.annotations.get(name)
    return annotated.output_field if annotated else records.model._meta.get_field(name)


def reverse(keys):
    return tuple(key[1:] if key.startswith("-") else f"-{key}" for key in keys)
