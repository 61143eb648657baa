"""Inviting people and taking their second step off: who is passed over, what is written, what is noted."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core import mail

from tests.admin.browser import address, as_shown, errors, page_of, send
from tests.admin.pages import asking, member_of, page, told

User = get_user_model()
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def coordinator(db):
    return member_of("Coordinators", User, "coordinator")


@pytest.fixture
def minji(db):
    return invited("minji")


def invited(name, **fields):
    person = User.objects.create_user(name, **{"email": f"{name}@example.org"} | fields)
    person.set_unusable_password()
    person.save()
    return person


def invite(by, *people):
    request = asking(by, sent={})
    page(User).invite(request, User.objects.filter(pk__in=[each.pk for each in people]))
    return told(request)


def test_an_invitation_names_the_account_and_how_long_its_link_is_valid(coordinator, minji):
    assert invite(coordinator, minji) == ["1 invitation sent."]
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["minji@example.org"], "Invitation to testserver")
    lines = letter.body.splitlines()
    assert lines[0] == "An account in the cooperation tracker has been made for you."
    assert "Your user name: minji" in lines
    assert "The link is valid for 3 days." in lines


def test_each_gets_a_link_of_their_own(coordinator, minji):
    assert invite(coordinator, minji, invited("aron")) == ["2 invitations sent."]
    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert {*bodies} == {"minji@example.org", "aron@example.org"}
    assert len({body.splitlines()[3] for body in bodies.values()}) == 2


@pytest.mark.parametrize("fields", [{"is_active": False}, {"email": ""}, {"email": "no address"}])
def test_whoever_cannot_be_invited_is_passed_over_and_counted(coordinator, minji, fields):
    passed_over = "1 person has a password already, is not active or has no e-mail address."
    assert invite(coordinator, minji, invited("gone", **fields)) == ["1 invitation sent.", passed_over]
    assert [letter.to for letter in mail.outbox] == [["minji@example.org"]]


def test_of_two_with_one_address_each_is_invited_alone(coordinator, minji):
    twin = invited("twin", email="minji@example.org")
    invite(coordinator, twin)
    [letter] = mail.outbox
    assert "Your user name: twin" in letter.body


@pytest.fixture
def with_app(minji):
    TOTP.activate(minji, SECRET)
    RecoveryCodes.activate(minji)
    return minji


def take_off(by, *people):
    request = asking(by, sent={})
    chosen = page(User).get_queryset(request).filter(pk__in=[each.pk for each in people])
    page(User).take_second_step_off(request, chosen)
    return told(request)


def test_the_second_step_goes_with_its_recovery_codes_and_is_noted(coordinator, with_app):
    assert take_off(coordinator, with_app) == ["1 person signs in without a second step now."]
    assert not Authenticator.objects.exists()
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr) == (coordinator, "minji")
    assert entry.get_change_message() == "Second step taken off."


def test_whoever_has_none_is_not_counted(coordinator, minji):
    assert take_off(coordinator, minji) == ["0 people sign in without a second step now."]
    assert not LogEntry.objects.exists()


def test_a_coordinator_takes_none_off_the_chief(coordinator, with_app):
    chief = User.objects.create_superuser("chief")
    TOTP.activate(chief, SECRET)
    assert take_off(coordinator, chief, with_app) == ["1 person signs in without a second step now."]
    assert Authenticator.objects.get().user == chief
    assert take_off(chief, chief) == ["1 person signs in without a second step now."]
    assert not Authenticator.objects.exists()


def test_the_list_says_who_has_a_password_and_who_a_second_step(coordinator, with_app):
    coordinator.set_password("a long enough password")
    coordinator.save()
    people = page(User)
    listed = {
        each.username: (people.has_password(each), people.has_second_step(each))
        for each in people.get_queryset(asking(coordinator))
    }
    assert listed == {"coordinator": (True, False), "minji": (False, True)}


def test_recovery_codes_alone_are_no_second_step(coordinator, minji):
    RecoveryCodes.activate(minji)
    [person] = page(User).get_queryset(asking(coordinator)).filter(pk=minji.pk)
    assert not person.has_second_step


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"username": ""}, {"username": ["This field is required."]}),
        ({"email": ""}, {"email": ["This field is required."]}),
        ({"email": "minji"}, {"email": ["Enter a valid email address."]}),
        ({"username": "sora"}, {"username": ["A user with that username already exists."]}),
    ],
)
def test_a_new_person_has_a_name_of_their_own_and_an_address(chief, sora, typed, refusal):
    given = {"username": "minji", "email": "minji@example.org"} | typed
    assert errors(send(chief, address(User, "add"), **given)) == refusal
    assert not User.objects.filter(email="minji@example.org").exists()


def test_a_new_person_is_on_no_staff_until_somebody_says_so(chief):
    send(chief, address(User, "add"), username="minji", email="minji@example.org", is_staff="on")
    made = User.objects.get(username="minji")
    assert (made.is_staff, made.is_active, made.has_usable_password()) == (False, True, False)
    assert as_shown(chief.get(page_of(made)))["username"] == "minji"
