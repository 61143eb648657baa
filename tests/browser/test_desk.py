"""The desk in a browser: three interactions from arriving to a logged report, and no word lost on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pictures import sign_in
from tests.browser.site import PASSWORD

pytestmark = pytest.mark.xdist_group("browser")


class Hand:
    """Counts what a person does: each click, and each text typed."""

    def __init__(self):
        self.interactions = 0

    def click(self, place):
        self.interactions += 1
        place.click()

    def write(self, place, words):
        self.interactions += 1
        place.fill(words)


@pytest.fixture
def page(site, browser):
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    sign_in(page)
    yield page
    context.close()


def row_of(page, ref):
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=re.compile(f"^{ref} ")))


def test_from_arriving_to_a_logged_report_in_three_interactions(page):
    hand = Hand()
    page.goto("/admin/")
    row = row_of(page, "CHP-1")
    hand.write(row.get_by_role("textbox"), "The operator confirmed the site.")
    hand.click(row.get_by_label("On track"))
    hand.click(row.get_by_role("button", name="Log"))
    expect(row.get_by_text("Logged", exact=True)).to_be_visible()
    assert hand.interactions == 3
    hand.click(row.get_by_role("button", name="Undo"))
    expect(row.get_by_role("textbox")).to_have_value("The operator confirmed the site.")


def test_by_keyboard_alone(page):
    page.goto("/admin/")
    row = row_of(page, "TAL-1")
    row.get_by_role("textbox").focus()
    page.keyboard.type("The first group has arrived.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    row.get_by_text("Logged", exact=True).wait_for()
    draft = row.get_by_role("link", name="The first group has arrived.")
    expect(draft).to_be_visible()
    expect(row.get_by_text("At risk ·")).to_be_visible()
    row.get_by_role("button", name="Undo").click()


def test_the_words_outlive_the_session(page):
    page.goto("/admin/")
    page.context.clear_cookies()
    row = row_of(page, "CHP-1")
    row.get_by_role("textbox").fill("Written before the session ended.")
    row.get_by_role("button", name="Log").click()
    expect(page.get_by_text("what you wrote is kept")).to_be_visible()
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(row.get_by_role("textbox")).to_have_value("Written before the session ended.")
    expect(row.get_by_text("Not logged yet.")).to_be_visible()


def test_the_words_outlive_a_sign_in_elsewhere(page):
    page.goto("/admin/")
    row = row_of(page, "CHP-1")
    row.get_by_role("textbox").fill("Written before signing in again.")
    other = page.context.new_page()
    page.context.clear_cookies()
    sign_in(other)
    row.get_by_role("button", name="Log").click()
    expect(page.get_by_text("Nothing was done")).to_be_visible()
    row.get_by_role("button", name="Log").click()
    expect(row.get_by_text("Logged", exact=True)).to_be_visible()
    row.get_by_role("button", name="Undo").click()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nobody_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/admin/")
    measure = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(measure) == 0


def test_what_is_pressed_is_high_enough_for_a_finger(page):
    page.goto("/admin/")
    heights = "all => all.map(each => each.getBoundingClientRect().height)"
    primary = page.locator(".desk__log button, .desk__outlook label").evaluate_all(heights)
    others = page.locator(".desk #content button, .desk #content a").evaluate_all(heights)
    assert min(primary) >= 44
    assert min(others) >= 24
