"""How an initiative came to where it is; what the reader may see is given, so no database is asked."""

from datetime import UTC, date, datetime

import pytest

from opportunities.choices import LADDER, Status
from opportunities.insights import course
from opportunities.models import Country, Dialogue, MilestoneRevision, ProgressUpdate, Takeaway

CANADA, KOREA = Country(pk=1, code="CA"), Country(pk=2, code="KR")


def report(day, status="", outlook="", side=None):
    return ProgressUpdate(as_of=date(2026, 3, day), status=status, outlook=outlook, on_behalf_of=side)


def takeaway(held_on):
    return Takeaway(dialogue=Dialogue(held_on=held_on))


def test_the_ladder_is_passed_up_to_the_stage_declared():
    reports = [report(9, "agreed"), report(5), report(3, "scoped")]
    steps = course.steps("agreed", reports, [takeaway(date(2025, 7, 9)), takeaway(None)])
    assert steps[:3] == [
        (Status.RAISED, date(2025, 7, 9), True),
        (Status.SCOPED, date(2026, 3, 3), True),
        (Status.AGREED, date(2026, 3, 9), True),
    ]
    assert [passed for _stage, _reached, passed in steps[3:]] == [False, False]


@pytest.mark.parametrize("left", [Status.PAUSED, Status.NOT_PURSUED])
def test_what_left_the_ladder_stands_below_the_rung_it_had_reached(left):
    steps = course.steps(left, [report(9, left), report(3, "scoped")], [])
    assert [stage for stage, _reached, passed in steps if passed] == [Status.RAISED, Status.SCOPED, left]
    assert [stage for stage, _reached, _passed in steps] == [*LADDER, left]


def test_the_latest_outlook_of_each_side_stands_beside_the_others():
    said = [(9, "on_track", CANADA), (8, "", KOREA), (7, "at_risk", KOREA), (5, "off_track", CANADA)]
    reports = [report(day, outlook=outlook, side=side) for day, outlook, side in said]
    assert course.outlooks(reports) == [(CANADA, "On track"), (KOREA, "At risk")]


def test_changes_come_latest_first_by_the_day_in_seoul():
    late_in_the_evening = MilestoneRevision(at=datetime(2026, 3, 8, 23, tzinfo=UTC))
    reports = [report(10, "agreed"), report(8, "scoped")]
    changes = course.changes([late_in_the_evening], reports)
    assert changes == [reports[0], late_in_the_evening, reports[1]]
    assert [change.changed_on.day for change in changes] == [10, 9, 8]
    assert [turn.former_status for turn in reports] == [Status.SCOPED, Status.RAISED]
