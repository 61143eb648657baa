"""What is a person's alone (preferences, half-finished spreadsheets), and what is the demonstration's."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from opportunities.models import Preferences, Upload
from opportunities.models.demo import demo_loaded, demo_records, is_demo
from tests import make

DAY = make.DAY


@pytest.mark.parametrize(
    ("reminded", "again"),
    [(None, True), (DAY - timedelta(1), True), (DAY, False), (DAY + timedelta(1), False)],
)
def test_a_person_is_reminded_where_the_last_time_lies_before_the_day(sora, reminded, again):
    Preferences.objects.create(user=sora, reminded_on=reminded)
    assert Preferences.objects.claim(sora, DAY) is again
    assert Preferences.objects.get().reminded_on == (DAY if again else reminded)


def test_what_could_not_be_sent_may_be_tried_again_and_for_nobody_else(sora, alice):
    for user in (sora, alice):
        Preferences.objects.claim(user, DAY)
    Preferences.objects.release(sora)
    assert [Preferences.objects.claim(user, DAY) for user in (sora, alice)] == [True, False]


def test_being_reminded_changes_no_choice(sora, alice):
    Preferences.objects.create(user=sora, language="ko", reminders=False)
    Preferences.objects.create(user=alice, language="fr")
    Preferences.objects.claim(sora, DAY)
    chosen = Preferences.objects.of(sora)
    assert (chosen.language, chosen.reminders, chosen.reminded_on) == ("ko", False, DAY)
    assert str(chosen) == "sora"


def test_asking_for_what_was_never_chosen_stores_nothing(sora):
    assert Preferences.objects.of(sora).pk is None
    assert not Preferences.objects.exists()


def uploaded(user, name="plan.xlsx", age=timedelta(0), **fields):
    given = {"header": ["title"], "rows": [["a"]], "kind": "milestone", "read_as": "Excel"} | fields
    return Upload.objects.create(user=user, name=name, at=timezone.now() - age, **given)


def test_a_spreadsheet_is_kept_for_seven_days(sora, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    seven = timedelta(days=7)
    kept = uploaded(sora, age=seven)
    uploaded(sora, age=seven + timedelta(seconds=1))
    assert [*Upload.objects.recent()] == [kept]
    Upload.objects.forget_old()
    assert [*Upload.objects.all()] == [kept]


def test_the_newest_spreadsheet_stands_first(sora):
    ages = [uploaded(sora, age=timedelta(hours=hours)) for hours in (2, 1, 3)]
    assert [*Upload.objects.all()] == [ages[1], ages[0], ages[2]]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("plan.xlsx", "plan.xlsx"),
        ("x" * 200, "x" * 200),
        ("first" + "x" * 195 + ".xlsx", "x" * 195 + ".xlsx"),
        ("\u1112\u1161\u11ab.xlsx", "한.xlsx"),
    ],
)
def test_of_a_long_name_the_end_is_kept(sora, name, kept):
    made = uploaded(sora, name)
    made.refresh_from_db()
    assert (made.name, str(made)) == (kept, kept)


@pytest.mark.parametrize("rows", [[], [["a"]], [["a"], ["b"], ["c"]]])
def test_as_many_wait_as_there_are_rows(sora, rows):
    made = uploaded(sora, rows=rows)
    assert (made.waiting, made.saved, made.looked) == (len(rows), 0, {})
    made.rows = rows[1:]
    made.save()
    made.refresh_from_db()
    assert made.waiting == max(len(rows) - 1, 0)


def test_with_the_person_goes_what_was_theirs_alone(sora, alice):
    for user in (sora, alice):
        uploaded(user), Preferences.objects.claim(user, DAY)
    sora.delete()
    assert (Upload.objects.get().user, Preferences.objects.get().user) == (alice, alice)


@pytest.mark.parametrize(
    ("uid", "fictional"),
    [
        ("de2fffff-ffff-ffff-ffff-ffffffffffff", False),
        ("de300000-0000-4000-7fff-ffffffffffff", False),
        ("de300000-0000-4000-8000-000000000000", True),
        ("de300000-0000-4000-8000-123456789abc", True),
        ("de300000-0000-4000-8000-ffffffffffff", True),
        ("de300000-0000-4000-8001-000000000000", False),
    ],
)
def test_the_demonstration_is_known_by_its_uids(db, uid, fictional):
    made = make.organisation(uid=UUID(uid))
    assert (is_demo(made.uid), demo_loaded()) == (fictional, fictional)
    assert [*demo_records()] == [made] * fictional
