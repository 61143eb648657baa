"""What is around every page: its title, its headings, its place in the navigation, the way to others."""

import re

import pytest

from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import links, words

# Each page with its title in English and its entry in the navigation.
PAGES = {
    "": ("Where cooperation stands", "Overview"),
    "initiatives/": ("Initiatives", "Initiatives"),
    "i/CHP-1": ("Chips in data centres", "Initiatives"),
    "timeline/": ("Timeline", "Timeline"),
    "orgs/": ("Organisations", "Organisations"),
    "orgs/lead-ca/": ("Ministry of CA", "Organisations"),
    "dialogue/": ("Seoul dialogue", "Dialogue"),
    "briefing/?as_of=2026-04-01": ("Briefing note, 1 April 2026", "Briefing"),
    "ledger/": ("Who owes what next?", "Who owes what"),
    "ledger/milestones/": ("Milestones", "Who owes what"),
    "stages/": ("How much of what is declared do the facts show?", "Said against done"),
    "slip/": ("Which dates moved, and why?", "Dates that moved"),
    "complementarity/": ("Who provides, and who receives?", "Who provides, who receives"),
    "since/": ("What has changed since 2 March 2026", "What has changed"),
    "data/": ("Data and API", "Data and API"),
    "method/": ("Method and definitions", None),
    "search/?q=chips": ("chips – Search", None),
    "search/": ("Search", None),
}


@pytest.fixture
def talked(world):
    """With a dialogue that two of the initiatives came of."""
    source = make.source("Printed summary", published_as_written="12/08/2025")
    dialogue = make.dialogue("Seoul dialogue", source=source, held_on=make.DAY)
    dialogue.convenors.add(make.organisation("foundation", name_en="Foundation"))
    for code, kind in (("T1", "key_takeaway"), ("Q1", "question")):
        world.takeaways.add(make.takeaway(dialogue, code, kind=kind))
    return dialogue


def title(page):
    return words(page.split("<title>")[1].split("</title>")[0])


def navigation(page):
    """What stands as the current page."""
    found = page.split('class="main-navigation"')[1].split("</nav>")[0]
    return re.findall(r'aria-current="page">([^<]*)', found)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_titled_placed_and_ordered(public, talked, path):
    page = text(public, f"/en/{path}")
    name, entry = PAGES[path]
    assert title(page) == f"{name} – Canada–Korea AI Cooperation Tracker"
    assert navigation(page) == ([entry] if entry else [])
    assert_in_order(page)
    assert_named(page)


def assert_in_order(page):
    """One heading of the first level, and none is left out below it."""
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels.count(1) == 1
    assert [pair for pair in zip([0, *levels], levels, strict=False) if pair[1] > pair[0] + 1] == []


def assert_named(page):
    """Whatever another part is named by, described by, or leads to, is on the page once."""
    there = re.findall(r'\sid="([^"]+)"', page)
    assert len(there) == len(set(there))
    named = re.findall(r'(?:aria-labelledby|aria-describedby|for)="([^"]+)"', page)
    within = re.findall(r'href="#([^"]+)"', page)
    assert {*named, *within} - {*there} == set()


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("", ["État de la coopération", "협력 추진 현황"]),
        ("initiatives/", ["Initiatives", "협력 과제"]),
        ("i/CHP-1", ["Puces", "반도체"]),
        ("briefing/?as_of=2026-04-01", ["Note de synthèse, 1er avril 2026", "브리핑 자료, 2026. 4. 1."]),
        ("since/", ["Ce qui a changé depuis le 2 mars 2026", "2026. 3. 2. 이후 달라진 내용"]),
    ],
)
def test_a_title_speaks_the_language_of_the_page(public, talked, path, titles):
    found = [title(text(public, f"/{language}/{path}")) for language in ("fr", "ko")]
    ends = [" – Suivi de la coopération Canada–Corée en IA", " – 한-캐나다 AI 협력 현황"]
    assert found == [name + end for name, end in zip(titles, ends, strict=True)]


def test_every_page_says_what_it_rests_on(public, talked):
    for path, language, said in (
        ("method/", "en", "Source: Printed summary · date as printed: 12/08/2025 Convened by: Foundation"),
        ("nowhere/", "en", "Source: Printed summary · date as printed: 12/08/2025 Convened by: Foundation"),
        ("orgs/", "ko", "Printed summary (영어만 제공)"),
    ):
        page = public.get(f"/{language}/{path}").text
        assert said in words(page.split('<footer class="footer"')[1])


def test_a_source_and_a_convenor_that_are_hidden_stand_in_no_footer(public, partner, talked):
    for hidden in (talked.source, talked.convenors.get()):
        hidden.visibility = make.PARTNERS
        hidden.save()
    feet = [words(text(client, "/en/method/").split("<footer")[1]) for client in (public, partner)]
    assert [("Printed summary" in foot, "Foundation" in foot) for foot in feet] == [
        (False, False),
        (True, True),
    ]


def test_who_to_write_to_stands_on_the_page_where_it_is_known(public, talked, settings):
    settings.CONTACT = "office@example.org"
    address = ("Report an error on this page", "mailto:office@example.org")
    assert address in links(text(public, "/en/method/"))
    settings.CONTACT = ""
    assert "mailto:" not in text(public, "/en/method/")


JSON = {
    "": "/api/v1/initiatives/",
    "initiatives/?area=chips&cursor=": "/api/v1/initiatives/?area=chips",
    "orgs/": "/api/v1/organisations/",
    "ledger/?area=chips": "/api/v1/insights/ledger/?area=chips",
    "ledger/milestones/?country=KR": "/api/v1/milestones/?country=KR",
    "stages/": "/api/v1/insights/stages/",
    "timeline/?area=chips&from=2026-01": "/api/v1/insights/timeline/?area=chips",
    "since/?date=2026-03-01": "/api/v1/insights/since/?date=2026-03-01",
    "search/?q=caf%C3%A9": "/api/v1/initiatives/?q=caf%C3%A9",
    "method/": "/api/v1/",
    "briefing/?as_of=2026-04-01&area=chips": "/en/initiatives/?format=json&area=chips",
}


@pytest.mark.parametrize("path", JSON)
def test_the_same_as_json_is_a_link_away(public, talked, path):
    address = dict(links(text(public, f"/en/{path}")))["This page as JSON"]
    assert address == JSON[path]
    answer = public.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("path", ["", "initiatives/", "i/CHP-1", "i/NOPE", "search/?q=x", "nowhere/"])
def test_languages_are_named_in_their_own_words_and_lead_to_the_same_address(public, talked, path):
    page = public.get(f"/ko/{path}").text
    switch = page.split('class="languages"')[1].split("</nav>")[0]
    assert links(switch) == [
        ("English", f"/en/{path}"),
        ("Français", f"/fr/{path}"),
        ("한국어", f"/ko/{path}"),
    ]
    assert re.findall(r'lang="(..)" hreflang="\1" aria-current="true"', switch) == ["ko"]


def test_a_preview_leads_out_of_itself(staff, chips):
    page = text(staff, "/en/i/CHP-1?as_reader=partners")
    notice = page.split('aria-label="Preview"')[1].split("</aside>")[0]
    assert links(notice) == [("End the preview", "/en/i/CHP-1")]
    assert "as partners can read it" in words(notice)
