"""Reminders from the shell: what each run says, whom it passes over, and what one failure leaves undone."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPException, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from opportunities.models import Preferences
from tests import make

TODAY = today_in_seoul()
FAILED = "Some could not be sent; the next run tries them again."


class RefusesMina(EmailBackend):
    """Takes every mail but hers."""

    why = SMTPException("try later")

    def send_messages(self, messages):
        if messages[0].to == ["mina@example.org"]:
            raise self.why
        return super().send_messages(messages)


class RefusesHerAddress(RefusesMina):
    why = SMTPRecipientsRefused({"mina@example.org": (550, b"unknown")})


@pytest.fixture
def three(db, django_user_model):
    """Of whom each has an initiative that is late."""
    people = []
    for name in ("aron", "mina", "zoe"):
        person = django_user_model.objects.create_user(name, f"{name}@example.org", is_staff=True)
        person.is_superuser = True
        person.save()
        of = make.initiative(f"Of {name}", status=Status.UNDER_WAY, officer=person)
        make.milestone(of, due_on=TODAY - timedelta(1))
        people.append(person)
    return people


def send(*options, address="https://tracker.example.org"):
    """(what is said, what is said beside it, the refusal)."""
    out, beside, refusal = StringIO(), StringIO(), None
    try:
        call_command("send_digests", f"--base-url={address}", *options, stdout=out, stderr=beside)
    except CommandError as error:
        refusal = str(error)
    return out.getvalue(), beside.getvalue(), refusal


def receivers():
    return [address for sent in mail.outbox for address in sent.to]


def test_each_gets_one_in_the_order_in_which_they_came(three):
    assert send() == ("Sent 3 of 3 reminders.\n", "", None)
    assert receivers() == ["aron@example.org", "mina@example.org", "zoe@example.org"]
    assert {*Preferences.objects.values_list("reminded_on", flat=True)} == {TODAY}


@pytest.mark.parametrize(
    ("backend", "why"),
    [("RefusesMina", "try later"), ("RefusesHerAddress", "{'mina@example.org': (550, b'unknown')}")],
)
def test_one_that_fails_keeps_nothing_from_the_others(three, settings, backend, why):
    settings.EMAIL_BACKEND = f"tests.commands.test_digests_told.{backend}"
    assert send() == ("Sent 2 of 3 reminders.\n", f"mina@example.org: {why}\n", FAILED)
    assert receivers() == ["aron@example.org", "zoe@example.org"]
    assert Preferences.objects.get(user=three[1]).reminded_on is None


def test_the_next_run_sends_what_failed_and_nothing_else(three, settings):
    settings.EMAIL_BACKEND = "tests.commands.test_digests_told.RefusesMina"
    send()
    mail.outbox.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send() == ("Sent 1 of 1 reminders.\n", "", None)
    assert receivers() == ["mina@example.org"]


@pytest.mark.parametrize(("days", "sent"), [(-1, 1), (0, 0), (1, 0)])
def test_a_reminder_goes_out_once_for_each_day(three, days, sent):
    for person in three:
        Preferences.objects.create(user=person, reminders=person == three[0])
    Preferences.objects.update(reminded_on=TODAY + timedelta(days))
    assert send()[0] == f"Sent {sent} of {sent} reminders.\n"


def test_a_dry_run_tells_the_whole_mail_of_each_and_claims_nobody(three):
    out, beside, refusal = send("--dry-run")
    lines = out.splitlines()
    assert [line for line in lines if line.startswith("To: ")] == [
        *("To: aron@example.org", "To: mina@example.org", "To: zoe@example.org"),
    ]
    assert lines[1:3] == ["1 of your initiatives is late", ""]
    assert (beside, refusal, Preferences.objects.exists()) == ("", None, False)
    assert send()[0] == "Sent 3 of 3 reminders.\n"


def test_a_dry_run_shows_those_who_had_theirs_today(three):
    send()
    assert send("--dry-run")[0].count("To: ") == 3


@pytest.mark.parametrize(
    ("address", "desk"),
    [
        ("https://tracker.example.org", "https://tracker.example.org/admin/"),
        ("https://tracker.example.org/", "https://tracker.example.org/admin/"),
        ("http://localhost:8000//", "http://localhost:8000/admin/"),
    ],
)
def test_the_mail_leads_to_where_the_site_is(three, address, desk):
    send(address=address)
    assert f"Your desk: {desk}\n" in mail.outbox[0].body


@pytest.mark.parametrize("address", ["", "ftp://tracker.example.org", "HTTPS//x", "//tracker.example.org"])
def test_an_address_that_no_browser_opens_is_refused(three, address):
    _out, _beside, refusal = send(address=address)
    assert refusal == "Error: argument --base-url: It starts with https:// or http://."
    assert mail.outbox == []


def test_the_address_must_be_said(db):
    with pytest.raises(CommandError, match="the following arguments are required: --base-url"):
        call_command("send_digests")


def test_nobody_to_remind_is_no_failure(db):
    assert send() == ("Sent 0 of 0 reminders.\n", "", None)


def test_another_failure_is_not_hidden(three, settings):
    settings.EMAIL_BACKEND = "tests.commands.test_digests_told.Nothing"
    with pytest.raises(ImportError):
        send()
