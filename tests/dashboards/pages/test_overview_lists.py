"""What the overview lists: why something needs attention, what comes next, what was reported last."""

from datetime import date, timedelta

import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import items, main, rows, section, words

TODAY = date(2026, 4, 1)


def listed(client, heading, language="en"):
    return items(section(text(client, f"/{language}/"), heading))


def on(days, of, title="Step", **fields):
    return make.milestone(of, title_en=title, due_on=TODAY + timedelta(days), **fields)


def test_each_that_needs_attention_says_why(public, world):
    risky = make.initiative("Risky", status=Status.AGREED)
    on(5, risky, "Test", responsible=make.participation(risky, "KR"))
    make.update(risky, outlook="at_risk", as_of=TODAY)
    quiet = make.initiative("Old", status=Status.SCOPED)
    make.update(quiet, as_of=date(2025, 12, 31))
    assert listed(public, "h-attention") == [
        "Late Chips in data centres CHP-1 Site selected – 30 days late · Joint or not assigned",
        "At risk Risky CHP-2 Test – due 6 Apr 2026 · Korea",
        "No recent report Power ENE-1 No report has been published yet.",
        "No recent report Old CHP-3 Last report: 31 December 2025",
        "No lead Law GOV-1 A lead is still to be named in one or both countries.",
    ]


@pytest.mark.parametrize(("days", "word"), [(1, "1 day late"), (2, "2 days late")])
def test_a_day_late_is_one_day(public, db, days, word):
    on(-days, make.initiative(status=Status.SCOPED))
    assert f"Step – {word}" in listed(public, "h-attention")[0]


def test_where_nothing_is_wrong_it_says_so(public, db):
    make.milestone(make.initiative(status=Status.DELIVERED))
    assert listed(public, "h-attention") == ["Nothing needs attention."]


@pytest.mark.parametrize("closed", [Status.DELIVERED, Status.NOT_PURSUED])
def test_what_is_over_needs_no_lead_and_what_is_paused_does(public, db, closed):
    make.initiative("Closed", status=closed)
    make.initiative("Paused", status=Status.PAUSED)
    assert [row.split()[2] for row in listed(public, "h-attention")] == ["Paused"]


def test_the_next_ninety_days_count_today_and_the_ninetieth(public, db):
    of = make.initiative(status=Status.SCOPED)
    for days in (91, 90, 1, 0, -1):
        on(days, of, f"Day {days}")
    on(2, of, "Done", done_on=TODAY)
    on(3, of, "Cancelled").cancel("Not needed")
    assert listed(public, "h-next") == [
        "1 Apr 2026 in 0 days Day 0 Chips CHP-1 · Joint or not assigned",
        "2 Apr 2026 in 1 day Day 1 Chips CHP-1 · Joint or not assigned",
        "30 Jun 2026 in 90 days Day 90 Chips CHP-1 · Joint or not assigned",
    ]


def test_what_comes_next_is_named_in_the_readers_language(public, db):
    of = make.initiative(title_fr="Puces", title_ko="반도체", status=Status.SCOPED)
    part = make.participation(of, "KR")
    make.models.Country.objects.update(name_fr="Corée", name_ko="한국")
    on(1, of, title_fr="Signer", title_ko="서명", responsible=part)
    assert listed(public, "h-next", "fr") == ["2 avr. 2026 dans 1 jour Signer Puces CHP-1 · Corée"]
    assert listed(public, "h-next", "ko") == ["2026. 4. 2. 1일 후 서명 반도체 CHP-1 · 한국"]


def test_the_latest_five_reports_stand_latest_first(public, db):
    of = make.initiative(status=Status.SCOPED)
    for day in range(1, 7):
        make.update(of, body_en=f"News {day}.", as_of=make.DAY.replace(day=day))
    korea = make.country("KR")
    make.update(of, body_en="News 7.", as_of=make.DAY.replace(day=7), outlook="on_track", on_behalf_of=korea)
    assert listed(public, "h-reports") == [
        "7 Mar 2026 On track Chips CHP-1 News 7. · Korea",
        *(f"{day} Mar 2026 Chips CHP-1 News {day}. · Joint" for day in (6, 5, 4, 3)),
    ]


