"""A ministry's calendar follows the milestones of its filter, and hears of nothing hidden."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from opportunities.health import today_in_seoul
from opportunities.models import Change
from opportunities.models.demo import DEMO_FIRST
from tests import make
from tests.feeds.conftest import events

SITE = "CHP-1: Site selected"


def test_a_milestone_is_a_day_with_its_page_and_whose_it_is(public, site):
    event = events(public)[SITE]
    assert event["UID"] == f"milestone-{site.uid}@testserver"
    assert (event["DTSTART"].dt, event["DTSTART"].params["VALUE"]) == (make.DAY, "DATE")
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")
    assert event["URL"] == "http://testserver/en/i/CHP-1"
    assert event["DESCRIPTION"] == "Chips in data centres\nOwed by: Korea"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt


def test_a_subscribed_calendar_follows_a_moved_milestone(public, site):
    today = today_in_seoul()
    site.move(today + timedelta(days=10), "scope")
    before = events(public, "?country=KR&due=90")[SITE]
    site.move(today + timedelta(days=40), "approval", "The ministry asks for more time")
    after = events(public, "?country=KR&due=90")[SITE]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (before["DTSTART"].dt, after["DTSTART"].dt) == (
        today + timedelta(days=10),
        today + timedelta(days=40),
    )
    make.country("CA")
    assert events(public, "?country=CA&due=90") == {}


def test_a_log_that_forgets_never_turns_the_sequence_back(public, site):
    with time_machine.travel(datetime(2100, 3, 1, 12, tzinfo=UTC), tick=False):
        for days in range(1, 4):
            site.move(make.DAY + timedelta(days=days), "scope")
    held = events(public)[SITE]["SEQUENCE"]
    Change.objects.all().delete()
    assert events(public)[SITE]["SEQUENCE"] == held - 3
    with time_machine.travel(datetime(2100, 3, 2, 9, tzinfo=UTC), tick=False):
        site.move(make.DAY, "scope")
    assert events(public)[SITE]["SEQUENCE"] > held


def test_a_move_says_how_far_and_why(public, site):
    site.move(make.DAY + timedelta(days=30), "approval", "The ministry asks for more time")
    told = events(public)[SITE]["DESCRIPTION"].splitlines()
    assert told[2:] == [
        "Originally due 2 March 2026; moved back by 30 days.",
        "2 Mar 2026 → 1 Apr 2026 · Approval pending · The ministry asks for more time",
    ]
    site.move(make.DAY - timedelta(days=1), "brought_forward")
    assert "Originally due 2 March 2026; brought forward by 1 day." in events(public)[SITE]["DESCRIPTION"]


def test_hidden_work_moves_neither_sequence_nor_time(public, partner, staff, site):
    heard = {client: events(client)[SITE] for client in (public, partner)}
    site.move(make.DAY + timedelta(days=1), "scope", "Openly")
    site.revisions.update(visibility=make.INTERNAL)
    openly = events(public)[SITE]
    assert openly["SEQUENCE"] > heard[public]["SEQUENCE"]
    revision = site.revisions.get()
    revision.words = "In secret"
    revision.save()
    make.update(site.initiative, make.INTERNAL, milestone=site)
    make.milestone(site.initiative, make.PARTNERS, title_en="Quietly")
    assert events(public) == {SITE: openly}
    assert "In secret" in events(staff)[SITE]["DESCRIPTION"]
    assert sorted(events(partner)) == ["CHP-1: Quietly", SITE]


def test_cancelled_stays_to_say_so_and_met_tells_when(public, chips, site):
    site.cancel("No longer needed")
    make.milestone(chips, title_en="Signed", done_on=make.DAY)
    found = events(public)
    assert found[SITE]["STATUS"] == "CANCELLED"
    assert "Cancelled: No longer needed" in found[SITE]["DESCRIPTION"]
    assert "Met on 2 March 2026." in found["CHP-1: Signed"]["DESCRIPTION"]


def test_what_has_no_date_is_no_day(public, site):
    site.move(None, "scope")
    assert events(public) == {}


@pytest.mark.parametrize("gone", ["withdrawn", "hidden", "deleted"])
def test_what_is_taken_back_is_gone_at_the_next_request(public, chips, gone):
    answer = public.get("/feeds/milestones.ics")
    if gone == "withdrawn":
        chips.withdraw({"en": "Outside the mandate"})
    elif gone == "hidden":
        chips.visibility = make.INTERNAL
        chips.save()
    else:
        chips.delete()
    again = public.get("/feeds/milestones.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, b"VEVENT" in again.content) == (200, False)
    since = {"If-Modified-Since": answer.headers["Last-Modified"]}
    dated = public.get("/feeds/milestones.ics", headers=since)
    assert b"VEVENT" not in dated.content


def test_the_same_calendar_twice_is_the_same_bytes(public, site):
    first, second = (public.get("/feeds/milestones.ics") for _ in range(2))
    assert first.content == second.content
    assert first.headers["Cache-Control"] == "no-cache, public"
    held = public.get("/feeds/milestones.ics", headers={"If-None-Match": first.headers["ETag"]})
    assert (held.status_code, held.content) == (304, b"")


def test_it_speaks_the_language_asked_for_and_guesses_none(public, site):
    assert events(public, "?lang=ko")[SITE]["DESCRIPTION"].startswith("반도체")
    assert events(public, "?lang=ko")[SITE]["URL"] == "http://testserver/ko/i/CHP-1"
    guessed = public.get("/feeds/milestones.ics", headers={"Accept-Language": "ko"})
    assert "반도체".encode() not in guessed.content
    assert "Accept-Language" not in guessed.headers.get("Vary", "")


@pytest.mark.parametrize(
    "query", ["countri=KR", "country=XX", "due=soon", "lang=de", "format=csv", "as_of=2026-01-01"]
)
@pytest.mark.parametrize("feed", ["milestones.ics", "updates.atom"])
def test_what_cannot_be_answered_is_named_in_text(public, chips, feed, query):
    answer = public.get(f"/feeds/{feed}?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith(f"{query.partition('=')[0]}: ")


def test_due_asks_for_the_milestones_themselves(public, chips):
    today = today_in_seoul()
    for title, days in (("Soon", 5), ("Later", 60)):
        make.milestone(chips, title_en=title, due_on=today + timedelta(days=days))
    assert sorted(events(public, "?due=30")) == ["CHP-1: Soon"]
    assert sorted(events(public, "?due=overdue&due=90")) == ["CHP-1: Later", SITE, "CHP-1: Soon"]
    assert len(events(public, "?health=late")) == 3


def test_demonstration_data_says_so_in_each_day(public, site):
    assert "Demonstration" not in events(public)[SITE]["DESCRIPTION"]
    make.organisation("fictional", uid=DEMO_FIRST)
    assert events(public)[SITE]["DESCRIPTION"].splitlines()[-1].startswith("Demonstration data.")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(public, chips, site, django_assert_num_queries, rows):
    site.move(make.DAY + timedelta(days=1), "scope")
    for number in range(rows - 1):
        make.milestone(chips, title_en=f"More {number}").move(date(2027, 1, 1), "scope")
    with django_assert_num_queries(5):
        assert len(events(public)) == rows
