"""Slip: how far dates moved, counted once a milestone, as far as the reader may see the moves."""

from datetime import date, timedelta

import pytest

from opportunities.insights.slip import Slip
from tests import make
from tests.insights.conftest import owed_by, seen


def days(number):
    return make.DAY + timedelta(days=number)


def slip(**asked):
    return Slip(seen(**asked))


def sides(**asked):
    return {
        row.owner: (row.milestones, row.moved, row.moves, row.mean_days, row.median_days)
        for row in slip(**asked).sides
    }


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def test_without_milestones_there_is_nothing_to_tell(chips):
    told = slip()
    assert (told.sides, told.areas, told.reasons, told.moves, told.forecasts) == ([], [], [], [], [])


def test_a_milestone_that_keeps_its_date_counts_with_no_days(chips):
    owed_by("KR", chips)
    assert sides() == {"Korea": (1, 0, 0, 0, 0)}


def test_mean_and_median_are_over_all_milestones_of_a_side(chips):
    for moved_by in (0, 10, 50):
        milestone = owed_by("KR", chips)
        if moved_by:
            milestone.move(days(moved_by), "technical")
    assert sides() == {"Korea": (3, 2, 2, 20, 10)}


def test_what_is_met_slips_to_the_day_it_was_met(chips):
    owed_by("CA", chips, done_on=days(7))
    owed_by("CA", chips, done_on=days(-3))
    assert sides() == {"Canada": (2, 0, 0, 2, 2)}


def test_two_moves_of_one_milestone_count_from_its_first_date(chips):
    milestone = owed_by("KR", chips)
    milestone.move(days(10), "technical")
    milestone.move(days(4), "brought_forward")
    assert sides() == {"Korea": (1, 1, 2, 4, 4)}
    assert [(row.reason, row.moves, row.mean_days) for row in slip().reasons] == [
        ("technical", 1, 10),
        ("brought_forward", 1, -6),
    ]


def test_a_move_to_no_date_is_a_move_without_days(chips):
    owed_by("KR", chips).move(None, "external", "Paused")
    assert sides() == {"Korea": (0, 1, 1, None, None)}
    assert [(row.moves, row.mean_days, row.median_days) for row in slip().reasons] == [(1, None, None)]
    assert [(row.to_on, row.days, row.words) for row in slip().moves] == [(None, None, "Paused")]
    assert slip().forecasts == []


def test_a_cancelled_milestone_moved_but_does_not_slip(chips):
    milestone = owed_by("KR", chips)
    milestone.move(days(90), "scope")
    milestone.cancel("Not needed")
    assert sides() == {"Korea": (0, 1, 1, None, None)}
    assert slip().forecasts == []


def test_each_area_has_its_own_slip_in_the_order_of_areas(chips):
    power = make.initiative("Power", area=make.area("energy", "ENE"))
    make.milestone(power).move(days(6), "funding")
    make.milestone(chips)
    assert [(row.area.slug, row.moved, row.mean_days) for row in slip().areas] == [
        ("chips", 0, 0),
        ("energy", 1, 6),
    ]
    assert [row.area.slug for row in slip(area__slug="energy").areas] == ["energy"]


def test_the_forecast_adds_the_mean_slip_of_the_side_that_owes_it(chips):
    owed_by("KR", chips, done_on=days(30))
    owed_by("KR", chips, title_en="Open")
    owed_by("CA", chips, title_en="Kept")
    assert [(row.milestone.title, row.mean_days, row.forecast_on) for row in slip().forecasts] == [
        ("Open", 15, days(15)),
        ("Kept", 0, make.DAY),
    ]


def test_each_move_says_from_when_to_when_why_and_by_which_side(chips):
    milestone = owed_by("KR", chips)
    milestone.move(days(5), "approval", "Visas", side=make.country("CA"))
    milestone.move(days(8), "approval", "Again")
    assert [(row.from_on, row.to_on, row.days, row.words, row.side) for row in slip().moves] == [
        (make.DAY, days(5), 5, "Visas", make.country("CA")),
        (days(5), days(8), 3, "Again", None),
    ]
    assert {(row.original_on, row.now_on, row.days_moved) for row in slip().moves} == {(make.DAY, days(8), 8)}


def test_a_move_that_is_hidden_never_happened(chips):
    milestone = owed_by("KR", chips)
    milestone.move(days(10), "technical", "In secret")
    milestone.revisions.update(visibility=make.PARTNERS)
    assert sides() == {"Korea": (1, 0, 0, 0, 0)}
    assert sides(level=make.PARTNERS) == {"Korea": (1, 1, 1, 10, 10)}
    assert (slip().moves, slip().reasons) == ([], [])


def test_a_side_that_is_hidden_owes_nothing(chips):
    part = make.participation(chips, "KR", make.PARTNERS)
    make.milestone(chips, responsible=part).move(date(2026, 4, 1), "technical")
    assert list(sides()) == ["Not assigned"]
    assert list(sides(level=make.PARTNERS)) == ["Korea"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_database_is_asked_twice_whatever_the_rows(chips, django_assert_num_queries, rows):
    for _ in range(rows):
        owed_by("KR", chips).move(days(3), "technical", side=make.country("CA"))
    with django_assert_num_queries(2):
        Slip(seen()).body()
