"""An empty list names the one filter whose removal shows the most."""

import re
from datetime import timedelta

import pytest

from opportunities.health import today_in_seoul
from tests import make
from tests.dashboards.conftest import text

LIST = "/en/initiatives/"


def offered(client, query):
    """(address, words) of what an empty list offers, or None."""
    link = re.search(r'<p><a href="\?([^"]*)">(Without [^<]*)</a></p>', text(client, f"{LIST}?{query}"))
    return link and (link[1].replace("&amp;", "&"), link[2])


@pytest.fixture
def world(db):
    """Two raised, one of them in energy; one is agreed."""
    make.initiative("Chips")
    make.initiative("Power", area=make.area("energy", "ENE"))
    make.initiative("Law", status="agreed")


def test_the_filter_whose_removal_shows_most_is_offered(public, world):
    assert offered(public, "status=paused&area=chips") == (
        "area=chips",
        "Without “Stage”, there are 2 initiatives",
    )
    assert offered(public, "q=nothing&status=raised&ordering=area") == (
        "status=raised&ordering=area",
        "Without “Search”, there are 2 initiatives",
    )


def test_of_a_filter_with_two_words_both_go(public, world):
    assert offered(public, "area=chips&health=late&health=at_risk")[0] == "area=chips"


def test_where_two_stand_in_the_way_none_is_offered(public, world):
    assert offered(public, "q=nothing&status=paused") is None


def test_what_is_hidden_is_not_offered(public, staff, world):
    make.initiative("Secret", make.INTERNAL, area=make.area("talent", "TAL"))
    assert offered(public, "area=talent&q=nothing") is None
    assert offered(staff, "area=talent&q=nothing")[1] == "Without “Search”, there is 1 initiative"


def test_of_a_past_day_it_counts_what_stood_then(public, world):
    yesterday = today_in_seoul() - timedelta(days=1)
    assert offered(public, f"q=nothing&as_of={yesterday}") is None
    assert offered(public, "q=nothing") == ("", "Without “Search”, there are 3 initiatives")


def test_a_list_with_rows_offers_nothing(public, world):
    assert offered(public, "status=raised") is None


def test_its_link_shows_what_it_says(public, world):
    address, _words = offered(public, "area=chips&status=paused")
    assert "2 initiatives<" in text(public, f"{LIST}?{address}")


@pytest.mark.parametrize("query", ["q=x", "q=x&area=energy&status=paused&health=late&due=90&missing=lead"])
def test_it_takes_one_query_more_however_many_filters(public, world, query, django_assert_max_num_queries):
    public.get(LIST)
    with django_assert_max_num_queries(12):
        public.get(f"{LIST}?{query}")
