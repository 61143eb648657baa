"""An organisation's own sign-on opens an account that is there already, and takes over none."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from tests.conftest import signed_in
from tracker.environment import origin, read, secure_address

LOGIN = "/admin/login/"
START = "/admin/sign-on/sso/"
MINA = {"sub": "1", "email": "mina@example.org", "email_verified": True}


@pytest.fixture
def mina(db):
    return get_user_model().objects.create_user("mina", "mina@example.org", is_staff=True)


@pytest.fixture
def sign_on(db, monkeypatch):
    """Comes back from the sign-on, which vouches for these claims."""
    found = {
        "authorization_endpoint": "https://sign-on.example.org/go",
        "token_endpoint": "https://x.example",
    }
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", found, raising=False)
    monkeypatch.setattr(OAuth2Client, "get_access_token", lambda *_, **__: {"access_token": "x"})

    def come_back(client, claims, start=START):
        def tell(adapter, request, *_, **__):
            return adapter.get_provider().sociallogin_from_response(request, {"userinfo": claims})

        monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "complete_login", tell)
        left = client.post(start)
        state = parse_qs(urlsplit(left.url).query)["state"][0]
        return client.get(reverse("openid_connect_callback", args=["sso"]), {"code": "c", "state": state})

    return come_back


def who(client):
    key = client.session.get("_auth_user_id")
    return key and get_user_model().objects.get(pk=key).username


def test_it_leads_to_the_organisations_page_which_the_policy_allows(client, sign_on):
    assert client.get(START).status_code == 405
    left = client.post(START)
    assert left.url.startswith("https://sign-on.example.org/go?client_id=tracker")
    assert "code_challenge" in left.url
    policy = client.get(LOGIN).headers["Content-Security-Policy"]
    assert "form-action 'self' https://sign-on.example.org;" in policy + ";"


def test_an_address_that_is_vouched_for_opens_its_account(client, mina, sign_on):
    assert sign_on(client, MINA, f"{START}?next=/admin/opportunities/").url == "/admin/opportunities/"
    assert who(client) == "mina"
    assert SocialAccount.objects.get().user == mina


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email": "stranger@example.org"},
        {"email": None},
        {"email": "min\u0430@example.org"},
    ],
)
def test_nothing_else_opens_it_and_nobody_is_made(client, mina, sign_on, claims):
    answer = sign_on(client, MINA | claims)
    assert "Ask a coordinator for an invitation." in answer.text
    assert (who(client), get_user_model().objects.count()) == (None, 1)


@pytest.mark.parametrize("off", [{"is_active": False}, {"is_staff": False}])
def test_whoever_is_no_longer_on_the_staff_is_turned_away(client, mina, sign_on, off):
    sign_on(client, MINA)
    get_user_model().objects.update(**off)
    later = Client()
    sign_on(later, MINA)
    assert who(later) is None


def test_who_was_let_in_once_is_known_by_the_identity_not_the_address(client, mina, sign_on):
    sign_on(client, MINA)
    later = Client()
    sign_on(later, MINA | {"email": "married@example.org"})
    assert who(later) == "mina"


def test_an_address_given_to_somebody_else_since_opens_nothing(client, mina, sign_on):
    sign_on(client, MINA)
    successor = Client()
    sign_on(successor, MINA | {"sub": "2"})
    assert who(successor) is None


def test_an_address_of_two_people_opens_neither(client, mina, sign_on):
    get_user_model().objects.create_user("minas-boss", "Mina@example.org", is_staff=True)
    sign_on(client, MINA)
    assert who(client) is None


def test_no_second_identity_is_joined_to_a_session(mina, sign_on):
    client = signed_in(mina)
    assert sign_on(client, MINA, f"{START}?process=connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_the_second_step_is_asked_for_here_too(client, mina, sign_on):
    TOTP.activate(mina, "JBSWY3DPEHPK3PXP")
    assert sign_on(client, MINA).url == reverse("mfa_authenticate")
    assert who(client) is None


def test_a_failure_leads_back_to_the_door(client, db):
    answer = client.get(reverse("openid_connect_callback", args=["sso"]), {"error": "access_denied"})
    assert "Try again, or use your password." in answer.text


def test_without_settings_there_is_none(client, db, settings):
    assert "Log in with Example sign-on" in client.get(LOGIN).text
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "Log in with" not in client.get(LOGIN).text


@pytest.mark.parametrize("mistyped", ["http://sign-on.example.org", "https://", "sign-on.example.org"])
def test_an_address_that_cannot_be_meant_is_refused_by_name(monkeypatch, mistyped):
    monkeypatch.setenv("OIDC_URL", mistyped)
    with pytest.raises(ImproperlyConfigured, match="OIDC_URL: it must be an address"):
        read("OIDC_URL", secure_address)


def test_the_policy_names_no_more_than_the_origin():
    assert origin("https://sign-on.example.org:8443/realm") == "https://sign-on.example.org:8443"
