"""The stage declared and the stage shown, side by side, each for what has come this far or further."""

from datetime import date, timedelta

import pytest

from opportunities.choices import Status
from opportunities.insights.stages import Stages
from tests import make
from tests.insights.conftest import seen

HELD = date(2025, 7, 9)


def stages(**reader):
    return Stages(seen(**reader))


def funnel(rungs):
    """[(declared, supported)] from raised to delivered."""
    return [(rung.declared, rung.supported) for rung in rungs]


def shown(initiative, stage):
    """Give it the facts that support a stage, and no more."""
    reach = [Status.SCOPED, Status.AGREED, Status.UNDER_WAY].index(stage)
    for code in ("CA", "KR"):
        make.lead(initiative, make.organisation(f"{initiative.pk}-{code.lower()}"), code)
    if reach >= 1:
        make.evidence(initiative=initiative)
    if reach >= 2:
        make.milestone(initiative, done_on=make.DAY)
        make.milestone(initiative)
    return initiative


def test_nothing_to_see_is_nothing_declared(db):
    assert funnel(stages().whole) == [(0, 0)] * 5
    assert (stages().by_area, stages().by_takeaway, stages().claims, stages().days_since) == (
        [],
        [],
        [],
        None,
    )


def test_all_that_is_raised_is_shown_to_be_just_that(db):
    for title in ("Chips", "Power", "Talent"):
        make.initiative(title)
    assert funnel(stages().whole) == [(3, 3), (0, 0), (0, 0), (0, 0), (0, 0)]
    assert (stages().moved, stages().claims) == (0, [])


def test_a_claim_ahead_of_the_facts_is_named(db):
    shown(make.initiative("Honest", status=Status.AGREED), Status.AGREED)
    bold = shown(make.initiative("Bold", status=Status.DELIVERED), Status.SCOPED)
    assert funnel(stages().whole) == [(2, 2), (2, 2), (2, 1), (1, 0), (1, 0)]
    assert [(each.initiative, each.declared, each.supported) for each in stages().claims] == [
        (bold, Status.DELIVERED, Status.SCOPED)
    ]


def test_facts_ahead_of_what_is_declared_are_no_claim(db):
    shown(make.initiative("Modest"), Status.UNDER_WAY)
    assert funnel(stages().whole) == [(1, 1), (0, 1), (0, 1), (0, 1), (0, 0)]
    assert stages().claims == []


@pytest.mark.parametrize("status", [Status.PAUSED, Status.NOT_PURSUED])
def test_what_left_the_ladder_stands_aside(db, status):
    shown(make.initiative("Aside", status=status), Status.AGREED)
    assert funnel(stages().whole) == [(0, 0)] * 5
    assert stages().aside == 1


def test_each_area_and_each_takeaway_has_its_own(db):
    first, second = (make.takeaway(make.dialogue(), code) for code in ("T1", "T2"))
    energy = make.area("energy", "ENE")
    chips = make.initiative("Chips", status=Status.SCOPED)
    chips.area.order = 1
    chips.area.save()
    power = make.initiative("Power", area=energy)
    chips.takeaways.add(first, second)
    power.takeaways.add(second)
    groups = [*stages().by_area, *stages().by_takeaway]
    assert [(rungs[0].area or rungs[0].takeaway, funnel(rungs)[:2]) for rungs in groups] == [
        (energy, [(1, 1), (0, 0)]),
        (chips.area, [(1, 1), (1, 0)]),
        (first, [(1, 1), (1, 0)]),
        (second, [(2, 2), (1, 0)]),
    ]
    assert stages().funnel == [*stages().whole, *[rung for rungs in groups for rung in rungs]]


def reports(days, status=Status.SCOPED):
    """An initiative for each, from a dialogue held then, that so many days later reports the status."""
    takeaway = make.takeaway(make.dialogue(held_on=HELD))
    for number in days:
        initiative = make.initiative(f"After {number}", status=status)
        initiative.takeaways.add(takeaway)
        make.update(initiative, status=status, as_of=HELD + timedelta(number))


@pytest.mark.parametrize(
    ("days", "middle"), [([], None), ([40], 40), ([10, 400, 30], 30), ([10, 20], 15), ([0, 1], 0)]
)
def test_the_middle_number_of_days_to_a_stage(db, days, middle):
    reports(days)
    assert [rung.median_days for rung in stages().whole] == [None, middle, None, None, None]


def test_a_stage_is_reached_when_it_is_first_declared(db):
    reports([100])
    (initiative,) = seen().listed
    make.update(initiative, status=Status.PAUSED, as_of=HELD + timedelta(150))
    make.update(initiative, status=Status.SCOPED, as_of=HELD + timedelta(200))
    assert stages().whole[1].median_days == 100


def test_a_dialogue_without_a_day_gives_no_days(db):
    initiative = make.initiative(status=Status.SCOPED)
    initiative.takeaways.add(make.takeaway(make.dialogue()))
    make.update(initiative, status=Status.SCOPED)
    assert (stages().whole[1].median_days, stages().days_since) == (None, None)


def test_days_since_are_counted_from_the_latest_dialogue(db):
    initiative = make.initiative()
    for held in (HELD, HELD + timedelta(10)):
        initiative.takeaways.add(make.takeaway(make.dialogue(held_on=held)))
    other = make.initiative("Other")
    other.takeaways.add(make.takeaway(make.dialogue(held_on=HELD + timedelta(20))))
    assert stages(today=HELD + timedelta(50)).days_since == 30


def test_what_a_reader_may_not_see_counts_for_nothing(db):
    chips = shown(make.initiative("Chips", status=Status.UNDER_WAY), Status.SCOPED)
    hidden = make.takeaway(make.dialogue(visibility=make.PARTNERS, held_on=HELD), visibility=make.PARTNERS)
    chips.takeaways.add(hidden)
    make.update(chips, make.PARTNERS, status=Status.UNDER_WAY, as_of=HELD + timedelta(9))
    make.evidence(make.PARTNERS, initiative=chips)
    make.initiative("Hidden", make.PARTNERS)
    told = {
        level: (funnel(stages(level=level).whole), stages(level=level).whole[3].median_days)
        for level in (make.PUBLIC, make.PARTNERS)
    }
    assert told == {
        make.PUBLIC: ([(1, 1), (1, 1), (1, 0), (1, 0), (0, 0)], None),
        make.PARTNERS: ([(2, 2), (1, 1), (1, 1), (1, 0), (0, 0)], 9),
    }
    assert [len(stages(level=level).by_takeaway) for level in (make.PUBLIC, make.PARTNERS)] == [0, 1]


def test_a_report_that_a_reader_may_not_see_dates_no_stage(db):
    chips = make.initiative("Chips", status=Status.SCOPED)
    chips.takeaways.add(make.takeaway(make.dialogue(held_on=HELD)))
    make.update(chips, make.PARTNERS, status=Status.SCOPED, as_of=HELD + timedelta(9))
    make.update(chips, make.INTERNAL, status=Status.SCOPED, as_of=HELD + timedelta(5), published_at=None)
    days = [stages(level=level).whole[1].median_days for level in (make.PUBLIC, make.PARTNERS, make.INTERNAL)]
    assert days == [None, 9, 9]
