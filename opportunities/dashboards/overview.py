from django.db.models import Prefetch

from opportunities.dashboards.charts.pace import PaceFigure
from opportunities.dashboards.definitions import HEALTHS, STATUSES
from opportunities.dashboards.page import Page
from opportunities.filters.fields import PastDay
from opportunities.insights.insight import Seen
from opportunities.insights.leads import leads_by_side
from opportunities.insights.overview import WORRYING, Overview
from opportunities.insights.pace import Pace
from opportunities.models import (
    CooperationArea,
    Initiative,
    Milestone,
    Participation,
    ProgressUpdate,
    Takeaway,
)

NEXT_DAYS = 90
LATEST_REPORTS = 5


class OverviewPage(Page):
    """Where does cooperation stand?"""

    template_name = "dashboards/overview.html"
    nav = "overview"
    parameters = {"as_of": PastDay(required=False)}

    def get_context_data(self, **kwargs):
        overview = Overview(list(self.initiatives()), list(CooperationArea.objects.all()))
        shown = {} if overview.is_day_one else self.progress(overview)
        return super().get_context_data(
            overview=overview,
            latest_reports=self.latest_reports(),
            **self.last_change(),
            **shown,
            meanings=[*STATUSES.items(), *HEALTHS.items()],
            **kwargs,
        )

    def initiatives(self):
        """Worst first."""
        seen = Initiative.objects.known_at(*self.reader).with_facts(*self.reader).with_health(self.today)
        said = Takeaway.objects.visible_at(self.level).order_by("pk")
        return (
            seen.by_attention()
            .select_related("area")
            .prefetch_related(Prefetch("takeaways", said, to_attr="shown_takeaways"))
        )

    def latest_reports(self):
        reports = ProgressUpdate.objects.standing_at(*self.reader).latest_first()
        return list(reports.select_related("initiative", "on_behalf_of")[:LATEST_REPORTS])

    def progress(self, overview):
        due = self.next_milestones()
        return {
            "next_milestones": due,
            "next_days": NEXT_DAYS,
            "worrying": WORRYING,
            "awaited": self.awaited(overview.need_attention),
            "pace": self.pace(),
            "leads": leads_by_side(self.sides, overview.initiatives, self.named_leads(), due),
        }

    def pace(self):
        """None as long as nothing was planned."""
        seen = Initiative.objects.known_at(*self.reader)
        pace = Pace(Seen(seen, self.level, self.today, self.moment))
        return PaceFigure(pace) if pace.quarters else None

    def next_milestones(self):
        due = Milestone.objects.known_at(*self.reader).due_within(NEXT_DAYS, self.today)
        return list(due.with_facts(*self.reader).select_related("initiative").order_by("due_on", "pk"))

    def named_leads(self):
        named = Participation.objects.leads_at(*self.reader)
        return named.select_related("organisation").order_by("organisation__slug")
