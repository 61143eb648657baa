"""Which milestones are open, late or due soon, who owes them, and in which order they stand."""

from datetime import timedelta

import pytest

from opportunities.choices import Visibility
from opportunities.models import Milestone
from opportunities.models.base import unit_of_work
from tests import make

DAY = make.DAY


def titles(milestones):
    return [*milestones.order_by("pk").values_list("title_en", flat=True)]


@pytest.fixture
def plan(chips):
    with unit_of_work():
        make.milestone(chips, title_en="open")
        make.milestone(chips, title_en="undated", due_on=None)
        make.milestone(chips, title_en="met", done_on=DAY)
        make.milestone(chips, title_en="met, undated", due_on=None, done_on=DAY)
        make.milestone(chips, title_en="cancelled").cancel("No longer needed")
    return Milestone.objects.all()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("standing", ["open", "undated", "met", "met, undated"]),
        ("open", ["open", "undated"]),
        ("closed", ["met", "met, undated", "cancelled"]),
    ],
)
def test_open_and_closed_are_each_other_s_rest(plan, question, found):
    assert titles(getattr(plan, question)()) == found


def due(chips, *days):
    """A milestone so many days from the day, each called by its number."""
    with unit_of_work():
        for number in days:
            make.milestone(chips, title_en=str(number), due_on=DAY + timedelta(number))


def test_late_is_from_the_day_after(chips):
    due(chips, -30, -1, 0, 1)
    assert titles(Milestone.objects.overdue(DAY)) == ["-30", "-1"]
    assert titles(Milestone.objects.overdue(DAY + timedelta(1))) == ["-30", "-1", "0"]


@pytest.mark.parametrize(("days", "found"), [(0, ["0"]), (7, ["0", "7"]), (8, ["0", "7", "8"]), (-1, [])])
def test_due_within_so_many_days_is_from_today_to_the_last_of_them(chips, days, found):
    due(chips, -1, 0, 7, 8)
    assert titles(Milestone.objects.due_within(days, DAY)) == found


def test_what_is_closed_or_has_no_date_is_neither_late_nor_due(plan):
    assert titles(plan.overdue(DAY + timedelta(1))) == ["open"]
    assert titles(plan.due_within(1, DAY)) == ["open"]


def test_milestones_stand_by_date_then_as_they_were_written(chips):
    due(chips, 5, -5, 0)
    make.milestone(chips, title_en="0 again")
    assert [str(each) for each in Milestone.objects.all()] == ["-5", "0", "0 again", "5"]


def owing(level=make.INTERNAL):
    return Milestone.objects.with_owing(level).get().owing


def test_a_milestone_is_owed_by_a_side_where_a_part_is_responsible(chips):
    part = make.participation(chips, "KR", make.PARTNERS, direction="joint")
    make.milestone(chips, responsible=part)
    assert [owing(level) for level in Visibility] == ["unassigned", "side", "side"]


def test_with_nobody_responsible_it_is_owed_jointly_where_every_part_is_joint(chips):
    make.milestone(chips)
    assert owing() == "unassigned"
    make.participation(chips, "CA", direction="joint")
    assert owing() == "joint"
    ours = make.participation(chips, "KR", direction="provides")
    assert owing() == "unassigned"
    ours.ended_at = ours.created_at
    ours.save()
    assert owing() == "joint"


def test_a_part_that_a_reader_may_not_see_does_not_spoil_what_is_joint(chips):
    make.milestone(chips)
    make.participation(chips, "CA", direction="joint")
    make.participation(chips, "KR", make.PARTNERS, direction="provides")
    assert [owing(level) for level in Visibility] == ["joint", "unassigned", "unassigned"]


def test_the_parts_of_another_initiative_make_nothing_joint(chips):
    make.milestone(chips)
    make.participation(make.initiative("Other"), direction="joint")
    assert owing() == "unassigned"


def test_without_a_move_the_original_date_is_the_date(chips):
    make.milestone(chips)
    make.milestone(chips, due_on=None)
    dates = Milestone.objects.with_facts(make.PUBLIC).order_by("pk").values_list("original_due_on", "due_on")
    assert [*dates] == [(DAY, DAY), (None, None)]


def test_of_two_moves_at_once_the_first_written_tells_the_original_date(chips):
    sign = make.milestone(chips)
    for number in (1, 2):
        sign.move(DAY + timedelta(number), "technical")
    sign.revisions.write(at=sign.created_at)
    assert Milestone.objects.with_facts(make.PUBLIC).get().original_due_on == DAY


def test_the_moves_of_one_do_not_date_the_other(chips):
    moved, still = make.milestone(chips), make.milestone(chips, due_on=DAY + timedelta(9))
    moved.move(DAY + timedelta(1), "technical")
    originals = Milestone.objects.with_facts(make.PUBLIC).values_list("pk", "original_due_on")
    assert dict(originals) == {moved.pk: DAY, still.pk: DAY + timedelta(9)}
