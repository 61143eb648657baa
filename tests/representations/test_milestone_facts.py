"""How far a milestone has slipped, and who owes it, as far as its reader may know."""

from datetime import date

import pytest

from opportunities.models import MilestoneRevision
from opportunities.representations import SHAPES, today
from opportunities.representations.standing import slip
from tests import make
from tests.representations.looking import by_level, look

DAY = date(2026, 3, 10)


@pytest.fixture
def sign(db):
    return make.milestone(make.initiative("Chips"), due_on=date(2026, 5, 1))


def test_one_that_never_moved_has_slipped_by_no_day(sign):
    assert by_level(sign, "original_due_on") == [date(2026, 5, 1)] * 3
    assert by_level(sign, "slip_days") == [0] * 3


def test_the_first_date_counts_however_often_it_moved(sign):
    sign.move(date(2026, 7, 1), "funding")
    sign.move(date(2026, 5, 11), "brought_forward")
    assert by_level(sign, "original_due_on") == [date(2026, 5, 1)] * 3
    assert by_level(sign, "slip_days") == [10] * 3


def test_brought_forward_it_has_slipped_by_less_than_nothing(sign):
    sign.move(date(2026, 4, 21), "brought_forward")
    assert by_level(sign, "slip_days") == [-10] * 3


def test_a_move_that_the_reader_may_not_see_is_no_slip_to_them(sign):
    sign.move(date(2026, 5, 31), "funding")
    MilestoneRevision.objects.update(visibility=make.PARTNERS)
    assert by_level(sign, "original_due_on") == [date(2026, 5, 31), date(2026, 5, 1), date(2026, 5, 1)]
    assert by_level(sign, "slip_days") == [0, 30, 30]


def test_once_met_the_day_of_meeting_counts_not_the_date_it_was_due(sign):
    sign.move(date(2026, 5, 31), "funding")
    sign.meet(date(2026, 5, 4))
    assert by_level(sign, "slip_days") == [3] * 3


@pytest.mark.parametrize(
    ("original", "due_on", "done_on", "days"),
    [
        (None, None, None, None),
        (None, None, DAY, None),
        (DAY, None, None, None),
        (DAY, DAY, None, 0),
        (DAY, date(2026, 3, 11), None, 1),
        (DAY, date(2026, 3, 11), date(2026, 3, 9), -1),
        (DAY, None, date(2026, 3, 12), 2),
    ],
)
def test_days_from_the_original_date_to_what_was_reached(original, due_on, done_on, days):
    assert slip(original, {"due_on": due_on, "done_on": done_on}) == days


def test_without_a_date_nothing_slips_and_a_first_one_is_the_original(sign):
    undated = make.milestone(sign.initiative, due_on=None)
    assert (look(undated, 1)["original_due_on"], look(undated, 1)["slip_days"]) == (None, None)
    undated.move(DAY, "")
    assert (look(undated, 1)["original_due_on"], look(undated, 1)["slip_days"]) == (DAY, 0)


def test_a_date_that_is_taken_away_leaves_the_original(sign):
    sign.move(None, "external")
    assert (look(sign, 1)["original_due_on"], look(sign, 1)["slip_days"]) == (date(2026, 5, 1), None)


def test_the_side_that_owes_it_is_told_with_the_part(sign):
    assert by_level(sign, "side") == [None] * 3
    sign.responsible = make.participation(sign.initiative, "KR", make.PARTNERS)
    sign.save()
    assert by_level(sign, "side") == [None, "KR", "KR"]


def test_a_reason_for_cancelling_is_told_in_its_languages(sign):
    sign.cancel({"en": "Dropped", "ko": "취소"})
    assert look(sign, 1)["cancellation_reason"] == {"en": "Dropped", "fr": "", "ko": "취소"}
    assert look(sign, 1)["cancelled_at"] == sign.cancelled_at


@pytest.mark.parametrize(
    ("state", "due_on", "late", "left"),
    [
        ("late", date(2026, 3, 9), 1, None),
        ("due_soon", DAY, None, 0),
        ("due_soon", date(2026, 4, 9), None, 30),
        ("upcoming", date(2027, 3, 10), None, 365),
        ("no_date", None, None, None),
        ("met", date(2026, 3, 9), None, None),
        ("met_late", date(2026, 3, 9), None, None),
        ("cancelled", date(2026, 3, 9), None, None),
    ],
)
def test_days_late_and_days_left_of_today(state, due_on, late, left):
    row = {"state": state, "due_on": due_on}
    assert today.of_milestone(row, DAY) == {"state": state, "days_late": late, "days_left": left}


FACTS = {
    "health": "on_track",
    "status": "scoped",
    "outlook": "on_track",
    "supported": "scoped",
    "has_evidence": True,
    "next_due_on": DAY,
    "milestones_total": 2,
    "milestones_met": 1,
}


@pytest.mark.parametrize(
    ("changed", "late", "contradictions"),
    [
        ({}, None, []),
        ({"next_due_on": None}, None, []),
        ({"next_due_on": date(2026, 3, 9)}, 1, ["on_track_late"]),
        ({"next_due_on": date(2026, 3, 9), "outlook": "at_risk"}, 1, []),
        ({"has_evidence": False}, None, ["good_unshown"]),
        ({"has_evidence": False, "outlook": None}, None, []),
        ({"status": "agreed"}, None, ["claimed_not_shown"]),
        ({"status": "raised"}, None, []),
        ({"status": "delivered", "supported": "delivered"}, None, ["delivered_open"]),
        ({"status": "delivered", "supported": "delivered", "milestones_met": 2}, None, []),
        ({"status": "paused", "supported": "raised"}, None, []),
    ],
)
def test_what_does_not_fit_together_on_one_day(changed, late, contradictions):
    said = today.of_initiative(FACTS | changed, DAY)
    assert said == {"health": "on_track", "days_late": late, "contradictions": contradictions}


def test_only_milestones_and_initiatives_depend_on_the_day():
    assert [kind for kind, shape in SHAPES.items() if shape.today_columns] == ["initiative", "milestone"]
