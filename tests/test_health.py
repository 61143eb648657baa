"""The words for how it is doing, each at its limit: what is worst is said first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import DateField, TextField, Value

from opportunities.choices import Contradiction, Health, Status
from opportunities.health import (
    attention_rank,
    contradictions,
    days_late,
    health_on,
    is_claimed_not_shown,
    today_in_seoul,
)
from opportunities.models import Initiative
from tests import make

TODAY = make.DAY


def day(offset):
    return None if offset is None else TODAY + timedelta(offset)


def health(status="under_way", due=None, outlook=None, reported=0, rhythm=90):
    """Of an initiative of which these facts are known; days are counted from today."""
    make.initiative(status=status, report_every_days=rhythm)
    known = Initiative.objects.annotate(
        next_due_on=Value(day(due), DateField()),
        last_report_on=Value(day(reported), DateField()),
        outlook=Value(outlook, TextField()),
    )
    return known.annotate(health=health_on(TODAY)).get().health


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"due": -1, "outlook": "off_track", "reported": None}, "late"),
        ({"due": 0, "outlook": "off_track", "reported": None}, "off_track"),
        ({"due": -1, "outlook": "on_track"}, "late"),
        ({"outlook": "at_risk", "reported": None}, "at_risk"),
        ({"outlook": "on_track", "reported": None}, "no_report"),
        ({"reported": None}, "no_report"),
        ({"outlook": "on_track", "due": 0}, "on_track"),
        ({"outlook": "on_track", "due": 1}, "on_track"),
        ({}, "not_assessed"),
        ({"status": "scoped"}, "not_assessed"),
        ({"status": "agreed", "due": -1}, "late"),
        ({"status": "raised", "due": -1, "outlook": "off_track"}, None),
        ({"status": "delivered", "due": -1}, None),
        ({"status": "paused", "reported": None}, None),
        ({"status": "not_pursued", "outlook": "on_track"}, None),
    ],
)
def test_the_worst_that_is_true_is_said(facts, word):
    assert health(**facts) == word


@pytest.mark.django_db
@pytest.mark.parametrize("rhythm", [30, 90, 180, 365])
@pytest.mark.parametrize(("late", "word"), [(0, "on_track"), (1, "no_report")])
def test_silence_begins_the_day_after_a_report_was_expected(rhythm, late, word):
    assert health(outlook="on_track", rhythm=rhythm, reported=-rhythm - late) == word


@pytest.mark.django_db
@pytest.mark.parametrize("word", [*Health, None])
def test_attention_goes_by_rank(word):
    make.initiative()
    known = Initiative.objects.annotate(health=Value(word, TextField())).annotate(rank=attention_rank())
    ranks = ["late", "off_track", "at_risk", "no_report", "on_track", "not_assessed", None]
    assert known.get().rank == ranks.index(word)


@pytest.mark.parametrize(("due", "days"), [(-30, 30), (-1, 1), (0, None), (1, None), (None, None)])
def test_days_late_are_counted_from_the_date(due, days):
    assert days_late(day(due), TODAY) == days


# {stage declared: the stages shown that lie below it}
CLAIMED = {
    "raised": [],
    "scoped": ["raised"],
    "agreed": ["raised", "scoped"],
    "under_way": ["raised", "scoped", "agreed"],
    "delivered": ["raised", "scoped", "agreed", "under_way"],
}


@pytest.mark.parametrize("claimed", CLAIMED)
def test_a_stage_is_claimed_where_it_lies_above_what_is_shown(claimed):
    assert [shown for shown in CLAIMED if is_claimed_not_shown(claimed, shown)] == CLAIMED[claimed]


@pytest.mark.parametrize("status", [Status.PAUSED, Status.NOT_PURSUED])
def test_who_stands_beside_the_ladder_claims_nothing(status):
    assert not is_claimed_not_shown(status, "raised")


def flags(**known):
    facts = {
        "status": "under_way",
        "supported": "under_way",
        "outlook": None,
        "milestones_total": 1,
        "milestones_met": 1,
        "next_due_on": None,
        "has_evidence": True,
    }
    return contradictions(facts | known, TODAY)


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({}, []),
        ({"supported": "agreed"}, ["claimed_not_shown"]),
        ({"supported": "delivered"}, []),
        ({"status": "delivered", "supported": "delivered"}, []),
        ({"status": "delivered", "supported": "delivered", "milestones_met": 0}, ["delivered_open"]),
        ({"milestones_met": 0}, []),
        ({"outlook": "on_track", "next_due_on": day(-1)}, ["on_track_late"]),
        ({"outlook": "on_track", "next_due_on": day(0)}, []),
        ({"outlook": "at_risk", "next_due_on": day(-1)}, []),
        ({"outlook": "on_track", "has_evidence": False}, ["good_unshown"]),
        ({"outlook": "off_track", "has_evidence": False}, []),
        ({"has_evidence": False, "next_due_on": day(-1)}, []),
    ],
)
def test_each_contradiction_is_found_and_nothing_else(known, found):
    assert flags(**known) == found


def test_all_contradictions_at_once_stand_in_one_order():
    every = {"milestones_met": 0, "outlook": "on_track", "next_due_on": day(-1), "has_evidence": False}
    assert flags(status="delivered", supported="raised", **every) == [*Contradiction]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 1, 14, 59, 59, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 15, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2025, 12, 31, 15, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_today_begins_in_seoul(moment, day, time_machine):
    time_machine.move_to(moment, tick=False)
    assert today_in_seoul() == day
