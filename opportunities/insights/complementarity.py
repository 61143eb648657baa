"""Who provides and who receives."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.functional import cached_property

from opportunities.choices import Direction
from opportunities.insights.insight import Insight
from opportunities.models import (
    CooperationArea,
    Country,
    Initiative,
    Participation,
    Source,
    Strength,
    Takeaway,
)
from opportunities.models.standing import sides


@dataclass(frozen=True)
class Flow:
    """What one side does in one initiative."""

    area: CooperationArea
    initiative: Initiative
    country: Country
    direction: Direction


@dataclass(frozen=True)
class AreaFlows:
    """In how many initiatives of an area one side provides, receives, does both, or is not said to do any."""

    area: CooperationArea
    country: Country
    provides: int
    receives: int
    joint: int
    not_stated: int


@dataclass(frozen=True)
class Stated:
    """What a side brings, in the words of its record, and where that is stated."""

    country: Country
    strength: Strength
    area: CooperationArea | None
    takeaway: Takeaway | None
    source: Source | None


class Complementarity(Insight):
    """For each area and side: in how many initiatives it provides, receives, or acts jointly.

    Each initiative counts once a side. Where its parts differ, what is stated counts before what is not, and
    different directions together count as joint. A side without a part is not stated. Strengths are those
    that the sources state, whatever area is asked for.
    """

    name = "complementarity"
    tables = {"flows": Flow, "areas": AreaFlows, "strengths": Stated}

    @cached_property
    def countries(self):
        return list(sides().order_by("code"))

    @cached_property
    def initiatives(self):
        parts = Participation.objects.visible_at(self.seen.level).filter(ended_at=None)
        shown = self.seen.initiatives.select_related("area")
        shown = shown.prefetch_related(Prefetch("participations", parts, to_attr="shown_parts"))
        return shown.order_by("area__order", "area__code", "ref", "pk")

    @cached_property
    def flows(self):
        return [
            Flow(initiative.area, initiative, country, direction_of(country, initiative.shown_parts))
            for initiative in self.initiatives
            for country in self.countries
        ]

    @cached_property
    def areas(self):
        counts = {}
        for flow in self.flows:
            counts.setdefault((flow.area, flow.country), Counter())[flow.direction] += 1
        return [
            AreaFlows(area, country, **{word.value: count[word] for word in Direction})
            for (area, country), count in counts.items()
        ]

    @cached_property
    def strengths(self):
        seen = Strength.objects.visible_at(self.seen.level)
        seen = seen.select_related("country", "area", "takeaway", "source").order_by("country__code", "pk")
        return [Stated(each.country, each, each.area, each.takeaway, each.source) for each in seen]


def direction_of(country, parts):
    directions = {part.direction for part in parts if part.country_id == country.pk} - {Direction.NOT_STATED}
    if not directions:
        return Direction.NOT_STATED
    return Direction(directions.pop()) if len(directions) == 1 else Direction.JOINT
