"""The cast: the public, a partner, and staff, each as a person and as a client that is them."""

import gc

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.utils import translation

from tests import make
from tests.browser import CHROMIUM

# A test makes many objects and few circles of them: looking for circles less often saves a sixth of the time.
gc.set_threshold(200_000, 20, 50)


@pytest.fixture(autouse=True)
def english():
    """A page visited in another language would leave that language to the test that comes next."""
    with translation.override("en"):
        yield


@pytest.fixture
def alice(db, django_user_model):
    """A partner: she speaks for an organisation."""
    user = django_user_model.objects.create_user("alice")
    make.membership(user, make.organisation("alice-institute"))
    return user


@pytest.fixture
def sora(db, django_user_model):
    """Staff: she may read everything, publish, and has every right in the admin."""
    user = django_user_model.objects.create_user("sora", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="opportunities"))
    return user


@pytest.fixture
def public(db):
    return Client()


@pytest.fixture
def partner(alice):
    return signed_in(alice)


@pytest.fixture
def system(alice):
    """The system of alice's organisation, with a token that reads."""
    return holding(make.token(alice.memberships.get().organisation))


@pytest.fixture
def staff(sora):
    return signed_in(sora)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def holding(text):
    """A client that sends the token with this text."""
    return Client(headers={"authorization": f"Bearer {text}"})


def pytest_terminal_summary(terminalreporter):
    if connection.vendor == "sqlite":
        terminalreporter.write_line("Left out: PostgreSQL, because DATABASE_URL names none.")
    if not CHROMIUM:
        terminalreporter.write_line("Left out: the pages in a browser, because Chromium is not installed.")
