from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.choices import LADDER
from opportunities.dashboards.charts.funnel import Funnel
from opportunities.dashboards.insight import InsightPage
from opportunities.insights.freshness import Freshness
from opportunities.insights.stages import Stages


class StagesPage(InsightPage):
    """How much of what is declared do the facts show, and what is stale?"""

    template_name = "dashboards/stages.html"
    nav = "stages"
    question = gettext_lazy("How much of what is declared do the facts show?")
    insights = (Stages, Freshness)

    def get_context_data(self, **kwargs):
        stages, freshness = self.shown
        return super().get_context_data(
            chart=Funnel(stages.whole),
            ladder=LADDER,
            freshness=freshness,
            downloads=[
                ("funnel", _("Stages")),
                ("claims", _("Claimed, not yet shown")),
                ("flags", _("Late, silent or contradictory")),
            ],
            **kwargs,
        )
