"""What is around every page: languages, weight, and the page for when nothing works."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from opportunities.health import today_in_seoul
from tests import make
from tests.dashboards.conftest import text

PAGES = (
    "",
    "initiatives/",
    "i/CHP-1",
    "orgs/",
    "orgs/lead-ca/",
    "dialogue/",
    "method/",
    "data/",
    "search/?q=chips",
    f"briefing/?as_of={today_in_seoul()}",
    "ledger/",
    "stages/",
    "timeline/",
    "slip/",
    "complementarity/",
)
FONTS = Path(finders.find("opportunities/fonts/pg-latin.woff2")).parent
HANGUL = re.compile("[가-힣]")


def linked(page, kind):
    return re.findall(rf'<link rel="{kind}" href="/static/([^"]+)"', page)


def weight(page):
    """Bytes of a first visit: fonts are compressed already, the rest is on its way."""
    fonts = sum(Path(finders.find(name)).stat().st_size for name in linked(page, "preload"))
    styles = [Path(finders.find(name)).read_bytes() for name in linked(page, "stylesheet")]
    return fonts + sum(len(gzip.compress(each)) for each in (page.encode(), *styles))


def test_a_language_leads_to_the_same_page_with_the_same_query(public, chips):
    page = text(public, "/en/initiatives/?area=chips&health=late")
    links = re.findall(r'<a href="([^"]+)" lang="(..)" hreflang="..."?( aria-current="true")?', page)
    query = "?area=chips&amp;health=late"
    assert links == [
        (f"/en/initiatives/{query}", "en", ' aria-current="true"'),
        (f"/fr/initiatives/{query}", "fr", ""),
        (f"/ko/initiatives/{query}", "ko", ""),
    ]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_first_visit_is_light(public, chips, language, path):
    page = text(public, f"/{language}/{path}")
    files = linked(page, "preload") + linked(page, "stylesheet")
    assert len(files) + 1 == 6
    assert weight(page) < 60_000


@pytest.mark.parametrize("path", PAGES)
def test_a_korean_page_needs_no_second_slice(public, chips, path):
    page = text(public, f"/ko/{path}")
    first = (FONTS / "hangul-a.txt").read_text()
    assert {syllable for syllable in HANGUL.findall(page) if syllable not in first} == set()
    assert weight(page) < 140_000


@pytest.mark.parametrize("fixture", ["dialogue", "demo"])
def test_what_is_loaded_needs_no_second_slice_either(settings, fixture):
    written = (settings.BASE_DIR / "fixtures" / f"{fixture}.json").read_text()
    first = (FONTS / "hangul-a.txt").read_text()
    assert {syllable for syllable in HANGUL.findall(written) if syllable not in first} == set()


def test_the_first_slice_is_asked_for_exactly_what_it_holds():
    ranges = (FONTS.parent / "css" / "korean.css").read_text().rsplit("unicode-range:", 1)[1]
    asked = "".join(chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]{4})(?![-0-9A-F])", ranges))
    assert "".join(HANGUL.findall(asked)) == (FONTS / "hangul-a.txt").read_text()


@pytest.mark.parametrize("path", PAGES)
def test_styles_and_scripts_stay_out_of_the_page(public, chips, path):
    assert re.findall(r"<script|<style| style=| on\w+=", text(public, f"/en/{path}")) == []


def test_the_page_for_a_failure_asks_nothing_and_speaks_three_languages():
    page = get_template("errors/500.html").render()
    assert re.findall(r'<(?:html|section) lang="(..)"', page) == ["en", "fr", "ko"]


def test_french_writes_a_space_before_a_colon(public, chips):
    make.evidence(initiative=chips, kind="report", source=make.source(label_fr="Étude"))
    assert "Rapport\N{NO-BREAK SPACE}: Étude" in text(public, f"/fr/i/{chips.ref}")
    assert "Report: " in text(public, f"/en/i/{chips.ref}")


def test_addresses_of_files_and_feeds_have_no_break_in_them(public, chips):
    links = re.findall('<a href="([^"]*)"', text(public, f"/en/i/{chips.ref}"))
    assert [link for link in links if link != "".join(link.split())] == []
    assert f"/feeds/milestones.ics?ref={chips.ref}&amp;lang=en" in links


@pytest.mark.parametrize(
    ("asked", "left"),
    [("x=1", "/en/slip/"), ("x=1&area=chips", "/en/slip/?area=chips"), ("area=x&area=chips", "/en/slip/")],
)
def test_a_refused_parameter_leaves_the_others_standing(public, chips, asked, left):
    answer = public.get(f"/en/slip/?{asked}")
    assert (answer.status_code, f'<a class="button" href="{left}">' in answer.text) == (400, True)
