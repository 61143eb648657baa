"""Somebody's first day: from a login to a published report that is found in the history and taken back."""

import re
from time import perf_counter

import pytest
from playwright.sync_api import expect

from tests.browser.pictures import sign_in
from tests.browser.test_desk import Hand, row_of

pytestmark = pytest.mark.xdist_group("browser")
WORDS = "The operator of the northern site has signed."


@pytest.fixture
def page(site, browser):
    context = browser.new_context(base_url=site.url)
    context.set_default_timeout(6000)
    yield context.new_page()
    context.close()


class Newcomer(Hand):
    """Does one thing after another on a page, and says what each took."""

    def __init__(self, page):
        super().__init__()
        self.page, self.taken = page, []

    def did(self, what):
        before = sum(count for _what, count, _seconds in self.taken)
        self.taken.append((what, self.interactions - before, perf_counter()))

    def log(self):
        row = row_of(self.page, "CHP-1")
        self.write(row.get_by_role("textbox"), WORDS)
        self.click(row.get_by_label("On track"))
        self.click(row.get_by_label(re.compile("is met$")))
        self.click(row.get_by_role("button", name="Log"))
        self.did("logged, with the milestone met")

    def add_evidence(self):
        self.click(row_of(self.page, "CHP-1").get_by_role("link", name=WORDS))
        self.click(self.page.get_by_text("Add another Evidence"))
        self.click(self.page.locator("#evidence-0 .select2-selection"))
        self.click(self.page.locator(".select2-results__option").first)
        self.choose("kind", "result")
        self.choose("visibility", "1")
        self.did("evidence added")

    def choose(self, field, value):
        self.interactions += 1
        self.page.locator(f"#id_evidence-0-{field}").select_option(value)

    def publish(self):
        self.click(self.page.get_by_role("button", name="Save and publish"))
        expect(self.page.get_by_text("Published. Readers:")).to_be_visible()
        self.did("published")

    def find_in_history(self):
        self.page.goto("/admin/")
        self.click(self.page.get_by_role("link", name="All initiatives"))
        self.click(self.page.get_by_role("link", name="CHP-1", exact=True))
        self.click(self.page.get_by_role("link", name="History"))
        self.click(self.page.get_by_role("link", name=re.compile(r"^CHP-1 .*\(")).first)
        self.did("found in the history")

    def take_back(self):
        self.click(self.page.get_by_role("link", name="Take it back"))
        self.click(self.page.get_by_role("button", name="Take it back"))
        expect(self.page.get_by_text("Taken back: a correction is published")).to_be_visible()
        self.did("taken back")


def public(page):
    page.goto("/en/i/CHP-1")
    return page.locator("main").inner_text()


def test_a_newcomer_logs_publishes_finds_and_takes_back(page, capsys):
    before = public(page)
    started = perf_counter()
    sign_in(page)
    page.goto("/admin/")
    newcomer = Newcomer(page)
    newcomer.log()
    newcomer.add_evidence()
    newcomer.publish()
    assert WORDS in public(page)
    assert "Pilot site chosen – 24 days late" not in public(page)
    newcomer.find_in_history()
    newcomer.take_back()
    after = public(page)
    assert "Taken back" in after
    assert "Late" in before.split("Milestones")[0]
    assert "Late" in after.split("Milestones")[0]
    with capsys.disabled():
        for what, count, moment in newcomer.taken:
            print(f"{what}: {count} interactions, {moment - started:.1f} s")
    assert [count for _what, count, _moment in newcomer.taken] == [4, 6, 1, 4, 2]
