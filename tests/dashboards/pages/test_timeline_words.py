"""The timeline's words, ranges and links: what is said of a strip, and where each choice leads."""

from datetime import date

import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import items, links, rows, words

PAGE = "/en/timeline/"


def choices(page, name="Range"):
    """{words: address} of the links of a navigation."""
    return dict(links(page.split(f'aria-label="{name}"')[1].split("</nav>")[0]))


def table(page):
    return rows(page.split('class="timeline-table"')[1])


@pytest.fixture
def planned(chips):
    """Beside what is late: one met late, one moved forward, one undated, one on hold."""
    make.milestone(chips, title_en="Long", done_on=date(2026, 3, 20))
    korea = chips.participations.get(country__code="KR")
    make.milestone(chips, title_en="Sooner", due_on=date(2026, 6, 30), responsible=korea).move(
        date(2026, 6, 1), "technical"
    )
    make.milestone(chips, title_en="Some day", due_on=None)
    aside = make.initiative("Power", status=Status.PAUSED, area=make.area("energy", "ENE"))
    make.milestone(aside, title_en="Wait", due_on=date(2026, 3, 1))
    return chips


TABLE = {
    "en": [
        "Chips in data centres CHP-1 Site selected Late 2 Mar 2026 2 Mar 2026 0 Not assigned",
        "Chips in data centres CHP-1 Long Met late 20 Mar 2026 2 Mar 2026 18 Not assigned",
        "Chips in data centres CHP-1 Sooner Upcoming 1 Jun 2026 30 Jun 2026 -29 Korea",
        "Chips in data centres CHP-1 Some day No date No date – – Not assigned",
        "Power ENE-1 Wait On hold 1 Mar 2026 1 Mar 2026 0 Not assigned",
    ],
    "ko": ["반도체 CHP-1 Site selected (영어만 제공) 지연 2026. 3. 2. 2026. 3. 2. 0 담당 미지정"],
}


@pytest.mark.parametrize("language", TABLE)
def test_the_table_tells_state_dates_moves_and_who_owes_it(public, planned, language):
    told = table(text(public, f"/{language}/timeline/"))
    assert told[: len(TABLE[language])] == TABLE[language]
    assert len(told) == 5


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "4 milestones between January 2026 and June 2026"),
        ("fr", "4 jalons entre janvier 2026 et juin 2026"),
        ("ko", "이정표 4건(2026년 1월~2026년 6월)"),
    ],
)
def test_it_says_how_many_lie_in_the_range(public, planned, language, said):
    assert said in words(text(public, f"/{language}/timeline/").split('id="main"')[1])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=2026-03&to=2026-03", "3 milestones between March 2026 and March 2026"),
        ("from=2026-06", "1 milestone between June 2026 and May 2027"),
        ("to=2026-03", "3 milestones between January 2026 and March 2026"),
        ("to=2025-12", "No milestone lies between December 2025 and December 2025."),
        ("from=2026-03&to=2026-06&area=energy", "1 milestone between March 2026 and June 2026"),
    ],
)
def test_a_range_holds_whole_months_and_what_is_not_asked_is_made_up_sensibly(public, planned, query, said):
    assert said in words(text(public, f"{PAGE}?{query}"))


def test_choices_lead_to_ranges_around_today_and_keep_the_rest(public, planned):
    page = text(public, f"{PAGE}?area=chips&baseline=1")
    assert choices(page) == {
        "One year": "?area=chips&baseline=1&from=2026-01&to=2026-12",
        "Two years": "?area=chips&baseline=1&from=2025-10&to=2027-09",
        "Everything": "?area=chips&baseline=1",
        "Earlier": "?area=chips&baseline=1&from=2025-07&to=2025-12",
        "Later": "?area=chips&baseline=1&from=2026-07&to=2026-12",
        "Closer": "?area=chips&baseline=1&from=2026-02&to=2026-04",
        "Wider": "?area=chips&baseline=1&from=2025-10&to=2026-09",
        "Hide original dates": "?area=chips",
    }


