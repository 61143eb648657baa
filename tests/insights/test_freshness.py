"""Late, silent, contradictory: worked out, and told of no more than the reader may know."""

from datetime import timedelta

import pytest

from opportunities.choices import Contradiction, Health, Status
from opportunities.insights.freshness import Freshness
from tests import make
from tests.insights.conftest import seen

LATER = make.DAY + timedelta(10)


def flags(**reader):
    """[(initiative, health, days late, contradictions)]."""
    return [
        (str(flag.initiative.title), flag.health, flag.days_late, flag.contradictions)
        for flag in Freshness(seen(**{"today": LATER} | reader)).flags
    ]


def reporting(title="Chips", status=Status.SCOPED, **report):
    """Led on both sides and reported on, so that nothing is flagged."""
    initiative = make.initiative(title, status=status)
    for code in ("CA", "KR"):
        make.lead(initiative, make.organisation(f"{initiative.pk}-{code.lower()}"), code)
    make.update(initiative, **report)
    return initiative


def test_what_is_in_order_is_not_flagged(db):
    reporting()
    make.initiative("Only raised")
    assert flags() == []


def test_a_late_one_says_by_how_many_days(db):
    make.milestone(reporting())
    assert flags() == [("Chips", Health.LATE, 10, [])]


def test_a_silent_one_is_not_late(db):
    reporting(as_of=make.DAY - timedelta(90))
    assert flags() == [("Chips", Health.NO_REPORT, None, [])]


def test_a_contradiction_is_flagged_whatever_the_health(db):
    make.milestone(reporting("Late yet fine", outlook="on_track"))
    reporting("Bold", status=Status.DELIVERED)
    assert flags() == [
        ("Late yet fine", Health.LATE, 10, [Contradiction.ON_TRACK_LATE, Contradiction.GOOD_UNSHOWN]),
        ("Bold", None, None, [Contradiction.CLAIMED_NOT_SHOWN]),
    ]


def test_a_date_that_passed_makes_late_only_what_owes_reports(db):
    make.milestone(make.initiative("Only raised"))
    assert flags() == []


def test_counts_are_of_the_flags(db):
    make.milestone(reporting("Late", outlook="on_track"))
    reporting("Silent", as_of=make.DAY - timedelta(90))
    freshness = Freshness(seen(today=LATER))
    assert (freshness.late, freshness.silent, freshness.contradictory) == (1, 1, 1)


@pytest.mark.parametrize("hidden", [make.PARTNERS, make.INTERNAL])
def test_a_hidden_milestone_makes_nothing_late(db, hidden):
    make.milestone(reporting(), hidden)
    assert flags() == []
    assert flags(level=hidden) == [("Chips", Health.LATE, 10, [])]
