"""What search finds and does not: spellings, languages, where it looks, in which order, and for whom."""

import unicodedata

import pytest

from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import items, links, main, section, words

PAGE = "/en/search/"


def found(client, query, language="en"):
    """{list: its items, in words}."""
    page = client.get(f"/{language}/search/", {"q": query}).text
    kinds = [kind for kind in ("initiatives", "organisations", "takeaways") if f'id="h-{kind}"' in page]
    return {kind: items(section(page, f"h-{kind}")) for kind in kinds}


@pytest.fixture
def library(db):
    """One of each kind, in three languages."""
    make.initiative(
        "Grid repair",
        title_fr="Réfection du réseau électrique",
        title_ko="전력망 정비",
        short_title_en="Grids",
        summary_en="Copper and cables",
    )
    make.organisation("kepri", name_en="Power institute", name_ko="전력연구소", short_name="PWI")
    make.takeaway(make.dialogue(), "T2", title_en="Cables under the sea", summary_fr="Câbles sous-marins")


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("grid", ["initiatives"]),
        ("GRIDS", ["initiatives"]),
        ("copper", ["initiatives"]),
        ("CHP", ["initiatives"]),
        ("cables", ["initiatives", "takeaways"]),
        ("T2", ["takeaways"]),
        ("sous-marins", ["takeaways"]),
        ("Câbles", ["takeaways"]),
        ("pwi", ["organisations"]),
        ("KEPRI", ["organisations"]),
        ("전력", ["initiatives", "organisations"]),
        ("전력 정비", ["initiatives"]),
        ("정비 전력망", ["initiatives"]),
        ("réseau", ["initiatives"]),
        ("rid rep", ["initiatives"]),
    ],
)
def test_it_looks_in_titles_summaries_names_and_codes_of_every_language(public, library, query, kinds):
    assert [*found(public, query)] == kinds


@pytest.mark.parametrize("query", ["reseau", "Power cables", "전력선", "%", "_", "gr*d", '"grid repair"'])
def test_what_is_not_written_so_is_not_found(public, library, query):
    assert found(public, query) == {}
    assert "Nothing that you may read contains all these words." in words(main(text(public, f"{PAGE}?q=@@")))


def test_accents_are_found_however_they_are_composed(public, library):
    for form in ("NFC", "NFD"):
        assert [*found(public, unicodedata.normalize(form, "électrique"))] == ["initiatives"]
        assert [*found(public, unicodedata.normalize(form, "전력망"))] == ["initiatives"]


def test_words_of_a_report_are_found_as_in_the_list(public, library):
    of = make.models.Initiative.objects.get()
    make.update(of, body_en="The transformer arrived.")
    make.update(of, make.INTERNAL, body_en="The budget is cut.")
    assert [*found(public, "transformer")] == ["initiatives"]
    assert found(public, "budget") == {}


def test_one_that_is_found_shows_its_ref_its_stage_and_its_summary(public, library):
    assert found(public, "cables") == {
        "initiatives": ["Grids CHP-1 Raised Copper and cables"],
        "takeaways": ["T2 · Cables under the sea In short"],
    }
    assert found(public, "전력", "ko") == {
        "initiatives": ["Grids (영어만 제공) CHP-1 제기 Copper and cables (영어만 제공)"],
        "organisations": ["전력연구소"],
    }


def test_each_leads_to_its_own_page(public, library):
    dialogue = make.models.Dialogue.objects.get()
    page = public.get(PAGE, {"q": "cables"}).text
    [first, second] = [links(section(page, f"h-{kind}"))[-1][1] for kind in ("initiatives", "takeaways")]
    assert (first, second) == ("/en/i/CHP-1", f"/en/dialogue/{dialogue.uid}/#t-t2")
    assert 'id="t-t2"' in text(public, second)
    [organisation] = links(section(public.get(PAGE, {"q": "pwi"}).text, "h-organisations"))
    assert organisation == ("Power institute", "/en/orgs/kepri/")


