"""Where cooperation stands: counts and a board over initiatives that the reader may see."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from opportunities.choices import LADDER, Health, Status
from opportunities.insights.timeline import natural

WORRYING = (Health.LATE, Health.OFF_TRACK, Health.AT_RISK, Health.NO_REPORT)
CLOSED = (Status.DELIVERED, Status.NOT_PURSUED)


@dataclass
class Row:
    """One area: its initiatives by status, and how many of their milestones are met."""

    area: object
    by_status: dict = field(default_factory=lambda: {status: [] for status in Status})
    met: int = 0
    total: int = 0

    @property
    def initiatives(self):
        return [initiative for initiatives in self.by_status.values() for initiative in initiatives]

    def add(self, initiative):
        self.by_status[initiative.status].append(initiative)
        self.met += initiative.milestones_met
        self.total += initiative.milestones_total


class Overview:
    """Over a list of initiatives with facts and health; nothing here asks the database."""

    def __init__(self, initiatives, areas):
        self.initiatives = initiatives
        self.statuses = Counter(initiative.status for initiative in initiatives)
        self.healths = Counter(initiative.health for initiative in initiatives)
        self.areas = areas

    @property
    def total(self):
        return len(self.initiatives)

    @property
    def is_day_one(self):
        """Everything is raised and nothing is dated: there is no progress to show, only a start."""
        return all(
            initiative.status == Status.RAISED and not initiative.milestones_total
            for initiative in self.initiatives
        )

    @property
    def under_way(self):
        return self.statuses[Status.UNDER_WAY]

    @property
    def delivered(self):
        return self.statuses[Status.DELIVERED]

    @property
    def late(self):
        return self.healths[Health.LATE]

    @property
    def threatened(self):
        return self.healths[Health.OFF_TRACK] + self.healths[Health.AT_RISK]

    @property
    def silent(self):
        return self.healths[Health.NO_REPORT]

    @property
    def without_lead(self):
        return sum(not initiative.leads_named for initiative in self.initiatives)

    @property
    def without_milestone(self):
        return sum(not initiative.milestones_total for initiative in self.initiatives)

    @cached_property
    def columns(self):
        """[(status, count)]: the ladder always, what fell off it only where it occurs."""
        others = [status for status in (Status.PAUSED, Status.NOT_PURSUED) if self.statuses[status]]
        return [(status, self.statuses[status]) for status in (*LADDER, *others)]

    @property
    def board(self):
        """[(row, [(status, initiatives)])] of the areas that have any, within each by ref."""
        rows = {area.pk: Row(area) for area in self.areas}
        for initiative in sorted(self.initiatives, key=lambda each: (natural(each.ref), each.pk)):
            rows[initiative.area_id].add(initiative)
        shown = [status for status, _ in self.columns]
        return [
            (row, [(status, row.by_status[status]) for status in shown])
            for row in rows.values()
            if row.initiatives
        ]

    @cached_property
    def need_attention(self):
        """Worst health first, the longest silence before others; then those that lack a lead."""
        worrying = [each for each in self.initiatives if each.health in WORRYING]
        leaderless = [
            each
            for each in self.initiatives
            if each.health not in WORRYING and not each.leads_named and each.status not in CLOSED
        ]
        return sorted(worrying, key=by_silence) + leaderless


def by_silence(initiative):
    """Keeps the order by health; within "no recent report", those never reported on come first."""
    silent_since = initiative.last_report_on if initiative.health == Health.NO_REPORT else None
    return initiative.rank, silent_since or date.min
