"""The log as a story: who, through which door, why, what went unnamed, and how much of it is told at once."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from opportunities.admin import history
from opportunities.admin.history import in_one, units
from opportunities.admin.sync import ChangeAdmin, by_day, chosen_day
from opportunities.health import today_in_seoul
from opportunities.models import Change
from opportunities.models.base import unit_of_work
from tests import make
from tests.admin.pages import asking, page


def story(level=make.INTERNAL, **only):
    return units(Change.objects.filter(**only).order_by("-seq"), level)


def whys(level=make.INTERNAL):
    """{kind: why} of the latest unit."""
    return {told.kind: told.why for told in story(level)["units"][0].told}


@pytest.fixture
def chips(db):
    return make.initiative()


@pytest.mark.parametrize(
    ("door", "told"),
    [
        ("admin", "staff site"),
        ("api", "API"),
        ("import", "spreadsheet import"),
        ("seed", "command “seed”"),
        ("", "command “”"),
    ],
)
def test_each_door_has_its_name(chips, door, told):
    Change.objects.update(door=door)
    assert story()["units"][0].door == told


def test_what_one_person_did_at_once_is_one_unit(chips, sora):
    with unit_of_work(sora, "admin"):
        chips.write(short_title_en="Ch")
        make.decision(chips)
    newest = story()["units"][0]
    assert (newest.who, [(told.kind, told.is_whole) for told in newest.told]) == (
        "sora",
        [("initiative", False), ("decision", True)],
    )


def test_no_more_than_so_many_changes_are_told_at_once(chips, monkeypatch):
    assert history.MOST == 200
    monkeypatch.setattr(history, "MOST", 3)
    for number in range(2):
        chips.write(short_title_en=f"No. {number}")
    assert (len(story(kind="initiative")["units"]), story(kind="initiative")["has_more"]) == (3, False)
    chips.write(short_title_en="One more")
    assert (len(story(kind="initiative")["units"]), story(kind="initiative")["has_more"]) == (3, True)


def test_nothing_to_tell_is_no_unit(chips):
    Change.objects.filter(kind="initiative").update(diff={})
    assert [told.kind for unit in story()["units"] for told in unit.told] == [
        "area of cooperation",
    ]
    assert units(Change.objects.none(), make.INTERNAL) == {"units": [], "has_more": False}


def test_a_move_is_told_by_its_milestone_with_reason_and_words(chips):
    milestone = make.milestone(chips)
    milestone.move(date(2026, 9, 1), "funding", {"ko": "예산", "fr": "Budget voté"})
    assert whys()["milestone"] == "Funding: Budget voté"
    milestone.move(date(2026, 10, 1), "scope")
    assert whys()["milestone"] == "Scope changed"
    with override("ko"):
        assert [why for why in whys().values() if why] == ["추진 범위 변경"]


def test_a_move_whose_milestone_is_not_told_is_told_itself(chips):
    milestone = make.milestone(chips)
    milestone.move(date(2026, 9, 1), "funding")
    Change.objects.filter(kind="milestone").delete()
    assert [told.kind for told in story()["units"][0].told][-1] == "date change"


def test_a_cancellation_says_why_in_the_language_of_the_reader(chips):
    milestone = make.milestone(chips)
    milestone.cancel({"en": "Merged", "ko": "통합"})
    assert whys()["milestone"] == "Merged"
    with override("ko"):
        assert "통합" in whys().values()
    with override("fr"):
        assert "Merged" in whys().values()


def test_a_report_without_a_status_gives_no_reason(chips, sora):
    quiet = make.update(chips, make.INTERNAL, published_at=None, reason_en="Left over")
    quiet.publish(sora)
    assert [why for why in whys().values() if why] == []


def test_a_record_that_the_reader_may_not_see_is_not_named(chips):
    make.milestone(chips, make.PARTNERS)
    named = [
        [told.name for unit in story(level, kind="milestone")["units"] for told in unit.told]
        for level in (make.PARTNERS, make.PUBLIC)
    ]
    assert named == [["Sign"], ["deleted since"]]


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ({"en": "A", "fr": "B", "ko": "C"}, "fr", "B"),
        ({"en": "", "fr": "B", "ko": "C"}, "en", "B"),
        ({"ko": "C"}, "fr", "C"),
        ({}, "en", ""),
        (None, "en", ""),
    ],
)
def test_of_a_text_the_readers_language_is_told_first(text, language, told):
    with override(language):
        assert in_one(text) == told


# The list of changes, and a week of them


def test_the_columns_say_what_changed_and_who_may_hear_of_it(chips):
    chips.write(visibility=make.PARTNERS)
    chips.write(short_title_en="Ch", review_on=make.DAY)
    shown, (newest, lowered, made) = page(Change), Change.objects.filter(kind="initiative").order_by("-seq")
    assert {*shown.fields_changed(newest).split(", ")} == {"short_title", "review_on"}
    assert shown.fields_changed(made) is None
    assert [shown.readers(each) for each in (newest, lowered, made)] == [
        "Partners, Internal",
        "Public, Internal",
        "Public, Partners, Internal",
    ]


def test_a_change_is_told_on_its_page_in_words(chips):
    chips.write(report_every_days=30)
    told = page(Change).differences(Change.objects.filter(uid=chips.uid).first())
    assert [words in told for words in ("Every 90 days", "Every 30 days")] == [True, True]


def test_changes_are_only_read(sora):
    assert not any(
        may(asking(sora))
        for may in (
            page(Change).has_add_permission,
            page(Change).has_change_permission,
            page(Change).has_delete_permission,
        )
    )
    assert ChangeAdmin.show_full_result_count is False


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ({"to": "2026-03-02"}, date(2026, 3, 2)),
        ({"to": "2 March"}, None),
        ({"to": "2999-01-01"}, None),
        ({}, None),
    ],
)
def test_a_week_ends_on_the_day_asked_for_or_today(sora, asked, day):
    assert chosen_day(asking(sora, asked)) == (day or today_in_seoul())


def moment(*parts):
    return type("Unit", (), {"at": datetime(2026, 3, *parts, tzinfo=UTC)})()


def test_days_are_those_of_seoul():
    late, early, before = moment(2, 15, 0), moment(2, 14, 59), moment(1, 15, 0)
    assert by_day([late, early, before]) == [(date(2026, 3, 3), [late]), (date(2026, 3, 2), [early, before])]
    assert by_day([]) == []


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-03-02T15:00:00Z", False),
        ("2026-03-02T14:59:59Z", True),
        ("2026-02-23T15:00:00Z", True),
        ("2026-02-23T14:59:59Z", False),
    ],
)
def test_a_week_is_seven_whole_days_of_seoul(staff, chips, at, told):
    Change.objects.update(at=at)
    page = staff.get("/admin/opportunities/change/week/", {"to": "2026-03-02"})
    assert bool(page.context["days"]) == told
    assert (page.context["first"], page.context["last"]) == (date(2026, 2, 24), date(2026, 3, 2))


def test_this_week_is_named_and_has_none_after_it(staff):
    this = staff.get("/admin/opportunities/change/week/").context
    assert (str(this["title"]), this["after"]) == ("What happened this week", None)
    other = staff.get("/admin/opportunities/change/week/", {"to": "2026-03-02"}).context
    assert (str(other["title"]), other["after"]) == ("What happened in a week", date(2026, 3, 9))
