"""Says whether readers are told what is so, and mends it."""

from django.core.management import BaseCommand, CommandError

from opportunities.sync.verification import number_faults, verify

# Records at a time.
BATCH = 200


class Command(BaseCommand):
    help = "Render every record anew and name what is stored otherwise; fails if anything is."

    def add_arguments(self, parser):
        parser.add_argument(
            "--mend", action="store_true", help="store it as rendered, and let readers hear of it"
        )

    def handle(self, *, mend=False, **options):
        found = 0
        for finding in verify(BATCH, mend):
            self.stdout.write(str(finding))
            found += 1
        self.refuse_faults()
        if found and not mend:
            raise CommandError(
                f"{found} records differ. With --mend they are stored anew and readers hear of it."
            )
        self.stdout.write(f"Mended {found} records." if found else "Everything is stored as it ought to be.")

    def refuse_faults(self):
        faults = list(number_faults())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError("The change log was altered from outside: restore a backup.")
