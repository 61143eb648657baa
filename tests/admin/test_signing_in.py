"""Staff sign in by password or sign-on and, where they have one, a second step; guessing does not help."""

import time
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib import admin
from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from opportunities.models import Initiative
from tests.admin.browser import act, address, said
from tests.conftest import signed_in

LOGIN = "/admin/login/"
PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def nobody_has_guessed_yet():
    cache.clear()


@pytest.fixture
def mina(db, django_user_model):
    return django_user_model.objects.create_user(
        "mina", "mina@example.org", PASSWORD, is_staff=True, is_superuser=True
    )


@pytest.fixture
def app(mina, time_machine):
    """Her second step: the code that her app shows, at her call. It would show another every 30 seconds."""
    time_machine.move_to("2026-03-09T00:00:05Z", tick=False)
    TOTP.activate(mina, SECRET)
    return code


def code():
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counter))


def enter(client, password=PASSWORD, name="mina", to=LOGIN, **more):
    return client.post(to, {"login": name, "password": password} | more)


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_whoever_wants_in_is_led_through_the_door_and_back(client, mina):
    wanted = address(Initiative) + "?status=raised"
    asked = client.get(wanted)
    assert asked.url == f"{LOGIN}?next={address(Initiative)}%3Fstatus%3Draised"
    assert enter(client, to=asked.url).url == wanted


def test_nobody_is_led_elsewhere(client, mina):
    assert enter(client, to=f"{LOGIN}?next=https://elsewhere.example/").url == "/admin/"


def test_the_password_alone_has_no_other_door(client, mina, app):
    assert admin.site.login.__module__ == "tracker.signing_in"
    enter(client, username="mina", this_is_the_login_form="1")
    assert not is_in(client)


def test_a_session_ends_after_eight_hours_and_has_a_new_key(client, mina):
    client.get(LOGIN)
    before = client.session
    before["kept"] = 1
    before.save()
    enter(client)
    assert client.session.session_key != before.session_key
    assert client.session.get_expiry_age() == 8 * 60 * 60


def test_a_mistake_is_said_without_saying_which(client, mina):
    for name in ("mina", "nobody"):
        answer = enter(client, "wrong", name)
        assert answer.context["form"].non_field_errors() == [
            "This username and password do not belong together."
        ]
        assert not is_in(client)


def test_whoever_is_no_staff_is_not_sent_back_and_forth(partner):
    assert partner.get("/admin/", follow=True).status_code == HTTPStatus.FORBIDDEN


# Guessing


@pytest.fixture
def looked_at(monkeypatch):
    """The guesses whose password was looked at."""
    seen, ask = [], ModelBackend.authenticate

    def note(backend, request, **given):
        seen.append(given)
        return ask(backend, request, **given)

    monkeypatch.setattr(ModelBackend, "authenticate", note)
    return seen


@pytest.fixture
def later(monkeypatch):
    """Lets minutes pass."""
    now = time.time

    def pass_minutes(minutes):
        monkeypatch.setattr(time, "time", lambda: now() + 60 * minutes)

    return pass_minutes


def guesses(number, name="mina", addresses=None):
    for guess in range(number):
        where = addresses(guess) if addresses else "192.0.2.1"
        yield enter(Client(REMOTE_ADDR=where), f"guess {guess}", name)


def test_of_many_guesses_at_one_account_five_are_looked_at(mina, looked_at):
    answers = [*guesses(60, addresses=lambda guess: f"192.0.2.{guess}")]
    assert len(looked_at) == 5
    assert "Wait five minutes" in answers[-1].text


def test_of_many_guesses_from_one_address_ten_are_looked_at(mina, looked_at):
    for guess in range(60):
        answer = enter(Client(REMOTE_ADDR="192.0.2.1"), "guess", f"somebody-{guess}")
    assert len(looked_at) == 10
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_nobody_is_locked_out_for_good(client, mina, later):
    [*guesses(20)]
    assert "Wait five minutes" in enter(client).text
    later(6)
    enter(client)
    assert is_in(client)


