"""What is late, silent, or does not fit together: computed, so nobody can set or clear it by hand."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from opportunities.choices import Contradiction, Health
from opportunities.health import contradictions, days_late
from opportunities.insights.insight import Insight
from opportunities.models import Initiative
from opportunities.models.standing import FACTS


@dataclass(frozen=True)
class Flag:
    """An initiative with what is flagged of it; `days_late` is null unless its health is late."""

    initiative: Initiative
    health: Health | None
    days_late: int | None
    last_report_on: date | None
    contradictions: list[Contradiction]


class Freshness(Insight):
    """Initiatives that are late, have no recent report, or contradict themselves; worst health first.

    Late: the next open milestone was due before today in Seoul. No recent report: none within the rhythm
    that the initiative has to report in. Contradictions: declared ahead of what is shown, delivered with
    open milestones, on track with a late one, on track without evidence.
    """

    name = "freshness"
    tables = {"flags": Flag}

    @cached_property
    def flags(self):
        flags = [flag(each, self.seen.today) for each in self.seen.listed]
        return [
            each for each in flags if each.health in (Health.LATE, Health.NO_REPORT) or each.contradictions
        ]

    @property
    def late(self):
        return sum(each.health == Health.LATE for each in self.flags)

    @property
    def silent(self):
        return sum(each.health == Health.NO_REPORT for each in self.flags)

    @property
    def contradictory(self):
        return sum(bool(each.contradictions) for each in self.flags)


def flag(initiative, today):
    facts = {name: getattr(initiative, name) for name in (*FACTS, "status")}
    return Flag(
        initiative,
        health=initiative.health and Health(initiative.health),
        days_late=days_late(initiative.next_due_on, today) if initiative.health == Health.LATE else None,
        last_report_on=initiative.last_report_on,
        contradictions=contradictions(facts, today),
    )
