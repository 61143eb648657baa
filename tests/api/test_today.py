"""What is true today in Seoul stands apart from what is stored, and moves with the day alone."""

from datetime import date, timedelta

import pytest

from opportunities.api import views
from tests import make
from tests.api.world import get

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _that_day(monkeypatch):
    monkeypatch.setattr(views, "today_in_seoul", lambda: TODAY)


def of(public, name, record):
    return get(public, f"{name}/{record.uid}/").json()["today"]


@pytest.fixture
def chips(db):
    return make.initiative("Chips", status="under_way")


@pytest.mark.parametrize("outlook", ["off_track", "at_risk", "on_track"])
def test_health_follows_the_outlook_while_reports_are_fresh(public, chips, outlook):
    make.update(chips, outlook=outlook)
    assert of(public, "initiatives", chips)["health"] == outlook


def test_a_fresh_report_without_an_outlook_is_not_assessed(public, chips):
    make.update(chips)
    assert of(public, "initiatives", chips)["health"] == "not_assessed"


@pytest.mark.parametrize(("silent_for", "health"), [(90, "on_track"), (91, "no_report")])
def test_silence_beyond_the_rhythm_is_said(public, chips, silent_for, health):
    make.update(chips, outlook="on_track", as_of=TODAY - timedelta(days=silent_for))
    assert of(public, "initiatives", chips)["health"] == health


@pytest.mark.parametrize("status", ["raised", "delivered", "paused", "not_pursued"])
def test_some_stages_claim_no_health(public, chips, status):
    chips.write(status=status)
    make.milestone(chips)
    assert of(public, "initiatives", chips)["health"] is None


@pytest.mark.parametrize(("due_in", "health", "days"), [(-1, "late", 1), (0, "no_report", None)])
def test_late_is_before_today_and_counted_in_days(public, chips, due_in, health, days):
    make.milestone(chips, due_on=TODAY + timedelta(days=due_in))
    said = of(public, "initiatives", chips)
    assert (said["health"], said["days_late"]) == (health, days)


def test_what_does_not_fit_together_is_named(public, chips):
    make.update(chips, outlook="on_track")
    make.milestone(chips)
    assert of(public, "initiatives", chips)["contradictions"] == [
        "claimed_not_shown",
        "on_track_late",
        "good_unshown",
    ]
    chips.write(status="delivered")
    assert of(public, "initiatives", chips)["contradictions"][:2] == ["claimed_not_shown", "delivered_open"]


@pytest.mark.parametrize(
    ("due_in", "state", "late", "left"),
    [
        (-1, "late", 1, None),
        (0, "due_soon", None, 0),
        (30, "due_soon", None, 30),
        (31, "upcoming", None, 31),
        (None, "no_date", None, None),
    ],
)
def test_an_open_milestone(public, chips, due_in, state, late, left):
    due_on = None if due_in is None else TODAY + timedelta(days=due_in)
    made = make.milestone(chips, due_on=due_on)
    assert of(public, "milestones", made) == {"state": state, "days_late": late, "days_left": left}


@pytest.mark.parametrize(("done_on", "state"), [(date(2026, 3, 2), "met"), (date(2026, 3, 3), "met_late")])
def test_a_met_milestone_counts_no_days(public, chips, done_on, state):
    made = make.milestone(chips, done_on=done_on)
    assert of(public, "milestones", made) == {"state": state, "days_late": None, "days_left": None}


def test_a_cancelled_milestone_counts_no_days(public, chips):
    made = make.milestone(chips)
    made.cancel("Dropped")
    assert of(public, "milestones", made) == {"state": "cancelled", "days_late": None, "days_left": None}


def test_each_level_has_its_own_today(public, staff, chips):
    make.milestone(chips, make.INTERNAL)
    said = [of(client, "initiatives", chips) for client in (public, staff)]
    assert [each["health"] for each in said] == ["no_report", "late"]
    assert [each["days_late"] for each in said] == [None, 8]


def test_the_filter_and_the_word_agree(public, chips):
    make.milestone(chips)
    (found,) = get(public, "initiatives/?health=late").json()["results"]
    assert found["today"]["health"] == "late"
    (milestone,) = get(public, "milestones/?state=late").json()["results"]
    assert milestone["today"]["state"] == "late"
