"""Publishing a report: each thing that may be missing, who reads it then, and what it moves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from opportunities.models import Evidence, Initiative, ProgressUpdate, Proposal, publication
from tests import make

NO_BODY = "Say in one sentence what happened."
NO_REASON = "Give the reason for the change of status: it is published with it."
NOT_BY_ALL = "A change of status must be readable by everyone who can read the initiative."
NO_AGREEMENT = "“Agreed” needs a document: link evidence of kind “Agreement” first."
NO_EVIDENCE = "“Delivered” needs evidence: link at least one source first."
NO_REVIEW = "“Paused” needs a date of review: give it as “review on” on the initiative first."
CANCELLED = "This milestone is cancelled and cannot be met."
NOT_MET_BY_ALL = "“Milestone met” must be readable by everyone who can read the milestone."
PUBLISHED = "This update is already published: write a new one that corrects it."


def draft(of, **fields):
    return ProgressUpdate(initiative=of, **{"body_en": "News", "as_of": make.DAY} | fields)


def missing(update, readers=make.PUBLIC, level=make.PUBLIC):
    """All that it is refused for."""
    try:
        publication.refuse_incomplete(update, readers, level)
    except ValidationError as refusal:
        return refusal.messages
    return []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"body_en": ""}, [NO_BODY]),
        ({"body_en": "", "body_ko": "소식"}, []),
        ({"status": "scoped"}, [NO_REASON]),
        ({"status": "scoped", "reason_fr": "Nommés"}, []),
        ({"status": "under_way", "reason_en": "Begun"}, []),
        ({"status": "not_pursued", "reason_en": "No funds"}, []),
        ({"status": "raised", "reason_en": "Back"}, []),
        ({"status": "agreed", "reason_en": "Signed"}, [NO_AGREEMENT]),
        ({"status": "delivered", "reason_en": "Done"}, [NO_EVIDENCE]),
        ({"status": "paused", "reason_en": "Later"}, [NO_REVIEW]),
        ({"status": "paused", "body_en": ""}, [NO_BODY, NO_REASON, NO_REVIEW]),
        ({"published_at": timezone.now()}, [PUBLISHED]),
    ],
)
def test_each_thing_that_is_missing_is_told(chips, fields, told):
    assert missing(draft(chips, **fields)) == told


def test_a_report_without_a_status_may_be_for_fewer(chips):
    assert missing(draft(chips), readers=make.PARTNERS) == []
    moves = draft(chips, status="scoped", reason_en="Named")
    assert missing(moves, readers=make.PARTNERS) == [NOT_BY_ALL]
    assert missing(moves, make.PARTNERS, level=make.PARTNERS) == []


def test_a_milestone_is_met_for_all_who_read_it_and_is_not_cancelled(chips):
    sign = make.milestone(chips)
    met = draft(chips, milestone=sign, milestone_met=True)
    assert missing(met) == []
    assert missing(met, make.INTERNAL) == [NOT_MET_BY_ALL]
    sign.cancel("No longer needed")
    assert missing(met, make.INTERNAL) == [CANCELLED, NOT_MET_BY_ALL]
    assert missing(draft(chips, milestone=sign)) == []


@pytest.mark.parametrize("kind", ["report", "result", "page"])
def test_of_proof_only_an_agreement_shows_agreed_and_any_shows_delivered(chips, kind):
    make.evidence(kind=kind, initiative=chips)
    assert missing(draft(chips, status="agreed", reason_en="Signed")) == [NO_AGREEMENT]
    assert missing(draft(chips, status="delivered", reason_en="Done")) == []


@pytest.fixture
def proposed(chips):
    """A partner's report with proof of its own: neither counts yet."""
    institute = make.organisation()
    report = make.update(chips, make.PARTNERS, published_at=None, status="agreed", reason_en="Signed")
    proof = make.evidence(make.PARTNERS, update=report, published_at=None, source=make.source())
    for kind, sent in (("update", report), ("evidence", proof)):
        Proposal.objects.create(organisation=institute, kind=kind, uid=sent.uid)
    return report, proof


def test_proof_of_its_own_counts_before_it_is_published(chips, proposed):
    report, proof = proposed
    assert [*report.proof_at(make.PARTNERS)] == [proof]
    assert not draft(chips).proof_at(make.PARTNERS).exists()


def test_proof_of_its_own_counts_for_those_who_may_see_it_and_its_source(proposed):
    report, proof = proposed
    assert [report.proof_at(level).count() for level in (make.PUBLIC, make.PARTNERS)] == [0, 1]
    proof.source.visibility = make.INTERNAL
    proof.source.save()
    assert [report.proof_at(level).count() for level in (make.PARTNERS, make.INTERNAL)] == [0, 1]


