"""Complementarity: each initiative counts once a side, by what its parts state."""

import pytest

from opportunities.choices import Direction
from opportunities.insights.complementarity import Complementarity
from tests import make
from tests.insights.conftest import seen


def told(**asked):
    return Complementarity(seen(**asked))


def directions(**asked):
    """{title: {code: direction}}."""
    found = {}
    for flow in told(**asked).flows:
        found.setdefault(flow.initiative.title, {})[flow.country.code] = flow.direction
    return found


@pytest.fixture
def chips(db):
    make.country("CA"), make.country("KR")
    return make.initiative("Chips")


def test_each_side_has_the_direction_that_its_part_states(chips):
    make.participation(chips, "CA", direction="receives")
    make.participation(chips, "KR", direction="provides")
    assert directions() == {"Chips": {"CA": Direction.RECEIVES, "KR": Direction.PROVIDES}}


def test_a_side_without_a_part_is_not_stated(chips):
    make.participation(chips, "KR", direction="receives")
    assert directions() == {"Chips": {"CA": Direction.NOT_STATED, "KR": Direction.RECEIVES}}


@pytest.mark.parametrize(
    ("parts", "direction"),
    [
        (["not_stated"], Direction.NOT_STATED),
        (["not_stated", "provides"], Direction.PROVIDES),
        (["provides", "provides"], Direction.PROVIDES),
        (["provides", "receives"], Direction.JOINT),
        (["joint", "provides"], Direction.JOINT),
    ],
)
def test_several_parts_of_a_side_are_told_as_one(chips, parts, direction):
    for part in parts:
        make.participation(chips, "CA", direction=part)
    assert directions()["Chips"]["CA"] == direction


def test_a_part_that_ended_or_is_hidden_says_nothing(chips):
    make.participation(chips, "CA", direction="provides", ended_at=chips.created_at)
    make.participation(chips, "KR", make.PARTNERS, direction="receives")
    assert directions() == {"Chips": {"CA": Direction.NOT_STATED, "KR": Direction.NOT_STATED}}
    assert directions(level=make.PARTNERS)["Chips"]["KR"] == Direction.RECEIVES


def test_each_area_counts_its_initiatives_by_side_and_direction(chips):
    more = make.initiative("More")
    make.initiative("Power", area=make.area("energy", "ENE"))
    make.participation(chips, "KR", direction="provides")
    make.participation(more, "KR", direction="provides")
    counted = [
        (row.area.slug, row.country.code, row.provides, row.receives, row.joint, row.not_stated)
        for row in told().areas
    ]
    assert counted == [
        ("chips", "CA", 0, 0, 0, 2),
        ("chips", "KR", 2, 0, 0, 0),
        ("energy", "CA", 0, 0, 0, 1),
        ("energy", "KR", 0, 0, 0, 1),
    ]
    assert {row.area.slug for row in told(area__slug="energy").areas} == {"energy"}


def test_with_three_sides_each_has_its_row(chips):
    japan = make.country("JP")
    japan.is_side = True
    japan.save()
    assert [row.country.code for row in told().areas] == ["CA", "JP", "KR"]


def test_strengths_are_those_that_the_reader_may_see(chips):
    takeaway = make.takeaway(make.dialogue())
    make.strength(takeaway, country=make.country("KR"), summary_en="Chips")
    make.strength(takeaway, make.PARTNERS, summary_en="Quiet")
    assert [(row.country.code, row.strength.summary) for row in told().strengths] == [("KR", "Chips")]
    assert [row.strength.summary for row in told(level=make.PARTNERS).strengths] == ["Quiet", "Chips"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_database_is_asked_three_times_whatever_the_rows(chips, django_assert_num_queries, rows):
    for number in range(rows):
        make.participation(make.initiative(f"More {number}"), "KR", direction="provides")
        make.strength(make.takeaway(make.dialogue()))
    with django_assert_num_queries(3):
        Complementarity(seen()).body()
