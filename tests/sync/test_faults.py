"""How a fault is told, which records are looked at together, and what is wrong with the numbers."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from opportunities.models import Change, ChangeClock, Country, Sight, Standing, Tie
from opportunities.representations import SHAPES
from opportunities.sync.retention import first_to_keep, forget_before
from opportunities.sync.verification import (
    Finding,
    batches,
    differences,
    names_differing,
    number_faults,
    verify,
)
from tests import make

UIDS = [UUID(int=n) for n in range(1, 6)]


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ({}, {}, []),
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a"]),
        ({"b": 1, "a": 1}, {"b": 2, "a": 2}, ["a", "b"]),
        ({"a": None}, {}, ["a"]),
        ({}, {"a": None}, ["a"]),
        (None, {}, ["missing"]),
        ({}, None, ["left over"]),
    ],
)
def test_fields_that_differ_are_named_and_so_is_what_is_there_on_one_side_alone(old, new, names):
    assert names_differing(old, new) == names


def test_places_that_agree_are_not_told():
    old = {"public": {"a": 1}, "partners": {"a": 1}, "ties": {"x": True}}
    new = {"public": {"a": 1}, "partners": {"a": 2}, "internal": {}}
    assert differences(old, new) == {"internal": ["missing"], "partners": ["a"], "ties": ["left over"]}


def test_a_finding_is_one_line():
    told = Finding("country", UIDS[0], {"internal": ["code", "name"], "public": ["missing"]})
    assert str(told) == f"country {UIDS[0]} | internal: code, name | public: missing"


@pytest.mark.parametrize(("size", "lengths"), [(1, [1, 1, 1, 1, 1]), (2, [2, 2, 1]), (5, [5]), (6, [5])])
def test_all_records_are_looked_at_in_the_order_of_ids(db, size, lengths):
    for code, uid in zip(("AA", "BB", "CC", "DD", "EE"), reversed(UIDS), strict=True):
        Country.objects.create(code=code, name_en=code, uid=uid)
    found = list(batches(SHAPES["country"], size))
    assert [uid for each in found for uid in each] == UIDS
    assert [len(each) for each in found] == lengths


def test_what_is_stored_of_records_that_are_no_more_is_looked_at_too(db):
    Sight.objects.create(uid=UIDS[0], kind="initiative", public="{}")
    Tie.objects.create(uid=UIDS[1], kind="initiative", to=UIDS[4], to_kind="takeaway", belongs=False)
    Sight.objects.create(uid=UIDS[2], kind="country", public="{}")
    assert list(batches(SHAPES["initiative"], 9)) == [UIDS[:2]]
    assert list(batches(SHAPES["country"], 9)) == [[UIDS[2]]]


def test_nothing_is_mended_unless_that_is_asked(db):
    chips = make.initiative()
    changes = Change.objects.count()
    Sight.objects.filter(uid=chips.uid).update(public="")
    expected = [Finding("initiative", chips.uid, {"public": ["missing"]})]
    assert list(verify(10)) == list(verify(10)) == expected
    assert Change.objects.count() == changes
    assert list(verify(10, mend=True)) == expected
    assert list(verify(10)) == []
    assert Change.objects.latest("seq").audience == 1


def test_a_standing_is_mended_without_a_word_to_readers(db):
    make.initiative()
    changes = Change.objects.count()
    Standing.objects.filter(level=1).update(supported="delivered")
    assert [each.places for each in verify(10, mend=True)] == [{"standing at public": ["supported"]}]
    assert Change.objects.count() == changes


@pytest.fixture
def five(db):
    """The number of the first of five changes."""
    for code in ("AA", "BB", "CC", "DD", "EE"):
        make.country(code)
    return Change.objects.order_by("seq").first().seq


def test_numbers_without_fault(five):
    assert list(number_faults()) == []


def test_no_numbers_and_a_clock_that_never_ticked_are_no_fault(db):
    ChangeClock.objects.update(last=0)
    assert list(number_faults()) == []
    ChangeClock.objects.update(last=3)
    assert list(number_faults()) == ["The clock stands at 3, the newest change at None."]


def test_numbers_missing_in_the_middle_are_counted(five):
    Change.objects.filter(seq__in=[five + 1, five + 3]).delete()
    assert list(number_faults()) == [f"Of the changes {five} to {five + 4}, 2 are missing."]


def test_a_clock_behind_the_log_is_a_fault(five):
    ChangeClock.objects.update(last=five + 3)
    assert list(number_faults()) == [f"The clock stands at {five + 3}, the newest change at {five + 4}."]


def moment(hour):
    return datetime(2026, 3, 2, hour, tzinfo=UTC)


@pytest.fixture
def hourly(five):
    """One an hour from midnight on."""
    for hour in range(5):
        Change.objects.filter(seq=five + hour).update(at=moment(hour))
    return five


@pytest.mark.parametrize(("hour", "forgotten"), [(0, 0), (1, 1), (3, 3), (4, 4), (5, 4)])
def test_a_change_of_that_very_moment_is_kept_and_so_is_the_last(hourly, hour, forgotten):
    assert first_to_keep(moment(hour)) == hourly + forgotten
    assert forget_before(moment(hour), batch_size=2) == forgotten
    assert Change.objects.count() == 5 - forgotten
    assert Change.objects.order_by("seq").first().seq == hourly + forgotten


def test_what_a_quiet_level_heard_last_is_kept_with_all_that_came_after(hourly):
    Change.objects.exclude(seq=hourly + 1).update(audience=6)
    assert forget_before(moment(5), batch_size=9) == 1
    assert list(number_faults()) == []


def test_a_level_that_never_heard_of_anything_keeps_nothing_back(hourly):
    Change.objects.update(audience=4)
    assert forget_before(moment(5), batch_size=9) == 4


@pytest.mark.django_db
def test_of_an_empty_log_nothing_is_forgotten():
    assert (first_to_keep(moment(0)), forget_before(moment(0), batch_size=9)) == (0, 0)
