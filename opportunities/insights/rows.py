"""Rows of an analysis: dataclasses whose types say what each column may hold."""

from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from django.db.models import Model

from opportunities.models import CooperationArea, Country, Initiative

# What never changes of a record, and names it outside; any other is named by its id.
KEYS = {Country: "code", CooperationArea: "slug", Initiative: "ref"}


@dataclass(frozen=True)
class Column:
    name: str
    kind: type
    may_be_null: bool = False
    is_list: bool = False

    @classmethod
    def of(cls, name, hint):
        if get_origin(hint) is list:
            return cls(name, get_args(hint)[0], is_list=True)
        if isinstance(hint, UnionType):
            kind = next(each for each in get_args(hint) if each is not NoneType)
            return cls(name, kind, may_be_null=True)
        return cls(name, hint)

    @property
    def is_record(self):
        return issubclass(self.kind, Model)

    @property
    def headings(self):
        """In a CSV: a record stands there by its key and, beside it, in words."""
        return [self.name, f"{self.name}_title"] if self.is_record else [self.name]

    def cells(self, row):
        value = getattr(row, self.name)
        words = None if value is None else str(value)
        return [key_of(value), words] if self.is_record else [value]


@cache
def columns(kind):
    return [Column.of(name, hint) for name, hint in get_type_hints(kind).items()]


def headings(kind):
    """Of a CSV of such rows."""
    return [heading for column in columns(kind) for heading in column.headings]


def cells(row):
    return [cell for column in columns(type(row)) for cell in column.cells(row)]


def told(row):
    """{column: value} as the API tells it."""
    return {column.name: key_of(getattr(row, column.name)) for column in columns(type(row))}


def key_of(value):
    if not isinstance(value, Model):
        return value
    return getattr(value, KEYS.get(type(value), "uid")) or value.uid
