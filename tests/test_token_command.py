"""The tokens of organisations from the shell: a new text goes to standard output alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from opportunities.models import Token
from tests import make
from tests.api.world import get
from tests.conftest import holding


def token(*arguments):
    """(what is printed, what is said beside it)."""
    out, beside = StringIO(), StringIO()
    call_command("token", *map(str, arguments), stdout=out, stderr=beside)
    return out.getvalue(), beside.getvalue()


@pytest.fixture
def institute(db):
    return make.organisation()


@pytest.fixture
def text(institute):
    return token("issue", "institute", "Mirror")[0].strip()


def test_the_text_alone_is_printed_and_signs_in(text):
    said = get(holding(text), "me/").json()
    assert (said["scopes"], said["token"]["name"]) == (["read"], "Mirror")


def test_what_is_said_beside_it_is_no_secret(institute):
    out, beside = token("issue", "institute", "Mirror")
    made = Token.objects.get()
    assert beside == f"Told this once: Mirror ({made.prefix}), valid until {made.expires_at:%Y-%m-%d}.\n"
    assert out.strip() not in beside


def test_scopes_and_days_are_chosen(institute):
    token("issue", "institute", "Both", "--scope", "read", "--scope", "progress:write", "--days", 3)
    made = Token.objects.get()
    assert made.scopes == ["read", "progress:write"]
    assert (made.expires_at - timezone.now()).days == 2


def test_the_list_shows_each_token_without_its_secret(text):
    token("issue", "institute", "Old")
    token("revoke", Token.objects.get(name="Old").prefix)
    mirror, old = Token.objects.order_by("name")
    until = f"until {mirror.expires_at:%Y-%m-%d}  read"
    assert token("list")[0].splitlines() == [
        f"institute  {mirror.prefix}  valid  {until}  Mirror",
        f"institute  {old.prefix}  revoked  {until}  Old",
    ]


def test_a_rotated_token_lasts_for_the_overlap(text):
    new, _beside = token("rotate", Token.objects.get().prefix, "--overlap", 0)
    assert [get(holding(each), "areas/").status_code for each in (text, new.strip())] == [401, 200]


@pytest.mark.parametrize("named", ["prefix", "key", "whole"])
def test_a_token_is_revoked_however_it_is_named(text, named):
    made = Token.objects.get()
    out, _beside = token("revoke", {"prefix": made.prefix, "key": made.key, "whole": text}[named])
    assert out == f"Revoked: {made}.\n"
    assert get(holding(text), "areas/").status_code == 401


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["issue", "institut", "M"], "There is no organisation “institut”. There are: institute."),
        (["issue", "institute", ""], "This field cannot be blank."),
        (["issue", "institute", "M", "--days", "400"], "A token lasts from 1 to 365 days."),
        (["rotate", "trk_0"], "There is no token trk_0. “token list” shows those there are."),
        (["revoke", "trk_0_secret"], "There is no token trk_0. “token list” shows those there are."),
    ],
)
def test_a_mistake_is_said_and_what_to_do(institute, arguments, sentence):
    with pytest.raises(CommandError) as refusal:
        token(*arguments)
    assert str(refusal.value) == sentence
    assert not Token.objects.exists()


@pytest.mark.parametrize("overlap", [-1, 366])
def test_an_overlap_is_of_days(text, overlap):
    with pytest.raises(CommandError, match="from 0 to 365"):
        token("rotate", Token.objects.get().prefix, "--overlap", overlap)


def test_what_is_revoked_has_no_successor(text):
    prefix = Token.objects.get().prefix
    token("revoke", prefix)
    with pytest.raises(CommandError, match="no longer valid"):
        token("rotate", prefix)


@pytest.mark.parametrize("arguments", [[], ["borrow"], ["issue", "institute", "M", "--scope", "admin"]])
def test_an_unknown_word_is_refused(db, arguments):
    with pytest.raises(CommandError):
        token(*arguments)


def test_without_organisations_it_says_so(db):
    with pytest.raises(CommandError, match="There are: none yet"):
        token("issue", "institute", "Mirror")
