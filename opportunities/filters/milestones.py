"""Which milestones, and which moves of their dates."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from opportunities.choices import MilestoneState, MoveReason, Owing
from opportunities.filters.base import RecordFilter
from opportunities.filters.due import due
from opportunities.filters.parameters import Choice, Due, From, Related, Until, YesNo
from opportunities.models import (
    CooperationArea,
    Country,
    Initiative,
    Milestone,
    MilestoneRevision,
    Organisation,
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
    owing = Choice("owing", choices=Owing.choices, label=_("Who owes it"))
    open = YesNo(by="open_or_closed", label=_("Neither met nor cancelled"))
    moved = YesNo(by="moved_or_not", label=_("Its date has moved"))
    slip_known = YesNo(by="slip_known_or_not", label=_("Not cancelled, with an original date and one now"))
    due = Due(by="due_in", label=_("Due"))
    cancelled = YesNo(by="cancelled_or_not", label=_("Cancelled"))
    original_due_on__lte = Until(by="planned_by", label=_("Original date on or before"))
    due_on__gte = From("due_on")
    due_on__lte = Until("due_on")
    done_on__gte = From("done_on")
    done_on__lte = Until("done_on")

    @classmethod
    def annotated(cls, records, level, today, moment=None):
        return super().annotated(records, level, today, moment).with_state(today).with_owing(level)

    def owed_by_side(self, records, countries):
        return records.owed_by(self.level, country__in=countries)

    def owed_by_organisation(self, records, organisations):
        return records.owed_by(self.level, organisation__in=organisations)

    def open_or_closed(self, records, is_open):
        return records.open() if is_open else records.closed()

    def moved_or_not(self, records, has_moved):
        moves = MilestoneRevision.objects.visible_at(self.level).filter(milestone=OuterRef("pk"))
        return records.filter(Exists(moves) if has_moved else ~Exists(moves))

    def slip_known_or_not(self, records, is_known):
        rule = Q(pk__in=self.with_facts.with_slip().values("pk"))
        return records.filter(rule if is_known else ~rule)

    def planned_by(self, records, day):
        return records.filter(pk__in=self.with_facts.filter(original_due_on__lte=day).values("pk"))

    @property
    def with_facts(self):
        return Milestone.objects.visible_at(self.level).with_facts(self.level)

    def cancelled_or_not(self, records, is_cancelled):
        return records.filter(cancelled_at__isnull=not is_cancelled)

    def due_in(self, records, spans):
        return due(records, spans, self.today)


class RevisionFilter(RecordFilter):
    searched = ("words",)
    orderings = RecordFilter.orderings | {"at": (_("Moved at"), ("at",))}

    milestone = Related(Milestone, "milestone")
    initiative = Related(Initiative, "milestone__initiative", keys=["ref"], label=_("Initiative"))
    reason = Choice("reason", choices=MoveReason.choices)
    country = Related(Country, "side", keys=["code"])
    area = Related(CooperationArea, "milestone__initiative__area", keys=["slug", "code"], label=_("Area"))
    owed_by = Related(Country, by="owed_by_side", keys=["code"], label=_("Side that owes the milestone"))
    owing = Choice(by="owed_as", choices=Owing.choices, label=_("Who owes the milestone"))

    def owed_by_side(self, records, countries):
        return records.filter(milestone__in=self.milestones.owed_by(self.level, country__in=countries))

    def owed_as(self, records, words):
        return records.filter(milestone__in=self.milestones.with_owing(self.level).filter(owing__in=words))

    @property
    def milestones(self):
        return Milestone.objects.visible_at(self.level)
