"""Organisations' pages: what each owes and takes part in, word by word, and where numbers lead."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import facts, items, links, listed, rows, section, words

INDEX, PAGE = "/en/orgs/", "/en/orgs/lead-kr/"
TODAY = date(2026, 4, 1)


@pytest.fixture
def owing(chips):
    """The Korean lead owes what is late, what is due today and in ninety days, and what has no date."""
    part = chips.participations.get(country__code="KR")
    for title, due in (
        ("Undated", None),
        ("In 91 days", TODAY + timedelta(91)),
        ("In 90 days", TODAY + timedelta(90)),
        ("Today", TODAY),
        ("Yesterday", TODAY - timedelta(1)),
    ):
        make.milestone(chips, title_en=title, due_on=due, responsible=part)
    return part


def index(client, language="en"):
    return rows(text(client, f"/{language}/orgs/"))


def test_key_facts_count_what_the_lists_show(public, owing):
    organisation = owing.organisation
    organisation.country, organisation.type = owing.country, "government"
    organisation.url = "https://example.org"
    organisation.save()
    assert facts(section(text(public, PAGE), "h-facts")) == {
        "Country": "Korea",
        "Type": "Government",
        "Leads": "1",
        "Open milestones": "5",
        "Next 90 days": "2",
        "Late": "1",
        "Last report": "2 March 2026",
        "Website": "https://example.org",
    }


def test_what_it_owes_stands_by_date_and_the_undated_last(public, owing):
    of = "Chips in data centres CHP-1"
    assert items(section(text(public, PAGE), "h-owed")) == [
        f"Yesterday Late · {of} 31 March 2026 1 day late",
        f"Today Due soon · {of} 1 April 2026 in 0 days",
        f"In 90 days Upcoming · {of} 30 June 2026 in 90 days",
        f"In 91 days Upcoming · {of} 1 July 2026 in 91 days",
        f"Undated No date · {of}",
    ]


def test_one_that_does_nothing_yet_says_so_three_times(public, db):
    make.organisation("idle", name_en="Idle")
    page = text(public, "/en/orgs/idle/")
    assert words(section(page, "h-owed")) == "No open milestone is assigned to this organisation."
    assert words(section(page, "h-parts")).endswith("This organisation is not named in any initiative yet.")
    assert words(section(page, "h-reports")) == "No report has been published yet."
    assert facts(section(page, "h-facts")) == {
        "Country": "Not stated",
        "Type": "Not stated",
        "Leads": "0",
        "Open milestones": "0",
        "Next 90 days": "0",
        "Late": "0",
        "Last report": "None yet",
    }


def test_a_part_says_its_role_its_direction_and_what_it_brings(public, chips):
    part = chips.participations.get(country__code="KR")
    part.role, part.direction, part.contribution_en, part.is_lead = "funding", "provides", "Hardware", False
    part.save()
    assert rows(section(text(public, PAGE), "h-parts")) == [
        (
            "Chips in data centres CHP-1 Funding · Provides Hardware Under way Late Site selected"
            " 30 days late 2 Mar 2026"
        )
    ]


def test_two_parts_in_one_initiative_are_one_initiative(public, chips):
    korea = chips.participations.get(country__code="KR")
    make.participation(chips, "KR", organisation=korea.organisation, role="funding")
    page = text(public, PAGE)
    assert len(rows(section(page, "h-parts"))) == 2
    assert facts(section(page, "h-facts"))["Leads"] == "1"
    assert "Ministry of KR 1 1 0 0 0 2 Mar 2026" in index(public)


def test_ten_reports_are_shown_latest_first_whichever_side_speaks(public, chips):
    for day in range(3, 14):
        side = make.country("KR") if day % 2 else None
        make.update(chips, body_en=f"News {day}.", as_of=date(2026, 3, day), on_behalf_of=side)
    of = "Chips in data centres CHP-1"
    assert items(section(text(public, PAGE), "h-reports")) == [
        f"{day} March 2026 {'Korea' if day % 2 else 'Joint'} {of} News {day}." for day in range(13, 3, -1)
    ]


def test_a_report_leads_to_its_place_in_the_log(public, chips):
    update = chips.updates.get()
    [(_said, address)] = links(section(text(public, PAGE), "h-reports"))
    assert address == f"/en/i/CHP-1#r-{update.uid}"
    assert f'id="r-{update.uid}"' in text(public, "/en/i/CHP-1")


def test_a_hidden_report_is_the_last_one_for_those_who_see_it(public, partner, chips):
    make.update(chips, make.PARTNERS, as_of=date(2026, 3, 31))
    told = [index(client)[-1].split(" ", 3)[-1] for client in (public, partner)]
    assert told == ["1 1 0 0 0 2 Mar 2026", "1 1 0 0 0 31 Mar 2026"]


def test_numbers_in_the_index_lead_to_exactly_their_rows(public, owing):
    joined = make.initiative("Joined")
    make.participation(joined, "KR", organisation=owing.organisation)
    row = text(public, INDEX).split('href="/en/orgs/lead-kr/">')[1].split("</tr>")[0]
    assert [(said, address) for said, address in links(row)] == [
        ("1", "/en/initiatives/?lead=lead-kr"),
        ("2", "/en/initiatives/?organisation=lead-kr"),
        ("5", "/en/orgs/lead-kr/#h-owed"),
        ("2", "/en/ledger/milestones/?due=90&organisation=lead-kr"),
        ("1", "/en/ledger/milestones/?due=overdue&organisation=lead-kr"),
    ]
    assert [sorted(listed(public, address)) for _said, address in links(row)[:2]] == [
        ["CHP-1"],
        ["CHP-1", "CHP-2"],
    ]
    assert len(items(section(text(public, PAGE), "h-owed"))) == 5


def test_none_leads_nowhere(public, db):
    make.organisation("idle")
    row = text(public, INDEX).split('href="/en/orgs/idle/">')[1].split("</tr>")[0]
    assert links(row) == []


INDEXES = {
    "en": ["Canada", "Canadian 0 0 0 0 0 None yet", "Korea", "Korean 0 0 0 0 0 None yet"],
    "fr": [
        *("Canada (En anglais seulement)", "Canadian (En anglais seulement) 0 0 0 0 0 Aucun pour l’instant"),
        *("Korea (En anglais seulement)", "Coréen 0 0 0 0 0 Aucun pour l’instant"),
    ],
    "ko": [
        *("Korea (영어만 제공)", "한국 기관 0 0 0 0 0 아직 없음"),
        *("Canada (영어만 제공)", "Canadian (영어만 제공) 0 0 0 0 0 아직 없음"),
    ],
}


@pytest.mark.parametrize("language", INDEXES)
def test_both_countries_stand_alike_in_the_readers_order(public, db, language):
    make.organisation("one", name_en="Canadian", country=make.country("CA"))
    make.organisation(
        "two", name_en="Korean", name_fr="Coréen", name_ko="한국 기관", country=make.country("KR")
    )
    assert index(public, language) == INDEXES[language]


def test_names_are_sorted_as_the_reader_reads_them(public, db):
    for slug, english, french in (("a", "Beta", "Alpha"), ("b", "Alpha", "Beta")):
        make.organisation(slug, name_en=english, name_fr=french, country=make.country())
    orders = [[row.split()[0] for row in index(public, language)[1:]] for language in ("en", "fr")]
    assert orders == [["Alpha", "Beta"], ["Alpha", "Beta"]]
    assert text(public, "/fr/orgs/").index("/fr/orgs/a/") < text(public, "/fr/orgs/").index("/fr/orgs/b/")
    assert text(public, INDEX).index("/en/orgs/b/") < text(public, INDEX).index("/en/orgs/a/")


def test_it_takes_no_parameter(public, chips):
    for address in (INDEX, PAGE):
        answer = public.get(f"{address}?as_of=2026-03-31")
        assert (answer.status_code, "as_of: there is no such filter." in answer.text) == (400, True)
        assert links(answer.text.split("<main")[1].split("</main>")[0]) == [("Show everything", address)]
