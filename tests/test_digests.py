"""Reminders by mail: one a day for each person on the staff, of what they may read, in their language."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from opportunities.models import Preferences, Proposal
from tests import make

TODAY = today_in_seoul()
SITE = "https://tracker.example.org"


class Down(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("no server")


@pytest.fixture
def sora(sora):
    sora.email = "sora@example.org"
    sora.save()
    return sora


@pytest.fixture
def late(sora):
    made = make.initiative(status=Status.UNDER_WAY, officer=sora)
    make.milestone(made, title_en="Pilot site chosen", title_ko="부지 선정", due_on=TODAY - timedelta(24))
    make.update(made, as_of=TODAY)
    return made


def send(*options):
    out = StringIO()
    call_command("send_digests", f"--base-url={SITE}/", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_it_says_what_is_late_and_where_to_go(late):
    assert send() == "Sent 1 of 1 reminders.\n"
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["sora@example.org"], "1 of your initiatives is late")
    assert "- CHP-1 Chips: Pilot site chosen, 24 days late" in sent.body
    assert f"Your desk: {SITE}/admin/\n" in sent.body
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}


def test_it_says_what_is_silent_due_to_be_decided_and_waiting(sora):
    silent = make.initiative("Silent", status=Status.UNDER_WAY, officer=sora)
    make.milestone(silent, title_en="Within a week", due_on=TODAY + timedelta(7))
    make.milestone(silent, title_en="Later", due_on=TODAY + timedelta(8))
    make.decision(silent, question_en="Which site?", needed_by=TODAY)
    make.update(silent, make.INTERNAL, published_at=None, body_en="A draft")
    sent = make.update(silent, make.PARTNERS, published_at=None)
    Proposal.objects.create(organisation=make.organisation(), kind="update", uid=sent.uid)
    send()
    body = mail.outbox[0].body
    for words in (
        "CHP-1 Silent: no report yet",
        "Within a week",
        "Which site?",
        "- CHP-1, 2 Mar 2026",
        "Institute: CHP-1",
    ):
        assert words in body
    assert "Later" not in body
    assert "A draft" not in body


def test_once_a_day(late):
    send()
    assert send() == "Sent 0 of 0 reminders.\n"
    assert len(mail.outbox) == 1
    Preferences.objects.update(reminded_on=TODAY - timedelta(1))
    send()
    assert len(mail.outbox) == 2


def test_nothing_where_nothing_waits(sora):
    make.initiative(officer=sora)
    send()
    assert (mail.outbox, Preferences.objects.count()) == ([], 0)


def test_in_the_language_that_the_person_chose(sora, late):
    Preferences.objects.create(user=sora, language="ko")
    send()
    assert "부지 선정" in mail.outbox[0].body
    assert "24일 지연" in mail.outbox[0].body


def test_not_to_who_does_not_want_it_has_left_or_is_no_staff(sora, late):
    Preferences.objects.create(user=sora, reminders=False)
    send()
    Preferences.objects.update(reminders=True)
    for change in (
        {"is_active": False},
        {"is_active": True, "is_staff": False},
        {"is_staff": True, "email": ""},
    ):
        type(sora).objects.update(**change)
        send()
    assert mail.outbox == []


def test_nobody_is_told_of_what_they_may_not_read(alice, late):
    alice.is_staff, alice.email = True, "alice@example.org"
    alice.save()
    alice.memberships.get().areas.set([late.area])
    make.milestone(late, make.INTERNAL, title_en="Quiet milestone", due_on=TODAY - timedelta(99))
    make.update(late, make.INTERNAL, published_at=None, body_en="Quiet draft")
    send()
    bodies = {sent.to[0]: sent.body for sent in mail.outbox}
    assert "Quiet milestone, 99 days late" in bodies["sora@example.org"]
    assert "Pilot site chosen, 24 days late" in bodies["alice@example.org"]
    assert "Quiet" not in bodies["alice@example.org"]


def test_what_could_not_be_sent_is_tried_again(late, settings):
    settings.EMAIL_BACKEND = "tests.test_digests.Down"
    with pytest.raises(CommandError, match="the next run tries them again"):
        send()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send() == "Sent 1 of 1 reminders.\n"


def test_a_dry_run_prints_and_sends_nothing(late):
    assert "24 days late" in send("--dry-run")
    assert (mail.outbox, Preferences.objects.count()) == ([], 0)


def test_an_address_that_is_none_is_refused(late):
    with pytest.raises(CommandError, match="starts with https"):
        call_command("send_digests", "--base-url=tracker.example.org")


def test_the_admin_shows_the_mail_and_asks_how_it_is_wanted(staff, sora, late):
    page = staff.get("/admin/desk/mail/").text
    assert "Pilot site chosen, 24 days late" in page
    assert "http://testserver/admin/" in page
    staff.post("/admin/desk/mail/", {"language": "ko"})
    chosen = Preferences.objects.get()
    assert (chosen.user, chosen.language, chosen.reminders) == (sora, "ko", False)
    assert "부지 선정" in staff.get("/admin/desk/mail/").text
    assert staff.post("/admin/desk/mail/", {"language": "xx"}).status_code == 200


def test_a_desk_where_nothing_waits_sends_nothing(staff):
    assert "Nothing waits for you: no mail would be sent." in staff.get("/admin/desk/mail/").text


def test_the_preview_asks_as_often_for_three_as_for_one(staff, late, django_assert_num_queries):
    def more(number):
        of = make.initiative(f"No. {number}", status=Status.UNDER_WAY, officer=late.officer)
        make.milestone(of, due_on=TODAY)
        make.decision(of, needed_by=TODAY)
        make.update(of, make.INTERNAL, published_at=None)

    more(1)
    staff.get("/admin/desk/mail/")
    with django_assert_num_queries(14):
        staff.get("/admin/desk/mail/")
    more(2)
    more(3)
    with django_assert_num_queries(14):
        staff.get("/admin/desk/mail/")
