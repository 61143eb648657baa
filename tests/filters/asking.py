"""Questions asked of a filter without any door around it."""

from datetime import date

from django.http import QueryDict

from opportunities.choices import Visibility

TODAY = date(2026, 3, 10)


def asked(kind, query, level=Visibility.PUBLIC, **given):
    """The filter, validated, over all records of its kind that the level may see."""
    model, filters = kind
    made = filters(QueryDict(query), model.objects.visible_at(level), level=level, today=TODAY, **given)
    made.is_valid()
    return made


def found(kind, query, level=Visibility.PUBLIC, **given):
    """The records, in order."""
    made = asked(kind, query, level, **given)
    assert not made.errors, made.errors
    return list(made.qs)


def refused(kind, query, level=Visibility.PUBLIC):
    """{parameter: [sentence]}"""
    return {name: list(said) for name, said in asked(kind, query, level).errors.items()}