def test_whoever_knows_the_password_is_not_counted(mina):
    clients = [Client() for _ in range(12)]
    for each in clients:
        enter(each)
    assert all(is_in(each) for each in clients)


def test_codes_are_not_guessed_either(client, mina, app):
    enter(client)
    for guess in range(12):
        answer = client.post(reverse("mfa_authenticate"), {"code": f"{guess:06}"})
    assert "Wait five minutes" in answer.text
    client.post(reverse("mfa_authenticate"), {"code": app()})
    assert not is_in(client)


# The second step


def test_with_a_second_step_the_password_is_not_enough(client, mina, app):
    asked = enter(client, to=f"{LOGIN}?next={address(Initiative)}")
    assert asked.url == reverse("mfa_authenticate")
    assert not is_in(client)
    assert "This code is wrong" in client.post(asked.url, {"code": "000000"}).text
    assert client.post(asked.url, {"code": app()}).url == address(Initiative)
    assert is_in(client)


def test_a_code_opens_once(client, mina, app):
    shown = app()
    for each in (client, other := Client()):
        enter(each)
        each.post(reverse("mfa_authenticate"), {"code": shown})
    assert (is_in(client), is_in(other)) == (True, False)


def test_a_recovery_code_stands_in_for_the_app_once(client, mina, app):
    first = RecoveryCodes.activate(mina).get_unused_codes()[0]
    for each in (client, other := Client()):
        enter(each)
        each.post(reverse("mfa_authenticate"), {"code": first})
    assert (is_in(client), is_in(other)) == (True, False)


def test_it_is_set_up_after_the_password_was_given_again(client, mina):
    enter(client)
    activate = reverse("mfa_activate_totp")
    asked = client.get(activate)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert "This is not your password." in client.post(asked.url, {"password": "wrong"}).text
    page = client.get(client.post(asked.url, {"password": PASSWORD}).url)
    secret = page.context["form"].secret
    assert secret in page.text
    counter = next(yield_hotp_counters_from_time())
    done = client.post(activate, {"code": format_hotp_value(hotp_value(secret, counter))}, follow=True)
    assert len(done.context["unused_codes"]) == 10
    assert Authenticator.objects.filter(user=mina).count() == 2


def test_it_is_taken_off_by_its_owner(client, mina, app):
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": app()})
    asked = client.get(reverse("mfa_deactivate_totp"))
    confirmed = client.post(asked.url, {"password": PASSWORD})
    client.post(confirmed.url)
    assert not Authenticator.objects.exists()


def test_a_coordinator_takes_it_off_whoever_lost_the_phone(mina, app, django_user_model):
    boss = signed_in(django_user_model.objects.create_superuser("boss"))
    assert said(act(boss, "take_second_step_off", mina))[-1] == "1 person signs in without a second step now."
    assert not Authenticator.objects.exists()


def test_where_it_is_required_staff_come_no_further_without(client, mina, settings):
    settings.REQUIRE_2FA = True
    enter(client)
    for page in ("/admin/", "/en/", "/api/v1/initiatives/"):
        assert client.get(page).url == reverse("mfa_activate_totp")
    assert client.get("/i18n/setlang/").status_code != HTTPStatus.OK
    assert Client().get("/en/").status_code == HTTPStatus.OK


def test_where_it_is_required_whoever_passes_it_is_in(client, mina, app, settings):
    settings.REQUIRE_2FA = True
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": app()})
    assert is_in(client)


def test_where_it_is_required_a_session_from_before_ends(mina, app, settings):
    settings.REQUIRE_2FA = True
    early = signed_in(mina)
    assert early.get("/admin/").url == LOGIN
    assert not is_in(early)


@pytest.mark.parametrize(
    "name", ["signup", "email", "change_password", "reset_password", "logout", "set_password"]
)
def test_of_the_other_pages_of_django_allauth_there_is_none(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"account_{name}")


def test_its_tables_have_no_pages_in_the_admin(staff):
    assert [model for model in admin.site._registry if model.__module__.startswith("allauth")] == []
