"""Every derived fact, from what the reader may see; the words of product and code for it are the same."""

from datetime import timedelta

import pytest

from opportunities.choices import Contradiction, Health, Status, Visibility
from opportunities.health import contradictions
from opportunities.models import Initiative, Milestone
from opportunities.models.standing import FACTS
from tests import make

TODAY = make.DAY
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)


@pytest.fixture
def chips(db):
    return make.initiative(status=Status.UNDER_WAY)


def facts(initiative, level=Visibility.PUBLIC):
    found = Initiative.objects.with_facts(level).with_health(TODAY).filter(pk=initiative.pk)
    return found.values("status", "health", *FACTS).get()


def health(initiative, level=Visibility.PUBLIC):
    return facts(initiative, level)["health"]


def supported(initiative, level=Visibility.PUBLIC):
    return facts(initiative, level)["supported"]


@pytest.mark.parametrize("status", [Status.RAISED, Status.DELIVERED, Status.PAUSED, Status.NOT_PURSUED])
def test_who_owes_no_report_claims_no_health(db, status):
    initiative = make.initiative(status=status)
    make.milestone(initiative, due_on=YESTERDAY)
    make.update(initiative, outlook="off_track")
    assert health(initiative) is None


def test_a_milestone_due_today_is_not_late_but_tomorrow_it_is(chips):
    make.update(chips, as_of=TODAY)
    sign = make.milestone(chips, due_on=TODAY)
    assert health(chips) == Health.NOT_ASSESSED
    sign.move(YESTERDAY, "correction")
    assert health(chips) == Health.LATE


@pytest.mark.parametrize("mend", ["meet", "cancel"])
def test_what_is_met_or_cancelled_is_not_late(chips, mend):
    make.update(chips, as_of=TODAY)
    sign = make.milestone(chips, due_on=YESTERDAY)
    {"meet": lambda: sign.meet(TODAY), "cancel": lambda: sign.cancel("No longer needed")}[mend]()
    assert health(chips) == Health.NOT_ASSESSED


def test_worst_news_comes_first(chips):
    assert health(chips) == Health.NO_REPORT
    make.update(chips, outlook="on_track", as_of=TODAY)
    assert health(chips) == Health.ON_TRACK
    make.update(chips, outlook="at_risk", on_behalf_of=make.country("KR"))
    assert health(chips) == Health.AT_RISK
    make.update(chips, outlook="off_track", on_behalf_of=make.country("CA"))
    assert health(chips) == Health.OFF_TRACK
    make.milestone(chips, due_on=YESTERDAY)
    assert health(chips) == Health.LATE


def test_silence_is_measured_by_the_initiative_s_own_rhythm(chips):
    make.update(chips, outlook="on_track", as_of=TODAY - timedelta(90))
    assert health(chips) == Health.ON_TRACK
    chips.report_every_days = 30
    chips.save()
    assert health(chips) == Health.NO_REPORT


def test_a_draft_is_no_report(chips):
    make.update(chips, make.PARTNERS, published_at=None, outlook="on_track")
    assert health(chips, Visibility.INTERNAL) == Health.NO_REPORT


def test_the_latest_outlook_of_each_side_counts(chips):
    korea = make.country("KR")
    make.update(chips, outlook="off_track", as_of=YESTERDAY, on_behalf_of=korea)
    make.update(chips, outlook="on_track", as_of=TODAY, on_behalf_of=korea)
    assert facts(chips)["outlook"] == "on_track"
    make.update(chips, outlook="at_risk", as_of=YESTERDAY)
    assert facts(chips)["outlook"] == "at_risk"


def test_a_corrected_outlook_no_longer_counts(chips):
    wrong = make.update(chips, outlook="off_track")
    make.update(chips, make.INTERNAL, supersedes=wrong)
    assert facts(chips)["outlook"] == "off_track"
    assert facts(chips, Visibility.INTERNAL)["outlook"] is None


def test_hidden_parts_count_for_nobody_who_cannot_see_them(chips):
    before = facts(chips)
    make.milestone(chips, make.INTERNAL, due_on=YESTERDAY)
    make.update(chips, make.INTERNAL, outlook="off_track")
    make.evidence(make.INTERNAL, initiative=chips)
    make.participation(chips, "CA", make.INTERNAL)
    assert facts(chips) == before
    assert health(chips, Visibility.INTERNAL) == Health.LATE


def test_progress_leaves_cancelled_milestones_aside(chips):
    make.milestone(chips, done_on=TODAY)
    make.milestone(chips)
    make.milestone(chips).cancel("No longer needed")
    found = facts(chips)
    assert (found["milestones_met"], found["milestones_total"]) == (1, 2)


def test_the_next_milestone_is_the_first_open_dated_one(chips):
    make.milestone(chips, due_on=None)
    make.milestone(chips, due_on=YESTERDAY, done_on=TODAY)
    following = make.milestone(chips, due_on=TOMORROW)
    found = facts(chips)
    assert (found["next_milestone"], found["next_due_on"]) == (following.uid, TOMORROW)


