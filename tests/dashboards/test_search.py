"""Search: one box on every page, over all that its reader may see and nothing else."""

import unicodedata

import html5lib
import pytest

from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.test_overview import words

PAGE = "/en/search/"


def found(client, query):
    """{heading of a list: its rows, in words}."""
    page = client.get(PAGE, {"q": query}).content.decode()
    lists = [each.split("</section>")[0] for each in page.split("<main")[1].split("<section")[1:]]
    return {words(each.split("<h2")[1].split("</h2>")[0].split(">")[1]): rows_of(each) for each in lists}


def rows_of(section):
    rows = section.split('<ul class="found">')[1].split("<li>")[1:]
    return [words(row.split("</a>")[0].rsplit("<a", 1)[1].split(">", 1)[1]) for row in rows]


@pytest.fixture
def world(db):
    make.initiative("Chips in data centres", title_ko="데이터센터의 반도체", title_fr="Des puces")
    make.organisation("chip-office", name_en="Office of chips")
    make.takeaway(make.dialogue(), "T4", title_en="Chips for compute")


@pytest.mark.parametrize("path", ["", "initiatives/", "method/", "nowhere/"])
def test_the_box_stands_on_every_page(public, world, path):
    assert '<form class="site-search" method="get" action="/en/search/"' in (
        public.get(f"/en/{path}").content.decode()
    )


def test_it_looks_in_initiatives_organisations_and_points(public, world):
    assert found(public, "chips") == {
        "Initiatives": ["Chips in data centres"],
        "Organisations": ["Office of chips"],
        "Points of the dialogue": ["T4 · Chips for compute"],
    }


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("query", ["반도체", "puces"])
def test_it_finds_every_language_however_it_is_typed(public, world, query, form):
    assert found(public, unicodedata.normalize(form, query)) == {"Initiatives": ["Chips in data centres"]}


def test_all_words_must_be_found(public, world):
    assert found(public, "chips centres") == {"Initiatives": ["Chips in data centres"]}


@pytest.mark.parametrize("ref", ["CHP-1", "chp-1", " chp-1 "])
def test_a_ref_leads_to_its_page(public, world, ref):
    answer = public.get(PAGE, {"q": ref})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/i/CHP-1")


def test_a_ref_of_what_is_hidden_leads_nowhere(public, staff, world):
    chips = make.models.Initiative.objects.get()
    chips.visibility = make.INTERNAL
    chips.save()
    assert public.get(PAGE, {"q": "CHP-1"}).status_code == 200
    assert staff.get(PAGE, {"q": "CHP-1"}).status_code == 302


@pytest.mark.parametrize("query", ["", "   "])
def test_nothing_asked_shows_the_form_alone(public, world, query):
    page = public.get(PAGE, {"q": query})
    assert (page.status_code, found(public, query)) == (200, {})
    assert b"Nothing that you may read" not in page.content


def test_nothing_found_says_what_to_do(public, world):
    assert "Nothing that you may read contains all these words" in text(public, f"{PAGE}?q=zebra")


@pytest.mark.parametrize("query", ["x" * 201, "\0", "%FF"])
def test_what_cannot_be_looked_for_is_refused_in_words(public, world, query):
    answer = public.get(f"{PAGE}?q={query}")
    assert answer.status_code == 400
    assert b'id="search-refused"' in answer.content


def test_a_hundred_words_are_looked_for(public, world):
    assert found(public, "c " * 100) == found(public, "c")


def test_what_is_asked_is_shown_as_text(public, world):
    assert 'value="&lt;b&gt;&quot;"' in text(public, f'{PAGE}?q=<b>"')


def test_beyond_twenty_it_says_that_there_are_more(public, db):
    for number in range(21):
        make.organisation(f"chips-{number:02}")
    assert len(found(public, "chips")["Organisations"]) == 20
    assert "There are more" in text(public, f"{PAGE}?q=chips")
    assert "There are more" not in text(public, f"{PAGE}?q=chips-1")


def test_what_is_hidden_is_not_found(public, partner, staff, world):
    make.initiative("Secret chips", make.INTERNAL)
    make.organisation("secret-office", make.PARTNERS)
    make.takeaway(make.models.Dialogue.objects.get(), "T9", make.INTERNAL, title_en="Secret point")
    assert found(public, "secret") == {}
    assert list(found(partner, "secret")) == ["Organisations"]
    assert list(found(staff, "secret")) == ["Initiatives", "Organisations", "Points of the dialogue"]


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_it_is_valid_html(public, world, language):
    for query in ("chips", "zebra", "", "x" * 201):
        answer = public.get(f"/{language}/search/", {"q": query})
        html5lib.HTMLParser(strict=True).parse(answer.content.decode())


@pytest.mark.parametrize("count", [1, 3, 300])
def test_queries_do_not_grow(public, world, django_assert_num_queries, count):
    make.models.Organisation.objects.bulk_create(
        make.models.Organisation(slug=f"chips-{n}", name_en="Chips", visibility=1) for n in range(count)
    )
    public.get(f"{PAGE}?q=chips")
    with django_assert_num_queries(7):
        public.get(f"{PAGE}?q=chips")
