"""Reminds the staff of what waits for them. Once a day from cron; twice does no harm."""

from argparse import ArgumentTypeError
from smtplib import SMTPException

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.core.management import BaseCommand, CommandError

from opportunities.health import today_in_seoul
from opportunities.insights.reminder import Reminder
from opportunities.models import Preferences

# So that no absence note answers.
HEADERS = {"Auto-Submitted": "auto-generated"}


class Command(BaseCommand):
    help = (
        "Send each person on the staff one mail a day about what waits for them, and none where nothing does."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--base-url", required=True, type=address, help="where the site is: https://tracker.example.org"
        )
        parser.add_argument("--dry-run", action="store_true", help="print the mails, send and record nothing")

    def handle(self, *, base_url, dry_run=False, **options):
        today = today_in_seoul()
        reminders = (Reminder(user, today, base_url) for user in people())
        needed = [reminder for reminder in reminders if reminder.is_needed]
        if dry_run:
            for reminder in needed:
                self.stdout.write(f"To: {reminder.user.email}\n{reminder.subject}\n\n{reminder.text}\n")
            return
        sent = [self.send(reminder) for reminder in needed if Preferences.objects.claim(reminder.user, today)]
        self.stdout.write(f"Sent {sum(sent)} of {len(sent)} reminders.")
        if not all(sent):
            raise CommandError("Some could not be sent; the next run tries them again.")

    def send(self, reminder):
        """Whether the server took it."""
        mail = EmailMessage(reminder.subject, reminder.text, to=[reminder.user.email], headers=HEADERS)
        try:
            mail.send()
        except (SMTPException, OSError) as failure:
            Preferences.objects.release(reminder.user)
            self.stderr.write(f"{reminder.user.email}: {failure}")
            return False
        return True


def people():
    """On the staff, with an address, and not unwilling."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    return staff.exclude(preferences__reminders=False).order_by("pk")


def address(text):
    if not text.startswith(("https://", "http://")):
        raise ArgumentTypeError("It starts with https:// or http://.")
    return text.rstrip("/")