def test_its_proof_comes_along_when_it_is_published(chips, proposed, sora):
    report, proof = proposed
    chips.visibility = make.PARTNERS
    chips.save()
    report.initiative.refresh_from_db()
    report.publish(sora)
    proof.refresh_from_db()
    assert (proof.published_at, Initiative.objects.get().status) == (report.published_at, "agreed")


def test_proof_that_was_refused_does_not_come_along(proposed, sora):
    report, proof = proposed
    Proposal.objects.of(proof).get().refuse("Another document", sora)
    report.status = ""
    report.publish(sora)
    assert Evidence.objects.get().published_at is None


@pytest.mark.parametrize("level", [make.PUBLIC, make.PARTNERS, make.INTERNAL])
def test_unless_said_otherwise_the_readers_of_the_initiative_read_it(db, sora, level):
    report = draft(make.initiative(visibility=level))
    report.publish(sora)
    report.refresh_from_db()
    assert (report.visibility, report.published_at is not None) == (level, True)


def test_of_a_milestone_that_is_met_its_readers_read_it(chips, sora):
    quiet = make.milestone(chips, make.PARTNERS)
    assert draft(chips, milestone=quiet).widest_readers == make.PUBLIC
    assert draft(chips, milestone=quiet, milestone_met=True).widest_readers == make.PARTNERS
    quiet.visibility = make.PUBLIC
    quiet.save()
    chips.visibility = make.INTERNAL
    chips.save()
    assert draft(chips, milestone=quiet, milestone_met=True).widest_readers == make.INTERNAL


def test_who_wrote_it_stays_its_author_and_nobody_s_becomes_the_publisher_s(chips, sora, alice):
    reports = [draft(chips, author=alice), draft(chips)]
    for report in reports:
        report.publish(sora)
    assert [report.author for report in reports] == [alice, sora]


def test_a_report_that_says_nothing_new_moves_nothing(chips, sora):
    sign = make.milestone(chips)
    draft(chips, milestone=sign).publish(sora)
    sign.refresh_from_db(), chips.refresh_from_db()
    assert (sign.done_on, chips.status) == (None, "raised")


def test_a_correction_that_still_says_met_moves_the_day_and_does_not_reopen(chips, sora):
    sign, earlier = make.milestone(chips), make.DAY - timedelta(3)
    first = draft(chips, milestone=sign, milestone_met=True)
    first.publish(sora)
    draft(chips, milestone=sign, milestone_met=True, as_of=earlier, supersedes=first).publish(sora)
    sign.refresh_from_db()
    assert sign.done_on == earlier


def test_a_correction_of_what_met_nothing_leaves_the_milestone_met(chips, sora):
    sign = make.milestone(chips)
    first = draft(chips, milestone=sign)
    first.publish(sora)
    draft(chips, milestone=sign, milestone_met=True).publish(sora)
    draft(chips, milestone=sign, supersedes=first).publish(sora)
    sign.refresh_from_db()
    assert sign.done_on == make.DAY


def test_who_leads_another_area_is_told_whom_to_ask(chips, sora):
    sora.user_permissions.remove(*sora.user_permissions.filter(codename="change_every_area"))
    lead = type(sora).objects.get(pk=sora.pk)
    with pytest.raises(PermissionDenied) as refusal:
        draft(chips).publish(lead)
    assert str(refusal.value) == "This is of an area that you do not lead: ask its lead or a coordinator."
    make.membership(lead, make.organisation(), chips.area)
    draft(chips).publish(lead)
    assert ProgressUpdate.objects.get().author == lead


def test_whoever_may_not_publish_is_told_what_they_may(chips, alice):
    with pytest.raises(PermissionDenied) as refusal:
        draft(chips).publish(alice)
    said = "You may write updates; publishing them is for coordinators and area leads."
    assert str(refusal.value) == said


def test_a_refused_report_is_left_as_it_was(chips, sora):
    report = make.update(chips, make.INTERNAL, published_at=None, status="scoped")
    with pytest.raises(ValidationError):
        report.publish(sora)
    report.refresh_from_db(), chips.refresh_from_db()
    assert (report.visibility, report.published_at, report.author) == (make.INTERNAL, None, None)
    assert chips.status == "raised"


def test_a_new_report_that_a_form_would_make_public_is_published_and_not_refused(chips, sora):
    report = draft(chips, visibility=make.PUBLIC)
    report.publish(sora)
    assert ProgressUpdate.objects.visible_at(make.PUBLIC).get() == report
