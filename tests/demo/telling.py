"""The commands as a person at a shell sees them, and all that is stored before and after."""

from io import StringIO

from django.apps import apps
from django.core.management import call_command

from opportunities.models.base import Record
from opportunities.models.demo import DEMO_RANGE

RECORDS = [model for model in apps.get_app_config("opportunities").get_models() if issubclass(model, Record)]


def said(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().strip()


def fictional(model):
    return model.objects.filter(uid__range=DEMO_RANGE)


def everything():
    """Every column of every record, and what it is linked to, but for the stamp of its last save."""
    return {model: [as_stored(record) for record in model.objects.order_by("uid")] for model in RECORDS}


def as_stored(record):
    columns = {f.attname: getattr(record, f.attname) for f in record._meta.fields if f.name != "updated_at"}
    links = {f.name: sorted(f.value_from_object(record), key=str) for f in record._meta.many_to_many}
    return columns | links
