"""Gives a new installation its first login."""

import secrets

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand

NAME = "staff"


class Command(BaseCommand):
    help = f"Make the login “{NAME}”, with every right, and print its password; later runs change nothing."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="give it a new password and print that")

    def handle(self, *, reset=False, **options):
        staff, is_new = get_user_model().objects.get_or_create(
            username=NAME, defaults={"is_staff": True, "is_superuser": True}
        )
        if is_new or reset:
            # Not stored in clear anywhere: who misses this line asks for a new one.
            password = secrets.token_urlsafe(12)
            staff.set_password(password)
            staff.save()
            self.stdout.write(f"Staff login: {NAME} / {password}")
