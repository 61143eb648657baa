"""The timeline: a table whose second column is drawn, and says in words what it draws."""

import re
from datetime import date

import html5lib
import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import led_to, text

NAME = re.compile(r'class="timeline__strip"[^>]*aria-label="([^"]*)"')


def named(page):
    """What is said of each strip."""
    return sorted(" ".join(name.split()) for name in NAME.findall(page))


@pytest.fixture
def power(chips):
    """Paused, with one milestone met, one moved from the second of March to the first of June."""
    made = make.initiative("Power", area=make.area("energy", "ENE"), status=Status.PAUSED)
    make.milestone(made, title_en="Survey", done_on=make.DAY)
    make.milestone(made, title_en="Terms").move(date(2026, 6, 1), "technical")
    return made


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
@pytest.mark.parametrize("query", ["", "?baseline=1", "?from=2031-01&to=2031-02", "?from=2026-01&to=2026-06"])
def test_it_is_valid_in_every_language(public, power, language, query):
    html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/timeline/{query}"))


def test_each_strip_names_its_milestones_and_their_states(public, power):
    assert named(text(public, "/en/timeline/")) == [
        "Site selected: Late, 2 March 2026",
        "Survey: Met, 2 March 2026 ; Terms: On hold, 1 June 2026 (originally 2 March 2026)",
    ]


def test_percentages_are_written_with_a_point_in_every_language(public, power):
    page = text(public, "/fr/timeline/?from=2026-01&to=2026-04")
    assert re.findall(r'[xy12]="\d+,\d', page) == []
    assert 'x="50.00%"' in page


def test_only_the_next_milestone_carries_a_label(public, power):
    make.milestone(power, title_en="Later", due_on=date(2027, 1, 1))
    labels = re.findall(r'<text class="timeline__label[^>]*>([^<]*)</text>', text(public, "/en/timeline/"))
    words = [label.partition(" · ")[0].strip() for label in labels]
    assert sorted(words) == ["On hold", "Site selected", "Today"]


def test_late_is_filled_on_hold_is_dashed(public, power):
    drawn = re.findall(r'href="#milestone-(\w+)" x="', text(public, "/en/timeline/"))
    assert sorted(drawn) == ["late", "met", "no_date"]


def test_the_original_date_is_drawn_when_asked_for(public, power):
    assert "#milestone-original" not in text(public, "/en/timeline/")
    page = text(public, "/en/timeline/?baseline=1")
    assert page.count('class="timeline__original"') == 1
    assert page.count('class="timeline__slip"') == 1


def test_a_range_shows_what_lies_in_it(public, power):
    page = text(public, "/en/timeline/?from=2026-05&to=2026-07")
    assert "1 milestone between May 2026 and July 2026" in page
    assert re.findall(r'href="#milestone-(\w+)" x="', page) == ["no_date"]


def test_an_empty_range_says_where_there_is_something_and_leads_there(public, power):
    page = text(public, "/en/timeline/?from=2031-01&to=2031-02&area=energy")
    assert "No milestone lies between January 2031 and February 2031." in page
    link = re.search(r'<a href="([^"]*)">Show the milestones between January 2026 and June 2026</a>', page)
    assert link[1] == "?area=energy"
    assert "2 milestones between" in text(public, f"/en/timeline/{link[1]}")


def test_without_dates_there_is_nothing_to_draw(public, db):
    make.milestone(make.initiative(), due_on=None)
    page = text(public, "/en/timeline/")
    assert "No dated milestones yet" in page
    assert "The milestone as a table" in page


def test_an_area_is_asked_for_by_its_slug_and_kept_by_every_link(public, power):
    page = text(public, "/en/timeline/?area=energy&baseline=1")
    assert len(named(page)) == 1
    choices = page.split('aria-label="Range"')[1].split("</nav>")[0]
    links = re.findall(r'href="([^"]*)"', choices)
    assert [link for link in links if "area=energy" not in link] == []
    for link in links:
        text(public, f"/en/timeline/{link.replace('&amp;', '&')}")


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("from=2026", "from: Write a month"),
        ("to=2026-13", "to: Write a month"),
        ("from=0001-01", "from: Write a month"),
        ("from=2026-02&to=2026-01", "from: The first month lies after the last."),
        ("baseline=yes", "baseline: Write 1"),
        ("area=nowhere", "area: "),
        ("zoom=2", "zoom: there is no such filter."),
        ("format=xml", "format: Unknown value"),
    ],
)
def test_nonsense_is_refused_in_words(public, power, query, why):
    answer = public.get(f"/en/timeline/?{query}")
    assert answer.status_code == 400
    assert why in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["from=1900-01&to=1900-01", "from=2999-12", "to=1900-01", "from=&to=&area="]
)
def test_the_ends_of_time_are_answered(public, power, query):
    text(public, f"/en/timeline/?{query}")


def test_the_table_has_every_milestone_whatever_the_range(public, power):
    page = text(public, "/en/timeline/?from=2026-05&to=2026-07")
    assert "All 3 milestones as a table" in page
    rows = re.findall(r'<tr role="row"><th role="rowheader" scope="row">', page.split("<details", 2)[2])
    assert len(rows) == 3


def test_the_sheet_of_pace_says_what_the_api_says(public, power):
    said = public.get("/api/v1/insights/pace/").json()["quarters"]
    sheet = public.get("/en/timeline/?format=csv&table=quarters").content.decode("utf-8-sig").splitlines()
    assert sheet[0] == "start,planned,met"
    assert sheet[1:] == [
        f"{row['start']},{row['planned']},{'' if row['met'] is None else row['met']}" for row in said
    ]


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_queries_do_not_grow_with_the_rows(public, chips, django_assert_num_queries, rows):
    make.milestones(chips, rows)
    public.get("/en/timeline/")
    with django_assert_num_queries(6):
        public.get("/en/timeline/?baseline=1")


def test_a_hidden_milestone_is_drawn_for_those_who_see_it(public, partner, chips):
    make.milestone(chips, make.PARTNERS, title_en="Quiet")
    assert "Quiet" not in text(public, "/en/timeline/")
    assert "Quiet" in text(partner, "/en/timeline/")


def test_the_overview_draws_the_pace_and_says_it(public, power):
    page = text(public, "/en/")
    assert "the original plan called for 3 milestones. 1 is met." in page
    assert "1 of them was met on or before the original date." in page
    assert page.count('class="pace__plan"') == 1


def test_each_count_of_the_pace_leads_to_exactly_its_milestones(public, partner, power):
    make.milestone(power, title_en="Given up").cancel("No need")
    make.milestone(power, make.PARTNERS, title_en="Quiet")
    for reader in (public, partner):
        pace = text(reader, "/en/").split('id="h-pace"')[1].split("</section>")[0]
        found = led_to(reader, pace)
        quarters = reader.get("/api/v1/insights/pace/").json()["quarters"]
        assert len(found) == sum(bool(row["planned"]) + bool(row["met"]) for row in quarters)
        assert {number for number, rows in found.values() if number != rows} == set()


def test_on_day_one_there_is_no_pace(public, db):
    make.initiative()
    assert "pace__plan" not in text(public, "/en/")
