"""Views of the list of initiatives that are asked for every day, as links above it, each with its count."""

from urllib.parse import urlencode

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.choices import Health
from opportunities.visibility import clearance


class ByPreset(admin.SimpleListFilter):
    """Stands among the filters only while it is in use: otherwise it is a link above the list."""

    def has_output(self):
        return self.value() is not None

    def lookups(self, request, page):
        return [("yes", gettext_lazy("Yes"))]

    def queryset(self, request, initiatives):
        return self.narrowed(request, initiatives) if self.value() == "yes" else initiatives

    def get_facet_counts(self, pk_attname, filtered_qs):
        return {}

    def choices(self, changelist):
        for chosen, label in ((False, _("All")), (True, _("Yes"))):
            query = {self.parameter_name: "yes"} if chosen else {}
            yield {
                "selected": chosen == (self.value() == "yes"),
                "query_string": changelist.get_query_string(query, [self.parameter_name]),
                "display": label,
            }


class MineFilter(ByPreset):
    title = gettext_lazy("mine")
    parameter_name = "mine"

    @staticmethod
    def narrowed(request, initiatives):
        return initiatives.of_the_desk(request.user)


class DraftsFilter(ByPreset):
    title = gettext_lazy("with drafts")
    parameter_name = "drafts"

    @staticmethod
    def narrowed(request, initiatives):
        return initiatives.with_drafts_at(clearance(request.user))


def presets(request, initiatives):
    """[{label, address, count, is_current}], of initiatives with health that the reader may see."""
    asked = request.GET.dict()
    healths = list(initiatives.order_by().values_list("health", flat=True))
    counted = [
        (_("All"), {}, len(healths)),
        (_("Mine"), {"mine": "yes"}, MineFilter.narrowed(request, initiatives).order_by().count()),
        (Health.LATE.label, {"health": Health.LATE.value}, healths.count(Health.LATE)),
        (Health.NO_REPORT.label, {"health": Health.NO_REPORT.value}, healths.count(Health.NO_REPORT)),
        (_("Drafts"), {"drafts": "yes"}, DraftsFilter.narrowed(request, initiatives).order_by().count()),
    ]
    return [
        {
            "label": label,
            "address": f"?{urlencode(query)}",
            "count": count,
            "is_current": asked == query,
        }
        for label, query, count in counted
    ]
