from opportunities.choices import IATI_ACTIVITY_STATUS, OWES_REPORTS, ReportingRhythm
from opportunities.dashboards import definitions
from opportunities.dashboards.overview import NEXT_DAYS
from opportunities.dashboards.page import Page
from opportunities.models import Initiative


class MethodPage(Page):
    """What does every word on these pages mean, and how is it worked out?"""

    template_name = "dashboards/method.html"
    nav = "method"

    def get_context_data(self, **kwargs):
        rhythm = Initiative._meta.get_field("report_every_days").default
        return super().get_context_data(
            statuses=[
                (status, meaning, definitions.REQUIRED.get(status, ""), IATI_ACTIVITY_STATUS[status])
                for status, meaning in definitions.STATUSES.items()
            ],
            supported=definitions.SUPPORTED.items(),
            healths=definitions.HEALTHS.items(),
            outlooks=definitions.OUTLOOKS.items(),
            states=definitions.milestone_states().items(),
            owed=definitions.OWING.items(),
            contradictions=definitions.CONTRADICTIONS.items(),
            directions=definitions.DIRECTIONS.items(),
            visibilities=definitions.VISIBILITIES.items(),
            owing=OWES_REPORTS,
            usual_rhythm=ReportingRhythm(rhythm),
            next_days=NEXT_DAYS,
            **kwargs,
        )
