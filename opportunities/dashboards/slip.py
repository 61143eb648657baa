from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.dashboards.charts.slipped import Slipped
from opportunities.dashboards.insight import InsightPage
from opportunities.insights.slip import Slip


class SlipPage(InsightPage):
    """Do dates hold, and if not, why?"""

    template_name = "dashboards/slip.html"
    nav = "slip"
    question = gettext_lazy("Which dates moved, and why?")
    insights = (Slip,)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            slips=self.own_first(self.insight.sides),
            moves_by_reason=self.moves_by_reason(),
            chart=Slipped(self.insight.reasons),
            downloads=[
                ("moves", _("Date changes")),
                ("sides", _("By side")),
                ("areas", _("By area")),
                ("reasons", _("By reason")),
                ("forecasts", _("Forecasts")),
            ],
            **kwargs,
        )

    def moves_by_reason(self):
        """[(reason, its moves)]."""
        return [
            (row.reason, [move for move in self.insight.moves if move.reason == row.reason])
            for row in self.insight.reasons
        ]
