"""The staff's site, whose templates are Django's: what we changed of them bars nobody."""

import pytest
from playwright.sync_api import expect

from tests.browser.pictures import sign_in
from tests.browser.visit import LOOKS, RULES, Visit

pytestmark = pytest.mark.xdist_group("browser")
# Django's own list to choose from in long lists: its boxes have no name, though a label stands beside each.
SELECT2 = ".select2-container"
PLACES = {
    "desk": "",
    "reminders": "desk/mail/",
    "list": "opportunities/initiative/",
    "form": "opportunities/initiative/?q=CHP-1",
    "empty form": "opportunities/progressupdate/add/",
    "change log": "opportunities/change/",
    "second step": "second-step/",
    "texts to translate": "opportunities/term/waiting/",
    "glossary": "opportunities/term/glossary/",
    "week": "opportunities/change/week/",
    "history": "opportunities/initiative/1/history/",
    "import": "opportunities/initiative/import/",
}


@pytest.fixture(scope="module")
def staff(site, browser):
    context = browser.new_context(base_url=site.url)
    sign_in(context.new_page())
    yield context
    context.close()


def check(visit):
    found = {}
    for name, look in LOOKS.items():
        visit.look(**look)
        found[name] = visit.barriers(RULES, but=[SELECT2])
    assert {name: barriers for name, barriers in found.items() if barriers} == {}
    assert (visit.strangers, visit.complaints) == ([], [])


def test_signing_in_bars_nobody(site, browser):
    context = browser.new_context()
    check(Visit(context, f"{site.url}/admin/login/"))
    context.close()


@pytest.mark.parametrize("place", PLACES)
def test_a_place_bars_nobody(site, staff, place):
    visit = Visit(staff, f"{site.url}/admin/{PLACES[place]}")
    if place == "form":
        visit.page.locator("#result_list tbody a").first.click()
    check(visit)
    visit.page.close()


SHEET = b"""ref,title_en,area,lead_ca,planned_end_on,visibility
CHP-1,Chips,,Institute of Nowhere,,
IPD-1,,,-,2031-12-31,
XYZ-9,Nothing,,,12/08/2025,
,New,CHP,,,public
"""


def test_the_check_of_a_spreadsheet_bars_nobody_and_needs_no_mouse(site, staff):
    visit = Visit(staff, f"{site.url}/admin/opportunities/initiative/import/")
    file = {"name": "initiatives.csv", "mimeType": "text/csv", "buffer": SHEET}
    visit.page.get_by_label("Spreadsheet").set_input_files(
        files=[file | {"buffer": b"ref,titel_en\nCHP-1,x"}]
    )
    visit.page.get_by_role("button", name="Check the file").click()
    expect(visit.page.locator(".errorlist")).to_contain_text("Did you mean “title_en”?")
    assert visit.barriers(RULES) == []
    chooser = visit.page.get_by_label("Spreadsheet")
    chooser.set_input_files(files=[file])
    chooser.focus()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/import/*/")
    expect(visit.page.locator(".counts")).to_contain_text("Nothing of this is saved yet.")
    check(visit)
    assert visit.overflow() == 0
    visit.page.locator("[name=reason]").focus()
    for _stop in ("choice", "save", "rows left out", "forget"):
        visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/initiative/")
    expect(visit.page.locator(".messagelist")).to_contain_text("The file is forgotten.")
    visit.page.close()


def test_what_an_act_will_change_bars_nobody(site, staff):
    visit = Visit(staff, f"{site.url}/admin/opportunities/initiative/")
    page = visit.page
    for box in page.locator("#result_list .action-select").all()[:2]:
        box.check()
    page.locator("select[name=action]").select_option("shift")
    page.locator("button[name=index]").click()
    page.get_by_label("Days").fill("14")
    page.get_by_label("Why the dates move").select_option("funding")
    page.get_by_role("button", name="Show what will change").click()
    page.get_by_role("button", name="Change 2 records as shown").wait_for()
    check(visit)
    page.close()


def test_two_versions_bar_nobody_and_the_chosen_one_is_kept(site, staff):
    address = f"{site.url}/admin/opportunities/initiative/1/change/"
    first, second = Visit(staff, address), Visit(staff, address)
    for visit, title in ((first, "Theirs"), (second, "Mine")):
        visit.page.get_by_label("Short title (English)").fill(title)
        visit.page.locator("[name=_continue]").first.click()
        visit.page.locator(".messagelist, .conflict").wait_for()
    second.page.get_by_role("radio", name="Theirs").check()
    check(second)
    second.page.get_by_role("button", name="Save what is chosen").click()
    expect(second.page.get_by_label("Short title (English)")).to_have_value("Theirs")
    first.page.close()
    second.page.close()
