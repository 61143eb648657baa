"""Moving, cancelling, meeting and reopening a milestone: each trace it leaves, and what each refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from opportunities.models import Milestone, MilestoneRevision
from tests import make
from tests.models.conftest import said

DAY = make.DAY
LATER, LATEST = DAY + timedelta(30), DAY + timedelta(60)
MOVES = ("old_due_on", "new_due_on", "reason")
MEET = "Publish an update that says the milestone is met: nothing else meets it."


@pytest.fixture
def sign(chips):
    return make.milestone(chips)


def moves(*names):
    return [*MilestoneRevision.objects.values_list(*(names or MOVES))]


def test_each_move_says_from_where_to_where(sign):
    sign.move(LATER, "technical")
    sign.move(LATEST, "funding")
    assert moves() == [(DAY, LATER, "technical"), (LATER, LATEST, "funding")]


def test_a_move_to_the_same_date_is_none(sign):
    sign.move(DAY, "technical")
    assert moves() == []


def test_a_date_that_is_taken_away_is_a_move_and_a_new_one_after_it_a_first_date(sign):
    sign.move(None, "scope")
    assert moves() == [(DAY, None, "scope")]
    assert str(MilestoneRevision.objects.get()) == "2026-03-02 → no date"
    sign.due_on = LATER
    sign.save()
    assert moves() == [(DAY, None, "scope")]


def test_a_move_is_called_by_its_two_dates(sign):
    sign.move(LATER, "technical")
    assert str(MilestoneRevision.objects.get()) == "2026-03-02 → 2026-04-01"


@pytest.mark.parametrize("level", [make.PUBLIC, make.PARTNERS, make.INTERNAL])
def test_a_move_is_for_the_readers_of_its_milestone(chips, level):
    make.milestone(chips, level).move(LATER, "technical")
    assert moves("visibility") == [(level,)]


@pytest.mark.parametrize(
    ("words", "kept"),
    [("", ("", "", "")), ("지연", ("", "", "지연")), ({"en": "Late", "fr": "Tard"}, ("Late", "Tard", ""))],
)
def test_the_words_of_a_move_are_kept_in_the_language_they_were_given_in(sign, words, kept):
    with translation.override("ko"):
        sign.move(LATER, "technical", words)
    assert moves("words_en", "words_fr", "words_ko", "side") == [(*kept, None)]


def test_days_are_counted_over_the_end_of_a_month_and_back(sign):
    sign.move_by(30, "technical", "Later", make.country("KR"))
    sign.move_by(-1, "brought_forward")
    assert moves(*MOVES, "words_en", "side__code") == [
        (DAY, LATER, "technical", "Later", "KR"),
        (LATER, LATER - timedelta(1), "brought_forward", "", None),
    ]


def test_no_days_move_nothing(sign):
    sign.move_by(0, "technical")
    assert (sign.due_on, moves()) == (DAY, [])


@pytest.mark.parametrize("days", [10**7, -(10**7), 10**12])
def test_days_beyond_the_calendar_are_refused_both_ways(sign, days):
    with pytest.raises(ValidationError) as refusal:
        sign.move_by(days, "technical")
    assert refusal.value.messages == ["The new date is out of range: give fewer days."]


def test_a_move_without_a_reason_moves_nothing(sign):
    with pytest.raises(ValidationError) as refusal:
        sign.move(LATER, "")
    assert (refusal.value.messages, refusal.value.code) == (["Say why the date moves."], "move_reason")
    assert Milestone.objects.values_list("due_on").get() == (DAY,)


def test_saving_other_columns_asks_for_no_reason(sign):
    sign.due_on, sign.title_en = LATER, "Sign it"
    sign.save(update_fields=["title_en"])
    sign.refresh_from_db()
    assert (sign.title_en, sign.due_on, moves()) == ("Sign it", DAY, [])
    sign.due_on = LATER
    with pytest.raises(ValidationError, match="why the date moves"):
        sign.save(update_fields=["due_on"])


def test_a_new_milestone_has_moved_nowhere(chips):
    make.milestone(chips, due_on=LATER)
    assert moves() == []


@pytest.mark.parametrize("column", ["old_due_on", "new_due_on", "at"])
def test_no_date_of_a_move_is_rewritten(sign, column):
    sign.move(LATER, "technical")
    move = MilestoneRevision.objects.get()
    setattr(move, column, timezone.now() if column == "at" else LATEST)
    with pytest.raises(ValidationError) as refusal:
        move.save()
    told = "A move stays as it was recorded: move the milestone again."
    assert (refusal.value.messages, refusal.value.code) == ([told], "by_verb")


def test_the_words_of_a_move_may_be_mended(sign):
    sign.move(LATER, "technical", "Gird")
    move = MilestoneRevision.objects.get()
    move.words, move.reason, move.visibility = "Grid", "approval", make.INTERNAL
    move.save()
    assert moves("words_en", "reason", "visibility", "new_due_on") == [("Grid", "approval", 3, LATER)]


def test_moves_stand_in_the_order_in_which_they_were_made(sign):
    for day in (LATER, LATEST, DAY):
        sign.move(day, "technical")
    first, *_ = MilestoneRevision.objects.all()
    first.write(at=timezone.now() + timedelta(hours=1))
    assert moves("new_due_on") == [(LATEST,), (DAY,), (LATER,)]


def test_when_it_was_recorded_as_met_is_now_whatever_day_it_was_met_on(sign, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    sign.meet(DAY)
    assert Milestone.objects.values_list("done_on", "completion_recorded_at").get() == (DAY, now)
    sign.reopen()
    assert Milestone.objects.values_list("done_on", "completion_recorded_at").get() == (None, None)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("done_on", DAY, MEET),
        ("completion_recorded_at", timezone.now(), MEET),
        ("cancelled_at", timezone.now(), "Cancel the milestone with a reason."),
    ],
    ids=["met", "recorded", "cancelled"],
)
def test_what_a_verb_moves_no_form_and_no_bulk_update_moves(chips, sign, column, value, told):
    setattr(sign, column, value)
    for record in (sign, Milestone(initiative=chips, title_en="New", **{column: value})):
        with pytest.raises(ValidationError) as refusal:
            record.save()
        assert (refusal.value.messages, refusal.value.code) == ([told], "by_verb")
    with pytest.raises(ValidationError, match=f"{column}: change this record by record"):
        Milestone.objects.update(**{column: value})
    assert Milestone.objects.values_list(column).get() == (None,)


def test_a_cancellation_keeps_its_time_and_its_words(sign, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    sign.cancel({"en": "Dropped", "ko": "취소"})
    names = ("cancelled_at", "cancellation_reason_en", "cancellation_reason_fr", "cancellation_reason_ko")
    assert Milestone.objects.values_list(*names, "due_on").get() == (now, "Dropped", "", "취소", DAY)


def test_a_verb_touches_its_own_record_alone(chips, sign):
    other = make.milestone(chips)
    sign.cancel("No longer needed")
    other.refresh_from_db()
    assert (other.cancelled_at, other.cancellation_reason) == (None, "")


def test_who_owes_it_takes_part_in_its_initiative(chips, sign):
    sign.responsible = make.participation(make.initiative("Other"))
    assert said(sign) == ["Choose a part of this initiative."]
    sign.responsible = make.participation(chips)
    assert said(sign) == []


def test_a_part_that_goes_leaves_the_milestone(chips):
    part = make.participation(chips)
    sign = make.milestone(chips, responsible=part)
    part.delete()
    sign.refresh_from_db()
    assert (sign.responsible, sign.due_on) == (None, DAY)
