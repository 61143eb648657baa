"""The story that fixtures/demo.json tells, with its dates moved to the day it is told."""

import json
from datetime import date, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.serializers import deserialize
from django.db.models import DateField

from opportunities.models import ProgressUpdate
from opportunities.models.demo import DEMO_RANGE


class Story:
    """`records` are the story's own; `filled_in` are columns of the seed's records that it writes into."""

    def __init__(self, told_on=None):
        written = read()
        days = told_on - date.fromisoformat(written["anchor"]) if told_on else days_moved(written)
        self.records = [moved(entry, days) for entry in written["records"]]
        self.filled_in = [moved(entry, days) for entry in written["filled_in"]]
        self.initiatives = written["published_earlier"]["initiatives"]
        self.published_earlier = timedelta(days=written["published_earlier"]["days"])

    @property
    def models(self):
        """Those of its records, each after the ones that it refers to."""
        return [apps.get_model(name) for name in dict.fromkeys(entry["model"] for entry in self.records)]

    def write_records(self):
        # Raw, like any fixture: what is backdated here, no verb would accept.
        for built in deserialize("python", self.records):
            built.save()

    def fillings(self):
        """[(record of the seed, {column: what the story says})], once the story's records are there."""
        built = deserialize("python", self.filled_in)
        return [filling(each.object, entry) for each, entry in zip(built, self.filled_in, strict=True)]


def read():
    return json.loads((Path(settings.FIXTURE_DIRS[0]) / "demo.json").read_text(encoding="utf-8"))


def days_moved(written):
    """How far the story in the database was moved: a published report never changes, so it still knows."""
    told = ProgressUpdate.objects.filter(uid__range=DEMO_RANGE).published().first()
    as_written = {entry["fields"]["uid"]: entry["fields"].get("as_of") for entry in written["records"]}
    return told.as_of - date.fromisoformat(as_written[str(told.uid)])


def moved(entry, days):
    model = apps.get_model(entry["model"])
    fields = {
        name: later(model._meta.get_field(name), value, days) for name, value in entry["fields"].items()
    }
    return entry | {"fields": fields}


def later(field, value, days):
    is_date = isinstance(field, DateField) and value is not None
    return field.to_python(value) + days if is_date else value


def filling(partial, entry):
    record = type(partial).objects.get(uid=partial.uid)
    names = [record._meta.get_field(name).attname for name in entry["fields"] if name != "uid"]
    return record, {name: getattr(partial, name) for name in names}
