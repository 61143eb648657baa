"""Pace: two counts that only ever grow, over what the reader may see."""

from datetime import date

import pytest

from opportunities.insights.pace import Pace, steps
from opportunities.insights.span import Span
from tests import make
from tests.insights.conftest import seen

APRIL = date(2026, 4, 10)


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def pace(today=APRIL, **asked):
    return Pace(seen(today=today, **asked))


def quarters(**asked):
    return [(str(row.start), row.planned, row.met) for row in pace(**asked).quarters]


def test_nothing_planned_has_no_quarters(chips):
    make.milestone(chips, due_on=None)
    assert quarters() == []


def test_the_plan_goes_on_and_what_is_met_ends_today(chips):
    make.milestone(chips, done_on=date(2026, 3, 1))
    make.milestone(chips, due_on=date(2026, 8, 1))
    assert quarters() == [("2026-01-01", 1, 1), ("2026-04-01", 1, 1), ("2026-07-01", 2, None)]


def test_the_plan_is_the_original_one(chips):
    make.milestone(chips).move(date(2026, 12, 1), "technical")
    assert (pace().planned, pace().planned_on) == (1, [make.DAY])


def test_on_time_is_on_the_original_date_or_before(chips):
    make.milestone(chips, done_on=make.DAY)
    make.milestone(chips, done_on=make.DAY.replace(day=1))
    make.milestone(chips, done_on=make.DAY.replace(day=3))
    moved = make.milestone(chips)
    moved.move(APRIL, "technical")
    moved.meet(APRIL)
    assert (pace().planned, pace().met, pace().on_time) == (4, 4, 2)


def test_what_is_planned_for_today_was_called_for(chips):
    make.milestone(chips, due_on=APRIL)
    make.milestone(chips, due_on=APRIL.replace(day=11))
    assert (pace().planned, len(pace().planned_on)) == (1, 2)


def test_the_cancelled_and_the_hidden_do_not_count(chips):
    make.milestone(chips).cancel("Not needed")
    make.milestone(chips, make.PARTNERS)
    assert quarters() == []
    assert quarters(level=make.PARTNERS) == [("2026-01-01", 1, 0), ("2026-04-01", 1, 0)]


def test_a_hidden_move_leaves_the_date_as_the_original(chips):
    milestone = make.milestone(chips)
    milestone.move(date(2026, 8, 1), "technical")
    milestone.revisions.update(visibility=make.PARTNERS)
    assert pace().planned_on == [date(2026, 8, 1)]
    assert pace(level=make.PARTNERS).planned_on == [make.DAY]


def test_days_become_steps():
    assert steps([date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 1)]) == [
        (date(2026, 1, 1), 1),
        (date(2026, 2, 1), 3),
    ]


YEAR = Span.of_months(date(2026, 1, 9), date(2026, 12, 9))


def test_a_span_of_months_holds_both_of_its_ends():
    assert (YEAR.start, YEAR.last, YEAR.months) == (date(2026, 1, 1), date(2026, 12, 31), 12)
    assert date(2026, 12, 31) in YEAR
    assert date(2027, 1, 1) not in YEAR


def test_places_run_from_nothing_to_a_hundred():
    assert [YEAR.place(day) for day in (YEAR.start, date(2026, 7, 2), YEAR.end)] == [0, 49.86, 100]


def test_a_span_moves_and_widens_by_its_own_length():
    assert YEAR.moved(1) == Span.of_months(date(2027, 1, 1), date(2027, 12, 1))
    assert YEAR.closer() == Span.of_months(date(2026, 4, 1), date(2026, 9, 1))
    assert YEAR.wider() == Span.of_months(date(2025, 7, 1), date(2027, 6, 1))


def test_what_cannot_be_halved_comes_no_closer():
    assert Span.of_months(date(2026, 1, 1), date(2026, 3, 1)).closer() is None


@pytest.mark.parametrize(
    ("last", "names", "parts", "years"),
    [
        (date(2026, 12, 1), "month", 12, 1),
        (date(2028, 12, 1), "quarter", 12, 3),
        (date(2035, 12, 1), "", 0, 10),
        (date(2099, 12, 1), "", 0, 11),
    ],
)
def test_an_axis_names_what_it_has_room_for(last, names, parts, years):
    span = Span.of_months(date(2026, 1, 1), last)
    assert (span.names, len(span.parts), len(span.years)) == (names, parts, years)


def test_a_year_of_which_little_is_shown_is_not_named():
    span = Span.of_months(date(2025, 11, 1), date(2028, 3, 1))
    assert [day.year for _place, day in span.years] == [2026, 2027, 2028]
