"""For whoever translates: the texts that wait, and the words to use."""

from dataclasses import dataclass
from itertools import chain

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models.enums import Choices
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from opportunities import choices
from opportunities.admin.fields import in_three
from opportunities.admin.readers import InternalOnly, WrittenByInsiders
from opportunities.choices import LANGUAGES
from opportunities.insights.translations import STATES, counted, gaps
from opportunities.models import Term
from opportunities.models.text import compose
from opportunities.representations import SHAPES
from opportunities.visibility import clearance

ROWS = 50


class GapFilter(forms.Form):
    language = forms.ChoiceField(label=_("Language"), required=False)
    kind = forms.ChoiceField(label=_("Record"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, found, *args):
        super().__init__(*args)
        names = {kind: capfirst(shape.model._meta.verbose_name) for kind, shape in SHAPES.items()}
        for field, labels in (("language", LANGUAGES), ("kind", names), ("state", STATES)):
            count = counted(found, field)
            offered = [(key, f"{label} ({count[key]})") for key, label in labels.items() if count[key]]
            self.fields[field].choices = [("", _("All")), *offered]

    def narrow(self, found):
        asked = {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
        return [gap for gap in found if all(getattr(gap, name) == value for name, value in asked.items())]


@dataclass(frozen=True)
class Entry:
    """A word in three languages; where it comes from, or what staff noted."""

    en: str
    fr: str
    ko: str
    note: str
    address: str = ""

    def says(self, words):
        return any(words in text.casefold() for text in (self.en, self.fr, self.ko, self.note))


def in_each(text):
    """A label of the program, in each language."""
    spoken = []
    for language in LANGUAGES:
        with override(language):
            spoken.append(capfirst(str(text)))
    return spoken


def entries():
    """What staff noted, then the names of records, then the code lists: the labels themselves, not a copy."""
    for term in Term.objects.all():
        address = reverse("admin:opportunities_term_change", args=[term.pk])
        yield Entry(term.term_en, term.term_fr, term.term_ko, term.note, address)
    for shape in SHAPES.values():
        yield Entry(*in_each(shape.model._meta.verbose_name), _("Record"))
    lists = [each for each in vars(choices).values() if isinstance(each, type) and issubclass(each, Choices)]
    words = {tuple(in_each(label)) for label in chain.from_iterable(each.labels for each in lists)}
    for word in sorted(words):
        yield Entry(*word, _("Code list"))


def address_of(gap):
    """Of the field in the form."""
    model = type(gap.record)._meta.model_name
    return f"{reverse(f'admin:opportunities_{model}_change', args=[gap.record.pk])}#id_{gap.column}"


@admin.register(Term)
class TermAdmin(InternalOnly, WrittenByInsiders, admin.ModelAdmin):
    fields = [in_three("term"), "note"]
    list_display = [*in_three("term"), "note"]
    list_display_links = in_three("term")
    search_fields = [*in_three("term"), "note"]

    def get_urls(self):
        own = [
            path("waiting/", self.admin_site.admin_view(self.waiting), name="opportunities_term_waiting"),
            path("glossary/", self.admin_site.admin_view(self.glossary), name="opportunities_term_glossary"),
        ]
        return [*own, *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, compose(search_term))

    def waiting(self, request):
        found = gaps(clearance(request.user)) if self.has_view_permission(request) else []
        form = GapFilter(found, request.GET or None)
        page = Paginator(form.narrow(found) if form.is_bound else found, ROWS).get_page(request.GET.get("p"))
        context = {"form": form, "page": page, "rows": [(gap, address_of(gap)) for gap in page]}
        return self.show(request, "waiting", _("Texts to translate"), context)

    def glossary(self, request):
        asked = compose(request.GET.get("q", "")).strip()
        found = [entry for entry in entries() if entry.says(asked.casefold())]
        return self.show(request, "glossary", _("Glossary"), {"asked": asked, "entries": found})

    def show(self, request, name, title, context):
        if not self.has_view_permission(request):
            raise PermissionDenied
        common = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "subtitle": None,
        }
        return TemplateResponse(request, f"admin/opportunities/term/{name}.html", common | context)
