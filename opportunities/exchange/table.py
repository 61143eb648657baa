"""A table out of a file that people made: cells as text, or the sentence that says why it cannot be read."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 2000
MAX_COLUMNS = 100
# One text may stand in many cells of a small workbook: what counts is what they hold together.
MAX_CHARACTERS = 4_000_000


@dataclass
class Table:
    """``rows`` is [(number, cells)], as a spreadsheet counts them; a cell is text, or {"formula": text}."""

    read_as: str
    header: list
    rows: list


def table(read_as, lines):
    """A Table of numbered lines, blank ones left out."""
    filled = [(number, cells) for number, cells in within_limits(lines) if any(cells)]
    if len(filled) < 2:
        raise ValidationError(_("The file is empty: it needs a first row with the columns, and rows below."))
    (_number, header), *rows = filled
    return Table(read_as, [str(cell).strip() for cell in header], rows)


def within_limits(lines):
    rows = characters = 0
    for number, cells in lines:
        rows += any(cells)
        characters += sum(map(len, cells))
        if rows > MAX_ROWS + 1 or characters > MAX_CHARACTERS or len(cells) > MAX_COLUMNS:
            raise ValidationError(too_much())
        yield number, cells


def too_much():
    return _(
        "The file holds too much: at most %(rows)d rows, %(columns)d columns and %(megabytes)d MB. Split it."
    ) % {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "megabytes": MAX_BYTES // 1024**2}


def as_text(value):
    """Days as ISO writes them, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
