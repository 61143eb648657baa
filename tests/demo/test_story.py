"""The demonstration shows the public what the tracker can say, and keeps the rules it shows."""

from datetime import timedelta

import pytest

from opportunities.choices import (
    Contradiction,
    EvidenceKind,
    Health,
    MilestoneState,
    OrganisationType,
    Status,
    Visibility,
)
from opportunities.health import contradictions, today_in_seoul
from opportunities.models import (
    Decision,
    Evidence,
    Initiative,
    Milestone,
    MilestoneRevision,
    Organisation,
    Participation,
    ProgressUpdate,
)
from tests.demo.telling import RECORDS, fictional

PUBLIC, PARTNERS, INTERNAL = Visibility
pytestmark = pytest.mark.usefixtures("told", "db")


def stands_for(level):
    today = today_in_seoul()
    return Initiative.objects.visible_at(level).with_facts(level).with_health(today)


def contradictions_of(ref):
    facts = stands_for(PUBLIC).values().get(ref=ref)
    return contradictions(facts, today_in_seoul())


def states():
    public = Milestone.objects.visible_at(PUBLIC)
    return set(public.with_state(today_in_seoul()).values_list("state", flat=True))


# What it shows


def test_the_public_meets_every_status():
    assert set(stands_for(PUBLIC).values_list("status", flat=True)) == set(Status)


def test_the_public_meets_every_health_and_initiatives_that_claim_none():
    assert set(stands_for(PUBLIC).values_list("health", flat=True)) == {*Health, None}


def test_the_public_meets_milestones_in_every_state():
    assert states() == set(MilestoneState)


def test_either_side_owes_milestones_and_some_are_owed_jointly():
    owed = Milestone.objects.visible_at(PUBLIC).open().with_facts(PUBLIC)

    assert set(owed.values_list("side", flat=True)) == {"CA", "KR", None}


def test_one_initiative_is_claimed_under_way_and_not_yet_shown_to_be():
    assert contradictions_of("IPD-5") == [Contradiction.CLAIMED_NOT_SHOWN, Contradiction.GOOD_UNSHOWN]


def test_partners_are_shown_what_the_public_must_take_on_trust():
    assert stands_for(PARTNERS).get(ref="IPD-5").supported == Status.UNDER_WAY


def test_one_initiative_is_declared_on_track_with_a_late_milestone():
    assert contradictions_of("TAL-1") == [Contradiction.ON_TRACK_LATE]


def test_two_sides_differ_on_one_outlook():
    voices = ProgressUpdate.objects.outlooks_at(PUBLIC).filter(initiative__ref="ENE-2")

    assert dict(voices.values_list("on_behalf_of__code", "outlook")) == {
        "CA": "on_track",
        "KR": "at_risk",
        None: "on_track",
    }


def test_partners_hear_of_a_risk_that_the_public_does_not():
    health = [stands_for(level).get(ref="ENE-1").health for level in (PUBLIC, PARTNERS)]

    assert health == [Health.ON_TRACK, Health.AT_RISK]


def test_dates_are_moved_by_either_side_and_jointly():
    moves = MilestoneRevision.objects.visible_at(PUBLIC)

    assert set(moves.values_list("side__code", flat=True)) == {"CA", "KR", None}
    assert not moves.filter(words_en="").exists()


def test_there_is_evidence_of_every_kind_and_an_organisation_of_every_type():
    evidence = Evidence.objects.visible_at(PUBLIC).values_list("kind", flat=True)
    types = fictional(Organisation).values_list("type", flat=True)

    assert (set(evidence), set(types)) == (set(EvidenceKind), set(OrganisationType))


def test_one_lead_is_not_named_to_the_public():
    leads = Participation.objects.visible_at(PUBLIC).filter(is_lead=True, ended_at=None)
    named = Participation.objects.named_at(PUBLIC)

    assert list(leads.exclude(pk__in=named).values_list("initiative__ref", "country__code")) == [
        ("IPD-5", "KR")
    ]


def test_three_decisions_are_needed_within_thirty_days():
    soon = today_in_seoul() + timedelta(days=30)
    needed = Decision.objects.visible_at(PUBLIC).filter(settled_on=None, needed_by__lte=soon)

    assert needed.count() == 3


@pytest.mark.parametrize("level", Visibility)
def test_every_level_has_records_of_its_own(level):
    kinds = (Initiative, Participation, Organisation, Milestone, ProgressUpdate, Decision, Evidence)
    found = [kind for kind in kinds if fictional(kind).with_level().filter(level=level).exists()]

    # It adds no public initiative: the thirteen are the dialogue's.
    assert found == [kind for kind in kinds if (kind, level) != (Initiative, PUBLIC)]


# The rules it keeps
def test_no_report_says_what_could_not_have_been_published():
    for report in fictional(ProgressUpdate).published().exclude(status=""):
        evidence = Evidence.objects.about(report.initiative)
        assert (report.visibility, bool(report.reason)) == (report.initiative.visibility, True), report
        if report.status == Status.AGREED:
            assert evidence.filter(kind=EvidenceKind.AGREEMENT, visibility=report.visibility).exists(), report
        if report.status == Status.DELIVERED:
            assert evidence.filter(visibility=report.visibility).exists(), report
        if report.status == Status.PAUSED:
            assert report.initiative.review_on, report


def test_each_milestone_is_met_by_a_report_and_on_its_day():
    reports = ProgressUpdate.objects.published().filter(milestone_met=True)
    met = Milestone.objects.exclude(done_on=None)

    told = reports.values_list("milestone", "as_of", "published_at")
    assert set(told) == set(met.values_list("pk", "done_on", "completion_recorded_at"))


def test_every_due_date_is_where_its_last_move_left_it():
    for milestone in Milestone.objects.exclude(revisions=None):
        steps = list(milestone.revisions.order_by("at").values_list("old_due_on", "new_due_on"))
        assert steps[-1][1] == milestone.due_on, milestone
        assert [new for _old, new in steps[:-1]] == [old for old, _new in steps[1:]], milestone


def test_a_record_is_no_more_visible_than_what_it_belongs_to():
    for model in RECORDS:
        levels = fictional(model).with_level().values_list("visibility", "level")
        assert {own for own, level in levels if own < level} == set(), model


def test_every_text_stands_in_three_languages():
    columns = [
        (model, f.name[:-3]) for model in RECORDS for f in model._meta.fields if f.name.endswith("_en")
    ]

    for model, name in columns:
        for texts in fictional(model).values_list(f"{name}_en", f"{name}_fr", f"{name}_ko"):
            assert len({bool(text) for text in texts}) == 1, texts