def test_all_that_is_found_is_one_list_away(public, library):
    page = public.get(PAGE, {"q": "cables & copper"}).text
    assert 'id="h-initiatives"' not in page
    page = public.get(PAGE, {"q": "copper and"}).text
    assert ("All of them, as a list", "/en/initiatives/?q=copper%20and") in links(page)
    assert "1 initiative<" in text(public, "/en/initiatives/?q=copper%20and")


def test_initiatives_stand_by_area_and_ref_organisations_by_slug_points_by_dialogue(public, db):
    for slug, code, order in (("late", "AAA", 2), ("early", "ZZZ", 1)):
        area = make.models.CooperationArea.objects.create(slug=slug, code=code, name_en=slug, order=order)
        make.initiative(f"Cable {code} one", area=area), make.initiative(f"Cable {code} two", area=area)
    for slug in ("b-cable", "a-cable"):
        make.organisation(slug)
    first, second = make.dialogue(), make.dialogue()
    make.takeaway(second, "T1", title_en="Cable 2"), make.takeaway(first, "T1", title_en="Cable 1")
    assert found(public, "cable") == {
        "initiatives": [
            *("Cable ZZZ one ZZZ-1 Raised", "Cable ZZZ two ZZZ-2 Raised"),
            *("Cable AAA one AAA-1 Raised", "Cable AAA two AAA-2 Raised"),
        ],
        "organisations": ["A-Cable", "B-Cable"],
        "takeaways": ["T1 · Cable 1 In short", "T1 · Cable 2 In short"],
    }


@pytest.mark.parametrize(("count", "shown", "more"), [(20, 20, False), (21, 20, True)])
def test_twenty_of_a_kind_are_shown(public, db, count, shown, more):
    make.initiatives(count)
    page = public.get(PAGE, {"q": "no."}).text
    assert len(items(section(page, "h-initiatives"))) == shown
    assert ("There are more: add a word to find fewer." in page) is more


@pytest.mark.parametrize(("length", "status"), [(200, 200), (201, 400)])
def test_two_hundred_characters_may_be_asked_for(public, db, length, status):
    answer = public.get(PAGE, {"q": "x" * length})
    assert answer.status_code == status
    refused = "Write at most 200 characters in UTF-8." in answer.text
    assert (refused, "Nothing that you may read" in answer.text) == (status == 400, status == 200)


@pytest.mark.parametrize("query", ["chp-1", "CHP-1", "cHp-1"])
def test_a_ref_alone_jumps_and_among_words_it_is_a_word(public, library, query):
    assert public.get("/ko/search/", {"q": query}).headers["Location"] == "/ko/i/CHP-1"
    assert [*found(public, f"{query} grid")] == ["initiatives"]


def test_a_ref_that_begins_another_does_not_jump(public, library):
    answer = public.get(PAGE, {"q": "CHP-"})
    assert (answer.status_code, [*found(public, "CHP-")]) == (200, ["initiatives"])


def test_a_ref_leads_to_what_was_withdrawn_for_nobody(public, staff, library):
    make.models.Initiative.objects.get().withdraw("Merged")
    assert public.get(PAGE, {"q": "CHP-1"}).status_code == 200
    assert staff.get(PAGE, {"q": "CHP-1"}).status_code == 302


def test_another_parameter_is_refused_by_name_and_the_words_stay(public, library):
    answer = public.get(PAGE, {"q": "grid", "area": "chips"})
    assert answer.status_code == 400
    assert links(main(answer.text)) == [("Show the rest of what was asked", "/en/search/?q=grid")]


def test_the_words_stand_in_the_form_again(public, library):
    page = public.get(PAGE, {"q": "  grid  "}).text
    assert 'id="search-q" name="q" value="grid"' in page
    assert 'id="site-q" name="q" autocomplete' in page
