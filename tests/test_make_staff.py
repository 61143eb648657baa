"""A new installation gets one login, whose password is shown once."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def make_staff(*arguments):
    out = StringIO()
    call_command("make_staff", *arguments, stdout=out)
    return out.getvalue()


def password_in(line):
    assert line.startswith("Staff login: staff / ")
    return line.removeprefix("Staff login: staff / ").strip()


def test_the_printed_password_opens_everything():
    staff = authenticate(username="staff", password=password_in(make_staff()))

    assert (staff.is_staff, staff.is_superuser) == (True, True)


def test_later_runs_print_nothing_and_change_nothing():
    password = password_in(make_staff())

    assert make_staff() == ""
    assert authenticate(username="staff", password=password)


def test_a_reset_prints_a_new_password_and_ends_the_old_one():
    old = password_in(make_staff())
    new = password_in(make_staff("--reset"))

    assert authenticate(username="staff", password=new)
    assert authenticate(username="staff", password=old) is None


def test_a_reset_on_a_new_installation_makes_the_login():
    assert authenticate(username="staff", password=password_in(make_staff("--reset")))


def test_a_reset_gives_back_no_right_that_was_taken(django_user_model):
    django_user_model.objects.create_user("staff", is_staff=True)
    make_staff("--reset")

    assert not django_user_model.objects.get(username="staff").is_superuser


def test_two_installations_share_no_password(django_user_model):
    first = password_in(make_staff())
    django_user_model.objects.all().delete()

    assert password_in(make_staff()) != first
