"""What one record can do, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from opportunities.models import Initiative, Milestone, MilestoneRevision, ProgressUpdate
from tests import make

LATER = make.DAY + timedelta(30)


@pytest.fixture
def chips(db):
    return make.initiative()


@pytest.fixture
def sign(chips):
    return make.milestone(chips)


def draft(of, **fields):
    return ProgressUpdate(initiative=of, **{"body_en": "News", "as_of": make.DAY} | fields)


def refused(update, by):
    with pytest.raises(ValidationError) as refusal:
        update.publish(by)
    return " ".join(refusal.value.messages)


def test_status_cannot_be_set_by_hand(chips):
    chips.status = Status.SCOPED
    with pytest.raises(ValidationError, match="Publish an update"):
        chips.save()
    with pytest.raises(ValidationError, match="record by record"):
        Initiative.objects.update(status=Status.SCOPED)
    with pytest.raises(ValidationError, match="Publish an update"):
        Initiative(area=make.area(), title_en="New", status=Status.SCOPED).save()


def test_a_published_update_moves_the_status(chips, sora):
    update = draft(chips, status=Status.SCOPED, reason_en="Leads are named")
    update.publish(sora)
    chips.refresh_from_db()
    assert (chips.status, update.visibility, update.author) == ("scoped", make.PUBLIC, sora)
    assert update.published_at is not None


def test_who_may_not_publish_is_told_so(chips, alice):
    with pytest.raises(PermissionDenied, match="coordinators"):
        draft(chips).publish(alice)
    assert not ProgressUpdate.objects.exists()


def test_a_change_of_status_needs_a_reason(chips, sora):
    assert "reason" in refused(draft(chips, status=Status.SCOPED), sora)
    assert not ProgressUpdate.objects.exists()


def test_a_change_of_status_must_be_readable_by_all_readers(chips, sora):
    update = draft(chips, status=Status.SCOPED, reason_en="Named")
    with pytest.raises(ValidationError, match="everyone who can read the initiative"):
        update.publish(sora, visibility=make.INTERNAL)


def test_agreed_needs_an_agreement(chips, sora):
    update = draft(chips, status=Status.AGREED, reason_en="Signed")
    make.evidence(kind="report", initiative=chips)
    make.evidence(make.INTERNAL, kind="agreement", initiative=chips)
    assert "Agreed" in refused(update, sora)
    make.evidence(kind="agreement", milestone=make.milestone(chips))
    update.publish(sora)
    assert Initiative.objects.get().status == "agreed"


def test_delivered_needs_evidence(chips, sora):
    update = draft(chips, status=Status.DELIVERED, reason_en="Done")
    assert "Delivered" in refused(update, sora)
    make.evidence(kind="result", initiative=chips)
    update.publish(sora)
    assert Initiative.objects.get().status == "delivered"


def test_paused_needs_a_date_of_review(chips, sora):
    update = draft(chips, status=Status.PAUSED, reason_en="Waiting")
    assert "review" in refused(update, sora)
    chips.review_on = LATER
    chips.save()
    update.publish(sora)
    assert Initiative.objects.get().status == "paused"


def test_all_that_is_missing_is_said_at_once(chips, sora):
    said = refused(draft(chips, body_en="", status=Status.AGREED), sora)
    assert all(word in said for word in ("one sentence", "reason", "Agreed"))


def test_publishing_meets_the_milestone(chips, sign, sora):
    draft(chips, milestone=sign, milestone_met=True).publish(sora)
    sign.refresh_from_db()
    assert sign.done_on == make.DAY
    assert sign.completion_recorded_at is not None


def test_a_cancelled_milestone_is_not_met(chips, sign, sora):
    sign.cancel("No longer needed")
    update = draft(chips, milestone=sign, milestone_met=True)
    assert "This milestone is cancelled and cannot be met." in refused(update, sora)


@pytest.mark.parametrize("closed", ["met", "cancelled", "without a date"])
def test_only_an_open_milestone_with_a_date_moves_by_days(sign, closed):
    if closed == "met":
        sign.meet(make.DAY)
    elif closed == "cancelled":
        sign.cancel("No longer needed")
    else:
        sign.move(None, "technical", "No day yet")
    with pytest.raises(ValidationError, match="Only an open milestone with a date"):
        sign.move_by(7, "technical", "Later")


def test_a_day_beyond_the_calendar_is_refused_in_words(sign):
    before = sign.due_on
    with pytest.raises(ValidationError, match="out of range: give fewer days"):
        sign.move_by(10**7, "technical", "Later")
    sign.refresh_from_db()
    assert (sign.due_on, sign.revisions.count()) == (before, 0)


def test_by_days_is_later_or_earlier(sign):
    before = sign.due_on
    sign.move_by(10, "technical", "Later")
    sign.move_by(-3, "technical", "Earlier")
    assert (sign.due_on - before).days == 7
    assert sign.revisions.count() == 2


def test_a_cancellation_says_why(sign):
    with pytest.raises(ValidationError, match="Say why the milestone is cancelled"):
        sign.cancel("")
    sign.refresh_from_db()
    assert sign.cancelled_at is None


def test_met_cannot_be_set_by_hand(sign):
    sign.done_on = make.DAY
    with pytest.raises(ValidationError, match="Publish an update"):
        sign.save()


def test_an_internal_report_cannot_meet_a_public_milestone(chips, sign, sora):
    with pytest.raises(ValidationError, match="everyone who can read the milestone"):
        draft(chips, milestone=sign, milestone_met=True).publish(sora, visibility=make.INTERNAL)


def test_a_correction_reopens_what_was_met(chips, sign, sora):
    wrong = draft(chips, milestone=sign, milestone_met=True)
    wrong.publish(sora)
    draft(chips, milestone=sign, supersedes=wrong).publish(sora)
    sign.refresh_from_db()
    assert (sign.done_on, sign.completion_recorded_at) == (None, None)


def test_a_published_update_stays_as_it_is(chips, sora):
    update = draft(chips)
    update.publish(sora)
    update.body_en = "Rewritten"
    with pytest.raises(ValidationError, match="write a new one"):
        update.save()
    with pytest.raises(ValidationError, match="record by record"):
        ProgressUpdate.objects.update(body_en="Rewritten")
    assert "already published" in refused(update, sora)


def test_an_update_is_not_made_public_past_publication(chips):
    with pytest.raises(IntegrityError):
        draft(chips, visibility=make.PUBLIC).save()


def test_a_report_speaks_of_no_day_to_come(chips):
    with pytest.raises(ValidationError, match="day to come"):
        draft(chips, as_of=today_in_seoul() + timedelta(1)).full_clean()


def test_a_moved_date_leaves_a_revision_with_its_reason(sign):
    sign.move(LATER, "technical", "Grid study not finished", make.country("CA"))
    move = MilestoneRevision.objects.get()
    assert (move.old_due_on, move.new_due_on, move.reason, move.words_en) == (
        make.DAY,
        LATER,
        "technical",
        "Grid study not finished",
    )
    assert (move.side.code, move.visibility) == ("CA", make.PUBLIC)


def test_a_moved_date_needs_a_reason(sign):
    sign.due_on = LATER
    with pytest.raises(ValidationError, match="why the date moves"):
        sign.save()
    with pytest.raises(ValidationError, match="record by record"):
        Milestone.objects.update(due_on=LATER)
    assert Milestone.objects.get().due_on == make.DAY


def test_a_form_loaded_before_a_move_does_not_move_it_back_in_silence(sign):
    stale = Milestone.objects.get()
    sign.move(LATER, "technical")
    with pytest.raises(ValidationError, match="why the date moves"):
        stale.save()


def test_a_first_date_moves_nothing(chips):
    undated = make.milestone(chips, due_on=None)
    undated.due_on = LATER
    undated.save()
    assert not MilestoneRevision.objects.exists()


def test_a_recorded_move_stays_as_it_was(sign):
    sign.move(LATER, "technical")
    move = MilestoneRevision.objects.get()
    move.old_due_on = date(2030, 1, 1)
    with pytest.raises(ValidationError, match="stays as it was"):
        move.save()


def test_cancelling_needs_a_reason(sign):
    with pytest.raises(ValidationError, match="why"):
        sign.cancel("")
    sign.cancel("No longer needed")
    sign.refresh_from_db()
    assert (sign.cancellation_reason, bool(sign.cancelled_at)) == ("No longer needed", True)


def test_a_ref_is_given_at_first_publication_and_stays(db):
    chips = make.initiative(visibility=make.PARTNERS)
    assert (chips.ref, chips.first_public_at) == (None, None)
    chips.visibility = make.PUBLIC
    chips.save()
    first = chips.first_public_at
    chips.visibility = make.INTERNAL
    chips.save()
    chips.visibility = make.PUBLIC
    chips.save()
    assert (chips.ref, chips.first_public_at) == ("CHP-1", first)


def test_a_ref_is_never_given_twice(db):
    make.initiative().delete()
    assert make.initiative().ref == "CHP-2"


def test_withdrawing_takes_it_back_and_keeps_the_reason(chips):
    chips.withdraw("Outside the mandate")
    chips.refresh_from_db()
    assert (chips.visibility, chips.withdrawn_from) == (make.INTERNAL, make.PUBLIC)
    assert list(Initiative.objects.visible_at(make.PARTNERS)) == []
    assert list(Initiative.objects.withdrawn_from(make.PUBLIC)) == [chips]
    with pytest.raises(ValidationError, match="why"):
        make.initiative().withdraw("")


def test_withdrawing_again_forgets_nobody_who_had_it(chips):
    chips.withdraw("Outside the mandate")
    chips.withdraw("Outside the mandate of both sides")
    assert list(Initiative.objects.withdrawn_from(make.PUBLIC)) == [chips]


def test_what_only_partners_had_is_not_gone_for_the_public(db):
    make.initiative(visibility=make.PARTNERS).withdraw("Outside the mandate")
    assert list(Initiative.objects.withdrawn_from(make.PUBLIC)) == []
    assert Initiative.objects.withdrawn_from(make.PARTNERS).count() == 1


def test_one_lead_per_country(chips):
    institute = make.organisation()
    first = make.lead(chips, institute)
    with pytest.raises(ValidationError, match="already has a lead"):
        type(first)(initiative=chips, country=make.country(), is_lead=True).full_clean()
    first.ended_at = first.named_at
    first.save()
    make.lead(chips, institute)


def test_when_somebody_was_named_is_kept(chips):
    part = make.participation(chips)
    assert part.named_at is None
    part.organisation = make.organisation()
    part.save()
    assert part.named_at is not None
