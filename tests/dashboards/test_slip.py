"""Which dates moved, and why: each number leads to its rows."""

import re
from datetime import timedelta

import html5lib
import pytest

from tests import make
from tests.dashboards.conftest import text


@pytest.fixture
def moved(chips):
    part = chips.participations.get(country__code="KR")
    milestone = make.milestone(chips, title_en="Pilot", responsible=part)
    milestone.move(make.DAY + timedelta(days=20), "technical", "Studies take longer.")
    return milestone


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_it_is_valid_in_every_language(public, moved, language):
    html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/slip/"))


def test_it_says_in_a_sentence_what_moved(public, moved):
    page = text(public, "/en/slip/")
    assert "The date of 1 milestone has moved. Most frequent reason: Technical." in page


def test_where_nothing_moved_it_says_so(public, chips):
    assert text(public, "/en/slip/").count("No date has moved.") == 3


def test_each_move_has_its_reason_in_words(public, moved):
    moves = text(public, "/en/slip/").split('id="moves-technical">')[1].split("</tbody>")[0]
    words = " ".join(re.sub("<[^>]*>", " ", moves).split())
    assert words == (
        "Technical Pilot Chips in data centres CHP-1 2 Mar 2026 2 Mar 2026 → 22 Mar 2026 20"
        " 22 Mar 2026 Studies take longer. Joint"
    )


def test_the_formula_of_the_forecast_stands_on_the_page(public, moved):
    page = text(public, "/en/slip/")
    assert "Forecast = due date + mean slip of the side that owes the milestone." in page
    forecast = page.split('id="h-forecasts"')[1]
    assert "11 Apr 2026" in forecast


def test_each_count_leads_to_exactly_its_milestones(public, moved):
    make.milestone(make.initiative("Power", area=make.area("energy", "ENE"))).move(None, "external")
    page = text(public, "/en/slip/")
    links = re.findall(r'<a href="(/en/ledger/milestones/[^"]*)">(\d+)</a>', page)
    assert len(links) == 4
    for link, number in links:
        assert f"{number} milestone" in text(public, link.replace("&amp;", "&"))
    for anchor in re.findall(r'href="#(moves-\w+)"', page):
        assert f'id="{anchor}"' in page


def test_a_side_of_the_readers_language_comes_first(public, moved):
    make.milestone(moved.initiative, responsible=moved.initiative.participations.get(country__code="CA"))
    english, korean = (
        text(public, f"/{language}/slip/").split('id="h-slips"')[1] for language in ("en", "ko")
    )
    assert english.index("Canada") < english.index("Korea")
    assert korean.index("Korea") < korean.index("Canada")


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_queries_do_not_grow_with_the_rows(public, chips, django_assert_num_queries, rows):
    make.milestones(chips, rows)
    make.milestone(chips).move(make.DAY + timedelta(days=1), "technical")
    public.get("/en/slip/")
    with django_assert_num_queries(6):
        public.get("/en/slip/")


def test_a_hidden_move_shows_to_those_who_see_it(public, partner, moved):
    moved.revisions.update(visibility=make.PARTNERS)
    assert "Studies take longer." not in text(public, "/en/slip/")
    assert "No date has moved." in text(public, "/en/slip/")
    assert "Studies take longer." in text(partner, "/en/slip/")
