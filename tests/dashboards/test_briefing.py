"""The briefing: one sheet whose address names its day, and whose counts are those of every other door."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import html5lib
import pytest

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.test_overview import words

PAST = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def today():
    return today_in_seoul()


@pytest.fixture
def sheet(today):
    """Its text, as a function of the reader and of what is asked."""
    return lambda client, query="", language="en": words(
        text(client, f"/{language}/briefing/?as_of={today}{query}").split('class="sheet"')[1]
    )


def test_without_a_day_it_leads_to_todays(public, chips, today):
    answer = public.get("/en/briefing/?area=chips")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/en/briefing/?area=chips&as_of={today}",
    )
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_it_is_valid_in_every_language_on_day_one_and_after(public, chips, today, language):
    make.decision(chips, needed_by=today)
    html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/briefing/?as_of={today}"))
    chips.delete()
    make.initiative("Raised")
    html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/briefing/?as_of={today}"))


def test_a_row_says_stage_health_and_what_comes_next(public, chips, sheet, today):
    late = (today - make.DAY).days
    row = f"CHP-1 Chips in data centres Under way Late Site selected · 2 Mar 2026 · {late} days late"
    assert row in sheet(public)
    make.initiative("Orphan")
    assert "Orphan Raised – No lead named on some side" in sheet(public)


def test_the_pace_says_what_was_planned_and_what_is_met(public, chips, sheet, today):
    make.milestone(chips, done_on=make.DAY)
    make.milestone(chips, done_on=make.DAY + timedelta(days=1))
    make.milestone(chips, due_on=today + timedelta(days=1))
    pace = "the original plan called for 3 milestones. 2 are met. 1 of them was met on or before"
    assert pace in sheet(public)
    make.initiative("Elsewhere", area=make.area("energy", "ENE"))
    assert "original plan" not in sheet(public, "&area=energy")


def test_decisions_are_those_open_and_needed_within_thirty_days(public, chips, sheet, today):
    for question, days in (("Today?", 0), ("In 30 days?", 30), ("In 31 days?", 31), ("Overdue?", -2)):
        make.decision(chips, question_en=question, needed_by=today + timedelta(days=days))
    make.decision(chips, question_en="Undated?")
    make.decision(chips, question_en="Settled?", needed_by=today, settled_on=today)
    make.decision(None, question_en="Of the whole?", needed_by=today, side=make.country("KR"))
    asked = re.findall(r"(?:Today|In \d+ days|Overdue|Of the whole)\?", sheet(public))
    assert asked == ["Overdue?", "Today?", "Of the whole?", "In 30 days?"]
    assert "Of the whole?" not in sheet(public, "&area=chips")


def test_what_comes_next_ends_after_ninety_days_and_what_does_not_fit_is_counted(public, chips, sheet, today):
    for days in range(0, 92, 7):
        make.milestone(chips, title_en=f"In {days} days", due_on=today + timedelta(days=days))
    coming = sheet(public).split("Next 90 days")[1]
    assert len(re.findall(r"In \d+ days", coming)) == 6
    assert "and 7 more" in coming


def test_an_area_narrows_everything_and_its_links(public, chips, sheet, today):
    power = make.initiative("Power", status=Status.AGREED, area=make.area("energy", "ENE"))
    make.milestone(power, title_en="Grid", due_on=today)
    make.decision(power, question_en="Which grid?", needed_by=today)
    narrowed = sheet(public, "&area=chips")
    assert "Of 1 opportunity" in narrowed
    assert not re.search("Power|Grid|grid", narrowed)
    page = text(public, f"/en/briefing/?as_of={today}&area=chips")
    assert 'href="/en/initiatives/?health=late&amp;area=chips"' in page
    assert 'href="/en/initiatives/?area=chips"' in page


def test_of_a_day_it_shows_what_stood_then(public, chips):
    make.update(chips, status=Status.AGREED, reason_en="Signed", published_at=PAST)
    for part in (chips, *chips.milestones.all()):
        type(part).objects.filter(pk=part.pk).write(created_at=PAST - timedelta(days=9))
    chips.write(first_public_at=PAST - timedelta(days=9))
    before, after = (
        words(text(public, f"/en/briefing/?as_of={day}")) for day in ("2025-12-31", "2026-01-02")
    )
    assert "CHP-1 Chips in data centres Raised" in before
    assert "CHP-1 Chips in data centres Agreed" in after
    assert "Status at 31 December 2025" in before
    chips.withdraw({"en": "Outside the mandate"})
    assert "CHP-1" not in text(public, "/en/briefing/?as_of=2026-01-02")


@pytest.mark.parametrize("query", ["as_of=2999-01-01", "as_of=soon", "area=nowhere", "statuss=raised"])
def test_what_cannot_be_answered_is_named(public, chips, query):
    answer = public.get(f"/en/briefing/?{query}")
    assert answer.status_code == 400
    assert f"{query.partition('=')[0]}: " in answer.content.decode()


def test_hidden_parts_are_on_no_sheet(public, partner, chips, sheet, today):
    make.decision(chips, make.PARTNERS, question_en="Quietly?", needed_by=today)
    make.milestone(chips, make.PARTNERS, title_en="Quiet step", due_on=today)
    make.initiative("Quiet", visibility=make.PARTNERS)
    assert "Quiet" not in sheet(public)
    for hidden in ("Quietly?", "Quiet step", "Quiet "):
        assert hidden in sheet(partner)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(public, chips, today, django_assert_num_queries, rows):
    make.dialogue(source=make.source()).convenors.add(make.organisation("convenor"))
    for number in range(rows - 1):
        more = make.initiative(f"More {number}", status=Status.AGREED)
        make.milestone(more, due_on=today)
        make.decision(more, needed_by=today)
    address = f"/en/briefing/?as_of={today}&area=chips"
    public.get(address)
    with django_assert_num_queries(10):
        public.get(address)


@pytest.mark.parametrize("reader", ["public", "partner", "staff"])
def test_page_csv_api_overview_and_briefing_count_alike(request, chips, sheet, reader):
    """The numbers of the status sentence, by every door that gives them."""
    client = request.getfixturevalue(reader)
    for status in (Status.AGREED, Status.UNDER_WAY, Status.DELIVERED):
        for visibility in (make.PUBLIC, make.PARTNERS, make.INTERNAL):
            make.update(make.initiative(f"{status}", visibility, status), visibility, outlook="at_risk")
    questions = {
        "all": "",
        "under way": "status=under_way",
        "delivered": "status=delivered",
        "late": "health=late",
        "threatened": "health=off_track&health=at_risk",
        "silent": "health=no_report",
        "without lead": "missing=lead",
    }
    by_door = {name: counted_by_each_door(client, question) for name, question in questions.items()}
    counts = {name: doors["page"] for name, doors in by_door.items()}
    assert by_door == {name: dict.fromkeys(doors, counts[name]) for name, doors in by_door.items()}
    for page in (words(text(client, "/en/")), sheet(client)):
        sentence = page[page.index("Of ") :]
        assert [int(number) for number in re.findall(r"\d+", sentence)[:7]] == list(counts.values())


def counted_by_each_door(client, question):
    page = text(client, f"/en/initiatives/?{question}")
    file = b"".join(client.get(f"/en/initiatives/?{question}&format=csv")).decode()
    body = json.loads(b"".join(client.get(f"/en/initiatives/?{question}&format=json")))
    return {
        "page": int(re.search(r'id="results">(\d+) initiative', page)[1]),
        "csv": len(list(csv.DictReader(io.StringIO(file, newline="")))),
        "json": len(body["results"]),
        "api": client.get(f"/api/v1/initiatives/?{question}{'&' * bool(question)}count=true").json()["count"],
    }
