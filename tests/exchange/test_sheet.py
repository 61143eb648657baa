"""A table as CSV opens rightly in a spreadsheet, and runs nothing there."""

import csv
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opportunities.choices import Status
from opportunities.exchange.sheet import FORMULA, cell, csv_lines, unprotected


def test_it_says_that_it_is_unicode_and_keeps_every_cell_whole():
    text = "".join(csv_lines(["area", "words"], [["chips", 'a "b", c\nd'], ["ip", "지연"]]))
    assert text.startswith("\ufeffarea,words\r\n")
    assert list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True))) == [
        ["area", "words"],
        ["chips", 'a "b", c\nd'],
        ["ip", "지연"],
    ]


@pytest.mark.parametrize("start", [*FORMULA, " =", "\u3000="])
def test_text_is_never_a_formula(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"
    assert cell([f"{start}1", "x"]) == f"'{start}1 x"
    assert cell(f"a{start}1") == f"a{start}1"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (-3, -3),
        (True, "true"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "2026-03-02T09:00:00+00:00"),
        (["late", "open"], "late open"),
        (Status.RAISED, "raised"),
    ],
)
def test_a_value_is_written_as_programs_read_it(value, written):
    assert cell(value) == written
    assert f"{cell(value)}" == f"{written}"


@given(st.text(max_size=20))
def test_no_cell_of_text_begins_as_a_formula_and_none_loses_its_text(written):
    assert not cell(written).startswith(FORMULA)
    assert unprotected(cell(written)) == written


@pytest.mark.parametrize("text", ["'=1", "''-", "' =1", "'", "-", "'quoted'", "it's"])
def test_apostrophes_that_were_there_are_given_back(text):
    assert unprotected(cell(text)) == text
