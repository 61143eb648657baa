from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from opportunities.choices import MilestoneState
from opportunities.dashboards import exports
from opportunities.dashboards.facets import Asked
from opportunities.dashboards.insight import one_of
from opportunities.dashboards.page import Page
from opportunities.filters import MilestoneFilter
from opportunities.filters.keyset import BadCursor
from opportunities.health import days_late
from opportunities.models import Milestone

ROWS = 50
MOST_IN_A_FILE = 10_000


class MilestonesPage(Page):
    """Exactly the milestones that a number of the ledger counts: the parameters are the API's."""

    template_name = "dashboards/milestones.html"
    nav = "ledger"
    parameters = {"format": one_of(["csv"])}

    def get(self, request, *args, **kwargs):
        self.asked = Asked(request.GET)
        if self.asked.format and not self.problems():
            rows = map(self.row, self.found[:MOST_IN_A_FILE])
            return self.kept(exports.short_csv(f"milestones-{self.today}", header(), rows))
        return super().get(request, *args, **kwargs)

    def problems(self):
        return super().problems() or self.problems_of_cursor()

    def problems_of_cursor(self):
        try:
            self.page = self.filtered.keyset.page(self.found, ROWS, self.asked.cursor)
        except BadCursor as refusal:
            return refusal.messages
        return []

    def understood(self):
        names, errors = super().understood()
        return {*names, *self.filtered.filters, "cursor"}, errors | self.filtered.errors

    @cached_property
    def filtered(self):
        query = self.asked.with_default(ordering="due_on")
        seen = Milestone.objects.visible_at(self.level).with_facts(self.level)
        return MilestoneFilter(query, seen, level=self.level, today=self.today)

    @property
    def found(self):
        return self.filtered.qs.select_related("initiative__area")

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

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            page=self.page,
            count=self.filtered.qs.count(),
            asked=self.asked,
            next_address=self.page.next and self.asked.at(self.page.next),
            previous_address=self.page.previous and self.asked.at(self.page.previous),
            **kwargs,
        )


def header():
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
