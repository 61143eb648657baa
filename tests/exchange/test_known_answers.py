"""Answers known by the last change their reader heard of: sent once, and then only confirmed."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.http import http_date

from opportunities.exchange.conditional import answer
from opportunities.models import Change
from tests import make

DAY = date(2026, 3, 10)


def ask(level=make.PUBLIC, day=DAY, address="/calendar.ics?area=chips", user=None, **headers):
    request = RequestFactory().get(address, headers=headers)
    request.user = user or AnonymousUser()
    return answer(request, level, day, lambda: HttpResponse("made"))


@pytest.fixture
def chips(db):
    return make.initiative()


def test_whoever_holds_it_is_told_so_and_nothing_is_made(chips):
    first = ask()
    again = ask(**{"If-None-Match": first["ETag"]})
    assert (first.status_code, first.content) == (200, b"made")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == first["Cache-Control"]


@pytest.mark.parametrize(
    "other",
    [
        {"level": make.PARTNERS},
        {"day": date(2026, 3, 11)},
        {"address": "/calendar.ics"},
        {"address": "/calendar.ics?area=talent"},
    ],
)
def test_another_level_day_or_question_has_another_tag(chips, other):
    assert ask(**other)["ETag"] != ask()["ETag"]
    assert ask(**other, **{"If-None-Match": ask()["ETag"]}).status_code == 200


def test_hidden_work_moves_only_the_tags_of_those_who_see_it(chips):
    before = [ask(level)["ETag"] for level in (1, 2, 3)]
    make.milestone(chips, make.PARTNERS)
    after = [ask(level)["ETag"] for level in (1, 2, 3)]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, False]


def test_an_answer_is_dated_by_the_last_change_that_its_reader_heard_of(chips):
    Change.objects.update(at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    make.milestone(chips, make.INTERNAL)
    newest = Change.objects.latest("seq").at
    assert ask()["Last-Modified"] == "Mon, 02 Mar 2026 09:00:00 GMT"
    assert ask(make.INTERNAL)["Last-Modified"] == http_date(newest.timestamp())


def test_a_date_alone_confirms_nothing(chips):
    """Two changes may fall into one second."""
    held = ask()["Last-Modified"]
    assert ask(**{"If-Modified-Since": held}).status_code == 200


@pytest.mark.django_db
def test_before_anything_has_changed_there_is_a_tag_and_no_date():
    first = ask()
    assert "Last-Modified" not in first
    assert ask(**{"If-None-Match": first["ETag"]}).status_code == 304


def test_it_is_asked_for_anew_each_time_and_shared_only_where_nobody_is_signed_in(chips, alice):
    assert ask()["Cache-Control"] == "no-cache, public"
    assert ask(user=alice)["Cache-Control"] == "no-cache, private"
