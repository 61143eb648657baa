"""People are invited by mail and choose their own password."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail

from opportunities.models import Membership
from tests import make
from tests.admin.browser import act, address, page_of, said, send
from tests.conftest import signed_in

User = get_user_model()
PASSWORD = "a long enough password"


@pytest.fixture
def coordinator(db):
    user = User.objects.create_user("coordinator", is_staff=True)
    user.groups.set([Group.objects.get(name="Coordinators")])
    return signed_in(user)


@pytest.fixture
def minji(coordinator):
    send(coordinator, address(User, "add"), username="minji", email="minji@example.org")
    return User.objects.get(username="minji")


def test_a_new_person_has_no_password(minji):
    assert (minji.email, minji.has_usable_password()) == ("minji@example.org", False)


def test_an_address_is_needed(coordinator):
    send(coordinator, address(User, "add"), username="minji")
    assert not User.objects.filter(username="minji").exists()


def test_an_invitation_leads_to_a_first_password(coordinator, client, minji):
    response = act(coordinator, "invite", minji)
    assert said(response)[-1] == "1 invitation sent."
    [letter] = mail.outbox
    assert letter.to == ["minji@example.org"]
    [link] = re.findall(r"http://testserver(/\S+)", letter.body)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    minji.refresh_from_db()
    assert minji.check_password(PASSWORD)


def test_whoever_has_a_password_is_not_invited_again(coordinator, minji):
    minji.set_password(PASSWORD)
    minji.save()
    silent = User.objects.create(username="no-address", password="!")
    response = act(coordinator, "invite", minji, silent)
    assert mail.outbox == []
    passed_over = "2 people have a password already, are not active or have no e-mail address."
    assert said(response)[-1] == passed_over


def test_an_organisation_is_given_on_the_page_of_a_person(coordinator, minji):
    row = {"memberships-TOTAL_FORMS": 1, "memberships-0-organisation": make.organisation().pk}
    send(coordinator, page_of(minji), **row)
    assert Membership.objects.get().user == minji


def test_a_coordinator_makes_no_chief_and_touches_none(coordinator, chief, minji):
    send(coordinator, page_of(minji), is_superuser="on")
    minji.refresh_from_db()
    assert not minji.is_superuser
    boss = User.objects.get(username="chief")
    assert coordinator.post(page_of(boss), {"email": "mine@example.org"}).status_code == 403
    assert act(coordinator, "invite", boss).status_code == 302
    assert mail.outbox == []


def test_people_and_memberships_ask_as_often_for_three_as_for_one(chief, django_assert_num_queries):
    for page, queries in ((address(User), 6), (address(Membership), 6)):
        chief.get(page)
        with django_assert_num_queries(queries):
            chief.get(page)
    for name in "abc":
        make.membership(User.objects.create_user(name), make.organisation(name))
    for page, queries in ((address(User), 6), (address(Membership), 6)):
        with django_assert_num_queries(queries):
            chief.get(page)
