"""Filters of the lists by what is worked out, not stored."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Health, MilestoneState


class ByFact(admin.SimpleListFilter):
    """``facts``: {value in the address: (label, condition)}."""

    facts: dict

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _condition) in self.facts.items()]

    def queryset(self, request, queryset):
        return queryset.filter(self.facts[self.value()][1]) if self.value() in self.facts else queryset

    def get_facet_counts(self, pk_attname, filtered_qs):
        # Django's own would repeat the whole query inside itself for each value.
        conditions = (condition for _label, condition in self.facts.values())
        return {f"{place}__c": Count(pk_attname, filter=each) for place, each in enumerate(conditions)}


class HealthFilter(ByFact):
    title = _("health")
    parameter_name = "health"
    facts = {health.value: (health.label, Q(health=health)) for health in Health}


class StateFilter(ByFact):
    title = _("state")
    parameter_name = "state"
    facts = {state.value: (state.label, Q(state=state)) for state in MilestoneState}


class LeadFilter(ByFact):
    title = _("leads")
    parameter_name = "leads"
    facts = {
        "missing": (_("Missing on one side or both"), Q(leads_named=False)),
        "named": (_("Named on every side"), Q(leads_named=True)),
    }


class PublishedFilter(ByFact):
    title = _("publication")
    parameter_name = "published"
    facts = {
        "no": (_("Draft"), Q(published_at=None)),
        "yes": (_("Published"), Q(published_at__isnull=False)),
    }
