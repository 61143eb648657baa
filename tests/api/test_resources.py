"""What holds for every resource, written once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opportunities.api.resources import RESOURCES
from opportunities.models import Sight
from opportunities.representations import SHAPES
from tests.api.world import get, ids, one_of_each

NAMES = [resource.name for resource in RESOURCES]
every_resource = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def world(db):
    return one_of_each()


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert get(client, address).status_code == 200
    return len(made)


def test_every_kind_of_record_is_served():
    assert {resource.shape.kind for resource in RESOURCES} == set(SHAPES)


@every_resource
def test_the_public_reads_a_list_and_a_detail_alike(public, world, name):
    record = world[name]
    listed = {each["id"]: each for each in get(public, f"{name}/").json()["results"]}
    detail = get(public, f"{name}/{record.uid}/")
    assert detail.json() == listed[str(record.uid)]
    assert detail.json()["etag"] == detail.headers["ETag"]


@every_resource
def test_what_is_not_public_is_not_there_for_the_public(public, staff, world, name):
    record = world[name]
    if record.always_public:
        return
    never = "00000000-0000-4000-8000-000000000000"
    make_internal(record)
    answers = [get(public, f"{name}/{uid}/") for uid in (record.uid, never)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert dict(answers[0].headers) == dict(answers[1].headers)
    assert get(staff, f"{name}/{record.uid}/").status_code == 200


def make_internal(record):
    """As a fixture would, whatever verb may stand before it."""
    type(record).objects.filter(pk=record.pk).write(visibility=3)


@every_resource
def test_the_number_of_queries_does_not_grow_with_the_rows(public, partner, world, name):
    one = [queries(client, f"{name}/") for client in (public, partner)]
    for nth in (2, 3):
        one_of_each(nth)
    assert one == [1, 6]
    assert [queries(client, f"{name}/") for client in (public, partner)] == [1, 6]


@every_resource
def test_a_detail_takes_one_query_beyond_who_asks(public, partner, world, name):
    address = f"{name}/{world[name].uid}/"
    assert [queries(client, address) for client in (public, partner)] == [1, 6]


@every_resource
def test_a_record_that_never_passed_the_recorder_is_passed_over(public, world, name):
    record = world[name]
    Sight.objects.filter(uid=record.uid).delete()
    assert str(record.uid) not in ids(get(public, f"{name}/"))
    assert get(public, f"{name}/{record.uid}/").status_code == 404


@every_resource
def test_each_level_sees_its_own_time_of_change(public, staff, world, name):
    record = world[name]
    sight = Sight.objects.get(uid=record.uid)
    Sight.objects.filter(uid=record.uid).update(internal_at=sight.internal_at + timedelta(days=1))
    seen = [get(client, f"{name}/{record.uid}/").json()["updated_at"] for client in (public, staff)]
    assert seen[0][:10] < seen[1][:10]


def test_health_and_the_like_stand_under_today(public, world):
    today = get(public, f"initiatives/{world['initiatives'].uid}/").json()["today"]
    assert today == {
        "health": "late",
        "days_late": today["days_late"],
        "contradictions": ["on_track_late"],
    }
    milestone = get(public, f"milestones/{world['milestones'].uid}/").json()["today"]
    assert milestone == {"state": "late", "days_late": today["days_late"], "days_left": None}
