from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.choices import Direction
from opportunities.dashboards.charts.flows import Flows
from opportunities.dashboards.insight import InsightPage
from opportunities.insights.complementarity import Complementarity


class ComplementarityPage(InsightPage):
    """Who provides, and who receives? Drawn between two sides; a table however many there are."""

    template_name = "dashboards/complementarity.html"
    nav = "complementarity"
    question = gettext_lazy("Who provides, and who receives?")
    insights = (Complementarity,)

    def get_context_data(self, **kwargs):
        by_area = self.by_area()
        return super().get_context_data(
            chart=Flows(by_area, self.sides),
            totals=self.own_first(self.insight.sides),
            by_area=by_area,
            columns=1 + len(self.sides),
            directions=Direction,
            counts=self.counts(),
            strengths=self.strengths(),
            downloads=[
                ("flows", _("Directions")),
                ("areas", _("By area")),
                ("sides", _("By side")),
                ("strengths", _("Strengths")),
            ],
            **kwargs,
        )

    def by_area(self):
        """[(area, [(initiative, [(side, direction)], the reader's own side first)])]."""
        found = {}
        for flow in self.insight.flows:
            area = found.setdefault(flow.area, {})
            area.setdefault(flow.initiative, {})[flow.country] = flow.direction
        return [
            (
                area,
                [(each, [(side, told[side]) for side in self.sides]) for each, told in initiatives.items()],
            )
            for area, initiatives in found.items()
        ]

    def counts(self):
        """[(area, its rows by side, the reader's own first)]."""
        by_area = groupby(self.insight.areas, key=lambda row: row.area)
        return [(area, self.own_first(rows)) for area, rows in by_area]

    def strengths(self):
        """[(side, what it brings)]."""
        return [
            (side, [each for each in self.insight.strengths if each.country == side]) for side in self.sides
        ]
