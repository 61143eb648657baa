"""The tokens of organisations from the shell: what stands where nothing was said, and what stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from opportunities.models import Token
from tests import make


def token(*arguments):
    """(what is printed, what is said beside it)."""
    out, beside = StringIO(), StringIO()
    call_command("token", *map(str, arguments), stdout=out, stderr=beside)
    return out.getvalue(), beside.getvalue()


def refusal(*arguments):
    with pytest.raises(CommandError) as refused:
        token(*arguments)
    return str(refused.value)


@pytest.fixture
def institute(db):
    return make.organisation()


@pytest.fixture
def mirror(institute):
    token("issue", "institute", "Mirror")
    return Token.objects.get()


def days_left(token):
    """Whole days, counted from a moment ago."""
    return (token.expires_at - (timezone.now() - timedelta(minutes=5))).days


def test_a_token_reads_for_ninety_days_unless_said_otherwise(mirror):
    assert (mirror.scopes, days_left(mirror), mirror.created_by) == (["read"], 90, None)


@pytest.mark.parametrize("days", [1, 365])
def test_it_lasts_as_long_as_was_said(institute, days):
    token("issue", "institute", "Mirror", "--days", days)
    assert days_left(Token.objects.get()) == days


@pytest.mark.parametrize("days", [0, -1, 366])
def test_it_lasts_a_year_at_most_and_a_day_at_least(institute, days):
    assert refusal("issue", "institute", "Mirror", "--days", days) == "A token lasts from 1 to 365 days."
    assert not Token.objects.exists()


def test_a_scope_replaces_the_one_that_is_given_otherwise(institute):
    token("issue", "institute", "Writer", "--scope", "progress:write")
    assert Token.objects.get().scopes == ["progress:write"]


def test_an_overlap_is_of_seven_days_and_never_longer_than_the_token(institute, mirror):
    token("issue", "institute", "Short", "--days", 3)
    short = Token.objects.get(name="Short")
    for each in (mirror, short):
        token("rotate", each.prefix)
        each.refresh_from_db()
    assert (days_left(mirror), days_left(short)) == (7, 3)


@pytest.mark.parametrize(("overlap", "days"), [(0, 0), (1, 1), (365, 90)])
def test_an_overlap_may_be_chosen(mirror, overlap, days):
    token("rotate", mirror.prefix, "--overlap", overlap)
    mirror.refresh_from_db()
    assert days_left(mirror) == days


def test_a_successor_may_do_the_same_for_a_lifetime_of_its_own(institute):
    token("issue", "institute", "Both", "--scope", "read", "--scope", "progress:write", "--days", 3)
    old = Token.objects.get()
    text, beside = token("rotate", old.prefix)
    new = Token.objects.exclude(pk=old.pk).get()
    assert (new.name, new.scopes, days_left(new)) == ("Both", ["read", "progress:write"], 90)
    assert text.startswith(f"{new.prefix}_")
    assert beside == f"Told this once: Both ({new.prefix}), valid until {new.expires_at:%Y-%m-%d}.\n"


def test_rotating_what_has_ended_leaves_nothing(mirror):
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert refusal("rotate", mirror.prefix) == f"{mirror} is no longer valid: issue a new one."
    assert Token.objects.count() == 1


def test_a_token_is_revoked_once_however_often_it_is_asked(mirror):
    token("revoke", mirror.prefix)
    at = Token.objects.get().revoked_at
    assert token("revoke", mirror.prefix) == (f"Revoked: {mirror}.\n", "")
    assert Token.objects.get().revoked_at == at


def test_the_list_says_what_has_ended_and_all_scopes(institute):
    token("issue", "institute", "Both", "--scope", "read", "--scope", "progress:write")
    Token.objects.update(expires_at="2026-03-02T00:00:00Z")
    [line] = token("list")[0].splitlines()
    prefix = Token.objects.get().prefix
    assert line == f"institute  {prefix}  expired  until 2026-03-02  read,progress:write  Both"


def test_a_list_of_none_is_empty(institute):
    assert token("list") == ("", "")


def test_all_organisations_are_named_to_whoever_mistypes_one(institute):
    make.organisation("first")
    assert refusal("issue", "Institute", "Mirror") == (
        "There is no organisation “Institute”. There are: first, institute."
    )


def test_only_a_whole_key_names_a_token(mirror):
    assert refusal("revoke", mirror.key[:-1]).startswith(f"There is no token trk_{mirror.key[:-1]}.")
    assert Token.objects.get().revoked_at is None


def test_a_name_that_is_too_long_is_refused(institute):
    assert refusal("issue", "institute", "x" * 101) == (
        "Ensure this value has at most 100 characters (it has 101)."
    )
