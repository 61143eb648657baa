"""What one unit of work leaves behind: sights, standings, ties, and numbered changes."""

from uuid import UUID

import pytest

from opportunities.choices import Visibility
from opportunities.models import Change, ChangeClock, Milestone, ProgressUpdate, Sight, Standing, Tie
from opportunities.models.base import unit_of_work
from tests import make


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def ties(record):
    return sorted(Tie.objects.filter(uid=record.uid).values_list("to_kind", "belongs"))


def since(seq):
    return list(Change.objects.filter(seq__gt=seq).order_by("seq").values_list("kind", "action"))


def newest():
    return Change.objects.latest("seq").seq


def test_a_unit_writes_each_record_once_however_often_it_was_saved(chips):
    start = newest()
    with unit_of_work():
        for title in ("A", "B", "C"):
            chips.title_en = title
            chips.save()
    assert since(start) == [("initiative", "changed")]
    assert Change.objects.latest("seq").diff["title"][1]["en"] == "C"


def test_what_came_and_went_within_a_unit_was_never_there(chips):
    start = newest()
    with unit_of_work():
        make.milestone(chips).delete()
        make.country("KR").delete()
    assert since(start) == []
    assert Sight.objects.filter(kind__in=["milestone", "country"]).count() == 0


def test_what_was_turned_and_turned_back_within_a_unit_is_no_change(chips):
    start = newest()
    with unit_of_work():
        for visibility in (make.INTERNAL, make.PUBLIC):
            chips.visibility = visibility
            chips.save()
    assert since(start) == []


def test_a_unit_numbers_its_changes_one_after_another_and_the_clock_follows(chips):
    start = newest()
    with unit_of_work():
        make.organisation("first"), make.organisation("second"), make.milestone(chips)
    numbers = list(Change.objects.filter(seq__gt=start).order_by("seq").values_list("seq", flat=True))
    assert numbers == [start + 1, start + 2, start + 3, start + 4]
    assert ChangeClock.objects.get().last == start + 4
    assert len(set(Change.objects.filter(seq__gt=start).values_list("at", flat=True))) == 1


def test_each_change_has_a_mark_of_its_own(chips):
    make.milestone(chips)
    marks = set(Change.objects.values_list("mark", flat=True))
    assert len(marks) == Change.objects.count() > 2


def test_a_tie_is_written_turned_and_taken_away(chips):
    part = make.participation(chips, "KR")
    sign = make.milestone(chips, responsible=part)
    assert ties(sign) == [("initiative", True), ("participation", False)]
    kept = Tie.objects.get(uid=sign.uid, belongs=True).pk
    sign.responsible = None
    sign.save()
    assert ties(sign) == [("initiative", True)]
    assert Tie.objects.get(uid=sign.uid).pk == kept


def test_a_record_that_moves_is_tied_to_its_new_parent_alone(chips):
    sign, other = make.milestone(chips), make.initiative("Other")
    sign.initiative = other
    sign.save()
    assert list(Tie.objects.filter(uid=sign.uid).values_list("to", flat=True)) == [other.uid]


def test_of_what_is_gone_neither_sight_nor_tie_nor_standing_is_left(chips):
    other = make.initiative("Other")
    sign = make.milestone(chips)
    chips.delete()
    gone = [chips.uid, sign.uid]
    assert Sight.objects.filter(uid__in=gone).count() == 0
    assert Tie.objects.filter(uid__in=gone).count() == 0
    assert list(Standing.objects.values_list("initiative", flat=True).distinct()) == [other.uid]


def test_how_it_stands_is_kept_for_each_level_and_kept_up(chips):
    make.milestone(chips, make.PARTNERS)

    def totals():
        rows = Standing.objects.filter(initiative=chips.uid).order_by("level")
        return [(row.level, row.milestones_total) for row in rows]

    assert totals() == [(1, 0), (2, 1), (3, 1)]
    Milestone.objects.update(visibility=make.INTERNAL)
    assert totals() == [(1, 0), (2, 0), (3, 1)]


def test_a_deleted_record_is_told_to_those_who_saw_it_with_all_it_said(db):
    hidden = make.organisation("hidden", make.PARTNERS)
    hidden.delete()
    change = Change.objects.latest("seq")
    assert (change.action, change.audience) == ("deleted", 6)
    assert change.diff["slug"] == ["hidden", None]
    assert change.diff["visibility"] == [2, None]


def test_a_record_that_appears_to_a_level_is_changed_not_created_anew(db):
    made = make.organisation("late", make.INTERNAL)
    made.visibility = make.PUBLIC
    made.save()
    change = Change.objects.latest("seq")
    assert (change.action, change.audience, change.diff) == ("changed", 7, {"visibility": [3, 1]})


def test_a_clock_ticks_by_as_many_as_are_asked_for(db):
    ChangeClock.objects.update(last=10)
    assert [ChangeClock.tick(1), ChangeClock.tick(3), ChangeClock.tick(1)] == [11, 12, 15]
    assert ChangeClock.objects.get().last == 15


@pytest.mark.parametrize(
    ("audience", "heard"),
    [(1, [1]), (2, [2]), (3, [1, 2]), (4, [3]), (5, [1, 3]), (6, [2, 3]), (7, [1, 2, 3])],
)
def test_an_audience_is_a_bit_for_each_level(chips, audience, heard):
    Change.objects.all().delete()
    Change.objects.create(
        seq=1, at=chips.created_at, kind="country", uid=UUID(int=1), audience=audience, diff={}, door="code"
    )
    assert [level.value for level in Visibility if Change.objects.heard_at(level).exists()] == heard


def test_a_corrected_report_that_is_deleted_is_no_longer_named_by_its_correction(chips):
    old = make.update(chips)
    new = make.update(chips, supersedes=old)
    start = newest()
    ProgressUpdate.objects.filter(pk=old.pk).delete()
    assert sorted(since(start)) == [("update", "changed"), ("update", "deleted")]
    assert "supersedes" in Change.objects.get(seq__gt=start, uid=new.uid).diff
