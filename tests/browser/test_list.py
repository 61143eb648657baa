"""The list by keyboard alone, and the way to the same page in another language."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")
# What has the focus, as a screen reader would say it.
FOCUSED = """() => {
    const it = document.activeElement, label = it.labels && it.labels[0];
    return (label || it).innerText.replace(/\\s+/g, ' ').trim();
}"""


@pytest.fixture
def page(site, browser):
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


def tab_to(page, words, stops=80):
    """Press Tab until what is said begins with these words; returns what was passed on the way."""
    passed = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if passed[-1].startswith(words):
            return passed
    raise AssertionError(f"{words} is not reached: {passed}")


def test_the_first_stop_leads_past_the_frame(page):
    page.goto("/en/initiatives/")
    assert tab_to(page, "Skip to main content") == ["Skip to main content"]
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_the_stops_come_in_the_order_of_the_page(page):
    page.goto("/en/initiatives/")
    passed = tab_to(page, "Clear all")
    wanted = ["Skip to main content", "English", "Search titles", "On track", "Sort by", "Apply filters"]
    met = [next(place for place, said in enumerate(passed) if said.startswith(words)) for words in wanted]
    assert met == sorted(met)


def test_a_filter_is_chosen_applied_and_taken_away_without_a_mouse(page):
    page.goto("/en/initiatives/")
    everything = page.locator("tbody tr").count()
    tab_to(page, "Late")
    page.keyboard.press("Space")
    tab_to(page, "Apply filters")
    page.keyboard.press("Enter")
    page.wait_for_url("**health=late**")
    late = page.locator("tbody tr").count()
    assert 0 < late < everything
    tab_to(page, "Remove filter: Late")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "health=late" not in url)
    assert page.locator("tbody tr").count() == everything


def test_every_stop_shows_that_it_has_the_focus(page):
    page.goto("/en/initiatives/")
    ring = "() => getComputedStyle(document.activeElement).outlineWidth"
    rings = set()
    for _ in tab_to(page, "Apply filters"):
        rings.add(page.evaluate(ring))
    assert rings == {"3px"}


def test_a_language_leads_to_the_same_rows(page):
    page.goto("/en/initiatives/?health=late")
    rows = page.locator("tbody tr").count()
    page.get_by_role("link", name="한국어").click()
    expect(page).to_have_url(re.compile(r"/ko/initiatives/\?health=late$"))
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("tbody tr")).to_have_count(rows)
