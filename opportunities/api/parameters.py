"""Reads an address. A parameter that is unknown, empty, or given twice is refused by name.

Answered in silence, a misspelt filter would become a wrong copy at the partner's.
"""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from opportunities.api.problems import Refused
from opportunities.choices import LANGUAGES
from opportunities.representations import SHAPES

MAX_LIMIT, DEFAULT_LIMIT = 200, 50
PAGING = ("limit", "cursor", "count")
SHAPING = ("fields", "lang")
FOLLOWING = ("cursor", "kinds", "limit")


@dataclass
class Asked:
    """What an address asks for besides its filters."""

    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    count: bool = False
    fields: frozenset = frozenset()
    lang: str | None = None


def query_of(request):
    # Not request.GET: its encoding follows a header of the reader's.
    return QueryDict(request.META.get("QUERY_STRING", "").encode("latin-1"), encoding="utf-8")


def refuse_unknown(query, known, repeatable=()):
    errors = {}
    for name, values in query.lists():
        if name not in known:
            errors[printable(name)] = f"Unknown parameter. Allowed: {', '.join(sorted(known)) or 'none'}."
        elif "" in values:
            errors[name] = "Empty value: leave the parameter out, or say what it should be."
        elif len(values) > 1 and name not in repeatable:
            errors[name] = "Give this parameter once."
    if errors:
        raise Refused(errors)


def printable(name):
    return name.encode("utf-8", "backslashreplace").decode()[:100]


def read(query, field_names):
    """Paging and shaping, after `refuse_unknown`; ``field_names`` is a function: few ask for fields."""
    readers = {
        "limit": read_limit,
        "cursor": str,
        "count": read_flag,
        "fields": lambda text: read_words(query.getlist("fields"), field_names(), "field"),
        "lang": read_language,
    }
    return Asked(**{name: attempt(name, query[name], readers[name]) for name in readers if name in query})


def attempt(name, text, reader):
    try:
        return reader(text)
    except forms.ValidationError as refusal:
        raise Refused({name: refusal.message}) from None


def read_limit(text):
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MAX_LIMIT):
        raise forms.ValidationError(f"Write a whole number from 1 to {MAX_LIMIT}.")
    return int(text)


def read_flag(text):
    if text not in ("true", "false"):
        raise forms.ValidationError("Write true or false.")
    return text == "true"


def read_words(texts, allowed, what):
    asked = frozenset(word for text in texts for word in text.split(","))
    if not asked <= set(allowed):
        raise forms.ValidationError(f"Unknown {what}. Allowed: {', '.join(sorted(allowed))}.")
    return asked


def read_kinds(query):
    texts = query.getlist("kinds")
    return attempt("kinds", texts, lambda texts: read_words(texts, SHAPES, "kind"))


def read_language(text):
    if text not in LANGUAGES:
        raise forms.ValidationError(f"Unknown value. Allowed: {', '.join(LANGUAGES)}.")
    return text
