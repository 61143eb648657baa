"""When everything is due: each milestone on the day it was met, or else on the day it is due."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from opportunities.choices import MilestoneState, Status
from opportunities.insights.insight import Insight
from opportunities.insights.ledger import Owed, owner_of
from opportunities.models import Initiative, Milestone

ON_HOLD = (Status.PAUSED, Status.NOT_PURSUED)
MET = (MilestoneState.MET, MilestoneState.MET_LATE)


@dataclass(frozen=True)
class Mark(Owed):
    """A milestone and its day; ``on_hold``: still open while its initiative is paused or not pursued."""

    initiative: Initiative
    milestone: Milestone
    state: MilestoneState
    on_hold: bool
    day: date | None
    original_on: date | None
    days_moved: int | None

    @property
    def is_met(self):
        return self.state in MET

    @property
    def is_late(self):
        return self.state == MilestoneState.LATE and not self.on_hold

    @property
    def is_moved(self):
        return bool(self.days_moved)


class Timeline(Insight):
    """Milestones by initiative and day: the day they were met, else the day they are due.

    The original date is the oldest that the reader may see. Days moved: from the original date to that day;
    negative when it came forward.
    """

    name = "timeline"
    tables = {"milestones": Mark}

    @cached_property
    def initiatives(self):
        """By area and ref; those without a ref, which not everybody sees, last."""
        found = self.seen.initiatives.select_related("area").order_by()
        return sorted(found, key=lambda each: (each.area.order, each.area.code, natural(each.ref), each.pk))

    @cached_property
    def milestones(self):
        return [mark for initiative in self.initiatives for mark in self.by_initiative.get(initiative.pk, [])]

    @cached_property
    def by_initiative(self):
        """{initiative: marks}, dated ones first, by day."""
        level, today = self.seen.level, self.seen.today
        milestones = self.seen.parts(Milestone).with_facts(level).with_state(today).with_owing(level)
        initiatives = {initiative.pk: initiative for initiative in self.initiatives}
        found = {}
        for milestone in milestones.select_related("responsible__country"):
            mark = mark_of(milestone, initiatives[milestone.initiative_id])
            found.setdefault(milestone.initiative_id, []).append(mark)
        return {key: sorted(marks, key=by_day) for key, marks in found.items()}

    @property
    def days(self):
        """Every day on which a milestone stands, or stood first."""
        return [day for mark in self.milestones if mark.day for day in (mark.day, mark.original_on) if day]


def mark_of(milestone, initiative):
    is_open = not (milestone.done_on or milestone.cancelled_at)
    return Mark(
        *owner_of(milestone),
        initiative=initiative,
        milestone=milestone,
        state=MilestoneState(milestone.state),
        on_hold=is_open and initiative.status in ON_HOLD,
        day=milestone.done_on or milestone.due_on,
        original_on=milestone.original_due_on,
        days_moved=days_moved(milestone),
    )


def days_moved(milestone):
    """From the original date to the day it was met, or is due now; None without either."""
    day, original = milestone.done_on or milestone.due_on, milestone.original_due_on
    return (day - original).days if day and original else None


def by_day(mark):
    return mark.day or date.max, mark.milestone.pk


def natural(ref):
    """`CHP-10` after `CHP-9`."""
    return (len(ref), ref) if ref else (99, "")
