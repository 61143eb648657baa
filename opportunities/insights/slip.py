"""How far dates move, on whose side, and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, median

from django.utils.functional import cached_property

from opportunities.choices import MoveReason
from opportunities.insights.insight import Insight
from opportunities.insights.ledger import Owed, owner_of
from opportunities.insights.timeline import days_moved
from opportunities.models import CooperationArea, Country, Initiative, Milestone, MilestoneRevision


@dataclass(frozen=True)
class SideSlip(Owed):
    """Of the milestones that one side owes: how many have moved, how often, and how far all have slipped."""

    milestones: int
    moved: int
    moves: int
    mean_days: int | None
    median_days: int | None

    @property
    def query_of_moves(self):
        """Which moves, as their filters say it: there, a country is the one that moved the date."""
        return f"owed_by={self.country.code}" if self.country else self.query


@dataclass(frozen=True)
class AreaSlip:
    """The same of the milestones of one area."""

    area: CooperationArea
    milestones: int
    moved: int
    moves: int
    mean_days: int | None
    median_days: int | None


@dataclass(frozen=True)
class ReasonSlip:
    """Moves for one reason, and how far each went; a move to no date counts, but has no days."""

    reason: MoveReason
    moves: int
    mean_days: int | None
    median_days: int | None


@dataclass(frozen=True)
class Moved:
    """One move; ``original_on`` and ``now_on`` are the milestone's, ``side`` the one that moved it."""

    initiative: Initiative
    milestone: Milestone
    original_on: date | None
    now_on: date | None
    days_moved: int | None
    from_on: date
    to_on: date | None
    days: int | None
    reason: MoveReason
    words: str
    side: Country | None


@dataclass(frozen=True)
class Forecast(Owed):
    """An open milestone, and when it falls if it slips as far as those of its side do on average."""

    initiative: Initiative
    milestone: Milestone
    due_on: date
    mean_days: int
    forecast_on: date


class Slip(Insight):
    """Moves of due dates: by the side that owes the milestone, by area, and by reason.

    Slip of a milestone = day met - original date, or due - original date while it is open; the original date
    is the oldest that the reader may see. Mean and median are over all milestones with both dates, moved or
    not, cancelled ones aside, in whole days; by reason they are over the moves. Moved and moves count every
    milestone. Forecast = due + mean slip of the side that owes the milestone.
    """

    name = "slip"
    tables = {
        "sides": SideSlip,
        "areas": AreaSlip,
        "reasons": ReasonSlip,
        "moves": Moved,
        "forecasts": Forecast,
    }

    @cached_property
    def milestones(self):
        level = self.seen.level
        found = self.seen.parts(Milestone).with_facts(level).with_owing(level)
        return list(found.select_related("initiative__area", "responsible__country").order_by("due_on", "pk"))

    @cached_property
    def revisions(self):
        """{milestone: its moves, the oldest first}."""
        asked = [milestone.pk for milestone in self.milestones]
        seen = MilestoneRevision.objects.visible_at(self.seen.level).filter(milestone__in=asked)
        found = {}
        for move in seen.select_related("side").order_by("at", "pk"):
            found.setdefault(move.milestone_id, []).append(move)
        return found

    @cached_property
    def by_owner(self):
        return grouped(self.milestones, owner_of)

    @cached_property
    def sides(self):
        found = [SideSlip(*owner, **self.counts(owed)) for owner, owed in self.by_owner.items()]
        return sorted(found, key=lambda row: (row.country is None, row.country and row.country.code))

    @cached_property
    def areas(self):
        by_area = grouped(self.milestones, lambda milestone: milestone.initiative.area)
        found = [AreaSlip(area, **self.counts(milestones)) for area, milestones in by_area.items()]
        return sorted(found, key=lambda row: (row.area.order, row.area.code))

    def counts(self, milestones):
        slips = slips_of(milestones)
        moves = [len(self.revisions.get(milestone.pk, ())) for milestone in milestones]
        return {
            "milestones": len(slips),
            "moved": sum(map(bool, moves)),
            "moves": sum(moves),
            "mean_days": rounded(mean, slips),
            "median_days": rounded(median, slips),
        }

    @cached_property
    def reasons(self):
        by_reason = grouped(self.moves, lambda move: move.reason)
        return [
            ReasonSlip(reason, len(moves), rounded(mean, days), rounded(median, days))
            for reason in MoveReason
            if (moves := by_reason.get(reason))
            for days in [[move.days for move in moves if move.days is not None]]
        ]

    @property
    def moved(self):
        """How many milestones have moved."""
        return sum(row.moved for row in self.sides)

    @property
    def most_frequent(self):
        return max(self.reasons, key=lambda row: row.moves, default=None)

    @cached_property
    def moves(self):
        return [
            moved(milestone, move)
            for milestone in self.milestones
            for move in self.revisions.get(milestone.pk, ())
        ]

    @cached_property
    def forecasts(self):
        expected = {owner: rounded(mean, slips_of(owed)) for owner, owed in self.by_owner.items()}
        is_open = [
            each for each in self.milestones if each.due_on and not (each.done_on or each.cancelled_at)
        ]
        return [forecast(each, owner_of(each), expected[owner_of(each)]) for each in is_open]


def grouped(things, key):
    found = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found


def slips_of(milestones):
    standing = [milestone for milestone in milestones if not milestone.cancelled_at]
    return [days for milestone in standing if (days := days_moved(milestone)) is not None]


def rounded(average, days):
    return round(average(days)) if days else None


def moved(milestone, move):
    return Moved(
        initiative=milestone.initiative,
        milestone=milestone,
        original_on=milestone.original_due_on,
        now_on=milestone.done_on or milestone.due_on,
        days_moved=days_moved(milestone),
        from_on=move.old_due_on,
        to_on=move.new_due_on,
        days=(move.new_due_on - move.old_due_on).days if move.new_due_on else None,
        reason=MoveReason(move.reason),
        words=move.words,
        side=move.side,
    )


def forecast(milestone, owner, days):
    return Forecast(
        *owner,
        initiative=milestone.initiative,
        milestone=milestone,
        due_on=milestone.due_on,
        mean_days=days,
        forecast_on=milestone.due_on + timedelta(days=days),
    )
