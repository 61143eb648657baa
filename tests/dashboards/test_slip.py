"""Which dates moved, and why: each number leads to its rows."""

import csv
import re
from datetime import timedelta

import html5lib
import pytest

from opportunities.models.base import unit_of_work
from tests import make
from tests.dashboards.conftest import A_ROW, led_to, text


@pytest.fixture
def moved(chips):
    part = chips.participations.get(country__code="KR")
    milestone = make.milestone(chips, title_en="Pilot", responsible=part)
    milestone.move(make.DAY + timedelta(days=20), "technical", "Studies take longer.")
    return milestone


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_it_is_valid_in_every_language(public, moved, language):
    html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/slip/"))


def test_it_says_in_a_sentence_what_moved(public, moved):
    page = text(public, "/en/slip/")
    assert "The date of 1 milestone has moved. Most frequent reason: Technical." in page


def test_where_nothing_moved_it_says_so(public, chips):
    assert text(public, "/en/slip/").count("No date has moved.") == 3


def test_each_move_has_its_reason_in_words(public, moved):
    moves = text(public, "/en/slip/").split('id="moves-technical">')[1].split("</tbody>")[0]
    words = " ".join(re.sub("<[^>]*>", " ", moves).split())
    assert words == (
        "Technical Pilot Chips in data centres CHP-1 2 Mar 2026 2 Mar 2026 → 22 Mar 2026 20"
        " 22 Mar 2026 Studies take longer. Joint"
    )


def test_the_formula_of_the_forecast_stands_on_the_page(public, moved):
    page = text(public, "/en/slip/")
    assert "Forecast = due date + mean slip of the side that owes the milestone." in page
    forecast = page.split('id="h-forecasts"')[1]
    assert "11 Apr 2026" in forecast


@pytest.fixture
def varied(moved):
    """Beside the one that moved: one that lost its date, one cancelled, hidden, met, never dated."""
    chips, part = moved.initiative, moved.responsible
    power = make.initiative("Power", area=make.area("energy", "ENE"))
    make.milestone(power, title_en="Adrift").move(None, "external")
    make.milestone(chips, title_en="Given up", responsible=part).cancel("No need")
    make.milestone(chips, title_en="Met", responsible=part, done_on=make.DAY)
    make.milestone(chips, title_en="Undated", responsible=part, due_on=None)
    make.milestone(chips, make.PARTNERS, title_en="Hidden", responsible=part)


def test_each_count_leads_to_exactly_its_rows(public, varied):
    milestones, moves = "/en/ledger/milestones/", "/en/slip/moves/"
    assert led_to(public, text(public, "/en/slip/")) == {
        f"{milestones}?country=KR&slip_known=true": (2, 2),
        f"{milestones}?country=KR&moved=true": (1, 1),
        f"{moves}?owed_by=KR": (1, 1),
        f"{milestones}?owing=unassigned&slip_known=true": (1, 1),
        f"{milestones}?owing=unassigned&moved=true": (1, 1),
        f"{moves}?owing=unassigned": (1, 1),
        f"{milestones}?area=energy&moved=true": (1, 1),
        f"{moves}?area=energy": (1, 1),
        f"{milestones}?area=chips&slip_known=true": (3, 3),
        f"{milestones}?area=chips&moved=true": (1, 1),
        f"{moves}?area=chips": (1, 1),
        f"{moves}?reason=technical": (1, 1),
        f"{moves}?reason=external": (1, 1),
    }


def test_so_it_does_for_who_sees_more_and_for_one_area(partner, varied):
    found = led_to(partner, text(partner, "/en/slip/?area=chips"))
    assert found["/en/ledger/milestones/?country=KR&slip_known=true&area=chips"] == (3, 3)
    assert {number for number, rows in found.values() if number != rows} == set()


def test_the_moves_are_a_list_and_a_file(public, partner, moved):
    page = " ".join(re.sub("<[^>]*>", " ", text(public, "/en/slip/moves/?owed_by=KR")).split())
    assert (
        "1 date change Milestone Original date This move Days Date now Why Moved by"
        " Pilot Chips in data centres CHP-1 2 Mar 2026 2 Mar 2026 → 22 Mar 2026 20 22 Mar 2026"
        " Technical Studies take longer. Joint"
    ) in page
    own = public.get("/en/slip/?format=csv&table=moves").content
    assert public.get("/en/slip/moves/?format=csv").getvalue() == own
    moved.revisions.update(visibility=make.PARTNERS)
    assert "No date change matches these filters." in text(public, "/en/slip/moves/")
    assert public.get("/en/slip/moves/?format=csv").getvalue().count(b"\r\n") == 1
    assert partner.get("/en/slip/moves/?format=csv").getvalue() == own


def test_the_original_date_of_a_move_is_the_oldest_that_its_reader_sees(public, partner, moved):
    moved.revisions.update(visibility=make.PARTNERS)
    moved.move(make.DAY + timedelta(days=50), "scope")
    for reader, original, days in ((public, "2026-03-22", "30"), (partner, "2026-03-02", "50")):
        file = reader.get("/en/slip/moves/?format=csv&reason=scope").getvalue().decode("utf-8-sig")
        (latest,) = csv.DictReader(file.splitlines())
        assert (latest["original_on"], latest["days_moved"]) == (original, days)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        (
            "reason=x",
            "reason: Unknown value. Allowed: approval, agreement, capacity, funding, technical, scope",
        ),
        ("owed_by=XX", "owed_by: You can see no such record. Name it by: code, id."),
        ("owing=x", "owing: Unknown value. Allowed: side, joint, unassigned."),
        ("when=x", "when: there is no such filter."),
        ("format=csv&cursor=x", "cursor: there is no such filter."),
        ("cursor=x", "Take the cursor from the links of a page with the same ordering."),
    ],
)
def test_what_the_list_of_moves_cannot_answer_is_refused_by_name(public, moved, query, named):
    answer = public.get(f"/en/slip/moves/?{query}")
    assert answer.status_code == 400
    assert named in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_queries_of_the_moves_do_not_grow_with_the_rows(public, chips, django_assert_num_queries, rows):
    with unit_of_work():
        for milestone in make.milestones(chips, rows):
            milestone.move(make.DAY + timedelta(days=1), "technical")
    public.get("/en/slip/moves/")
    with django_assert_num_queries(6):
        page = text(public, "/en/slip/moves/")
    assert len(re.findall(A_ROW, page)) == min(rows, 50)
    with django_assert_num_queries(4):
        assert public.get("/en/slip/moves/?format=csv").getvalue().count(b"\r\n") == 1 + rows


def test_a_side_of_the_readers_language_comes_first(public, moved):
    make.milestone(moved.initiative, responsible=moved.initiative.participations.get(country__code="CA"))
    english, korean = (
        text(public, f"/{language}/slip/").split('id="h-slips"')[1] for language in ("en", "ko")
    )
    assert english.index("Canada") < english.index("Korea")
    assert korean.index("Korea") < korean.index("Canada")


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_queries_do_not_grow_with_the_rows(public, chips, django_assert_num_queries, rows):
    make.milestones(chips, rows)
    make.milestone(chips).move(make.DAY + timedelta(days=1), "technical")
    public.get("/en/slip/")
    with django_assert_num_queries(6):
        public.get("/en/slip/")


def test_a_hidden_move_shows_to_those_who_see_it(public, partner, moved):
    moved.revisions.update(visibility=make.PARTNERS)
    assert "Studies take longer." not in text(public, "/en/slip/")
    assert "No date has moved." in text(public, "/en/slip/")
    assert "Studies take longer." in text(partner, "/en/slip/")
