"""Where a second step is required: who is held, where they are let through meanwhile, and what counts."""

from types import SimpleNamespace

import pytest
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import MiddlewareNotUsed

from tracker.second_step import SecondStepForStaff, passed, remember

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def guard(settings):
    settings.REQUIRE_2FA = True
    return SecondStepForStaff(lambda request: "answered")


@pytest.fixture
def asked(rf, client):
    """A request of this person for the page of this name, who signed in by these methods."""

    def ask(user, name="index", *methods):
        request = rf.get("/")
        request.user, request.session = user, client.session
        for method in methods:
            record_authentication(request, user, method)
        request.resolver_match = SimpleNamespace(url_name=name)
        return request

    return ask


def where(answer):
    return answer and answer.url


def test_where_it_is_not_required_nobody_is_asked(settings):
    settings.REQUIRE_2FA = False
    with pytest.raises(MiddlewareNotUsed):
        SecondStepForStaff(lambda request: "answered")


def test_what_is_let_through_is_answered(guard, rf):
    assert guard(rf.get("/")) == "answered"


def test_staff_alone_are_held(guard, asked, sora, alice):
    people = [sora, alice, AnonymousUser()]
    held = [where(guard.process_view(asked(person, "index", "password"), None)) for person in people]
    assert held == ["/admin/second-step/app/", None, None]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("mfa_activate_totp", False),
        ("account_reauthenticate", False),
        ("logout", False),
        ("set_language", False),
        ("mfa_authenticate", True),
        ("mfa_deactivate_totp", True),
        ("password_change", True),
        ("index", True),
        (None, True),
    ],
)
def test_only_what_leads_through_is_open_meanwhile(guard, asked, sora, name, held):
    assert bool(guard.process_view(asked(sora, name, "password"), None)) == held


@pytest.mark.parametrize(
    ("methods", "counts"),
    [
        ([], False),
        (["password"], False),
        (["socialaccount"], False),
        (["mfa"], True),
        (["password", "mfa"], True),
        (["mfa", "password"], True),
    ],
)
def test_only_the_second_step_counts(guard, asked, sora, methods, counts):
    request = asked(sora, "index", *methods)
    assert passed(request) == counts
    assert (guard.process_view(request, None) is None) == counts


def test_whoever_has_one_and_has_not_passed_it_signs_in_again(guard, asked, sora):
    TOTP.activate(sora, SECRET)
    request = asked(sora, "index", "password")
    assert where(guard.process_view(request, None)) == "/admin/login/"
    assert request.user == AnonymousUser()
    assert guard.process_view(asked(sora, "index", "mfa"), None) is None


def test_setting_it_up_counts_as_passing_it(asked, sora):
    request = asked(sora, "mfa_activate_totp", "password")
    authenticator = TOTP.activate(sora, SECRET).instance
    assert not passed(request)
    remember(request=request, user=sora, authenticator=authenticator)
    assert passed(request)
    [first, second] = get_authentication_records(request, sora)
    assert first["method"] == "password"
    assert (second["method"], second["id"], second["type"]) == ("mfa", authenticator.pk, "totp")


def test_what_somebody_else_passed_before_does_not_count(asked, sora, alice):
    request = asked(alice, "index", "password", "mfa")
    assert passed(request)
    request.user = sora
    assert not passed(request)
