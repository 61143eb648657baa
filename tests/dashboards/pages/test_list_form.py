"""The form of the list: what it offers, what it counts, what it keeps, and what stands above the rows."""

import re

import pytest

from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import links, listed, words

PAGE = "/en/initiatives/"


def choices(page, name):
    """[(value, words, is it chosen)] of a group of boxes."""
    boxes = re.findall(rf'name="{name}" value="([^"]*)"( checked)?>(.*?)</label>', page, re.DOTALL)
    return [(value, words(label), bool(chosen)) for value, chosen, label in boxes]


def options(page, name):
    """[(value, words, is it chosen)] of a field to choose from."""
    field = page.split(f'<select class="text-field" id="filter-{name}"')[1].split("</select>")[0]
    found = re.findall(r'<option value="([^"]*)"( selected)?>([^<]*)', field)
    return [(value, label, bool(chosen)) for value, chosen, label in found]


def kept(page):
    return re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)


def in_force(page):
    """[(words, address without it)] above the rows, "Clear all" last."""
    return links(
        re.split('class="links links--below|<table|class="empty"', page.split('class="active-filters"')[1])[0]
    )


def test_boxes_are_counted_over_all_and_checked_where_asked(public, world):
    page = text(public, f"{PAGE}?area=energy&status=scoped&status=raised&missing=lead")
    assert choices(page, "area") == [
        ("chips", "Chips 1", False),
        ("energy", "Energy 1", True),
        ("governance", "Governance 1", False),
        ("talent", "Talent 1", False),
    ]
    assert choices(page, "status") == [
        ("raised", "Raised 1", True),
        ("scoped", "Scoped 1", True),
        ("agreed", "Agreed 0", False),
        ("under_way", "Under way 1", False),
        ("delivered", "Delivered 1", False),
        ("paused", "Paused 0", False),
        ("not_pursued", "Not pursued 0", False),
    ]
    assert choices(page, "missing") == [
        ("lead", "No lead named on some side", True),
        ("milestone", "No milestone", False),
        ("report", "No report", False),
    ]


def test_health_is_counted_worst_first_as_the_reader_sees_it(public, staff, world):
    make.milestone(make.models.Initiative.objects.get(ref="ENE-1"), make.INTERNAL)
    words_of = [[each[1] for each in choices(text(client, PAGE), "health")] for client in (public, staff)]
    rest = ["Off track 0", "At risk 0"], ["On track 0", "Not assessed 0"]
    assert words_of == [
        ["Late 1", *rest[0], "No recent report 1", *rest[1]],
        ["Late 2", *rest[0], "No recent report 0", *rest[1]],
    ]


def test_those_who_lead_are_offered_and_nobody_hidden(public, partner, world):
    make.organisation("idle")
    make.models.Organisation.objects.filter(slug="grid").update(visibility=make.PARTNERS)
    offered = [[each[0] for each in options(text(client, PAGE), "lead")] for client in (public, partner)]
    assert offered == [["", "lead-ca", "lead-kr"], ["", "grid", "lead-ca", "lead-kr"]]


def test_who_no_longer_leads_is_not_offered(public, chips):
    chips.participations.filter(country__code="KR").update(ended_at=chips.created_at)
    assert [each[0] for each in options(text(public, PAGE), "lead")] == ["", "lead-ca"]


def test_the_order_asked_for_is_chosen_and_worst_first_unless_asked(public, chips):
    orders = [("attention", "Worst health first"), ("next", "Next milestone")]
    orders += [("report", "Last report, oldest first"), ("area", "Area")]
    for query, chosen in (("", "attention"), ("?ordering=report", "report")):
        assert options(text(public, f"{PAGE}{query}"), "ordering") == [
            (word, label, word == chosen) for word, label in orders
        ]


@pytest.mark.parametrize(
    ("due", "chosen", "hidden"),
    [
        ("90", ["90"], []),
        ("overdue", ["overdue"], []),
        ("2026-03-01..2026-03-31", [], [("due", "2026-03-01..2026-03-31")]),
    ],
)
def test_a_time_of_ones_own_outlives_the_form(public, chips, due, chosen, hidden):
    page = text(public, f"{PAGE}?due={due}")
    assert [value for value, _label, is_chosen in options(page, "due") if is_chosen] == chosen
    assert kept(page) == hidden


