"""The list of initiatives: what a row says, in which order rows stand, and how they are paged."""

from datetime import date

import pytest

from opportunities.choices import Status
from opportunities.models import Initiative
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import links, listed, rows, words

PAGE = "/en/initiatives/"


def table(client, query="", language="en"):
    page = text(client, f"/{language}/initiatives/?{query}")
    return rows(page.split('class="stack initiatives"')[1])


def pages(page):
    """[(words, address)] of the links to other pages of the list."""
    return links(page.split('class="pages"')[1].split("</nav>")[0]) if 'class="pages"' in page else []


def test_a_row_says_stage_health_leads_what_comes_next_and_the_last_report(public, world):
    assert sorted(table(public)) == [
        (
            "Chips in data centres Chips · CHP-1 Under way Late Canada Ministry of CA Korea Ministry of KR"
            " Site selected 2 Mar 2026 30 days late 2 Mar 2026"
        ),
        "Law Governance · GOV-1 Raised Canada Not named Korea Not named No date None yet",
        "Power Energy · ENE-1 Scoped No recent report Canada Grid institute Korea Not named No date None yet",
        "Talent Talent · TAL-1 Delivered Canada Not named Korea Not named No date None yet",
    ]


def test_what_is_due_today_is_not_late_in_a_row(public, db):
    make.milestone(make.initiative(), due_on=date(2026, 4, 1))
    assert table(public)[0].endswith("Sign 1 Apr 2026 None yet")


def test_a_row_in_korean_puts_korea_first(public, chips):
    make.models.Country.objects.filter(code="CA").update(name_ko="캐나다")
    make.models.Country.objects.filter(code="KR").update(name_ko="한국")
    assert "한국 Ministry of KR (영어만 제공) 캐나다 Ministry of CA" in table(public, language="ko")[0]


def test_what_has_no_ref_says_who_may_read_it(partner, db):
    make.initiative("Quiet", make.PARTNERS)
    assert table(partner)[0].startswith("Quiet Chips · Partners Raised")


@pytest.mark.parametrize(
    ("ordering", "order"),
    [
        ("", ["CHP-1", "ENE-1", "GOV-1", "TAL-1"]),
        ("attention", ["CHP-1", "ENE-1", "GOV-1", "TAL-1"]),
        ("next", ["CHP-1", "GOV-1", "ENE-1", "TAL-1"]),
        ("report", ["GOV-1", "TAL-1", "CHP-1", "ENE-1"]),
        ("area", ["TAL-1", "GOV-1", "ENE-1", "CHP-1"]),
    ],
)
def test_rows_stand_in_the_order_asked_for(public, world, ordering, order):
    for place, slug in enumerate(["talent", "governance", "energy", "chips"]):
        make.models.CooperationArea.objects.filter(slug=slug).update(order=place)
    for ref, month in (("GOV-1", 5), ("ENE-1", 6)):
        make.milestone(Initiative.objects.get(ref=ref), due_on=date(2026, month, 1))
    for ref, month in (("GOV-1", 1), ("TAL-1", 2)):
        make.update(Initiative.objects.get(ref=ref), as_of=date(2026, month, 1))
    assert listed(public, f"{PAGE}?ordering={ordering}") == order


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (0, "en", "0 initiatives"),
        (1, "en", "1 initiative"),
        (2, "en", "2 initiatives"),
        (0, "fr", "0 initiative"),
        (2, "fr", "2 initiatives"),
        (2, "ko", "협력 과제 2건"),
    ],
)
def test_the_heading_counts_them(public, db, count, language, said):
    make.initiatives(count)
    page = text(public, f"/{language}/initiatives/")
    assert words(page.split('<h2 id="results">')[1].split("</h2>")[0]) == said


@pytest.mark.parametrize(("count", "ways"), [(50, []), (51, ["Next page"])])
def test_a_page_holds_fifty(public, db, count, ways):
    make.initiatives(count)
    page = text(public, PAGE)
    assert page.count('class="initiatives__title"') == 50
    assert [said for said, _address in pages(page)] == ways


def test_each_is_on_one_page_only_and_the_way_back_leads_back(public, db):
    make.initiatives(101)
    address, found = "", []
    for _page in range(3):
        page = text(public, f"{PAGE}{address}")
        found.append(listed(public, f"{PAGE}{address}"))
        address = pages(page)[-1][1]
    assert [len(each) for each in found] == [50, 50, 1]
    assert len({ref for each in found for ref in each}) == 101
    assert [said for said, _address in pages(page)] == ["Previous page"]
    assert listed(public, f"{PAGE}{address}") == found[1]


def test_another_page_of_a_filter_is_of_that_filter(public, db):
    make.initiatives(51)
    make.initiative("Apart", status=Status.AGREED)
    [(_said, address)] = pages(text(public, f"{PAGE}?status=raised&ordering=area"))
    assert address.startswith("?status=raised&ordering=area&cursor=")
    page = text(public, f"{PAGE}{address}")
    assert '<h2 id="results">51 initiatives</h2>' in page
    assert pages(page)[0][1].startswith("?status=raised&ordering=area&cursor=")
    assert 'href="/en/initiatives/?status=raised&amp;ordering=area">Permanent link' in page


def test_a_cursor_that_is_no_filter_is_not_in_the_files(public, db):
    make.initiatives(51)
    [(_said, address)] = pages(text(public, PAGE))
    page = text(public, f"{PAGE}{address}")
    below = links(page.split('class="links links--below"')[1].split("</p>")[0])
    assert below == [
        ("Permanent link", "/en/initiatives/"),
        ("Download CSV", "?format=csv"),
        ("JSON", "?format=json"),
        ("Add to calendar (ICS)", "/feeds/milestones.ics?lang=en"),
        ("Subscribe (Atom)", "/feeds/updates.atom?lang=en"),
    ]


def test_of_a_past_day_there_is_no_json_and_feeds_are_of_now(public, chips):
    page = text(public, f"{PAGE}?area=chips&as_of=2026-03-31&ordering=next")
    below = links(page.split('class="links links--below"')[1].split("</p>")[0])
    assert below == [
        ("Permanent link", "/en/initiatives/?area=chips&as_of=2026-03-31&ordering=next"),
        ("Download CSV", "?area=chips&as_of=2026-03-31&ordering=next&format=csv"),
        ("Add to calendar (ICS)", "/feeds/milestones.ics?area=chips&lang=en"),
        ("Subscribe (Atom)", "/feeds/updates.atom?area=chips&lang=en"),
    ]
    assert "This page as JSON" not in page
