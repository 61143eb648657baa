"""The change log, to read: as a list, one by one, and what happened in a week."""

from datetime import timedelta
from itertools import groupby

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from opportunities.admin.base import WrittenElsewhere
from opportunities.admin.differences import Names, rows
from opportunities.admin.history import units
from opportunities.choices import Visibility
from opportunities.health import SEOUL, end_of, today_in_seoul
from opportunities.models import Change
from opportunities.models.sync import HEARD
from opportunities.sync.history import between
from opportunities.visibility import clearance, sees_everything

WEEK = timedelta(days=7)


@admin.register(Change)
class ChangeAdmin(WrittenElsewhere, admin.ModelAdmin):
    fields = [("at", "actor", "door"), ("kind", "uid", "action"), "readers", "differences"]
    list_display = ["seq", "at", "actor", "door", "kind", "action", "fields_changed", "readers", "uid"]
    list_filter = ["kind", "action", "door"]
    list_select_related = ["actor"]
    search_fields = ["=uid", "actor__username"]
    date_hierarchy = "at"
    # The one table that only grows.
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        return sees_everything(request.user)

    def get_urls(self):
        week = path("week/", self.admin_site.admin_view(self.week), name="opportunities_change_week")
        return [week, *super().get_urls()]

    def week(self, request):
        """What happened in the seven days up to one, day by day."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        last, level = chosen_day(request), clearance(request.user)
        told = units(between(end_of(last - WEEK), end_of(last), level), level)
        context = {
            **self.admin_site.each_context(request),
            **told,
            "title": _("What happened this week")
            if last == today_in_seoul()
            else _("What happened in a week"),
            "opts": self.opts,
            "days": by_day(told["units"]),
            "first": last - WEEK + timedelta(days=1),
            "last": last,
            "before": last - WEEK,
            "after": min(last + WEEK, today_in_seoul()) if last < today_in_seoul() else None,
        }
        return TemplateResponse(request, "admin/opportunities/change/week.html", context)

    @admin.display(description=_("fields"))
    def fields_changed(self, change):
        # Of a new or a deleted record it would be all of them.
        return ", ".join(change.diff) if change.action == Change.Action.CHANGED else None

    @admin.display(description=_("seen by"))
    def readers(self, change):
        return ", ".join(str(level.label) for level in Visibility if change.audience in HEARD[level])

    @admin.display(description=_("differences"))
    def differences(self, change):
        # Only who sees everything opens this page.
        told = list(rows(change, Names([change], Visibility.INTERNAL)))
        return render_to_string("admin/opportunities/history/rows.html", {"rows": told})


def chosen_day(request):
    """The last day of the week that the address asks for; today for one that is no day, or to come."""
    today = today_in_seoul()
    try:
        return min(forms.DateField().clean(request.GET.get("to")), today)
    except forms.ValidationError:
        return today


def by_day(told):
    """[(day in Seoul, units)], the latest first."""
    days = groupby(told, key=lambda unit: unit.at.astimezone(SEOUL).date())
    return [(day, list(units)) for day, units in days]