def test_each_filter_in_force_can_be_taken_away_alone(public, world):
    page = text(public, f"{PAGE}?q=power&area=energy&area=chips&due=2026-03-01..2026-03-31&country=CA")
    due = "due=2026-03-01..2026-03-31"
    assert in_force(page) == [
        ("Remove filter: power ×", f"?area=energy&area=chips&{due}&country=CA"),
        (
            "Remove filter: Chips ×" if False else "Remove filter: Energy ×",
            f"?q=power&area=chips&{due}&country=CA",
        ),
        ("Remove filter: Chips ×", f"?q=power&area=energy&{due}&country=CA"),
        ("Remove filter: 2026-03-01..2026-03-31 ×", "?q=power&area=energy&area=chips&country=CA"),
        ("Remove filter: CA ×", f"?q=power&area=energy&area=chips&{due}"),
        ("Clear all", "/en/initiatives/"),
    ]


def test_clearing_all_stays_on_the_day(public, chips):
    page = text(public, f"{PAGE}?status=raised&as_of=2026-03-31")
    cleared = [address for said, address in links(page) if said == "Clear all"]
    assert set(cleared) == {"/en/initiatives/?as_of=2026-03-31"}
    assert kept(page) == [("as_of", "2026-03-31")]


def test_what_is_looked_for_stands_in_the_field_as_text(public, chips):
    page = text(public, f'{PAGE}?q="chips"')
    assert 'name="q" value="&quot;chips&quot;"' in page
    assert 'id="filter-q" name="q" value=""' in text(public, PAGE)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=centres", ["CHP-1"]),
        ("q=sites remain", ["CHP-1"]),
        ("q=chips power", []),
        ("lead=grid", ["ENE-1"]),
        ("lead=grid&lead=lead-kr", ["CHP-1", "ENE-1"]),
        ("missing=milestone&missing=report", ["ENE-1", "GOV-1", "TAL-1"]),
        ("missing=milestone&status=raised", ["GOV-1"]),
        ("due=overdue", ["CHP-1"]),
        ("due=30", []),
        ("due=2026-03-02..2026-03-02", ["CHP-1"]),
        ("due=2026-03-03..2026-03-31", []),
        ("health=late&health=no_report&area=ENE", ["ENE-1"]),
        ("country=KR", ["CHP-1"]),
    ],
)
def test_words_of_one_filter_are_alternatives_and_filters_narrow(public, world, query, found):
    assert sorted(listed(public, f"{PAGE}?{query}")) == found


REFUSED = {
    "en": ["The list leaves out what cannot be answered:", "x: there is no such filter."],
    "fr": [
        "La liste ne tient pas compte de ce qui suit :",
        "x : ce filtre n’existe pas.",
    ],
    "ko": ["처리할 수 없어 목록에 반영하지 않은 조건:", "x: 존재하지 않는 필터입니다."],
}


@pytest.mark.parametrize("language", REFUSED)
def test_a_refusal_stands_above_the_rows_in_the_readers_language(public, chips, language):
    page = public.get(f"/{language}/initiatives/?x=1&area=chips").text
    above = page.split('class="active-filters"')[1].split("</ul>")[0]
    assert [words(said) for said in re.findall("<strong>.*?</strong>|<li>.*?</li>", above)] == REFUSED[
        language
    ]


def test_several_refusals_are_all_named_and_none_is_kept(public, world):
    page = public.get(f"{PAGE}?health=x&b=1&a=1&status=raised&cursor=%20&due=never").text
    named = re.findall(r"<li>(.*?)[:.]", page.split('class="active-filters"')[1].split("</ul>")[0])
    assert sorted(named) == [
        "Take the cursor from the links of a page with the same ordering",
        *("a", "b", "due", "health"),
    ]
    assert in_force(page.split("</ul></div></div>")[1]) == [
        ("Remove filter: Raised ×", "?"),
        ("Clear all", "/en/initiatives/"),
    ]
    assert listed(public, f"{PAGE}?health=x&status=raised") == ["GOV-1"]
