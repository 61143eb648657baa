"""Whoever is up to date is told so, and an ETag moves only with what its reader can see."""

from datetime import date

import pytest

from opportunities.api import views
from tests import make
from tests.api.world import get


@pytest.fixture
def chips(db):
    return make.initiative("Chips", status="scoped")


@pytest.fixture
def addresses(chips):
    return ["initiatives/", f"initiatives/{chips.uid}/"]


def tags(client, addresses):
    return [get(client, address).headers["ETag"] for address in addresses]


def test_what_is_held_is_not_sent_again(public, addresses):
    for address, tag in zip(addresses, tags(public, addresses), strict=True):
        for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            answer = get(public, address, **{"If-None-Match": held})
            assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
            assert answer.headers["Cache-Control"] == "public, no-cache"
        assert get(public, address, **{"If-None-Match": '"other"'}).status_code == 200


def test_a_list_is_known_by_one_query(public, chips, django_assert_num_queries):
    (tag,) = tags(public, ["initiatives/"])
    with django_assert_num_queries(1):
        get(public, "initiatives/", **{"If-None-Match": tag})


def test_an_internal_edit_moves_nothing_for_others(public, partner, staff, sora, chips, addresses):
    before = [tags(client, addresses) for client in (public, partner, staff)]
    make.milestone(chips, make.INTERNAL)
    chips.officer = sora
    chips.save()
    after = [tags(client, addresses) for client in (public, partner, staff)]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, True, False]


def test_a_public_edit_moves_all(public, partner, staff, chips, addresses):
    before = [tags(client, addresses) for client in (public, partner, staff)]
    make.milestone(chips)
    after = [tags(client, addresses) for client in (public, partner, staff)]
    assert not {tag for each in before for tag in each} & {tag for each in after for tag in each}


def test_another_question_has_another_tag(public, chips, addresses):
    asked = [f"{address}{query}" for address in addresses for query in ("", "?lang=fr", "?fields=ref")]
    assert len(set(tags(public, asked))) == len(asked)


def test_levels_have_tags_of_their_own(public, partner, staff, addresses):
    for address in addresses:
        assert len({tags(client, [address])[0] for client in (public, partner, staff)}) == 3


def test_two_partners_hold_the_same(partner, addresses, django_user_model, client):
    bob = django_user_model.objects.create_user("bob")
    make.membership(bob, make.organisation("another"))
    client.force_login(bob)
    assert tags(partner, addresses) == tags(client, addresses)


def test_tomorrow_has_another_tag_where_today_is_shown(public, chips, addresses, monkeypatch):
    places = [*addresses, "areas/", f"areas/{chips.area.uid}/"]
    now = []
    for day in (date(2026, 3, 1), date(2026, 3, 2)):
        monkeypatch.setattr(views, "today_in_seoul", lambda day=day: day)
        now.append(tags(public, places))
    assert [old == new for old, new in zip(*now, strict=True)] == [False, False, True, True]


def test_answers_say_how_they_may_be_kept(public, partner, chips):
    for client, whose in ((public, "public"), (partner, "private")):
        for address in ("initiatives/", "me/", "nothing/", "initiatives/?x=1", "schema/", ""):
            headers = get(client, address).headers
            assert headers["Cache-Control"] == f"{whose}, no-cache"
            assert headers["Vary"] == "Authorization, Cookie"


def test_signed_in_without_an_organisation_reads_what_is_public(client, django_user_model, chips):
    client.force_login(django_user_model.objects.create_user("carol"))
    answer = get(client, "initiatives/")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert len(answer.json()["results"]) == 1
