import pytest
from django.core.management import call_command
from django.db import transaction

from tests.demo.telling import said


@pytest.fixture
def seeded(db):
    said("seed")


@pytest.fixture
def loaded(seeded):
    said("load_demo")


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Seeded and loaded once for all tests of a module that only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", "--demo", verbosity=0)
        yield
        transaction.set_rollback(True)
