"""What forms and inlines of records share: their fields, for this reader."""

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models

from opportunities.admin.readers import WrittenByInsiders, readable, withheld
from opportunities.admin.rights import WithinAreas, belongs_through
from opportunities.models import Country
from opportunities.models.base import Record
from opportunities.models.text import columns
from opportunities.visibility import sees_everything

# Fields that name one of the cooperating sides, not just any country.
SIDES = ("side", "on_behalf_of")

# The browser's own: they need no script.
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def in_three(name):
    """One row of a form: the text in each language."""
    return tuple(columns(name))


def asked_as(model, name, **options):
    """A form field for a column that the form itself does not save: it refuses what the column would."""
    column = model._meta.get_field(name)
    return column.formfield(validators=column.validators, **options)


def without(hidden, names):
    """Names such as ``title_en`` or ``initiative__area``, less those of hidden fields."""
    return [name for name in names if name.split("__")[0] not in hidden]


def choices_of(db_field, user):
    if db_field.name in SIDES:
        return {"queryset": Country.objects.filter(is_side=True)}
    if not issubclass(db_field.related_model, Record):
        return {}
    choices = readable(db_field.related_model.objects.select_related(), user)
    if belongs_through(db_field.model, db_field.name):
        choices = choices.open_to(user)
    return {"queryset": choices}


class InOneWindow:
    """Mixin: without the icons beside a field that open a second window."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class FieldsForReaders(InOneWindow, WrittenByInsiders, WithinAreas):
    formfield_overrides = {
        models.DateField: {"widget": DAY},
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MOMENT},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_queryset(self, request):
        return readable(super().get_queryset(request), request.user)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if sees_everything(request.user):
            return fieldsets
        return [(None, {"fields": without(withheld(self.model), flatten_fieldsets(fieldsets))})]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        chosen_from = choices_of(db_field, request.user)
        return super().formfield_for_foreignkey(db_field, request, **chosen_from | kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        chosen_from = choices_of(db_field, request.user)
        return super().formfield_for_manytomany(db_field, request, **chosen_from | kwargs)
