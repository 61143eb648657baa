from django.http import HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property

from opportunities.dashboards.charts.pace import PaceFigure
from opportunities.dashboards.page import Page, refusals
from opportunities.filters import InitiativeFilter
from opportunities.filters.fields import PastDay
from opportunities.insights.insight import Seen
from opportunities.insights.overview import Overview
from opportunities.insights.pace import Pace
from opportunities.models import CooperationArea, Decision, Initiative, Milestone

DECISION_DAYS = 30
NEXT_DAYS = 90
# What a sheet of paper holds; the rest is counted and linked.
MOST = 6


class BriefingPage(Page):
    """One sheet of paper: where it stood on a day, what must be decided, and what comes next.

    Its address always names the day, so a link that is pasted somewhere stays.
    """

    template_name = "dashboards/briefing.html"
    nav = "briefing"
    parameters = {"as_of": PastDay(required=False)}

    def get(self, request, *args, **kwargs):
        if request.GET.get("as_of") or self.problems():
            return super().get(request, *args, **kwargs)
        response = HttpResponseRedirect(self.address)
        patch_cache_control(response, no_cache=True)
        return response

    def problems(self):
        wrong = self.form.errors | self.filtered.errors
        refused = refusals({*self.request.GET}, {*self.parameters, "area"}, wrong)
        return [sentence for sentences in refused.values() for sentence in sentences]

    @property
    def address(self):
        """Of this sheet on this day."""
        query = self.request.GET.copy()
        query["as_of"] = self.today.isoformat()
        return f"{self.request.path}?{query.urlencode()}"

    @cached_property
    def filtered(self):
        seen = Initiative.objects.known_at(*self.reader)
        when = {"today": self.today, "moment": self.moment}
        return InitiativeFilter(self.request.GET, seen, level=self.level, only=["area"], **when)

    @cached_property
    def shown(self):
        return Seen(self.filtered.qs, self.level, self.today, self.moment)

    @property
    def asked_areas(self):
        return [area for area in self.request.GET.getlist("area") if area]

    def as_of(self):
        """Links lead to exactly the rows that are counted here: those of the areas asked for."""
        links = super().as_of()
        areas = "".join(f"&area={area}" for area in self.asked_areas)
        too = links["as_of_too"] + areas
        return links | {"as_of_alone": too.replace("&", "?", 1), "as_of_too": too}

    def get_context_data(self, **kwargs):
        initiatives = list(self.initiatives())
        due, decisions = list(self.next_milestones()), list(self.decisions())
        return super().get_context_data(
            overview=Overview(initiatives, areas=[]),
            pace=self.pace(),
            initiatives=initiatives,
            awaited=self.awaited(initiatives),
            next_milestones=due[:MOST],
            further_milestones=len(due[MOST:]),
            next_days=NEXT_DAYS,
            decisions=decisions[:MOST],
            further_decisions=len(decisions[MOST:]),
            permalink=self.request.build_absolute_uri(self.address),
            areas=CooperationArea.objects.all(),
            asked_areas=self.asked_areas,
            **kwargs,
        )

    def pace(self):
        """None as long as nothing was planned."""
        pace = Pace(self.shown)
        return PaceFigure(pace) if pace.quarters else None

    def initiatives(self):
        found = self.filtered.qs.select_related("area")
        return found.order_by("area__order", "area__code", "ref", "pk")

    def next_milestones(self):
        due = self.shown.parts(Milestone).due_within(NEXT_DAYS, self.today)
        return due.with_facts(*self.reader).select_related("initiative").order_by("due_on", "pk")

    def decisions(self):
        """Those of no initiative concern the whole, so they are left out where areas are asked for."""
        known = self.shown.parts(Decision) if self.asked_areas else Decision.objects.known_at(*self.reader)
        open_ones = known.needed_within(DECISION_DAYS, self.today)
        return open_ones.select_related("initiative", "side").order_by("needed_by", "pk")
