"""The timeline's strips by their numbers: where marks, rails and labels begin and end."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest

from opportunities.dashboards.charts.strips import Axis, Strip
from opportunities.insights.span import Span

SPAN = Span(date(2026, 1, 1), date(2026, 4, 11))
NEXT = UUID(int=7)


def mark(day, original_on=None, met=False, late=False, uid=None):
    return SimpleNamespace(
        day=day,
        original_on=original_on or day,
        is_moved=bool(original_on and original_on != day),
        is_met=met,
        is_late=late,
        milestone=SimpleNamespace(uid=uid),
    )


def day(number):
    """So many percent into the span, which is a hundred days long."""
    return date.fromordinal(SPAN.start.toordinal() + number)


def strip(*marks):
    return Strip(SimpleNamespace(next_milestone=NEXT), list(marks), SPAN)


def test_only_what_lies_in_the_span_is_shown_its_last_day_included():
    shown = strip(mark(day(-1)), mark(day(0)), mark(day(99)), mark(day(100)), mark(None)).shown
    assert [place for place, _mark in shown] == ["0.00%", "99.00%"]


def test_a_rail_runs_through_all_dated_marks_and_is_cut_at_the_ends():
    assert strip(mark(day(-30)), mark(day(40)), mark(None)).rail == ("0.00%", "40.00%")
    assert strip(mark(day(10)), mark(day(300))).rail == ("10.00%", "100.00%")


@pytest.mark.parametrize(
    "marks",
    [[], [mark(None)], [mark(day(5))], [mark(day(-9)), mark(day(-3))], [mark(day(100)), mark(day(200))]],
)
def test_no_rail_is_drawn_that_has_no_length_here(marks):
    assert strip(*marks).rail is None


def test_what_is_done_ends_before_the_first_that_is_not_met():
    marks = [mark(day(number), met=met) for number, met in ((10, True), (20, True), (30, False), (40, True))]
    assert strip(*marks).done == ("10.00%", "20.00%")
    assert strip(*marks[2:]).done is None


@pytest.mark.parametrize(
    ("original", "now", "drawn"),
    [
        (20, 60, [("20.00%", "20.00%", "60.00%")]),
        (60, 20, [("60.00%", "60.00%", "20.00%")]),
        (-10, 60, [("", "0.00%", "60.00%")]),
        (20, 130, [("20.00%", "20.00%", "100.00%")]),
        (-10, 130, []),
        (20, 20, []),
    ],
)
def test_a_line_leads_from_the_original_date_as_far_as_it_lies_here(original, now, drawn):
    assert strip(mark(day(now), original_on=day(original))).originals == drawn


@pytest.mark.parametrize(
    ("place", "late", "ends_there"),
    [(33, True, False), (34, True, True), (62, False, False), (63, False, True), (34, False, False)],
)
def test_a_label_stands_where_there_is_room(place, late, ends_there):
    awaited = mark(day(place), late=late, uid=NEXT)
    assert strip(mark(day(1)), awaited).label == (f"{place}.00%", ends_there, awaited)


@pytest.mark.parametrize(
    "awaited", [mark(day(5)), mark(day(-1), uid=NEXT), mark(day(100), uid=NEXT), mark(None, uid=NEXT)]
)
def test_without_a_next_milestone_here_nothing_is_labelled(awaited):
    assert strip(awaited).label is None


@pytest.mark.parametrize(
    ("number", "today", "past_middle"),
    [
        (0, "0.00%", False),
        (50, "50.00%", False),
        (51, "51.00%", True),
        (99, "99.00%", True),
        (100, "", True),
        (-1, "", False),
    ],
)
def test_today_stands_on_the_axis_where_it_lies_among_the_months(number, today, past_middle):
    axis = Axis(SPAN, day(number))
    assert (axis.today, axis.is_past_middle) == (today, past_middle)


def test_an_axis_names_years_and_parts_in_percent():
    axis = Axis(Span(date(2025, 12, 1), date(2026, 3, 1)), date(2026, 1, 1))
    assert axis.years == [("0.00%", 2025), ("34.44%", 2026)]
    assert axis.parts == [
        ("0.00%", "17.22%", date(2025, 12, 1)),
        ("34.44%", "51.66%", date(2026, 1, 1)),
        ("68.89%", "84.44%", date(2026, 2, 1)),
    ]
