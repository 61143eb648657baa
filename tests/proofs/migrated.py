"""Makes the tables, and nothing else."""

from django.core.management import call_command


def main():
    call_command("migrate", verbosity=0)
