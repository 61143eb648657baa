"""Which milestones, and which moves of their dates."""

from django.utils.translation import gettext_lazy as _

from opportunities.choices import MilestoneState, MoveReason
from opportunities.filters.base import RecordFilter
from opportunities.filters.due import due
from opportunities.filters.parameters import Choice, Due, From, Related, Until
from opportunities.models import (
    CooperationArea,
    Country,
    Initiative,
    Milestone,
    Organisation,
    Participation,
)


class MilestoneFilter(RecordFilter):
    searched = ("title",)
    orderings = RecordFilter.orderings | {"due_on": (_("Due on"), ("due_on",))}

    initiative = Related(Initiative, "initiative", keys=["ref"])
    area = Related(CooperationArea, "initiative__area", keys=["slug", "code"], label=_("Area"))
    state = Choice("state", choices=MilestoneState.choices, label=_("State"))
    country = Related(Country, by="owed_by_side", keys=["code"], label=_("Side that owes it"))
    organisation = Related(
        Organisation, by="owed_by_organisation", keys=["slug"], label=_("Organisation that owes it")
    )
    due = Due(by="due_in", label=_("Due"))
    due_on__gte = From("due_on")
    due_on__lte = Until("due_on")
    done_on__gte = From("done_on")
    done_on__lte = Until("done_on")

    @classmethod
    def annotated(cls, records, level, today):
        return super().annotated(records, level, today).with_state(today)

    def owed_by_side(self, records, countries):
        return self.owed(records, country__in=countries)

    def owed_by_organisation(self, records, organisations):
        return self.owed(records, organisation__in=organisations)

    def owed(self, records, **part):
        parts = Participation.objects.visible_at(self.level).filter(**part)
        return records.filter(responsible__in=parts)

    def due_in(self, records, spans):
        return due(records, spans, self.today)


class RevisionFilter(RecordFilter):
    searched = ("words",)
    orderings = RecordFilter.orderings | {"at": (_("Moved at"), ("at",))}

    milestone = Related(Milestone, "milestone")
    initiative = Related(Initiative, "milestone__initiative", keys=["ref"], label=_("Initiative"))
    reason = Choice("reason", choices=MoveReason.choices)
    country = Related(Country, "side", keys=["code"])
