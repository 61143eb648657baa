from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from opportunities.choices import Health, Status
from opportunities.dashboards.page import Page
from opportunities.health import SEOUL
from opportunities.insights.leads import leads_by_side
from opportunities.insights.overview import WORRYING, Overview
from opportunities.models import (
    Change,
    CooperationArea,
    Initiative,
    Milestone,
    Participation,
    ProgressUpdate,
    Takeaway,
)

NEXT_DAYS = 90
LATEST_REPORTS = 5
OTTAWA = ZoneInfo("America/Toronto")


class OverviewPage(Page):
    """Where does cooperation stand?"""

    template_name = "dashboards/overview.html"
    nav = "overview"

    def get_context_data(self, **kwargs):
        overview = Overview(list(self.initiatives()), list(CooperationArea.objects.all()))
        shown = {} if overview.is_day_one else self.progress(overview)
        marks = {"statuses": Status, "healths": Health}
        return super().get_context_data(
            overview=overview,
            latest_reports=self.latest_reports(),
            **self.last_change(),
            **shown,
            **marks,
            **kwargs,
        )

    def initiatives(self):
        """Worst first."""
        seen = Initiative.objects.visible_at(self.level).with_facts(self.level).with_health(self.today)
        said = Takeaway.objects.visible_at(self.level).order_by("pk")
        return (
            seen.by_attention()
            .select_related("area")
            .prefetch_related(Prefetch("takeaways", said, to_attr="shown_takeaways"))
        )

    def last_change(self):
        """When anything that this reader may see last changed, in both capitals."""
        last = Change.objects.heard_at(self.level).order_by("-seq").values_list("at", flat=True).first()
        return {
            "changed_in_seoul": last and last.astimezone(SEOUL),
            "changed_in_ottawa": last and last.astimezone(OTTAWA),
        }

    def latest_reports(self):
        reports = ProgressUpdate.objects.standing_at(self.level).latest_first()
        return list(reports.select_related("initiative", "on_behalf_of")[:LATEST_REPORTS])

    def progress(self, overview):
        due = self.next_milestones()
        return {
            "next_milestones": due,
            "next_days": NEXT_DAYS,
            "worrying": WORRYING,
            "awaited": self.awaited(overview.need_attention),
            "leads": leads_by_side(self.sides, overview.initiatives, self.named_leads(), due),
        }

    def next_milestones(self):
        due = Milestone.objects.visible_at(self.level).due_within(NEXT_DAYS, self.today)
        return list(due.with_facts(self.level).select_related("initiative").order_by("due_on", "pk"))

    def named_leads(self):
        named = Participation.objects.leads_at(self.level)
        return named.select_related("organisation").order_by("organisation__slug")
