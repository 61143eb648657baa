from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from opportunities.dashboards.insight import InsightPage
from opportunities.filters.fields import PastDay
from opportunities.insights.since import Since


class SincePage(InsightPage):
    """What has changed since we last met?"""

    template_name = "dashboards/since.html"
    nav = "since"
    insights = (Since,)
    state = (*InsightPage.state, "date")

    @cached_property
    def parameters(self):
        return {**super().parameters, "date": PastDay(required=False)}

    @cached_property
    def shown(self):
        return [Since(self.seen, self.form.cleaned_data["date"])]

    def get_context_data(self, **kwargs):
        # A link that is passed on goes on showing this day.
        self.asked.query.setdefault("date", str(self.insight.since))
        return super().get_context_data(
            since=self.insight.since,
            news=self.insight.by_side(self.sides),
            downloads=[("events", _("What has changed"))],
            **kwargs,
        )
