"""More of the cast: the chief, who has every right, and a guest, staff without the internal records."""

import pytest
from django.contrib.auth.models import Permission

from tests.conftest import signed_in


@pytest.fixture
def chief(db, django_user_model):
    return signed_in(django_user_model.objects.create_superuser("chief"))


@pytest.fixture
def guest(alice):
    """A partner with an account here and every right but that to read internal records."""
    alice.is_staff = True
    alice.save()
    rights = Permission.objects.filter(content_type__app_label__in=["opportunities", "auth"])
    alice.user_permissions.set(rights.exclude(codename="see_internal"))
    return signed_in(alice)
