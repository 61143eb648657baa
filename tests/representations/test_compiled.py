"""Questions that are put together once: asked again, they answer what Django's own query would."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opportunities.models import Milestone
from opportunities.representations.compiled import Compiled, power_of_two
from tests import make


@pytest.fixture
def milestones(db):
    return make.milestones(make.initiative(), 70)


@pytest.fixture
def asked():
    """[the number of keys] of each time that the question was put together."""
    return []


@pytest.fixture
def titles(asked):
    def ask(uids):
        asked.append(len(uids))
        return Milestone.objects.filter(uid__in=uids).order_by("pk").values_list("uid", "title_en", "due_on")

    return Compiled(ask)


@pytest.mark.parametrize("number", [1, 2, 3, 64, 65, 70])
def test_it_answers_what_the_query_answers(milestones, titles, number):
    some = milestones[:number]
    assert titles([each.uid for each in some]) == [(each.uid, each.title_en, each.due_on) for each in some]


def test_of_no_keys_there_are_no_rows_and_nothing_is_asked(milestones, titles, asked):
    with CaptureQueriesContext(connection) as queries:
        assert titles([]) == []
    assert (len(queries), asked) == (0, [])


def test_what_was_never_there_is_not_found(milestones, titles):
    there = milestones[0]
    assert titles([uuid4(), there.uid]) == [(there.uid, there.title_en, there.due_on)]


def test_a_key_given_twice_is_answered_once(milestones, titles):
    there = milestones[0]
    assert titles([there.uid, there.uid, there.uid]) == [(there.uid, there.title_en, there.due_on)]


def test_a_few_sizes_serve_all_and_more_than_most_is_put_together_anew(milestones, titles, asked):
    uids = [each.uid for each in milestones]
    for number in (1, 3, 4, 33, 64, 33, 2, 65, 65):
        titles(uids[:number])
    assert asked == [1, 4, 64, 2, 65, 65]


def test_what_has_changed_since_is_read_anew(milestones, titles):
    there = milestones[0]
    titles([there.uid])
    there.title_en = "Signed"
    there.save()
    assert titles([there.uid]) == [(there.uid, "Signed", there.due_on)]


def test_whole_numbers_are_keys_too_and_no_other_parameter_is_taken_for_one(milestones):
    limit = Milestone.objects.order_by("-pk").first().pk
    milestones[0].move(make.DAY + timedelta(days=1), "scope")
    query = Milestone.objects.exclude(pk=limit).filter(due_on=make.DAY).order_by("pk")
    found = Compiled(lambda keys: query.filter(pk__in=keys).values_list("pk"), of=int)
    assert found([each.pk for each in milestones[:3]]) == [(each.pk,) for each in milestones[1:3]]
    assert found([limit]) == []


@pytest.mark.parametrize(
    ("number", "least"), [(1, 1), (2, 2), (3, 4), (4, 4), (5, 8), (33, 64), (64, 64), (65, 128)]
)
def test_powers_of_two(number, least):
    assert power_of_two(number) == least
