"""Said against done, and what is stale: every number leads to exactly its rows."""

import re

import html5lib
import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.test_ledger import numbers, words


@pytest.fixture
def claimed(chips):
    """Beside one under way with nothing shown: one raised, one scoped, one paused, from two takeaways."""
    first, second = (make.takeaway(make.dialogue(held_on=make.DAY), code) for code in ("T1", "T2"))
    chips.takeaways.add(first, second)
    power = make.initiative("Power", area=make.area("energy", "ENE"))
    power.takeaways.add(second)
    make.initiative("Talent", status=Status.SCOPED)
    make.initiative("Aside", status=Status.PAUSED)
    return chips


def section(page, anchor):
    return page.split(f'id="{anchor}"')[1].split("</section>")[0]


def test_every_number_leads_to_exactly_its_rows_on_the_page_and_in_the_api(public, staff, claimed):
    make.initiative("Hidden", make.INTERNAL, Status.AGREED)
    for client in (public, staff):
        for narrowing in ("", "?area=chips"):
            links = numbers(text(client, f"/en/stages/{narrowing}"))
            assert len(links) > 10
            for address, number in links:
                assert f">{number} initiative" in text(client, address)
                query = address.partition("?")[2]
                assert len(client.get(f"/api/v1/initiatives/?{query}").json()["results"]) == number


def test_who_claims_more_than_is_shown_is_named(public, partner, claimed):
    make.initiative("Partners' own", make.PARTNERS, Status.AGREED)
    shown = [words(section(text(client, "/en/stages/"), "h-claims")) for client in (public, partner)]
    assert [re.findall("Chips in data centres|Talent|Partners&#x27; own|Power", each) for each in shown] == [
        ["Chips in data centres", "Talent"],
        ["Chips in data centres", "Talent", "Partners&#x27; own"],
    ]


def test_the_seed_alone_is_all_raised_and_the_page_says_so(public):
    takeaway = make.takeaway(make.dialogue(held_on=make.DAY))
    for title in ("Chips", "Power"):
        make.initiative(title).takeaways.add(takeaway)
    page = text(public, "/en/stages/")
    assert "All 2 initiatives are raised, and nothing more is declared." in page
    assert "The dialogue was held" in page
    assert "No initiative claims more than its facts show." in page
    assert "Nothing is late, silent or contradictory." in page


def test_before_there_is_any_initiative_it_says_so(public):
    page = text(public, "/en/stages/")
    assert "No initiative stands at a stage yet." in page
    assert "h-areas" not in page


def test_what_is_paused_stands_aside_and_is_linked(public, claimed):
    page = text(public, "/en/stages/")
    assert 'href="/en/initiatives/?status=paused&amp;status=not_pursued">1 initiative stands aside' in page


def test_what_is_late_or_silent_is_counted_and_linked(public, claimed):
    links = re.findall(r'href="([^"]+)">([^<]+)</a>', section(text(public, "/en/stages/"), "h-freshness"))
    assert links[:2] == [
        ("/en/initiatives/?health=late", "1 is late"),
        ("/en/initiatives/?health=no_report", "1 has no recent report"),
    ]


def test_a_chart_shows_the_claim_beyond_the_facts(public, claimed):
    drawing = text(public, "/en/stages/").split('class="chart__drawing"')[1].split("</svg>")[0]
    assert re.findall("chart__part--([a-z]+)", drawing) == ["shown", "shown", "claimed", "claimed", "claimed"]
    assert "2 declared, 1 shown" in drawing


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
@pytest.mark.parametrize("query", ["", "?area=chips"])
def test_it_is_valid_html(public, claimed, language, query):
    html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/stages/{query}"))


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_queries_do_not_grow_with_the_rows(public, claimed, django_assert_num_queries, rows):
    kind = type(claimed)
    copies = [kind(title_en=f"Copy {number}", area=claimed.area, visibility=1) for number in range(rows)]
    kind.objects.bulk_create(copies)
    public.get("/en/stages/")
    with django_assert_num_queries(7):
        public.get("/en/stages/")
