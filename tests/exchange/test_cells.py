"""One cell: what a value becomes as text, on the way in and on the way out."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy

from opportunities.exchange.sheet import cell, csv_lines, lines_of, protected, unprotected
from opportunities.exchange.table import as_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (" kept ", " kept "),
        (0, "0"),
        (-3, "-3"),
        (0.0, "0"),
        (-90.0, "-90"),
        (1e15, "1000000000000000"),
        (0.1, "0.1"),
        (False, "false"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2), "2026-03-02"),  # noqa: DTZ001 -- as Excel has them
        (datetime(2026, 3, 2, 0, 0, 1), "2026-03-02T00:00:01"),  # noqa: DTZ001
        (time(9, 30), "09:30:00"),
        (time(0), "00:00:00"),
    ],
)
def test_what_a_workbook_holds_becomes_text(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (False, "false"),
        (0, 0),
        (-1.5, -1.5),
        ([], ""),
        (("a", "b"), "a b"),
        ([1, True, date(2026, 3, 2)], "1 True 2026-03-02"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Decimal("1.50"), "1.50"),
        (Decimal(-1), "'-1"),
        (gettext_lazy("Late"), "Late"),
        (datetime(2026, 3, 2, 9, 0, 0, 5, UTC), "2026-03-02T09:00:00.000005+00:00"),
    ],
)
def test_what_goes_out_is_written_as_programs_read_it(value, written):
    assert (cell(value), type(cell(value))) == (written, type(written))


@pytest.mark.parametrize(
    "text",
    [
        *("=1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a"),  # noqa: RUF001
        *("   =1", "\u00a0=1", "'=1", "''  -1", "\n=1"),
    ],
)
def test_what_a_spreadsheet_might_run_gets_an_apostrophe_that_comes_off_again(text):
    assert protected(text) == f"'{text}"
    assert unprotected(f"'{text}") == text


@pytest.mark.parametrize(
    "text", ["", " ", "1", "a=1", "a-b", "'", "'a", "' a", "''", "1=", "·=1", "<=1", "한=1"]
)
def test_other_text_stays_as_it_is_both_ways(text):
    assert (protected(text), unprotected(text)) == (text, text)


def test_a_table_without_rows_is_its_header():
    assert list(csv_lines(["ref", "title"], [])) == ["\ufeffref,title\r\n"]


def test_only_the_first_line_says_that_it_is_unicode():
    assert list(csv_lines(["a"], [["1"], ["2"]])) == ["\ufeffa\r\n", "1\r\n", "2\r\n"]


def test_a_header_runs_nothing_either():
    assert list(csv_lines(["=1"], [["=2"]])) == ["\ufeff'=1\r\n", "'=2\r\n"]


def test_lines_are_written_one_by_one_as_rows_come():
    def rows():
        yield ["first"]
        raise LookupError

    lines = csv_lines(["a"], rows())
    assert [next(lines), next(lines)] == ["\ufeffa\r\n", "first\r\n"]
    with pytest.raises(LookupError):
        next(lines)


def test_cells_that_are_written_already_are_not_protected_again():
    assert list(lines_of([["'=1", "x,y"], ["=2", 'say "a"']])) == [
        '\ufeff\'=1,"x,y"\r\n',
        '=2,"say ""a"""\r\n',
    ]
    assert list(lines_of([])) == []
