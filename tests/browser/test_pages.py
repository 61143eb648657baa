"""Each page in each language: light, quiet, valid, and open to everybody at every size."""

import html5lib
import pytest

from tests.browser.pages import LANGUAGES, pages
from tests.browser.visit import LOOKS, Visit

pytestmark = pytest.mark.xdist_group("browser")
BUDGET = {"en": (60_000, 6), "fr": (60_000, 6), "ko": (140_000, 8)}
EACH = [(language, name) for name in pages() for language in LANGUAGES]


@pytest.fixture(scope="module", params=EACH, ids="-".join)
def visit(request, site, browser):
    language, name = request.param
    context = browser.new_context(locale=language)
    made = Visit(context, f"{site.url}/{language}/{pages()[name]}")
    made.language = language
    yield made
    context.close()


def test_it_is_light(visit):
    weight, requests = visit.weight()
    most, most_requests = BUDGET[visit.language]
    assert weight <= most
    assert requests <= most_requests


def test_its_markup_is_valid(visit):
    html5lib.HTMLParser(strict=True).parse(visit.answer.text())


@pytest.mark.parametrize("look", LOOKS)
def test_it_bars_nobody(visit, look):
    visit.look(**LOOKS[look])
    assert visit.barriers() == []


@pytest.mark.parametrize("look", LOOKS)
def test_nobody_scrolls_sideways(visit, look):
    visit.look(**LOOKS[look])
    assert visit.overflow() == 0


def test_a_reader_may_space_the_text_out(visit):
    visit.look(**LOOKS["phone"])
    visit.space_out()
    assert visit.overflow() == 0


def test_nobody_else_is_asked_and_nothing_complains(visit):
    assert (visit.strangers, visit.complaints) == ([], [])
