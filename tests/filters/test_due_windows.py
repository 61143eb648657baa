"""Open milestones by when they are due: the day before a limit, on it, and after it."""

from datetime import date, timedelta

import pytest

from opportunities.filters import InitiativeFilter, MilestoneFilter
from opportunities.models import Initiative, Milestone
from opportunities.models.base import unit_of_work
from tests import make
from tests.filters.asking import TODAY, found

MILESTONES, INITIATIVES = (Milestone, MilestoneFilter), (Initiative, InitiativeFilter)
DAYS_AHEAD = (-400, -1, 0, 1, 29, 30, 31, 89, 90, 91)


@pytest.fixture
def chips(db):
    with unit_of_work():
        return make.initiative("Chips")


@pytest.fixture
def dated(chips):
    """One for each number of days ahead, and one without a date."""
    with unit_of_work():
        for days in DAYS_AHEAD:
            make.milestone(chips, title_en=str(days), due_on=TODAY + timedelta(days=days))
        make.milestone(chips, title_en="undated", due_on=None)


def days(query):
    return [milestone.title_en for milestone in found(MILESTONES, f"{query}&ordering=due_on")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("due=overdue", ["-400", "-1"]),
        ("due=30", ["0", "1", "29", "30"]),
        ("due=90", ["0", "1", "29", "30", "31", "89", "90"]),
        ("due=2026-03-09..2026-03-09", ["-1"]),
        ("due=2026-03-09..2026-03-11", ["-1", "0", "1"]),
        ("due=2026-03-11..2026-03-09", []),
        ("due=overdue&due=30", ["-400", "-1", "0", "1", "29", "30"]),
        ("due=30&due=90", ["0", "1", "29", "30", "31", "89", "90"]),
        ("due=2026-03-11..2026-03-11&due=overdue", ["-400", "-1", "1"]),
    ],
)
def test_a_window_holds_both_its_ends_and_no_day_more(dated, query, expected):
    assert days(query) == expected


def test_without_a_window_the_undated_are_there_too(dated):
    assert days("") == [*map(str, DAYS_AHEAD), "undated"]


@pytest.mark.parametrize("window", ["overdue", "30", "90", "2026-01-01..2026-12-31"])
def test_what_is_met_or_cancelled_is_due_in_no_window(chips, window):
    for due_on in (date(2026, 3, 9), date(2026, 3, 10)):
        make.milestone(chips, due_on=due_on, done_on=date(2026, 3, 1))
        make.milestone(chips, due_on=due_on).cancel("Dropped")
    assert days(f"due={window}") == []


def test_a_window_and_another_parameter_must_both_hold(dated, chips):
    other = make.initiative("Talent", area=make.area("talent", "TAL"))
    mine = make.milestone(other, due_on=TODAY, title_en="mine")
    assert found(MILESTONES, "due=30&area=talent") == [mine]
    assert found(MILESTONES, "due=overdue&area=talent") == []


def test_an_initiative_is_found_once_however_many_of_its_milestones_are_due(dated, chips):
    make.initiative("Quiet")
    assert found(INITIATIVES, "due=90&due=overdue") == [chips]


@pytest.mark.parametrize("window", ["overdue", "30", "2026-03-10..2026-03-10"])
def test_a_hidden_milestone_puts_no_initiative_into_a_window(chips, window):
    due_on = TODAY - timedelta(days=1) if window == "overdue" else TODAY
    made = make.milestone(chips, make.PARTNERS, due_on=due_on)
    assert found(INITIATIVES, f"due={window}") == []
    assert found(INITIATIVES, f"due={window}", make.PARTNERS) == [chips]
    made.visibility = make.PUBLIC
    made.save()
    assert found(INITIATIVES, f"due={window}") == [chips]


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2026, 3, 9), ["sign"]), (date(2026, 3, 10), ["sign"]), (date(2026, 3, 11), [])]
)
def test_the_day_is_the_one_that_was_given(chips, on, expected):
    make.milestone(chips, title_en="sign", due_on=TODAY)
    asked = MilestoneFilter({"due": ["30"]}, Milestone.objects.all(), level=1, today=on)
    assert [each.title_en for each in asked.qs] == expected
