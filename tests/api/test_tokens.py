"""A partner's system signs in with a token; whatever is wrong with one is answered in the same bytes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone

from opportunities.choices import Scope
from opportunities.models import Token, access
from opportunities.models.access import TokenQuerySet
from opportunities.visibility import System
from tests import make
from tests.api.world import get, ids
from tests.conftest import holding

SECRET = "0" * 48


@pytest.fixture
def institute(alice):
    return alice.memberships.get().organisation


@pytest.fixture
def made(institute):
    """(token, text)."""
    return Token.issue(institute, "Mirror", [Scope.READ.value])


def test_a_system_reads_what_partners_may(system, public):
    seen = [make.initiative(str(level), level) for level in (make.PUBLIC, make.PARTNERS, make.INTERNAL)]
    assert {*ids(get(system, "initiatives/"))} == {str(each.uid) for each in seen[:2]}
    assert len(ids(get(public, "initiatives/"))) == 1


def test_a_system_has_no_right_in_the_house(made):
    reader = System(made[0].organisation, made[0])
    assert not reader.has_perm("opportunities.see_internal")
    assert {reader.is_staff, reader.is_superuser} == {False}


def test_signing_in_costs_one_question(system, public, django_assert_num_queries):
    get(system, "areas/")
    with django_assert_num_queries(2):
        get(public, "areas/")
    with django_assert_num_queries(3):
        get(system, "areas/")


def test_the_text_is_not_kept(made):
    token, text = made
    assert access.FORM.fullmatch(text)
    assert text.startswith(f"{token.prefix}_")
    kept = str(list(Token.objects.values_list()))
    assert text.rpartition("_")[2] not in kept


def spoiled(made):
    """{what is wrong: header}."""
    token, text = made
    organisation = token.organisation
    expired, revoked = (make.token(organisation, name=name) for name in ("expired", "revoked"))
    Token.objects.filter(name="expired").update(expires_at=timezone.now())
    Token.objects.get(name="revoked").revoke()
    return {
        "unknown": f"Bearer trk_{'0' * 12}_{SECRET}",
        "wrong secret": f"Bearer {token.prefix}_{SECRET}",
        "expired": f"Bearer {expired}",
        "revoked": f"Bearer {revoked}",
        "cut short": f"Bearer {text[:-1]}",
        "longer": f"Bearer {text}0",
        "capitals": f"Bearer {text.upper()}",
        "prefix alone": f"Bearer {token.prefix}",
        "digest": f"Bearer {token.prefix}_{token.digest[:48]}",
        "other scheme": f"Token {text}",
        "no scheme": text,
        "empty": "",
        "nothing behind": "Bearer ",
        "not ASCII": "Bearer \xff\x00",
    }


@pytest.mark.parametrize("reader", ["public", "partner", "staff"])
def test_whatever_is_wrong_is_answered_in_the_same_bytes(reader, made, request):
    client = request.getfixturevalue(reader)
    answers = {cause: get(client, "areas/", Authorization=sent) for cause, sent in spoiled(made).items()}
    told = {(each.status_code, each.content, str(sorted(each.headers.items()))) for each in answers.values()}
    assert len(told) == 1
    assert answers["unknown"].status_code == 401
    assert get(client, "areas/", Authorization=f"Bearer {made[1]}").status_code == 200


def test_whatever_is_wrong_takes_the_same_work(public, made, monkeypatch, django_assert_num_queries):
    hashed = []
    honest = access.digest
    monkeypatch.setattr(access, "digest", lambda text: hashed.append(text) or honest(text))
    causes = spoiled(made)
    for cause, sent in causes.items():
        hashed.clear()
        with django_assert_num_queries(1):
            get(public, "areas/", Authorization=sent)
        assert (cause, len(hashed)) == (cause, 1)


def test_the_token_decides_whatever_session_comes_along(staff, made):
    make.initiative(visibility=make.INTERNAL)
    assert len(ids(get(staff, "initiatives/"))) == 1
    assert ids(get(staff, "initiatives/", Authorization=f"Bearer {made[1]}")) == []


def test_the_scheme_may_be_written_in_any_case(public, made):
    assert get(public, "areas/", Authorization=f"bEARER {made[1]}").status_code == 200


@pytest.mark.parametrize("address", ["", "me/", "schema/", "areas/"])
def test_reading_needs_its_scope(institute, address):
    writer = holding(make.token(institute, Scope.PROGRESS_WRITE.value))
    answer = get(writer, address)
    assert answer.status_code == 403
    assert answer.json()["detail"] == "This needs a token with the scope read."


def test_a_token_lasts_90_days_unless_said_otherwise(institute, made, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=89, hours=23), tick=False)
    assert get(holding(made[1]), "areas/").status_code == 200
    time_machine.shift(timedelta(hours=2))
    assert get(holding(made[1]), "areas/").status_code == 401


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"scopes": ["admin"]}, "Unknown scope. Allowed: read, progress:write."),
        ({"scopes": []}, "This field cannot be blank."),
        ({"scopes": "read"}, "Unknown scope. Allowed: read, progress:write."),
        ({"name": ""}, "This field cannot be blank."),
        ({"days": 0}, "A token lasts from 1 to 365 days."),
        ({"days": 366}, "A token lasts from 1 to 365 days."),
    ],
)
def test_what_makes_no_token_is_refused(institute, fields, sentence):
    with pytest.raises(ValidationError) as refusal:
        Token.issue(**{"organisation": institute, "name": "Mirror", "scopes": ["read"]} | fields)
    assert refusal.value.messages == [sentence]
    assert not Token.objects.exists()


def test_revoking_is_at_once_and_keeps_its_time(made):
    token, text = made
    token.revoke()
    assert get(holding(text), "areas/").status_code == 401
    first = token.revoked_at
    token.revoke()
    assert token.revoked_at == first


def test_a_successor_takes_over_while_the_old_one_still_works(made, time_machine):
    token, text = made
    time_machine.move_to(timezone.now(), tick=False)
    successor, new = token.rotate()
    for fact in ("organisation", "name", "scopes"):
        assert getattr(successor, fact) == getattr(token, fact)
    assert [get(holding(each), "areas/").status_code for each in (text, new)] == [200, 200]
    time_machine.shift(timedelta(days=7))
    assert [get(holding(each), "areas/").status_code for each in (text, new)] == [401, 200]


def test_rotating_never_makes_the_old_one_last_longer(institute):
    token, _text = Token.issue(institute, "Short", ["read"], days=2)
    before = token.expires_at
    token.rotate(timedelta(days=300))
    token.refresh_from_db()
    assert token.expires_at == before


def test_what_is_no_longer_valid_has_no_successor(made):
    stale = Token.objects.get()
    made[0].revoke()
    with pytest.raises(ValidationError, match="no longer valid"):
        stale.rotate()
    assert Token.objects.count() == 1


def test_with_its_organisation_go_its_tokens(made):
    made[0].organisation.delete()
    assert get(holding(made[1]), "areas/").status_code == 401


def test_a_use_is_noted_once_a_minute(made, time_machine, django_assert_num_queries):
    client = holding(made[1])
    time_machine.move_to(timezone.now(), tick=False)
    get(client, "areas/")
    first = Token.objects.get().last_used_at
    time_machine.shift(timedelta(seconds=59))
    with django_assert_num_queries(3):
        get(client, "areas/")
    assert Token.objects.get().last_used_at == first
    time_machine.shift(timedelta(seconds=1))
    get(client, "areas/")
    assert Token.objects.get().last_used_at == first + timedelta(minutes=1)


def test_of_two_uses_at_once_one_is_noted(made):
    first, second = Token.objects.get(), Token.objects.get()
    now = timezone.now()
    first.note_use(now)
    second.note_use(now + timedelta(seconds=1))
    assert Token.objects.get().last_used_at == now


def test_a_use_that_cannot_be_noted_costs_no_answer(made, monkeypatch, caplog):
    def fail(*_, **__):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(TokenQuerySet, "update", fail)
    assert get(holding(made[1]), "areas/").status_code == 200
    assert "could not be noted" in caplog.text
    assert made[1] not in caplog.text
