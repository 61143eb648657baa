"""Who opens which account by a sign-on, where each is led, and in which words one is turned away."""

from types import SimpleNamespace

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from opportunities.admin.site import StaffSite
from tracker.signing_in import Accounts, SecondStep, SignOn, folded, login, owner_of, turned_away

WAIT = "Too many attempts failed. Wait five minutes, then try again: the account itself is not locked."


def person(name="mina", email="mina@example.org", **fields):
    return get_user_model().objects.create_user(name, email, **{"is_staff": True} | fields)


def vouching(*addresses, provider="sso", **more):
    """A sign-on that vouches for these addresses, unless they begin with a question mark."""
    told = [
        SimpleNamespace(email=each.removeprefix("?"), verified=not each.startswith("?")) for each in addresses
    ]
    account = SimpleNamespace(provider=provider)
    return SimpleNamespace(email_addresses=told, account=account, is_existing=False, **more)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mina@Example.org", "mina@example.org", True),
        ("straße@example.org", "STRASSE@example.org", True),
        ("\uff4dina@example.org", "mina@example.org", True),
        ("min\u0430@example.org", "mina@example.org", False),
        ("mina@example.org", "mina@example.com", False),
    ],
)
def test_addresses_are_the_same_however_they_are_written(one, other, same):
    assert (folded(one) == folded(other)) == same


@pytest.mark.parametrize(
    ("addresses", "found"),
    [
        (["mina@example.org"], True),
        (["MINA@EXAMPLE.ORG"], True),
        (["?mina@example.org"], False),
        (["other@example.org", "mina@example.org"], True),
        (["?mina@example.org", "other@example.org"], False),
        ([], False),
    ],
)
def test_an_account_is_opened_by_an_address_that_is_vouched_for(db, addresses, found):
    mina = person()
    assert owner_of(vouching(*addresses)) == (mina if found else None)


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}, {"email": ""}])
def test_only_somebody_on_the_staff_with_an_address_has_an_account_to_open(db, fields):
    person(**fields)
    assert owner_of(vouching("mina@example.org")) is None
    assert owner_of(vouching("")) is None


def test_two_addresses_of_two_people_open_neither(db):
    mina, _aron = person(), person("aron", "aron@example.org")
    assert owner_of(vouching("mina@example.org", "aron@example.org")) is None
    assert owner_of(vouching("mina@example.org", "?aron@example.org")) == mina


def test_whoever_is_known_to_the_same_sign_on_already_is_not_opened_by_an_address(db):
    mina = person()
    SocialAccount.objects.create(user=mina, provider="sso", uid="1")
    assert owner_of(vouching("mina@example.org")) is None
    assert owner_of(vouching("mina@example.org", provider="another")) == mina


@pytest.fixture
def request_of(rf):
    """A request of somebody who is not signed in."""

    def made():
        request = rf.get("/")
        request.user = AnonymousUser()
        return request

    return made


def turned(act, *arguments):
    with pytest.raises(ImmediateHttpResponse) as answer:
        act(*arguments)
    return answer.value.response.status_code, answer.value.response.content.decode()


def test_a_sign_on_joins_the_account_it_opens_and_no_other(db, request_of):
    mina, joined = person(), []
    seen = vouching("mina@example.org", state={"process": "login"}, user=None)
    seen.connect = lambda request, user: joined.append(user)
    SignOn().pre_social_login(request_of(), seen)
    seen.is_existing, seen.user = True, mina
    SignOn().pre_social_login(request_of(), seen)
    assert joined == [mina]


@pytest.mark.parametrize("state", [{"process": "connect"}, {"process": "redirect"}, {}])
def test_a_sign_on_does_nothing_but_sign_in(db, request_of, state):
    person()
    status, page = turned(
        SignOn().pre_social_login, request_of(), vouching("mina@example.org", state=state, user=None)
    )
    assert status == 403
    assert "Signing in through your organisation did not work." in page


def test_a_stranger_is_told_whom_to_ask(db, request_of):
    seen = vouching("stranger@example.org", state={"process": "login"}, user=None)
    status, page = turned(SignOn().pre_social_login, request_of(), seen)
    assert status == 403
    assert "no account here has its e-mail address. Ask a coordinator for an invitation." in page


def test_whoever_is_turned_away_finds_the_way_back(db, request_of):
    answer = turned_away(request_of(), "Not <here>")
    assert answer.status_code == 403
    assert "Not &lt;here&gt;" in answer.content.decode()
    assert 'href="/admin/login/"' in answer.content.decode()


def test_nobody_signs_up_by_any_door(rf):
    assert not Accounts().is_open_for_signup(rf.get("/"))
    assert not SignOn().is_open_for_signup(rf.get("/"), None)


@pytest.mark.parametrize(("is_staff", "address"), [(True, "/admin/"), (False, "/")])
def test_staff_are_led_to_the_desk_and_others_to_the_site(rf, is_staff, address):
    request = rf.get("/")
    request.user = SimpleNamespace(is_staff=is_staff)
    assert Accounts().get_login_redirect_url(request) == address


def test_whoever_is_in_but_not_on_the_staff_is_refused_once(rf, alice, sora):
    request = rf.get("/admin/login/")
    request.user = alice
    with pytest.raises(PermissionDenied):
        login(request)


@pytest.mark.parametrize("name", ["too_many_login_attempts", "rate_limited"])
def test_waiting_is_said_in_each_language(name):
    assert str(Accounts.error_messages[name]) == WAIT
    for language in ("fr", "ko"):
        with override(language):
            assert str(Accounts.error_messages[name]) != WAIT


def test_a_wrong_code_is_said_with_what_to_do():
    sentence = "This code is wrong or used up. An app shows a new one every 30 seconds."
    assert str(SecondStep.error_messages["incorrect_code"]) == sentence
    assert {*SecondStep.error_messages} > {"incorrect_code"}


def test_the_site_of_the_staff_is_the_only_one():
    assert type(admin.site) is not admin.AdminSite
    assert isinstance(admin.site, StaffSite)
    assert admin.site.login is login
