"""What a form shows, field by field, as a browser would send it back if nobody touched it."""

import copy
from dataclasses import dataclass

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

SALT = "opportunities.conflict"


@dataclass
class Shown:
    """A field of a form, or of a row in it: rows go by their record, for their places may change."""

    key: str
    bound: object
    record: object

    @property
    def label(self):
        return self.bound.label

    @property
    def values(self):
        widget, value = self.bound.field.widget, self.bound.value()
        if isinstance(widget, forms.CheckboxInput):
            return ["on"] if value else []
        shown = widget.format_value(value)
        return shown if isinstance(shown, list) else [str(shown or "")]

    def in_words(self, values):
        """As a reader knows it: the label of a choice, the names of records."""
        field, values = self.bound.field, [value for value in values if value]
        if isinstance(field, forms.BooleanField):
            return _("Yes") if values else _("No")
        if isinstance(field, forms.ModelChoiceField):
            known = field.queryset.filter(pk__in=[value for value in values if value.isdigit()])
            return ", ".join(str(record) for record in known)
        labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        return ", ".join(labels.get(value, value) for value in values)


def fields(form, formsets):
    """{key: Shown}"""
    found = [Shown(bound.name, bound, form.instance) for bound in form]
    for formset in formsets:
        for row in formset.initial_forms:
            found += [
                Shown(f"{row_key(formset.prefix, row.instance.pk)}{bound.name}", bound, row.instance)
                for bound in row
                if bound.name not in (row.instance._meta.pk.name, formset.fk.name, "DELETE")
            ]
    return {shown.key: shown for shown in found}


def row_key(prefix, pk):
    return f"{prefix}#{pk}#"


def stored(page, request, record):
    """(fields, formsets) of the form as it would open now."""
    asked = copy.copy(request)
    asked.method, asked.GET = "GET", QueryDict()
    form = page.get_form(asked, record, change=True)(instance=record)
    formsets, _inlines = page._create_formsets(asked, record, change=True)
    return fields(form, formsets), formsets


def digest(values):
    """Browsers send line ends of their own, and nothing for what is empty; forms strip the rest."""
    written = (value.replace("\r\n", "\n").strip() for value in values)
    plain = sorted(value for value in written if value)
    return salted_hmac(SALT, repr(plain), algorithm="sha256").hexdigest()[:12]


def sealed(shown):
    """What the form carries along: the digest of every value."""
    return signing.dumps({key: digest(each.values) for key, each in shown.items()}, salt=SALT, compress=True)


def unsealed(text):
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
