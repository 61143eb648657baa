"""Starts an empty database from the facts of the dialogue."""

from django.apps import apps
from django.core.management import BaseCommand, call_command
from django.utils import timezone

from opportunities.models import Initiative
from opportunities.models.base import Record, unit_of_work


class Command(BaseCommand):
    help = "Load fixtures/dialogue.json into a database that holds no record yet; otherwise change nothing."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="then add the fictional demonstration")

    def handle(self, *, demo=False, **options):
        with unit_of_work(door="seed"):
            if count_records():
                self.stdout.write("The database already holds records: nothing was loaded.")
                return
            call_command("loaddata", "dialogue", verbosity=0)
            # The fixture cannot know it: they become public here and now.
            Initiative.objects.update(first_public_at=timezone.now())
            self.stdout.write(f"Loaded the facts of the dialogue: {count_records()} records, all public.")
        if demo:
            call_command("load_demo", stdout=self.stdout)


def count_records():
    models = apps.get_app_config("opportunities").get_models()
    return sum(model.objects.count() for model in models if issubclass(model, Record))