def test_what_was_corrected_or_is_a_draft_is_no_latest_report(public, chips):
    make.update(chips, make.INTERNAL, body_en="Draft.", published_at=None)
    make.update(chips, make.INTERNAL, body_en="Internal.")
    make.update(chips, body_en="One site remains.", supersedes=chips.updates.get(body_en="Two sites remain."))
    assert listed(public, "h-reports") == ["2 Mar 2026 Chips in data centres CHP-1 One site remains. · Joint"]


def test_the_board_has_columns_off_the_ladder_only_where_something_stands_there(public, world):
    head = section(text(public, "/en/"), "h-board").split("</thead>")[0].split("<thead")[1]
    ladder = "Raised 1 Scoped 1 Agreed 0 Under way 1 Delivered 1"
    assert words(head).endswith(f"Area {ladder} Milestones met")
    make.initiative("Aside", status=Status.PAUSED)
    head = section(text(public, "/en/"), "h-board").split("</thead>")[0].split("<thead")[1]
    assert words(head).endswith(f"Area {ladder} Paused 1 Milestones met")


def test_a_row_of_the_board_holds_the_boxes_of_its_area_by_ref(public, world):
    make.milestone(make.initiative("Memory", status=Status.RAISED), done_on=make.DAY)
    assert rows(section(text(public, "/en/"), "h-board"))[:2] == [
        "Chips CHP-2 Memory CHP-1 Chips in data centres, Late 1 / 2",
        "Energy ENE-1 Power, No recent report 0 / 0",
    ]


def test_boxes_stand_by_the_number_of_their_ref(public, db):
    make.milestone(make.initiative("Tenth", ref="CHP-10"))
    make.initiative("Ninth", ref="CHP-9")
    assert rows(section(text(public, "/en/"), "h-board")) == ["Chips CHP-9 Ninth CHP-10 Tenth 0 / 1"]


def test_a_hidden_initiative_has_a_box_without_a_ref_for_its_readers(public, partner, world):
    make.initiative("Quiet", make.PARTNERS, area=make.area("energy"))
    boards = [rows(section(text(client, "/en/"), "h-board"))[1] for client in (public, partner)]
    assert boards == [
        "Energy ENE-1 Power, No recent report 0 / 0",
        "Energy Partners Quiet ENE-1 Power, No recent report 0 / 0",
    ]


def test_the_pace_stands_in_a_table_too(public, world):
    on(100, world)
    assert rows(section(text(public, "/en/"), "h-pace")) == ["Q1 2026 2 1", "Q2 2026 2 1", "Q3 2026 3 –"]


@pytest.mark.parametrize(
    ("month", "language", "said"),
    [
        (4, "en", "Last change: 1 April 2026, 12:00 in Seoul (31 March 2026, 23:00 in Ottawa)."),
        (4, "fr", "Dernière modification : 1er avril 2026, 12:00 à Séoul (31 mars 2026, 23:00 à Ottawa)."),
        (4, "ko", "최종 변경: 서울 2026. 4. 1. 12:00(오타와 2026. 3. 31. 23:00)."),
        (12, "en", "Last change: 1 December 2026, 12:00 in Seoul (30 November 2026, 22:00 in Ottawa)."),
    ],
)
def test_the_last_change_is_told_by_the_clocks_of_both_capitals(public, db, april, month, language, said):
    april.move_to(f"2026-{month:02}-01T03:00:00Z", tick=False)
    make.initiative()
    assert said in words(main(text(public, f"/{language}/")))


def test_the_last_change_of_a_past_day_is_the_last_one_until_then(public, world, april):
    april.shift(timedelta(days=2))
    make.initiative("Later")
    assert "Last change: 1 April 2026" in words(main(text(public, "/en/?as_of=2026-04-02")))
    assert "Last change: 3 April 2026" in words(main(text(public, "/en/")))
