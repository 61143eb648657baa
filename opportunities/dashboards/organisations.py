from django.db.models import F
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from opportunities.dashboards.overview import NEXT_DAYS
from opportunities.dashboards.page import Page
from opportunities.insights.duties import by_country, duties_of
from opportunities.models import Initiative, Milestone, Organisation, Participation, ProgressUpdate

LATEST_REPORTS = 10


class DutiesPage(Page):
    nav = "organisations"

    @cached_property
    def duties(self):
        """Of the page's organisations: three queries, however many those are."""
        return duties_of(self.organisations, self.parts(), self.owed(), NEXT_DAYS, self.today)

    @cached_property
    def organisations(self):
        """By name, as this language has it."""
        seen = Organisation.objects.visible_at(self.level).select_related("country")
        return sorted(seen, key=lambda organisation: organisation.name.casefold())

    def parts(self):
        """Each with its initiative as it stands for this reader."""
        parts = Participation.objects.named_at(self.level).filter(organisation__in=self.organisations)
        parts = list(parts.select_related("country"))
        seen = Initiative.objects.with_facts(self.level).with_health(self.today).select_related("area")
        initiatives = seen.in_bulk({part.initiative_id for part in parts})
        for part in parts:
            part.initiative = initiatives[part.initiative_id]
        return parts

    def owed(self):
        """Open milestones, what is due first coming first."""
        milestones = Milestone.objects.visible_at(self.level).open()
        milestones = milestones.owed_by(self.level, organisation__in=self.organisations)
        milestones = milestones.with_facts(self.level).with_state(self.today)
        milestones = milestones.annotate(organisation=F("responsible__organisation"))
        return milestones.select_related("initiative").order_by(F("due_on").asc(nulls_last=True), "pk")


class OrganisationsPage(DutiesPage):
    """Who takes part, and what do they owe?"""

    template_name = "dashboards/organisations.html"

    def get_context_data(self, **kwargs):
        groups = by_country(self.duties, self.sides)
        return super().get_context_data(groups=groups, next_days=NEXT_DAYS, **kwargs)


class OrganisationPage(DutiesPage):
    """What do we owe, and when?"""

    template_name = "dashboards/organisation.html"

    @cached_property
    def organisations(self):
        seen = Organisation.objects.visible_at(self.level).select_related("country")
        return [get_object_or_404(seen, slug=self.kwargs["slug"])]

    def get_context_data(self, **kwargs):
        [duty] = self.duties
        return super().get_context_data(
            duty=duty,
            organisation=duty.organisation,
            awaited=self.awaited(duty.initiatives),
            reports=self.reports(duty),
            next_days=NEXT_DAYS,
            **kwargs,
        )

    def reports(self, duty):
        """The latest on what it takes part in, whichever side speaks."""
        reports = ProgressUpdate.objects.standing_at(self.level).filter(initiative__in=duty.initiatives)
        return list(reports.latest_first().select_related("initiative", "on_behalf_of")[:LATEST_REPORTS])
