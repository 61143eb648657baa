"""The method: every word of every list is defined, once, under an address of its own."""

import re

import html5lib
import pytest

from opportunities import choices
from opportunities.dashboards import definitions
from opportunities.health import DUE_SOON_DAYS
from tests.dashboards.conftest import text
from tests.dashboards.test_overview import section, words

PAGE = "/en/method/"


@pytest.mark.parametrize(
    ("prefix", "vocabulary"),
    [
        ("status", choices.Status),
        ("supported", choices.LADDER),
        ("health", choices.Health),
        ("outlook", choices.Outlook),
        ("state", choices.MilestoneState),
        ("owing", choices.Owing),
        ("contradiction", choices.Contradiction),
        ("direction", choices.Direction),
        ("visibility", choices.Visibility),
    ],
)
def test_every_word_has_its_definition(public, db, prefix, vocabulary):
    anchors = re.findall(rf'id="{prefix}-(\w+)"', text(public, PAGE))
    assert anchors == [str(word.value) for word in vocabulary]


def test_no_two_things_have_one_address(public, db):
    anchors = re.findall(r' id="([^"]+)"', text(public, PAGE))
    assert len(anchors) == len(set(anchors))


def test_a_stage_shows_what_it_needs_and_its_code_abroad(public, db):
    rows = re.findall(r'<tr role="row" id="status.*?</tr>', text(public, PAGE), re.DOTALL)
    iati = {row.split('id="status-')[1].split('"')[0]: words(row).split()[-1] for row in rows}
    assert iati == {status.value: code for status, code in choices.IATI_ACTIVITY_STATUS.items()}
    assert "An agreement, linked as evidence." in rows[2]


def test_days_come_from_where_they_are_counted(public, db, monkeypatch):
    assert f"due within {DUE_SOON_DAYS} days" in text(public, PAGE)
    monkeypatch.setattr(definitions, "DUE_SOON_DAYS", 1)
    assert "due within 1 day." in text(public, PAGE)


def test_health_is_claimed_where_reports_are_owed(public, db):
    assert "only at these stages: Scoped, Agreed, Under way." in words(section(text(public, PAGE), "health"))


def test_every_page_leads_to_it(public, db):
    for address in ("/en/initiatives/", "/en/nowhere/"):
        assert f'<a href="{PAGE}">' in public.get(address).content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_it_is_valid_html_and_asks_for_little(public, db, django_assert_num_queries, language):
    public.get(f"/{language}/method/")
    with django_assert_num_queries(3):
        html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/method/"))
