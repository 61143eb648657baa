from django.utils.translation import gettext as _

from opportunities.choices import MilestoneState
from opportunities.dashboards.rows import RowsPage
from opportunities.filters import MilestoneFilter
from opportunities.health import days_late
from opportunities.models import Milestone


class MilestonesPage(RowsPage):
    """The milestones that a number of the ledger or of slip counts."""

    template_name = "dashboards/milestones.html"
    nav = "ledger"
    name = "milestones"
    filter = MilestoneFilter
    ordering = "due_on"

    def records(self):
        seen = Milestone.objects.visible_at(self.level).with_facts(self.level)
        return seen.select_related("initiative__area")

    def header(self):
        return [
            _("Identifier"),
            _("Ref"),
            _("Initiative"),
            _("Milestone"),
            _("Owed by (code)"),
            _("Original date"),
            _("Due on"),
            _("Met on"),
            _("State (code)"),
            _("State"),
            _("Days late"),
        ]

    def row(self, milestone):
        initiative, state = milestone.initiative, MilestoneState(milestone.state)
        return [
            milestone.uid,
            initiative.ref,
            initiative.title,
            milestone.title,
            milestone.side,
            milestone.original_due_on,
            milestone.due_on,
            milestone.done_on,
            state,
            state.label,
            days_late(milestone.due_on, self.today) if state == MilestoneState.LATE else None,
        ]