def test_areas_can_be_changed_within_a_range(public, planned):
    page = text(public, f"{PAGE}?from=2026-03&to=2026-06&area=energy")
    assert choices(page, "Area") == {
        "All areas": "?from=2026-03&to=2026-06",
        "Chips": "?from=2026-03&to=2026-06&area=chips",
        "Energy": "?from=2026-03&to=2026-06&area=energy",
    }
    shown = page.split('aria-label="Area"')[1].split("</nav>")[0]
    assert shown.count("aria-current") == 1
    assert 'area=energy" aria-current="true">' in shown


def test_the_shortest_range_comes_no_closer_and_the_ends_of_time_no_further(public, planned):
    assert "Closer" not in choices(text(public, f"{PAGE}?from=2026-03&to=2026-05"))
    assert "Closer" in choices(text(public, f"{PAGE}?from=2026-03&to=2026-06"))
    assert "Earlier" not in choices(text(public, f"{PAGE}?from=1900-01&to=1900-03"))
    assert "Later" not in choices(text(public, f"{PAGE}?from=2999-10&to=2999-12"))
    assert choices(text(public, f"{PAGE}?from=1900-04&to=1900-06"))["Earlier"] == "?from=1900-01&to=1900-03"


def test_original_dates_are_shown_on_request_and_explained(public, planned):
    legend = [
        items(text(public, f"{PAGE}{query}").split('"Legend"')[1].split("</ul>")[0])
        for query in ("", "?baseline=1")
    ]
    states = ["Met", "Met late", "Late", "Due soon", "Upcoming", "On hold", "Cancelled"]
    assert legend == [
        [*states, "Today, 1 April 2026"],
        [*states, "Original date, where it moved", "Today, 1 April 2026"],
    ]
    assert choices(text(public, PAGE))["Show original dates"] == "?baseline=1"


def test_where_today_is_not_shown_it_is_not_explained(public, planned):
    page = text(public, f"{PAGE}?from=2026-05&to=2026-07")
    assert "Today," not in page.split('"Legend"')[1].split("</ul>")[0]


LABELS = {"en": "Sooner · 1 Jun", "fr": "Sooner · 1er juin", "ko": "Sooner · 6. 1."}


@pytest.mark.parametrize("language", LABELS)
def test_the_next_one_is_named_above_its_strip(public, planned, language):
    planned.milestones.get(title_en="Site selected").meet(make.DAY)
    page = text(public, f"/{language}/timeline/")
    named = page.split('class="timeline__next')[1].split(">", 1)[1].split("</span>")[0]
    assert words(named) == LABELS[language]


def test_a_title_too_long_for_its_label_is_cut_there_alone(public, chips):
    chips.milestones.all().delete()
    make.milestone(chips, title_en="A title of just about thirty.", due_on=date(2026, 4, 2))
    page = text(public, PAGE)
    assert "A title of just about thirt… · 2 Apr" in words(page)
    assert "A title of just about thirty.: Due soon, 2 April 2026" in page


def test_initiatives_stand_by_area_and_by_the_number_of_their_ref(public, db):
    area = make.area()
    make.models.CooperationArea.objects.create(slug="a", code="AAA", name_en="Aside", order=area.order + 1)
    make.initiative("Last", area=make.area("a"))
    make.milestone(make.initiative("Tenth", ref="CHP-10"), due_on=date(2026, 4, 2))
    make.initiative("Ninth", ref="CHP-9")
    strips = text(public, PAGE).split('class="timeline"')[1].split("</table>")[0]
    assert [said for said, _address in links(strips)] == ["Ninth", "Tenth", "Last"]


def test_its_milestones_are_a_file_named_by_its_day(public, planned):
    answer = public.get(f"{PAGE}?format=csv&table=milestones&area=energy")
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="timeline-milestones-2026-04-01.csv"'
    )
    head, row = answer.content.decode("utf-8-sig").splitlines()
    waits = make.models.Milestone.objects.get(title_en="Wait")
    assert head.split(",") == [
        *("owing", "country", "country_title", "initiative", "initiative_title", "milestone"),
        *("milestone_title", "state", "on_hold", "day", "original_on", "days_moved"),
    ]
    assert row.split(",") == [
        *("unassigned", "", "", "ENE-1", "ENE-1 Power", str(waits.uid)),
        *("Wait", "late", "true", "2026-03-01", "2026-03-01", "0"),
    ]
