"""The change log as a story: old and new in words, who, why, through which door, in both capitals' time."""

from datetime import date, timedelta

import pytest

from opportunities.health import today_in_seoul
from opportunities.models import Change
from opportunities.models.base import unit_of_work
from tests import make
from tests.admin.browser import address, confirm, page_of, send

WEEK = address(Change, "week")


@pytest.fixture
def initiative(db):
    return make.initiative()


def history_of(client, record):
    """[unit], the latest first."""
    return client.get(address(type(record), "history", record.pk)).context["units"]


def latest(client, record):
    """(name, [(label, old, new)], why) of each record in the latest unit."""
    return [
        (told.name, [(str(row.label), row.old, row.new) for row in told.rows], told.why)
        for told in history_of(client, record)[0].told
    ]


def test_a_change_is_told_in_labels_and_words(staff, initiative):
    send(staff, page_of(initiative), report_every_days=30, visibility=make.PARTNERS, _lower=1)
    assert latest(staff, initiative) == [
        (
            "CHP-1 Chips",
            [("reports expected", "Every 90 days", "Every 30 days"), ("visibility", "Public", "Partners")],
            "",
        )
    ]


def test_it_names_who_and_the_door(staff, initiative):
    send(staff, page_of(initiative), short_title_en="Ch")
    with unit_of_work(door="demo"):
        initiative.write(short_title_en="C")
    newest, older = history_of(staff, initiative)[:2]
    assert (newest.who, newest.door) == ("nobody signed in", "command “demo”")
    assert (older.who, older.door) == ("sora", "staff site")


def test_it_says_when_in_both_capitals(staff, initiative):
    Change.objects.update(at="2026-11-24T11:04:00Z")
    page = staff.get(address(type(initiative), "history", initiative.pk)).text
    assert "24 November 2026, 20:04 in Seoul (24 November 2026, 06:04 in Ottawa)" in page


def test_a_rewritten_text_is_compared_word_by_word(staff, initiative):
    initiative.write(summary_en="Chips for data centres")
    initiative.write(summary_en="Fast chips for centres")
    page = staff.get(address(type(initiative), "history", initiative.pk)).text
    assert "<del>Chips</del><ins>Fast chips</ins> for <del>data </del>centres" in page


def test_a_text_is_not_markup(staff, initiative):
    initiative.write(summary_en="One <b>two</b>")
    initiative.write(summary_en="One <b>three</b>")
    page = staff.get(address(type(initiative), "history", initiative.pk)).text
    assert "One <del>&lt;b&gt;two&lt;/b&gt;</del><ins>&lt;b&gt;three&lt;/b&gt;</ins>" in page


def test_a_date_that_moved_says_why(staff, initiative):
    milestone = make.milestone(initiative)
    milestone.move(date(2026, 9, 1), "funding", "Budget")
    told = [("Sign", [("due on", "March 2, 2026", "Sept. 1, 2026")], "Funding: Budget")]
    assert latest(staff, initiative) == told
    assert latest(staff, milestone) == told


def test_a_status_says_why(staff, sora, initiative):
    report = make.update(initiative, make.INTERNAL, published_at=None, status="scoped", reason_en="Agreed")
    report.publish(sora)
    stage, published = latest(staff, initiative)
    assert stage == ("CHP-1 Chips", [("status", "Raised", "Scoped")], "Agreed")
    assert ("visibility", "Internal", "Public") in published[1]


def test_a_withdrawal_says_why(staff, initiative):
    confirm(staff, "withdraw", initiative, withdrawal_reason_en="Merged")
    [(_name, rows, why)] = latest(staff, initiative)
    assert ([row[0] for row in rows], why) == (["visibility", "withdrawn at"], "Merged")


def test_parts_are_told_even_when_they_are_gone(staff, initiative):
    milestone = make.milestone(initiative)
    milestone.move(date(2026, 9, 1), "scope")
    make.evidence(milestone=milestone)
    named = {told.kind for unit in history_of(staff, initiative) for told in unit.told}
    assert named == {"initiative", "milestone", "evidence"}
    milestone.title_en = "Sign it"
    milestone.save()
    milestone.delete()
    gone = history_of(staff, initiative)[0].told[0]
    assert (gone.name, gone.address, gone.is_whole) == ("Sign it", "", True)


def test_other_records_are_not_told(staff, initiative):
    make.milestone(make.initiative("Other"))
    assert [told.name for unit in history_of(staff, initiative) for told in unit.told] == ["CHP-1 Chips"]


def test_an_organisation_is_named(staff, initiative):
    part = make.participation(initiative)
    part.organisation = make.organisation()
    part.save()
    [(_name, rows, _why)] = latest(staff, part)
    assert rows[1] == ("organisation", "", "Institute")


def test_the_access_trail_stays_below(staff, initiative):
    send(staff, page_of(initiative), short_title_en="Ch")
    page = staff.get(address(type(initiative), "history", initiative.pk))
    assert [entry.user.username for entry in page.context["action_list"]] == ["sora"]


def test_it_asks_as_often_for_many_changes_as_for_few(staff, initiative, django_assert_num_queries):
    page = address(type(initiative), "history", initiative.pk)
    for part in (make.participation, make.milestone, make.update):
        part(initiative)
    staff.get(page)
    with django_assert_num_queries(21):
        staff.get(page)
    for part in (make.milestone, make.update) * 3:
        part(initiative)
    with django_assert_num_queries(21):
        staff.get(page)


def test_a_week_is_told_day_by_day(staff, initiative):
    make.milestone(initiative)
    Change.objects.filter(kind="milestone").update(at="2026-11-24T15:30:00Z")
    Change.objects.filter(kind="initiative").update(at="2026-11-24T14:30:00Z")
    days = staff.get(WEEK, {"to": "2026-11-25"}).context["days"]
    assert [(day.day, [told.kind for unit in units for told in unit.told]) for day, units in days] == [
        (25, ["milestone"]),
        (24, ["initiative"]),
    ]
    assert staff.get(WEEK, {"to": "2026-11-17"}).context["days"] == []
    assert len(staff.get(WEEK, {"to": "2026-11-24"}).context["days"]) == 1


@pytest.mark.parametrize("to", ["", "yesterday", "9999-12-31"])
def test_a_day_that_is_none_is_today(staff, to):
    assert staff.get(WEEK, {"to": to}).context["last"] == today_in_seoul()


def test_the_weeks_are_linked(staff):
    today = today_in_seoul()
    page = staff.get(WEEK, {"to": today - timedelta(days=9)})
    assert page.context["before"] == today - timedelta(days=16)
    assert page.context["after"] == today - timedelta(days=2)
    assert WEEK in staff.get(address(Change)).text


def test_a_week_asks_as_often_for_many_changes(staff, initiative, django_assert_num_queries):
    make.milestone(initiative)
    staff.get(WEEK)
    with django_assert_num_queries(10):
        staff.get(WEEK)
    for _ in range(3):
        make.milestone(initiative)
    with django_assert_num_queries(10):
        staff.get(WEEK)


def test_a_week_is_for_insiders(guest, public):
    assert guest.get(WEEK).status_code == 403
    assert public.get(WEEK).url.startswith("/admin/login/")