def test_the_ladder_of_supported_stages(chips):
    assert supported(chips) == Status.RAISED
    canada, korea = (make.participation(chips, code, is_lead=True) for code in ("CA", "KR"))
    assert supported(chips) == Status.RAISED
    for part in (canada, korea):
        part.organisation = make.organisation(f"lead-{part.country.code}".lower())
        part.save()
    assert supported(chips) == Status.SCOPED
    make.evidence(kind="agreement", initiative=chips)
    assert supported(chips) == Status.AGREED
    sign = make.milestone(chips, done_on=TODAY)
    more = make.milestone(chips)
    assert supported(chips) == Status.UNDER_WAY
    more.meet(TODAY)
    assert supported(chips) == Status.DELIVERED
    sign.reopen()
    more.reopen()
    assert supported(chips) == Status.AGREED


def test_a_stage_is_not_supported_past_a_gap_below_it(chips):
    make.evidence(kind="agreement", initiative=chips)
    make.milestone(chips, done_on=TODAY)
    assert supported(chips) == Status.RAISED


def test_one_side_without_a_lead_is_not_scoped(chips):
    make.lead(chips, make.organisation(), "CA")
    make.participation(chips, "KR")
    assert supported(chips) == Status.RAISED


def test_a_third_country_that_helps_needs_no_lead(chips):
    make.lead(chips, make.organisation(), "CA")
    make.participation(chips, "JP")
    assert supported(chips) == Status.SCOPED


def test_a_lead_whose_organisation_is_hidden_is_not_named(chips):
    make.lead(chips, make.organisation(visibility=make.PARTNERS), "CA")
    assert supported(chips) == Status.RAISED
    assert supported(chips, Visibility.PARTNERS) == Status.SCOPED


def test_a_lead_that_ended_is_no_lead(chips):
    part = make.lead(chips, make.organisation(), "CA")
    make.participation(chips, "CA")
    part.ended_at = part.named_at
    part.save()
    assert supported(chips) == Status.RAISED


def test_contradictions_are_flagged(chips):
    assert contradictions(facts(chips), TODAY) == [Contradiction.CLAIMED_NOT_SHOWN]
    make.update(chips, outlook="on_track", as_of=TODAY)
    make.milestone(chips, due_on=YESTERDAY)
    assert contradictions(facts(chips), TODAY) == [
        Contradiction.CLAIMED_NOT_SHOWN,
        Contradiction.ON_TRACK_LATE,
        Contradiction.GOOD_UNSHOWN,
    ]
    chips.write(status=Status.DELIVERED)
    assert Contradiction.DELIVERED_OPEN in contradictions(facts(chips), TODAY)


def test_what_is_paused_claims_no_stage(chips):
    chips.write(status=Status.PAUSED)
    assert contradictions(facts(chips), TODAY) == []


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"due_on": YESTERDAY, "done_on": YESTERDAY}, "met"),
        ({"due_on": YESTERDAY, "done_on": TODAY}, "met_late"),
        ({"due_on": None, "done_on": TODAY}, "met"),
        ({"due_on": YESTERDAY}, "late"),
        ({"due_on": TODAY}, "due_soon"),
        ({"due_on": TODAY + timedelta(30)}, "due_soon"),
        ({"due_on": TODAY + timedelta(31)}, "upcoming"),
        ({"due_on": None}, "no_date"),
    ],
)
def test_the_state_of_a_milestone(chips, fields, state):
    make.milestone(chips, **fields)
    assert Milestone.objects.with_state(TODAY).get().state == state


def test_a_cancelled_milestone_is_neither_met_nor_late(chips):
    make.milestone(chips, due_on=YESTERDAY).cancel("No longer needed")
    assert Milestone.objects.with_state(TODAY).get().state == "cancelled"


def test_late_as_a_state_and_as_a_filter_are_one(chips):
    for due_on in (None, YESTERDAY, TODAY, TOMORROW):
        make.milestone(chips, due_on=due_on)
    late = Milestone.objects.with_state(TODAY).filter(state="late")
    assert list(late) == list(Milestone.objects.overdue(TODAY)) != []


def test_the_original_date_is_the_oldest_a_reader_may_see(chips):
    sign = make.milestone(chips, due_on=YESTERDAY)
    sign.move(TODAY, "technical")
    sign.move(TOMORROW, "technical")
    first = sign.revisions.order_by("at").first()
    first.visibility = make.INTERNAL
    first.save()
    originals = [Milestone.objects.with_facts(level).get().original_due_on for level in Visibility]
    assert originals == [TODAY, TODAY, YESTERDAY]


def test_the_side_that_owes_is_told_to_who_may_see_the_part(chips):
    part = make.participation(chips, "KR", make.PARTNERS)
    make.milestone(chips, responsible=part)
    assert [Milestone.objects.with_facts(level).get().side for level in Visibility] == [None, "KR", "KR"]


def test_attention_goes_to_the_worst_then_to_what_is_due_first(db):
    late = make.initiative("Late", status=Status.AGREED)
    make.milestone(late, due_on=YESTERDAY)
    quiet = make.initiative("Quiet", status=Status.AGREED)
    soon = make.initiative("Quiet, due", status=Status.AGREED)
    make.milestone(soon, due_on=TOMORROW)
    raised = make.initiative("Raised")
    ranked = Initiative.objects.with_facts(Visibility.PUBLIC).with_health(TODAY).by_attention()
    assert list(ranked) == [late, soon, quiet, raised]
