"""The kinds of parameters: what each takes (fields.py), and the one way in which it narrows the records."""

from django.utils.functional import cached_property
from django_filters import Filter

from opportunities.filters import fields


class Parameter(Filter):
    """Filters by a lookup, or by the method of the FilterSet that ``by`` names."""

    lookup = "exact"

    def __init__(self, field_name=None, *, by=None, **extra):
        super().__init__(field_name, self.lookup, **extra)
        self.by = by

    @classmethod
    def may_repeat(cls):
        return issubclass(cls.field_class, fields.Several | fields.Words)

    def filter(self, records, value):
        if value is None:
            return records
        if self.by:
            return getattr(self.parent, self.by)(records, value)
        return records.filter(**{f"{self.field_name}__{self.lookup_expr}": value})


class Choice(Parameter):
    """One or several words of a list."""

    field_class = fields.Words
    lookup = "in"


class YesNo(Parameter):
    field_class = fields.YesNo


class Identifier(Parameter):
    field_class = fields.Identifiers
    lookup = "in"


class Related(Parameter):
    """Records of another kind, by id or by ``keys``, out of those that the reader may see."""

    field_class = fields.Records
    lookup = "in"

    def __init__(self, model, field_name=None, *, keys=(), **extra):
        super().__init__(field_name, **extra)
        self.related, self.keys = model, keys

    @cached_property
    def field(self):
        seen = self.related.objects.visible_at(self.parent.level)
        return self.field_class(records=seen, keys=self.keys, label=self.label, **self.extra)


class Due(Parameter):
    field_class = fields.Dues


class From(Parameter):
    field_class = fields.Day
    lookup = "gte"


class Until(Parameter):
    field_class = fields.Day
    lookup = "lte"


class Since(Parameter):
    field_class = fields.Moment
    lookup = "gte"


class Number(Parameter):
    field_class = fields.Number


class Search(Parameter):
    field_class = fields.SearchText


class Ordering(Parameter):
    """A word of the FilterSet's ``orderings``; after a minus, the other way round."""

    field_class = fields.Word

    @cached_property
    def field(self):
        return self.field_class(choices=self.parent.ordering_choices, label=self.label, **self.extra)

    def filter(self, records, word):
        return records
