"""Are milestones met on time?"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import cached_property

from opportunities.insights.insight import Insight
from opportunities.insights.span import Span, quarter_of
from opportunities.models import Milestone


@dataclass(frozen=True)
class Quarter:
    """The counts at the end of a quarter; null for what is met in quarters that are still to come."""

    start: date
    planned: int
    met: int | None

    @property
    def last(self):
        """Its last day."""
        return last_day_of(self.start)


class Pace(Insight):
    """What the original plan called for, and what is met, at the end of each quarter. Cancelled ones aside.

    planned(t) = milestones whose original date is t or earlier; met(t) = milestones met on t or earlier. The
    original date is the oldest that the reader may see.
    """

    name = "pace"
    tables = {"quarters": Quarter}

    @cached_property
    def milestones(self):
        """[(original date, date met)]."""
        counted = self.seen.parts(Milestone).standing().with_facts(*self.seen.reader).order_by()
        return list(counted.values_list("original_due_on", "done_on"))

    @cached_property
    def planned_on(self):
        return sorted(original for original, _met in self.milestones if original)

    @cached_property
    def met_on(self):
        return sorted(met for _original, met in self.milestones if met)

    @property
    def planned(self):
        """Called for by today."""
        return bisect_right(self.planned_on, self.seen.today)

    @property
    def met(self):
        return len(self.met_on)

    @property
    def on_time(self):
        """Met on the original date or before it."""
        return sum(bool(original and met and met <= original) for original, met in self.milestones)

    @cached_property
    def span(self):
        return Span.around([*self.planned_on, *self.met_on, self.seen.today])

    @cached_property
    def quarters(self):
        if not (self.planned_on or self.met_on):
            return []
        day, found = self.span.start, []
        while day < self.span.end:
            found.append(self.quarter(day))
            day = quarter_of(day, 1)
        return found

    def quarter(self, start):
        last = last_day_of(start)
        met = bisect_right(self.met_on, last) if start <= self.seen.today else None
        return Quarter(start, bisect_right(self.planned_on, last), met)


def last_day_of(quarter):
    return quarter_of(quarter, 1) - timedelta(days=1)


def steps(days):
    """[(day, count from that day on)]."""
    counts, so_far, found = Counter(days), 0, []
    for day in sorted(counts):
        so_far += counts[day]
        found.append((day, so_far))
    return found
