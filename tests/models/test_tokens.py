"""A token of an organisation's system: how long it is valid, which text opens it, and what follows it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from opportunities.models import Token
from opportunities.models.access import digest
from tests import make

SECOND = timedelta(seconds=1)


@pytest.fixture
def now(time_machine):
    moment = timezone.now()
    time_machine.move_to(moment, tick=False)
    return moment


@pytest.fixture
def issued(db, now):
    """(token, text)."""
    return Token.issue(make.organisation(), "Mirror", ["read"])


@pytest.mark.parametrize(("days", "lasts"), [(None, 90), (1, 1), (365, 365)])
def test_a_token_lasts_as_many_days_as_are_asked_for(db, now, days, lasts):
    asked = {} if days is None else {"days": days}
    token, _text = Token.issue(make.organisation(), "Mirror", ["read"], **asked)
    assert (token.expires_at - now, token.created_at) == (timedelta(days=lasts), now)


def test_a_token_made_by_hand_lasts_as_long(now):
    assert (Token().expires_at - now, Token().scopes) == (timedelta(days=90), [])


def test_who_issued_it_is_kept_and_may_leave(db, sora):
    token, _text = Token.issue(make.organisation(), "Mirror", ["read"], by=sora)
    assert token.created_by == sora
    sora.delete()
    token.refresh_from_db()
    assert (token.created_by, token.state) == (None, "valid")


@pytest.mark.parametrize(
    ("left", "state"), [(SECOND, "valid"), (0 * SECOND, "expired"), (-SECOND, "expired")]
)
def test_it_is_valid_until_the_moment_it_expires(issued, now, left, state):
    token, _text = issued
    token.expires_at = now + left
    token.save()
    assert token.state == state
    assert [*Token.objects.live(now)] == ([token] if state == "valid" else [])


@pytest.mark.parametrize("left", [SECOND, -SECOND])
def test_what_is_revoked_is_so_whether_or_not_it_expired_too(issued, now, left):
    token, _text = issued
    token.expires_at = now + left
    token.save()
    token.revoke()
    token.refresh_from_db()
    assert (token.state, token.revoked_at) == ("revoked", now)
    assert not Token.objects.live(now).exists()


def test_revoking_one_leaves_the_others(issued):
    other, _text = Token.issue(issued[0].organisation, "Other", ["read"])
    issued[0].revoke()
    other.refresh_from_db()
    assert (other.revoked_at, other.state) == (None, "valid")


def test_the_text_opens_its_own_token_alone(issued):
    token, text = issued
    other, second = Token.issue(token.organisation, "Other", ["read"])
    found = [Token.objects.with_text(each) for each in (text, second)]
    assert found == [token, other]
    mixed = token.prefix + second[len(other.prefix) :]
    assert Token.objects.with_text(mixed) is None


@pytest.mark.parametrize("wrong", ["", "trk_", " {0}", "{0} ", "{0}\n", "x{0}", "TRK{1}"])
def test_what_is_nearly_the_text_opens_nothing(issued, wrong):
    _token, text = issued
    assert Token.objects.with_text(wrong.format(text, text[3:])) is None


def test_a_text_opens_though_it_is_no_longer_valid(issued):
    """Whether it is still valid is asked beside: both are answered alike."""
    token, text = issued
    token.revoke()
    assert Token.objects.with_text(text) == token
    assert Token.objects.live(timezone.now()).with_text(text) is None


def test_no_two_texts_are_alike_and_a_digest_is_of_its_text(issued):
    token, text = issued
    _other, second = Token.issue(token.organisation, "Mirror", ["read"])
    assert (text != second, digest(text) == token.digest, digest(second) == token.digest) == (
        True,
        True,
        False,
    )
    assert (len(token.digest), len(text)) == (64, 65)


def test_a_token_is_called_by_its_name_and_its_beginning(issued):
    token, text = issued
    assert (str(token), token.prefix) == (f"Mirror ({text[:16]})", text[:16])


def test_tokens_stand_by_organisation_and_name_the_newest_first(db, time_machine):
    first, second = make.organisation("a"), make.organisation("b")
    time_machine.move_to("2026-03-02T00:00:00+00:00", tick=False)
    old, _text = Token.issue(first, "Mirror", ["read"])
    time_machine.shift(60)
    others = [
        Token.issue(of, name, ["read"])[0] for of, name in ((second, "A"), (first, "Z"), (first, "Mirror"))
    ]
    assert [*Token.objects.all()] == [others[2], old, others[1], others[0]]


@pytest.mark.parametrize(
    ("overlap", "left"),
    [
        (None, timedelta(7)),
        (timedelta(1), timedelta(1)),
        (timedelta(0), timedelta(0)),
        (timedelta(91), timedelta(90)),
    ],
)
def test_the_old_one_lasts_for_the_overlap_and_never_longer_than_before(issued, now, overlap, left):
    token, _text = issued
    successor, _text = token.rotate(*[overlap] * (overlap is not None))
    token.refresh_from_db()
    assert (token.expires_at - now, token.revoked_at) == (left, None)
    assert successor.expires_at - now == timedelta(days=90)


def test_a_successor_is_of_the_same_kind_with_a_text_of_its_own(issued, sora):
    token, text = issued
    token.scopes = ["read", "progress:write"]
    token.save()
    successor, new = token.rotate(by=sora)
    assert (successor.organisation, successor.name) == (token.organisation, "Mirror")
    assert (successor.scopes, successor.created_by) == (["read", "progress:write"], sora)
    assert (new != text, successor.key != token.key, successor.last_used_at) == (True, True, None)


@pytest.mark.parametrize("spoil", ["revoked", "expired", "expires now"])
def test_what_is_no_longer_valid_has_no_successor_and_says_so(issued, now, spoil):
    token, _text = issued
    stale = Token.objects.get()
    spoiled = (
        {"revoked_at": now} if spoil == "revoked" else {"expires_at": now - SECOND * (spoil == "expired")}
    )
    Token.objects.update(**spoiled)
    stale.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        stale.rotate()
    assert refusal.value.messages == [f"{token} is no longer valid: issue a new one."]
    assert Token.objects.count() == 1


@pytest.mark.parametrize("scopes", [{"read": 1}, None, "", ["read", "admin"], ["Read"]])
def test_scopes_are_a_list_of_those_there_are(db, scopes):
    with pytest.raises(ValidationError):
        Token.issue(make.organisation(), "Mirror", scopes)
    assert not Token.objects.exists()


@pytest.mark.parametrize(("after", "noted"), [(59, False), (60, True), (61, True)])
def test_a_use_within_the_minute_is_not_noted_again(issued, now, after, noted):
    token, _text = issued
    token.note_use(now)
    again = now + timedelta(seconds=after)
    Token.objects.get().note_use(again)
    assert Token.objects.get().last_used_at == (again if noted else now)


def test_noting_one_s_use_notes_no_other_s(issued, now):
    other, _text = Token.issue(issued[0].organisation, "Other", ["read"])
    issued[0].note_use(now)
    other.refresh_from_db()
    assert other.last_used_at is None
