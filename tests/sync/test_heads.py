"""How records look to a level and since when, and the last change that a level heard of."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from opportunities.models import Change, Milestone, Organisation, Sight
from opportunities.sync import sights
from tests import make

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def institute(db):
    return make.organisation("institute")


def retell(uid, *times):
    """The log's changes of a record happen anew at these times, the sight at the last of them."""
    changes = Change.objects.filter(uid=uid).order_by("seq")
    for change, at in zip(changes, times, strict=True):
        Change.objects.filter(pk=change.pk).update(at=at)
    Sight.objects.filter(uid=uid).update(public_at=times[-1], partners_at=times[-1], internal_at=times[-1])


def edit(record, **changes):
    for name, value in changes.items():
        setattr(record, name, value)
    record.save()


def test_each_level_gets_its_own_body_and_its_own_time(institute):
    hidden = make.milestone(make.initiative(), make.PARTNERS)
    told = [
        sights.with_seen_at(sights.with_sight(Milestone.objects.all(), level), level).get(pk=hidden.pk)
        for level in (1, 2, 3)
    ]
    assert [each.as_seen and list(orjson.loads(each.as_seen)).count("visibility") for each in told] == [
        "",
        0,
        1,
    ]
    assert [each.seen_at is None for each in told] == [True, False, False]


def test_a_level_s_time_stands_still_while_others_see_changes(institute):
    before = Sight.objects.get(uid=institute.uid)
    edit(institute, visibility=make.PARTNERS)
    between = Sight.objects.get(uid=institute.uid)
    assert between.partners_at == before.partners_at
    assert between.internal_at > before.internal_at
    edit(institute, short_name="I")
    after = Sight.objects.get(uid=institute.uid)
    assert after.partners_at == after.internal_at > between.internal_at
    assert after.public_at == between.public_at


def test_heads_are_the_last_changes_that_each_level_heard(institute):
    first = Change.objects.latest("seq")
    make.organisation("second", make.PARTNERS)
    second = Change.objects.latest("seq")
    make.organisation("third", make.INTERNAL)
    third = Change.objects.latest("seq")
    assert [sights.head(level) for level in (1, 2, 3)] == [first.mark, second.mark, third.mark]
    assert [sights.last_heard(level) for level in (1, 3)] == [(first.mark, first.at), (third.mark, third.at)]
    rows = sights.with_head(Organisation.objects.all(), 2).values_list("head", flat=True)
    assert set(rows) == {second.mark}


@pytest.mark.django_db
def test_before_anything_was_heard_there_is_no_head():
    assert [sights.head(level) for level in (1, 2, 3)] == [None] * 3
    assert sights.last_heard(1) == (None, None)


def times_told(record, level=1):
    records = type(record).objects.filter(pk=record.pk)
    found = sights.with_times_told(sights.with_seen_at(records, level), level).get()
    return found.told_on, found.times_told


def test_of_the_last_day_each_telling_is_counted(institute):
    edit(institute, short_name="A")
    edit(institute, short_name="B")
    retell(institute.uid, NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=2))
    assert times_told(institute) == (datetime(2026, 3, 2, tzinfo=UTC), 3)


@pytest.mark.parametrize(
    ("earlier", "count"),
    [
        (datetime(2026, 3, 1, 23, 59, 59, 999999, UTC), 1),
        (datetime(2026, 3, 2, tzinfo=UTC), 2),
    ],
)
def test_a_day_is_counted_from_midnight_in_utc(institute, earlier, count):
    edit(institute, short_name="A")
    retell(institute.uid, earlier, NOON)
    assert times_told(institute) == (datetime(2026, 3, 2, tzinfo=UTC), count)


def test_what_the_level_did_not_hear_is_not_counted(institute, sora):
    chips = make.initiative()
    edit(chips, officer=sora)
    retell(chips.uid, NOON, NOON + timedelta(hours=1))
    assert [times_told(chips, level)[1] for level in (1, 2, 3)] == [1, 1, 2]


def test_what_the_log_has_forgotten_was_told_no_times(institute):
    Change.objects.all().delete()
    assert times_told(institute)[1] == 0
