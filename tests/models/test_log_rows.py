"""The rows of the log: who hears of which, how numbers are given, and what each is called."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from opportunities.choices import Visibility
from opportunities.models import Change, ChangeClock, Sight, Standing, Tie
from opportunities.models.sync import HEARD
from tests import make


def test_an_audience_is_a_sum_of_who_hears_it():
    assert HEARD == {
        make.PUBLIC: [1, 3, 5, 7],
        make.PARTNERS: [2, 3, 6, 7],
        make.INTERNAL: [4, 5, 6, 7],
    }


def log(*audiences):
    rows = [
        Change(seq=900 + n, audience=each, at=timezone.now(), uid=uuid4(), diff={})
        for n, each in enumerate(audiences)
    ]
    return Change.objects.bulk_create(rows)


@pytest.mark.django_db
def test_each_level_hears_its_own():
    log(1, 2, 3, 4, 5, 6, 7, 0)
    heard = [[*Change.objects.heard_at(level).values_list("audience", flat=True)] for level in Visibility]
    assert heard == [[7, 5, 3, 1], [7, 6, 3, 2], [7, 6, 5, 4]]


@pytest.mark.django_db
def test_numbers_are_given_one_after_the_other_and_as_many_as_are_asked_for():
    ChangeClock.objects.update(last=10)
    assert [ChangeClock.tick(count) for count in (1, 3, 1)] == [11, 12, 15]
    assert str(ChangeClock.objects.get()) == "15"


@pytest.mark.django_db
def test_the_newest_change_stands_first_and_is_called_by_its_number():
    first, second = log(7, 7)
    second.kind = "milestone"
    assert [*Change.objects.all()] == [second, first]
    assert str(second) == f"#901 milestone {second.uid}"
    assert first.mark != second.mark


@pytest.mark.parametrize(
    ("level", "column"), [(1, "public"), (2, "partners"), (3, "internal"), (make.INTERNAL, "internal")]
)
def test_a_level_has_its_column(level, column):
    assert Sight.column(level) == column


def test_bodies_stand_from_the_most_open_on():
    sight = Sight(kind="milestone", public="", partners="{1}", internal="{2}")
    assert sight.bodies == ("", "{1}", "{2}")
    assert str(sight) == f"milestone {sight.uid}"


@pytest.mark.django_db
def test_a_record_stands_once_at_a_level():
    chips = make.initiative()
    kept = Standing.objects.get(initiative=chips, level=make.PARTNERS)
    assert str(kept) == f"{chips.uid} at 2"
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save()


@pytest.mark.django_db
def test_two_records_are_tied_once_each_way():
    chips = make.initiative()
    sign = make.milestone(chips)
    tie = Tie.objects.get(uid=sign.uid)
    assert (tie.to, tie.belongs) == (chips.uid, True)
    assert str(tie) == f"milestone {sign.uid} → initiative {chips.uid}"
    tie.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        tie.save()
    tie.uid, tie.to = tie.to, tie.uid
    tie.save()
