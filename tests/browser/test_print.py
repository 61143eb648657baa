"""On paper: the briefing is one sheet, in every language and on either side of the ocean."""

import re

import pytest

from tests.browser.pages import LANGUAGES

pytestmark = pytest.mark.xdist_group("browser")
A_PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture
def page(site, browser):
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_briefing_is_one_sheet(page, language, paper):
    page.goto(f"/{language}/briefing/")
    assert len(A_PAGE.findall(page.pdf(format=paper, prefer_css_page_size=False))) == 1


def test_a_sheet_is_counted_where_there_are_more(page):
    page.goto("/en/i/CHP-1")
    assert len(A_PAGE.findall(page.pdf(format="A4"))) > 1
