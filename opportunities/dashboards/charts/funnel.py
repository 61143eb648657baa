from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.dashboards.charts.bars import Bars


class Funnel(Bars):
    """Initiatives at each stage or further: shown by facts, and beyond that merely claimed."""

    takeaway = "dashboards/stages/takeaway.html"
    title = gettext_lazy("Initiatives that have come this far or further")

    def rows(self):
        return [(rung.stage.label, parts(rung), words(rung)) for rung in self.shown]


def parts(rung):
    shown = min(rung.declared, rung.supported)
    return {"shown": shown, "claimed": rung.declared - shown, "unclaimed": rung.supported - shown}


def words(rung):
    return _("%(declared)s declared, %(supported)s shown") % {
        "declared": rung.declared,
        "supported": rung.supported,
    }
