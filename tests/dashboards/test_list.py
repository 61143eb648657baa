"""The list keeps to its address: what is asked shows, can be taken away, and is never dropped in silence."""

import re

import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text


def refs(page):
    return re.findall(r'class="initiatives__title" href="/en/i/([^"]+)"', page)


def chips_of(page):
    """[(label, address without it)] of the filters that are in force."""
    found = re.findall(r'class="chip" href="([^"]*)"><span[^>]*>[^<]*</span>([^<]*) ', page)
    return [(label, address.replace("&amp;", "&")) for address, label in found]


def test_what_cannot_be_answered_is_named_and_the_rest_is_answered(public, chips):
    make.initiative("Raised only")
    answer = public.get("/en/initiatives/?statuss=raised&status=under_way&health=x")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "statuss: there is no such filter." in page
    assert "health: " in page
    assert refs(page) == ["CHP-1"]
    assert chips_of(page) == [("Under way", "?")]


def test_a_tampered_cursor_gives_the_first_page(public, chips):
    answer = public.get("/en/initiatives/?cursor=x")
    assert (answer.status_code, refs(answer.content.decode())) == (400, ["CHP-1"])


def test_an_answer_that_leaves_something_out_is_never_a_304(public, chips):
    refused = public.get("/en/initiatives/?statuss=raised")
    again = public.get("/en/initiatives/?statuss=raised", headers={"If-None-Match": refused.headers["ETag"]})
    assert again.status_code == 400


def test_filters_without_a_field_of_their_own_show_and_survive_the_form(public, chips):
    page = text(public, "/en/initiatives/?country=KR&area=CHP&status=under_way")
    assert refs(page) == ["CHP-1"]
    assert sorted(chips_of(page)) == [
        ("CHP", "?country=KR&status=under_way"),
        ("KR", "?area=CHP&status=under_way"),
        ("Under way", "?country=KR&area=CHP"),
    ]
    assert '<input type="hidden" name="country" value="KR">' in page
    assert '<input type="hidden" name="area" value="CHP">' in page
    assert 'type="hidden" name="status"' not in page


@pytest.mark.parametrize("query", ["", "?ordering=area", "?q=&ordering=attention"])
def test_nothing_to_take_away_shows_no_chips(public, chips, query):
    assert 'class="active-filters"' not in text(public, f"/en/initiatives/{query}")


def test_counts_beside_the_choices_are_those_of_the_whole(public, chips):
    make.initiative("Raised only")
    page = text(public, "/en/initiatives/?status=under_way")
    counts = dict(re.findall(r'name="status" value="(\w+)".*?choice__count">(\d+)<', page))
    assert {status: int(count) for status, count in counts.items() if count != "0"} == {
        Status.RAISED: 1,
        Status.UNDER_WAY: 1,
    }


def test_what_was_never_public_has_a_page_for_those_who_may_read_it(public, partner, staff):
    shared = make.initiative("Shared", visibility=make.PARTNERS)
    make.milestone(shared)
    page = text(partner, "/en/initiatives/")
    assert refs(page) == [str(shared.uid)]
    for client in (partner, staff):
        assert "<h1>Shared</h1>" in text(client, f"/en/i/{shared.uid}")
        assert f'href="/en/i/{shared.uid}"' in text(client, "/en/")
    assert public.get(f"/en/i/{shared.uid}").status_code == 404
