"""One record before and after: who sees a difference, what it is called, and what staff read of it."""

from uuid import UUID

import pytest

from opportunities.models import Sight
from opportunities.representations import SHAPES
from opportunities.sync import scope
from opportunities.sync.difference import Difference, differences, look
from tests import make

UID = UUID(int=7)


def sight(public="", partners="", internal=""):
    return Sight(uid=UID, kind="country", public=public, partners=partners, internal=internal)


SAME = sight("{}", "{}", "{}")


@pytest.mark.parametrize(
    ("old", "new", "audience", "veils"),
    [
        (SAME, SAME, 0, False),
        (None, SAME, 7, True),
        (SAME, None, 7, True),
        (None, sight("", "", "{}"), 4, True),
        (sight("", "{}", "{}"), None, 6, True),
        (SAME, sight("{1}", "{1}", "{1}"), 7, False),
        (SAME, sight("{}", "{}", "{1}"), 4, False),
        (SAME, sight("{}", "{1}", "{}"), 2, False),
        (SAME, sight("{1}", "{}", "{}"), 1, False),
        (SAME, sight("", "{}", "{1}"), 5, True),
        (sight("", "", "{}"), sight("", "{}", "{}"), 2, True),
    ],
)
def test_who_sees_a_difference_and_whether_it_came_or_went(old, new, audience, veils):
    made = Difference(old, new)
    assert (made.audience, made.veils) == (audience, veils)


@pytest.mark.parametrize(
    ("old", "new", "action"), [(None, SAME, "created"), (SAME, SAME, "changed"), (SAME, None, "deleted")]
)
def test_what_happened_to_it(old, new, action):
    made = Difference(old, new)
    assert made.action == action
    assert made.sight is (new or old)


@pytest.mark.parametrize(
    ("old", "new", "diff"),
    [
        ('{"a":1,"b":2}', '{"a":1,"b":3}', {"b": [2, 3]}),
        ('{"a":1}', '{"b":1}', {"a": [1, None], "b": [None, 1]}),
        ('{"a":{"en":"x"}}', '{"a":{"en":"y"}}', {"a": [{"en": "x"}, {"en": "y"}]}),
        ('{"a":null}', "{}", {}),
        ('{"b":1,"a":1}', '{"b":2,"a":2}', {"a": [1, 2], "b": [1, 2]}),
    ],
)
def test_what_staff_read_of_it_is_each_field_before_and_after(old, new, diff):
    made = Difference(sight(internal=old), sight(internal=new)).diff
    assert (made, list(made)) == (diff, sorted(diff))


def test_of_what_was_not_or_is_no_more_all_fields_are_told():
    whole = sight(internal='{"code":"KR"}')
    assert Difference(None, whole).diff == {"code": [None, "KR"]}
    assert Difference(whole, None).diff == {"code": ["KR", None]}


@pytest.fixture
def country(db):
    return make.country("KR")


def compared(kind, *uids):
    reach = scope.of({kind: set(uids)})
    return reach, differences(SHAPES[kind], reach)


def test_a_record_that_looks_as_it_did_makes_no_difference(country):
    assert compared("country", country.uid)[1] == []


def test_differences_come_in_the_order_of_ids(country):
    others = [make.country(code).uid for code in ("AA", "BB", "CC")]
    Sight.objects.update(public="{}")
    found = compared("country", country.uid, *others)[1]
    assert [each.sight.uid for each in found] == sorted([country.uid, *others])


def test_of_a_kind_that_nobody_touched_nothing_is_asked(country, django_assert_num_queries):
    reach = scope.Scope()
    with django_assert_num_queries(0):
        assert differences(SHAPES["country"], reach) == []


def test_an_id_that_never_was_is_no_difference(db):
    assert compared("country", UID)[1] == []


def test_a_look_shows_all_levels_at_once_and_nothing_where_there_is_nobody(country):
    hidden = make.organisation("hidden", make.PARTNERS)
    seen, ties, standings = look(SHAPES["organisation"], {hidden.uid})[hidden.uid]
    assert [bool(body) for body in seen.bodies] == [False, True, True]
    assert (seen.kind, ties, standings) == ("organisation", [], [])
    assert look(SHAPES["organisation"], set()) == look(SHAPES["organisation"], {UID}) == {}


def test_what_appears_or_vanishes_brings_what_is_tied_to_it_and_a_new_name_does_not(db):
    chips = make.initiative("Chips")
    sign = make.milestone(chips)
    stored = Sight.objects.filter(uid=chips.uid)
    stored.update(public=stored.get().public.replace("Chips", "Other"))
    assert compared("initiative", chips.uid)[0].waiting["milestone"] == set()
    stored.update(public="")
    assert compared("initiative", chips.uid)[0].waiting["milestone"] == {sign.uid}
