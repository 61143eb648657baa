"""Reads a body that anybody may have made: JSON in one way only, or a refusal that says what is wrong.

What gets past would hurt later: a lone surrogate stored in a text makes every list that holds it fail.
"""

import json

from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

from opportunities.models.text import CONTROL, compose

MAX_BYTES = 2**20
MAX_DEPTH = 8
MAX_VALUES = 20_000


class TooLarge(APIException):
    status_code = 413
    default_detail = f"The body is larger than {MAX_BYTES // 2**20} MiB: send fewer records at a time."


class StrictJSON(BaseParser):
    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        if (media_type or "").partition(";")[0].strip().lower() != self.media_type:
            raise UnsupportedMediaType(media_type, "Send JSON, as application/json.")
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise TooLarge
        return Reading().value(decoded(raw))


def decoded(raw):
    try:
        return json.loads(raw.decode(), object_pairs_hook=without_duplicates, parse_constant=refuse_constant)
    except UnicodeDecodeError as error:
        raise ParseError(f"The body is not UTF-8, at byte {error.start}.") from None
    except json.JSONDecodeError as error:
        raise ParseError(
            f"The body is not JSON: {error.msg}, line {error.lineno}, column {error.colno}."
        ) from None
    except RecursionError:
        raise ParseError(too_deep()) from None
    except ValueError:  # An integer of thousands of digits.
        raise ParseError("The body has a number that is too long.") from None


def without_duplicates(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ParseError(f"The body has the key {printable(twice)} twice in one object.")
    return found


def refuse_constant(word):
    raise ParseError(f"The body has {word}, which is not JSON.")


def too_deep():
    return f"The body is nested more than {MAX_DEPTH} deep."


def printable(text):
    return json.dumps(text[:60])


class Reading:
    """Walks the values once: composed, counted, and free of what cannot be stored."""

    def __init__(self):
        self.values = 0

    def value(self, value, depth=0):
        self.values += 1
        if self.values > MAX_VALUES:
            raise ParseError(f"The body has more than {MAX_VALUES} values.")
        if depth > MAX_DEPTH:
            raise ParseError(too_deep())
        if isinstance(value, dict):
            return {self.text(name): self.value(each, depth + 1) for name, each in value.items()}
        if isinstance(value, list):
            return [self.value(each, depth + 1) for each in value]
        return self.text(value) if isinstance(value, str) else value

    def text(self, text):
        if found := CONTROL.search(text):
            raise ParseError(
                f"A text has the control character or lone surrogate U+{ord(found[0]):04X} "
                f"at position {found.start() + 1}: remove it."
            )
        return compose(text)
