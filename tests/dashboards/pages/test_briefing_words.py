"""The briefing's sheet: its table, decisions and next steps word by word, and what does not fit on it."""

from datetime import date, timedelta

import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import items, links, rows, section, words

TODAY = date(2026, 4, 1)


def sheet(client, query="", language="en"):
    return text(client, f"/{language}/briefing/?as_of=2026-04-01{query}").split('class="sheet"')[1]


TABLE = {
    "en": [
        "Chips CHP-1 Chips in data centres Under way Late Site selected · 2 Mar 2026 · 30 days late",
        "Energy ENE-1 Power Scoped No recent report –",
        "Governance GOV-1 Law Raised – No lead named on some side",
        "Talent TAL-1 Talent Delivered – No lead named on some side",
    ],
    "ko": ["Chips (영어만 제공) CHP-1 반도체 이행 중 지연 Site selected · 2026. 3. 2. · 30일 지연"],
}


@pytest.mark.parametrize("language", TABLE)
def test_its_table_says_where_each_stands(public, world, language):
    told = rows(sheet(public, language=language))
    assert told[: len(TABLE[language])] == TABLE[language]


def test_what_comes_next_is_not_late_until_its_day_is_over(public, db):
    make.milestone(make.initiative(status=Status.AGREED), due_on=TODAY)
    assert rows(sheet(public))[0].endswith("Sign · 1 Apr 2026")


def test_an_area_stands_once_above_its_initiatives(public, world):
    make.initiative("Memory")
    assert [row.split()[:2] for row in rows(sheet(public))[:2]] == [["Chips", "CHP-1"], ["CHP-2", "Memory"]]
    assert 'rowspan="2"' in sheet(public)


def test_areas_stand_in_their_own_order(public, world):
    make.models.CooperationArea.objects.filter(code="CHP").update(order=9)
    assert [row.split()[0] for row in rows(sheet(public))] == ["Energy", "Governance", "Talent", "Chips"]


def decisions(client, query="", language="en"):
    return items(section(sheet(client, query, language), "h-decisions"))


def test_a_decision_says_of_what_by_when_and_for_whom(public, chips):
    korea = make.country("KR")
    make.decision(chips, question_en="Which site?", needed_by=TODAY, side=korea)
    make.decision(
        None, question_en="Who pays?", question_ko="누가 부담합니까?", needed_by=TODAY + timedelta(1)
    )
    assert decisions(public) == ["CHP-1 Which site? 1 Apr 2026 · Korea", "Who pays? 2 Apr 2026 · Joint"]
    assert decisions(public, language="ko")[1] == "누가 부담합니까? 2026. 4. 2. · 공동"


@pytest.mark.parametrize(("count", "more"), [(6, []), (7, ["and 1 more"]), (8, ["and 2 more"])])
def test_six_decisions_fit_and_the_rest_is_counted(public, chips, count, more):
    for number in range(count):
        make.decision(chips, question_en=f"No. {number}?", needed_by=TODAY + timedelta(number))
    told = section(sheet(public), "h-decisions")
    assert [item.split()[2] for item in items(told)] == [f"{number}?" for number in range(6)]
    assert [words(told).partition("and ")[1] + words(told).partition("and ")[2]] == (more or [""])


def test_without_decisions_or_dates_it_says_so(public, db):
    make.initiative(status=Status.AGREED)
    page = sheet(public)
    assert words(section(page, "h-decisions")) == "No decision is due within 30 days."
    assert words(section(page, "h-next")) == "Nothing is due in this time"


def test_what_comes_next_says_by_when_and_for_whom_and_the_rest_is_linked(public, chips):
    korea = chips.participations.get(country__code="KR")
    for number in range(8):
        responsible = korea if number == 1 else None
        due = TODAY + timedelta(number)
        make.milestone(chips, title_en=f"Step {number}", due_on=due, responsible=responsible)
    told = section(sheet(public, "&area=chips"), "h-next")
    assert items(told)[:2] == ["1 Apr 2026 Step 0 CHP-1 Joint", "2 Apr 2026 Step 1 CHP-1 Korea"]
    assert len(items(told)) == 6
    assert links(told) == [("and 2 more", "/en/ledger/milestones/?due=90&area=chips")]


def test_its_form_offers_every_area_and_shows_which_was_asked_for(public, world):
    page = text(public, "/en/briefing/?as_of=2026-03-31&area=ENE")
    form = page.split('class="sheet-choice"')[1].split("</form>")[0]
    assert words(form.split("<select")[1].split("</select>")[0].partition(">")[2]) == (
        "All areas Chips Energy Governance Talent"
    )
    assert form.count(" selected") == 1
    assert '<option value="energy" selected>' in form
    assert 'name="as_of" value="2026-03-31"' in form


def test_several_areas_are_named_and_counted_together(public, world):
    page = sheet(public, "&area=chips&area=ENE")
    assert words(page.split("<h1>")[1].split("</div>")[0]).endswith("Briefing note · Chips · Energy")
    assert "Of 2 opportunities raised in the dialogue" in words(page)
    assert [row.split()[0] for row in rows(page)] == ["Chips", "Energy"]


def test_its_link_is_its_whole_address(public, world):
    address = "http://testserver/fr/briefing/?as_of=2026-04-01&area=chips"
    page = sheet(public, "&area=chips", "fr")
    assert (address, address) in links(page)


@pytest.mark.parametrize("query", ["", "as_of=", "as_of=&area=chips"])
def test_without_a_day_it_goes_to_the_address_of_today(public, world, query):
    answer = public.get(f"/ko/briefing/?{query}")
    rest = "area=chips" in query
    assert answer.status_code == 302
    location = answer.headers["Location"]
    assert location.startswith("/ko/briefing/?")
    assert sorted(location.partition("?")[2].split("&")) == ["area=chips"] * rest + ["as_of=2026-04-01"]


def test_what_is_refused_is_not_sent_on(public, world):
    answer = public.get("/en/briefing/?area=nowhere")
    assert (answer.status_code, "area: You can see no such record." in answer.text) == (400, True)


def test_of_a_past_day_its_rows_lead_to_that_day(public, world, april):
    april.shift(24 * 3600)
    told = links(sheet(public).split("</table>")[0].split("<table")[1])
    assert told[0] == ("Chips in data centres", "/en/i/CHP-1?as_of=2026-04-01")
    today = text(public, "/en/briefing/?as_of=2026-04-02").split("<table")[1]
    assert links(today)[0] == ("Chips in data centres", "/en/i/CHP-1")


def test_a_decision_on_what_is_hidden_is_asked_of_those_who_see_it(public, partner, chips):
    make.decision(chips, make.PARTNERS, question_en="Quietly?", needed_by=TODAY)
    make.decision(chips, question_en="Openly?", needed_by=TODAY)
    assert [[item.split()[1] for item in decisions(client)] for client in (public, partner)] == [
        ["Openly?"],
        ["Quietly?", "Openly?"],
    ]
