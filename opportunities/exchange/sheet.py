"""Tables as CSV: what a spreadsheet opens rightly, Korean included, and in which nothing runs."""

import csv
import re
from datetime import date, datetime
from itertools import chain

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# A cell that begins with one of them is a formula to a spreadsheet; to a Korean one, in full width too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
# Some trim what they read before they look at it. Apostrophes count, so that each can be taken off again.
RUNS = re.compile(rf"'*(?:\s*[{''.join(map(re.escape, FORMULA))}])")


class Line:
    """Takes what the writer writes, and gives it back."""

    def write(self, line):
        return line


def csv_lines(header, rows):
    """The lines one by one, so that a long table can be streamed."""
    yield from lines_of([cell(value) for value in row] for row in chain([header], rows))


def lines_of(rows):
    """The same of cells that are written already."""
    writer = csv.writer(Line())
    start = BOM
    for row in rows:
        yield start + writer.writerow(row)
        start = ""


def cell(value):
    """Dates as ISO writes them, several words in one cell, text that is no formula; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return cell(" ".join(map(str, value)))
    if isinstance(value, int | float):
        return value
    return protected(str(value))


def protected(text):
    """Text that no spreadsheet runs."""
    return f"'{text}" if RUNS.match(text) else text


def unprotected(text):
    """What `protected` was given."""
    return text[1:] if text.startswith("'") and RUNS.match(text) else text
