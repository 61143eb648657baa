"""Filters of the lists by what is worked out, not stored."""

from collections import Counter

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Health, MilestoneState


class ByFact(admin.SimpleListFilter):
    """``facts``: {word in the address: (label, value of the annotated ``column``)}."""

    column: str
    facts: dict

    def lookups(self, request, model_admin):
        return [(word, label) for word, (label, _value) in self.facts.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.facts:
            return queryset
        return queryset.filter(**{self.column: self.facts[self.value()][1]})

    def get_facet_queryset(self, changelist):
        # Each fact worked out once. Django's own would repeat the whole query for each of the words.
        rows = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
        found = Counter(rows.order_by().values_list(self.column, flat=True))
        return {f"{place}__c": found[value] for place, (_label, value) in enumerate(self.facts.values())}


class HealthFilter(ByFact):
    title = _("health")
    parameter_name = column = "health"
    facts = {health.value: (health.label, health.value) for health in Health} | {
        "none": (_("None claimed"), None)
    }


class StateFilter(ByFact):
    title = _("state")
    parameter_name = column = "state"
    facts = {state.value: (state.label, state.value) for state in MilestoneState}


class LeadFilter(ByFact):
    title = _("leads")
    parameter_name = "leads"
    column = "leads_named"
    facts = {
        "missing": (_("Missing on one side or both"), False),
        "named": (_("Named on every side"), True),
    }


class PublishedFilter(ByFact):
    title = _("publication")
    parameter_name = "published"
    column = "is_published"
    facts = {"no": (_("Draft"), False), "yes": (_("Published"), True)}
