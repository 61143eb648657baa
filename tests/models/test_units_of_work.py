"""The unit of work in which every record is written, and the querysets that write many."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from opportunities.models import Initiative, Milestone, Organisation
from opportunities.models.base import about_to_commit, unit_of_work
from tests import make


@pytest.fixture
def units(db):
    """What each unit touched when it ended: a list of {kind: how many}."""
    seen = []

    def note(unit, **_):
        seen.append({model.__name__: len(uids) for model, uids in unit.touched.items()})

    about_to_commit.connect(note)
    yield seen
    about_to_commit.disconnect(note)


def test_a_unit_says_who_writes_and_through_which_door(sora):
    institute = make.organisation()
    with unit_of_work(sora, "api", institute.uid, "r1") as unit:
        assert (unit.actor, unit.door, unit.organisation, unit.request_id) == (
            sora,
            "api",
            institute.uid,
            "r1",
        )
    with unit_of_work() as unit:
        assert (unit.actor, unit.door, unit.organisation, unit.request_id) == (None, "code", None, "")


def test_an_inner_unit_is_the_outer_one(sora, alice):
    with unit_of_work(sora, "admin") as outer, unit_of_work(alice, "api") as inner:
        assert inner is outer
        assert (inner.actor, inner.door) == (sora, "admin")


def test_after_a_unit_comes_another(db):
    with unit_of_work() as first:
        pass
    with unit_of_work() as second:
        assert second is not first


def test_a_unit_ends_once_however_many_it_holds(units):
    with unit_of_work():
        for slug in ("first", "second"):
            with unit_of_work():
                make.organisation(slug)
        assert units == []
    assert units == [{"Organisation": 2}]


def fail(slug):
    """A unit that makes an organisation, and then fails."""
    with unit_of_work():
        make.organisation(slug)
        raise RuntimeError


def test_a_unit_that_fails_is_not_ended_and_the_next_begins_anew(units):
    with pytest.raises(RuntimeError):
        fail("first")
    assert (units, Organisation.objects.count()) == ([], 0)
    make.organisation()
    assert units == [{"Organisation": 1}]


def test_a_failure_inside_spoils_the_whole_though_it_is_caught(units):
    with unit_of_work():
        make.organisation()
        with pytest.raises(RuntimeError):
            fail("second")
        assert transaction.get_rollback()
        transaction.set_rollback(False)
    assert units != []


def test_unless_a_savepoint_stands_between(db):
    with unit_of_work():
        make.organisation()
        with pytest.raises(RuntimeError), transaction.atomic():
            fail("second")
    assert [*Organisation.objects.values_list("slug")] == [("institute",)]


def touched(units, act):
    units.clear()
    act()
    return units


def test_a_bulk_write_names_the_rows_it_writes_and_no_other(units):
    make.initiatives(3)
    first = Initiative.objects.order_by("pk").first()
    some = Initiative.objects.exclude(pk=first.pk)
    assert touched(units, lambda: some.update(summary_en="New")) == [{"Initiative": 2}]
    assert touched(units, lambda: Initiative.objects.none().update(summary_en="No")) == [{"Initiative": 0}]
    first.refresh_from_db()
    assert first.summary_en == ""


def test_a_bulk_write_through_the_parent_names_the_parts(units):
    chips, other = make.initiatives(2)
    make.milestones(chips, 2), make.milestones(other, 1)
    ours = Milestone.objects.filter(initiative=chips)
    assert touched(units, lambda: ours.update(title_en="New")) == [{"Milestone": 2}]
    assert [*Milestone.objects.order_by("pk").values_list("title_en", flat=True)] == ["New", "New", "No. 0"]


def test_a_bulk_write_says_how_many_it_wrote(db):
    make.initiatives(3)
    assert Initiative.objects.update(summary_en="New") == 3
    assert Initiative.objects.filter(summary_en="Old").update(summary_en="New") == 0


def test_making_and_renewing_many_is_one_unit_each(units):
    made = touched(units, lambda: make.initiatives(2))
    assert made[-1] == {"Initiative": 2}
    two = [*Initiative.objects.all()]
    for each in two:
        each.summary_en = "New"
    assert touched(units, lambda: Initiative.objects.bulk_update(two, ["summary_en"])) == [{"Initiative": 2}]
    assert touched(units, Initiative.objects.all().delete) == [{"Initiative": 2}]


def test_renewing_many_asks_the_guard_too(db):
    two = make.initiatives(2)
    with pytest.raises(ValidationError, match="status: change this record by record"):
        Initiative.objects.bulk_update(two, ["status"])


def test_saving_moves_the_stamp_of_the_last_change_and_not_the_first(db, time_machine):
    time_machine.move_to("2026-03-02T00:00:00+00:00", tick=False)
    institute = make.organisation()
    first = institute.created_at
    time_machine.shift(60)
    institute.save()
    institute.refresh_from_db()
    assert (institute.created_at, (institute.updated_at - first).seconds) == (first, 60)


def test_a_record_is_named_by_its_uid_in_a_fixture(db):
    institute, _other = make.organisation(), make.organisation("second")
    assert institute.natural_key() == (institute.uid,)
    assert Organisation.objects.get_by_natural_key(institute.uid) == institute


def test_a_guard_asks_for_what_is_stored_now_and_only_where_the_column_is_written(chips):
    stale = Initiative.objects.get()
    chips.write(status="agreed")
    with pytest.raises(ValidationError, match="Publish an update"):
        stale.save()
    stale.summary_en = "New"
    stale.save(update_fields=["summary_en"])
    chips.refresh_from_db()
    assert (chips.status, chips.summary_en) == ("agreed", "New")


def test_a_record_deleted_by_hand_takes_itself_alone(units):
    first, second = make.organisation("first"), make.organisation("second")
    assert touched(units, first.delete) == [{"Organisation": 1}]
    assert [*Organisation.objects.all()] == [second]
