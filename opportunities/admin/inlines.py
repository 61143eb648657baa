"""Records edited on the page of the one they belong to, without a question to the database for each row."""

from copy import deepcopy
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect

from opportunities.admin.fields import FieldsForReaders


class KnownChoice(AutocompleteSelect):
    """Names what the row already holds without asking for it again; offers only what is ``narrowed`` to."""

    known = None
    narrowed = {}

    def get_url(self):
        query = f"?{urlencode(self.narrowed)}" if self.narrowed else ""
        return f"{super().get_url()}{query}"

    def optgroups(self, name, value, attr=None):
        if self.known is None or value != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options.append(self.create_option(name, self.known.pk, str(self.known), True, len(options)))
        return [(None, options, 0)]


class RowForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            for name, field in self.fields.items():
                if isinstance(field.widget, KnownChoice):
                    field.widget.known = getattr(self.instance, name)


class Rows(FieldsForReaders):
    """Mixin of the inlines."""

    form = RowForm
    extra = 0
    show_change_link = True
    # {field: condition} of those whose choices are parts of the same initiative.
    of_the_same = {}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        fields = formset.form.base_fields
        for name, field in fields.items():
            if isinstance(field, forms.ModelChoiceField) and name not in self.autocomplete_fields:
                among = {"initiative": obj, **self.of_the_same[name]} if name in self.of_the_same else {}
                fields[name] = read_once(field, among)
        return formset


def read_once(field, among):
    """A copy whose choices are a list: each row would read them again."""
    field = deepcopy(field)
    field.queryset = field.queryset.filter(**among)
    field.choices = list(iter(field.choices))  # list() alone counts first
    return field


class RecordRows(Rows, admin.TabularInline):
    """For records that fit in a line."""


class RecordBlocks(Rows, admin.StackedInline):
    """For records with texts."""
