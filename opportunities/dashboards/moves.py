from django.db.models import Prefetch

from opportunities.dashboards.rows import RowsPage
from opportunities.filters import RevisionFilter
from opportunities.insights.rows import cells, headings
from opportunities.insights.slip import Moved, moved
from opportunities.models import Milestone, MilestoneRevision


class MovesPage(RowsPage):
    """The moves of dates that a number of slip counts."""

    template_name = "dashboards/moves.html"
    nav = "slip"
    name = "moves"
    filter = RevisionFilter
    ordering = "-at"

    def records(self):
        milestones = Milestone.objects.visible_at(self.level).with_facts(self.level)
        seen = MilestoneRevision.objects.visible_at(self.level).select_related("side")
        return seen.prefetch_related(Prefetch("milestone", milestones.select_related("initiative")))

    def header(self):
        return headings(Moved)

    def row(self, revision):
        return cells(moved(revision.milestone, revision))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["moves"] = [moved(revision.milestone, revision) for revision in self.page.rows]
        return context
