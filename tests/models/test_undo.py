"""What was logged is taken back: a draft leaves no trace, what was published is corrected."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opportunities.choices import Outlook, Status
from opportunities.models import Initiative, ProgressUpdate
from tests import make

BEFORE = make.DAY - timedelta(30)


@pytest.fixture
def chips(db):
    return make.initiative(status=Status.UNDER_WAY)


def draft(of, by, **fields):
    return ProgressUpdate.objects.create(
        initiative=of, author=by, **{"body_en": "News", "as_of": make.DAY} | fields
    )


def published(of, by, **fields):
    update = draft(of, by, **fields)
    update.publish(by)
    return update


def facts(level=make.PUBLIC):
    return Initiative.objects.with_facts(level).get()


def test_a_draft_is_gone(chips, sora):
    assert draft(chips, sora).undo(sora) is None
    assert not ProgressUpdate.objects.exists()


def test_a_draft_is_taken_back_by_its_author_alone(chips, sora, alice):
    update = draft(chips, alice)
    with pytest.raises(PermissionDenied, match="Only whoever wrote"):
        update.undo(sora)
    assert ProgressUpdate.objects.get() == update


def test_what_partners_sent_is_not_taken_back(chips, sora):
    with pytest.raises(PermissionDenied):
        make.update(chips, make.PARTNERS, published_at=None).undo(sora)


def test_what_is_published_stays_and_is_corrected_for_its_readers(chips, sora):
    update = published(chips, sora)
    correction = update.undo(sora)
    assert {*ProgressUpdate.objects.all()} == {update, correction}
    assert (correction.supersedes, correction.visibility) == (update, make.PUBLIC)
    assert list(ProgressUpdate.objects.standing_at(make.PUBLIC)) == [correction]
    assert "no longer holds" in correction.body_en
    assert "rétabli" in correction.body_fr
    assert "철회" in correction.body_ko


def test_what_fewer_could_read_is_corrected_for_those_alone(chips, sora):
    update = draft(chips, sora)
    update.publish(sora, make.PARTNERS)
    assert update.undo(sora).visibility == make.PARTNERS


def test_the_outlook_declared_before_counts_again(chips, sora):
    published(chips, sora, outlook=Outlook.AT_RISK, as_of=BEFORE)
    update = published(chips, sora, outlook=Outlook.ON_TRACK)
    assert facts().outlook == Outlook.ON_TRACK
    update.undo(sora)
    assert facts().outlook == Outlook.AT_RISK


def test_the_last_report_is_the_one_before(chips, sora):
    published(chips, sora, as_of=BEFORE)
    published(chips, sora).undo(sora)
    assert facts().last_report_on == BEFORE


def test_the_milestone_is_open_again(chips, sora):
    sign = make.milestone(chips)
    update = published(chips, sora, milestone=sign, milestone_met=True)
    assert facts().milestones_met == 1
    update.undo(sora)
    assert (facts().milestones_met, facts().next_due_on) == (0, make.DAY)


@pytest.mark.parametrize("earlier", [Status.SCOPED, None])
def test_the_stage_is_the_one_before(chips, sora, earlier):
    if earlier:
        published(chips, sora, status=earlier, reason_en="Leads are named")
    published(chips, sora, status=Status.NOT_PURSUED, reason_en="No funds").undo(sora)
    chips.refresh_from_db()
    assert chips.status == (earlier or Status.RAISED)


def test_a_stage_that_moved_on_since_stays(chips, sora):
    first = published(chips, sora, status=Status.SCOPED, reason_en="Leads are named")
    published(chips, sora, status=Status.NOT_PURSUED, reason_en="No funds")
    first.undo(sora)
    chips.refresh_from_db()
    assert chips.status == Status.NOT_PURSUED


def test_it_is_taken_back_once(chips, sora):
    update = published(chips, sora)
    update.undo(sora)
    with pytest.raises(ValidationError, match="corrected already"):
        update.undo(sora)


def test_who_may_not_publish_takes_nothing_published_back(chips, sora, alice):
    update = published(chips, sora)
    with pytest.raises(PermissionDenied, match="coordinators"):
        update.undo(alice)
    assert ProgressUpdate.objects.get() == update


def test_a_milestone_for_fewer_readers_is_met_for_those(chips, sora):
    quiet = make.milestone(chips, make.PARTNERS)
    assert published(chips, sora, milestone=quiet, milestone_met=True).visibility == make.PARTNERS
