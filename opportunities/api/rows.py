"""Tables of an analysis as JSON Schema, read off the types of their rows."""

from datetime import date
from inspect import cleandoc

from django.db.models import Choices, Model

from opportunities.api.facts import DATE, NUMBER, YES_NO, maybe, whole, word, word_or_null
from opportunities.insights import INSIGHTS
from opportunities.insights.rows import columns

TAG = "insights"
TYPES = {bool: YES_NO, int: NUMBER, date: DATE, str: {"type": "string"}}


def components():
    return {f"{insight.__name__}Insight": schema_of(insight) for insight in INSIGHTS}


def schema_of(insight):
    tables = {name: {"type": "array", "items": of_row(row)} for name, row in insight.tables.items()}
    said = {"insight": word([insight.name]), "today": DATE | {"description": "In Seoul."}}
    facts = {name: TYPES[kind] for name, kind in insight.facts.items()}
    return whole(said | facts | tables) | {"description": cleandoc(insight.__doc__)}


def of_row(row):
    return whole({column.name: of_column(column) for column in columns(row)}) | {
        "description": cleandoc(row.__doc__)
    }


def of_column(column):
    if issubclass(column.kind, Choices):
        schema = (word_or_null if column.may_be_null else word)(column.kind)
    else:
        schema = maybe(of_kind(column.kind)) if column.may_be_null else of_kind(column.kind)
    return {"type": "array", "items": schema} if column.is_list else schema


def of_kind(kind):
    return {"type": "string"} if issubclass(kind, Model) else TYPES[kind]
