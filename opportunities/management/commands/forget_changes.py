"""Keeps the change log from growing for ever."""

from datetime import timedelta

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from opportunities.sync.retention import forget_before

DAYS = 400
BATCH = 1000


class Command(BaseCommand):
    help = "Forget the changes that are older; whoever has not asked since begins anew."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=DAYS, help="days to keep (%(default)s)")

    def handle(self, *, days=DAYS, **options):
        if days < 1:
            raise CommandError("Keep at least one day.")
        forgotten = forget_before(timezone.now() - timedelta(days), BATCH)
        self.stdout.write(f"Forgot {forgotten} changes older than {days} days.")
