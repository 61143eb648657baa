"""The overview: its lists are in order, and true of what has been reported."""

import re

import html5lib
import pytest

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from tests import make
from tests.dashboards.conftest import text


def section(page, heading):
    return page.split(f'id="{heading}"')[1].split("</section>")[0]


def words(html):
    return " ".join(re.sub("<[^>]*>", " ", html).split())


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_day_one_is_valid_and_does_not_deny_a_report(public, language):
    make.update(make.initiative("Chips"), body_en="A first meeting was held.")
    page = text(public, f"/{language}/")
    html5lib.HTMLParser(strict=True).parse(page)
    assert "A first meeting was held." in page
    assert "No report has been published yet" not in page


def test_the_longest_silence_comes_first(public):
    for title, day in (("Short", 20), ("Long", 2), ("Middle", 10)):
        silent = make.initiative(title, status=Status.SCOPED)
        make.update(silent, as_of=make.DAY.replace(year=2025, day=day))
    make.initiative("Never", status=Status.SCOPED)
    attention = words(section(text(public, "/en/"), "h-attention"))
    assert re.findall("Short|Long|Middle|Never", attention) == ["Never", "Long", "Middle", "Short"]


def test_who_leads_what_counts_what_each_leads(public, chips):
    make.milestone(chips, done_on=make.DAY)
    make.milestone(chips, due_on=today_in_seoul())
    make.initiative("Nobody's")
    leads = words(section(text(public, "/en/"), "h-leads"))
    canada = "Canada Ministry of CA 1 1/3 1 1 Not named 1 0/0 0 0"
    korea = "Korea Ministry of KR 1 1/3 1 1 Not named 1 0/0 0 0"
    assert leads.endswith(f"{canada} {korea}")


def test_a_lead_that_is_hidden_counts_as_not_named(public, partner, chips):
    hidden = chips.participations.get(country__code="KR").organisation
    hidden.visibility = make.PARTNERS
    hidden.save()
    assert "Ministry of KR" not in text(public, "/en/")
    assert "Korea Not named 1" in words(section(text(public, "/en/"), "h-leads"))
    assert "Korea Ministry of KR 1" in words(section(text(partner, "/en/"), "h-leads"))


def test_a_box_in_another_language_says_so_to_the_ear(public, chips):
    chips.title_ko = ""
    chips.save()
    assert '<span class="box__title"><span lang="en">Chips in data centres</span>' in text(public, "/ko/")


@pytest.mark.parametrize("status", [Status.DELIVERED, Status.PAUSED, Status.NOT_PURSUED])
def test_what_claims_no_health_carries_the_mark_of_its_stage(public, chips, status):
    make.initiative("Other", status=status)
    board = section(text(public, "/en/"), "h-board")
    assert f"#mark-{status.value}" in board
