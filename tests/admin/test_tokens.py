"""Coordinators issue, rotate and revoke tokens; the text is shown on one page and kept nowhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.utils import timezone

from opportunities.models import Organisation, Token
from opportunities.models.access import FORM, digest
from tests import make
from tests.admin.browser import act, address, errors, page_of, said, send
from tests.api.world import get
from tests.conftest import holding, signed_in

# Presses the button of the page that asks once more.
SURE = {"_reason_given": 1}


@pytest.fixture
def member(db, django_user_model):
    def of(group):
        user = django_user_model.objects.create_user(group, is_staff=True)
        user.groups.set([Group.objects.get(name=group)])
        return signed_in(user)

    return of


@pytest.fixture
def coordinator(member):
    return member("Coordinators")


@pytest.fixture
def institute(db):
    return make.organisation()


@pytest.fixture
def token(institute):
    make.token(institute)
    return Token.objects.get()


def issue(client, institute, **typed):
    given = {"organisation": institute.pk, "name": "Mirror"} | typed
    return send(client, address(Token, "add"), **given)


def texts(response):
    return [found[0] for found in FORM.finditer(response.text)]


def test_the_answer_shows_the_text_and_the_text_signs_in(coordinator, institute):
    response = issue(coordinator, institute)
    (text,) = texts(response)
    assert get(holding(text), "me/").json()["token"]["name"] == "Mirror"
    made = Token.objects.get()
    assert (made.organisation, made.created_by.username) == (institute, "Coordinators")
    assert made.expires_at.date() == (timezone.now() + timedelta(days=90)).date()


def test_no_browser_stores_the_answer(coordinator, institute):
    assert "no-store" in issue(coordinator, institute).headers["Cache-Control"]


def test_the_text_is_kept_nowhere(coordinator, institute):
    response = issue(coordinator, institute)
    rotated = act(coordinator, "rotate", Token.objects.get())
    for text in texts(response) + texts(rotated):
        secret = text.rpartition("_")[2]
        entries = str(list(LogEntry.objects.values_list()))
        sessions = str([each.get_decoded() for each in Session.objects.all()])
        cookies = response.cookies.output() + rotated.cookies.output() + coordinator.cookies.output()
        pages = [address(Token), *(page_of(each) for each in Token.objects.all()), "/admin/"]
        later = "".join(coordinator.get(page).text for page in pages)
        history = coordinator.get(address(Token, "history", Token.objects.first().pk)).text
        assert secret not in entries + sessions + cookies + later + history


def test_no_page_shows_the_digest(coordinator, token):
    for page in (address(Token), page_of(token)):
        assert token.digest not in coordinator.get(page).text
        assert token.prefix in coordinator.get(page).text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["admin"]}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
        ({"name": ""}, "name"),
        ({"organisation": 9999}, "organisation"),
    ],
)
def test_a_mistake_is_said_and_issues_nothing(coordinator, institute, typed, field):
    assert list(errors(issue(coordinator, institute, **typed))) == [field]
    assert not Token.objects.exists()


def test_scopes_and_days_are_chosen(coordinator, institute):
    issue(coordinator, institute, scopes=["read", "progress:write"], days=1)
    made = Token.objects.get()
    assert made.scopes == ["read", "progress:write"]
    assert made.expires_at <= timezone.now() + timedelta(days=1)


def test_nothing_of_a_token_is_edited(coordinator, token):
    before = Token.objects.values().get()
    assert "_save" not in coordinator.get(page_of(token)).text
    typed = {"name": "Other", "digest": digest("x"), "key": "x", "days": 365, "scopes": ["read"]}
    assert coordinator.post(page_of(token), typed).status_code == 403
    assert Token.objects.values().get() == before


def test_a_rotated_token_has_a_successor_and_a_week(coordinator, token):
    rotated = act(coordinator, "rotate", token)
    (text,) = texts(rotated)
    assert f"The one before it, {token.prefix}, is valid until" in rotated.text
    assert get(holding(text), "areas/").status_code == 200
    token.refresh_from_db()
    assert token.expires_at <= timezone.now() + timedelta(days=7)
    assert Token.objects.exclude(pk=token.pk).get().created_by.username == "Coordinators"


def test_several_are_rotated_on_one_page(coordinator, institute):
    for name in "abc":
        make.token(institute, name=name)
    assert len(texts(act(coordinator, "rotate", *Token.objects.all()))) == 3


def test_what_is_no_longer_valid_is_not_rotated(coordinator, token):
    token.revoke()
    response = act(coordinator, "rotate", token)
    assert said(response)[-1] == f"{token} is no longer valid: issue a new one."
    assert Token.objects.count() == 1


def test_a_revoked_token_opens_nothing(coordinator, institute):
    text = make.token(institute)
    asked = act(coordinator, "revoke", Token.objects.get())
    assert str(Token.objects.get()) in asked.text
    assert get(holding(text), "areas/").status_code == 200
    act(coordinator, "revoke", Token.objects.get(), **SURE)
    assert get(holding(text), "areas/").status_code == 401
    assert "Revoked" in coordinator.get(address(Token)).text


def test_it_is_noted_who_did_what(coordinator, institute):
    issue(coordinator, institute)
    made = Token.objects.get()
    act(coordinator, "rotate", made)
    act(coordinator, "revoke", made, **SURE)
    act(coordinator, "revoke", made, **SURE)
    entries = LogEntry.objects.order_by("pk")
    assert {entry.user.username for entry in entries} == {"Coordinators"}
    assert [entry.get_change_message() for entry in entries] == ["Added.", "Rotated.", "Added.", "Revoked."]
    assert entries.first().object_repr == str(made)


@pytest.mark.parametrize("group", ["Area leads", "Viewers"])
def test_others_do_not_even_see_tokens(member, token, group):
    other = member(group)
    pages = [address(Token), address(Token, "add"), page_of(token), address(Token, "delete", token.pk)]
    assert [other.get(page).status_code for page in pages] == [403] * 4
    act(other, "revoke", token, **SURE)
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_partner_with_every_right_does_not_see_them_either(guest, token):
    pages = [address(Token), address(Token, "add"), page_of(token)]
    assert [guest.get(page).status_code for page in pages] == [403] * 3
    act(guest, "rotate", token)
    assert Token.objects.count() == 1


def test_an_organisation_is_deleted_with_its_tokens_named_before(coordinator, token):
    page = address(Organisation, "delete", token.organisation.pk)
    assert str(token) in re.sub(r"<[^>]*>", "", coordinator.get(page).text)
    coordinator.post(page, {"post": "yes"})
    assert not Token.objects.exists()


def test_the_list_asks_as_often_for_four_as_for_two(coordinator, django_assert_num_queries):
    # Two, because a filter that offers one choice is not shown.
    for count in (2, 4):
        while Token.objects.count() < count:
            make.token(make.organisation(f"organisation-{Token.objects.count()}"))
        coordinator.get(address(Token))
        with django_assert_num_queries(8):
            coordinator.get(address(Token))
