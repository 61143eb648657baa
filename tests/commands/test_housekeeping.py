"""Seeding, forgetting, verifying and the first login: what each says, and what it leaves as it was."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone

from opportunities.management.commands import forget_changes, seed, verify_feed
from opportunities.models import Change, ChangeClock, Initiative, Membership, Sight
from tests import make


def run(command, *arguments, **options):
    """(what is said, the refusal)."""
    out = StringIO()
    try:
        call_command(command, *arguments, stdout=out, **options)
    except CommandError as refusal:
        return out.getvalue(), str(refusal)
    return out.getvalue(), None


# Forgetting


def aged(**ago):
    """A change as old as this, and a newer one that every level heard."""
    chips = make.initiative()
    Change.objects.update(at=timezone.now() - timedelta(**ago))
    make.organisation()
    return chips


@pytest.mark.parametrize(
    ("ago", "options", "forgotten"),
    [
        ({"days": 400, "minutes": 1}, {}, 2),
        ({"days": 399, "hours": 23}, {}, 0),
        ({"days": 1, "minutes": 1}, {"days": 1}, 2),
        ({"hours": 23}, {"days": 1}, 0),
    ],
)
def test_a_change_is_kept_for_its_days(db, ago, options, forgotten):
    aged(**ago)
    days = options.get("days", 400)
    assert run("forget_changes", **options) == (f"Forgot {forgotten} changes older than {days} days.\n", None)
    assert Change.objects.count() == 3 - forgotten


@pytest.mark.parametrize("days", ["0", "-1"])
def test_at_least_a_day_is_kept(db, days):
    aged(days=500)
    assert run("forget_changes", "--days", days) == ("", "Keep at least one day.")
    assert Change.objects.count() == 3


def test_a_number_of_days_is_a_number(db):
    assert run("forget_changes", "--days", "many")[1] == "Error: argument --days: invalid int value: 'many'"


def test_it_is_forgotten_piece_by_piece(db, monkeypatch):
    aged(days=500)
    asked = []
    monkeypatch.setattr(forget_changes, "forget_before", lambda moment, size: asked.append(size) or 0)
    run("forget_changes")
    assert asked == [1000]


def test_records_and_what_readers_see_of_them_stay(db):
    chips = aged(days=500)
    before = list(Sight.objects.order_by("uid").values())
    run("forget_changes")
    assert Initiative.objects.get() == chips
    assert list(Sight.objects.order_by("uid").values()) == before


# Verifying


def test_a_log_altered_from_outside_is_no_matter_of_mending(db):
    make.initiative()
    ChangeClock.objects.update(last=1)
    for options in ({}, {"mend": True}):
        said, refusal = run("verify_feed", **options)
        assert refusal == "The change log was altered from outside: restore a backup."
        assert "Everything is stored as it ought to be." not in said


def test_records_are_read_so_many_at_a_time(db, monkeypatch):
    asked = []
    monkeypatch.setattr(verify_feed, "verify", lambda size, mend: asked.append((size, mend)) or [])
    assert run("verify_feed") == ("Everything is stored as it ought to be.\n", None)
    run("verify_feed", "--mend")
    assert asked == [(200, False), (200, True)]


# Seeding


def test_people_and_what_is_no_record_do_not_keep_the_facts_away(sora):
    assert seed.count_records() == 0
    said, refusal = run("seed")
    assert (said, refusal) == ("Loaded the facts of the dialogue: 80 records, all public.\n", None)
    assert seed.count_records() == 80


def test_a_membership_is_no_record_and_an_organisation_is(alice):
    assert Membership.objects.count() == 1
    assert seed.count_records() == 1
    assert run("seed") == ("The database already holds records: nothing was loaded.\n", None)
    assert not Initiative.objects.exists()


def test_a_database_that_holds_records_gets_no_demonstration_either(db):
    make.organisation()
    assert run("seed", "--demo") == ("The database already holds records: nothing was loaded.\n", None)


# The first login


def test_the_first_login_is_of_the_staff_and_nobody_else_is_touched(alice, sora):
    said, _refusal = run("make_staff")
    made = get_user_model().objects.get(username="staff")
    assert (made.is_staff, made.is_superuser, made.is_active, made.email) == (True, True, True, "")
    password = said.removeprefix("Staff login: staff / ").removesuffix("\n")
    assert len(password) == 16
    assert made.check_password(password)
    alice.refresh_from_db()
    assert (alice.is_staff, get_user_model().objects.count()) == (False, 3)


def test_without_a_reset_a_changed_password_stays(db):
    run("make_staff")
    made = get_user_model().objects.get()
    made.set_password("their own choice")
    made.save()
    assert run("make_staff") == ("", None)
    assert get_user_model().objects.get().check_password("their own choice")
