"""Who provides and who receives."""

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import cached_property

from opportunities.choices import Direction
from opportunities.insights.insight import Insight
from opportunities.models import (
    CooperationArea,
    Country,
    Initiative,
    Source,
    Strength,
    Takeaway,
)
from opportunities.models.standing import direction_of, sides


@dataclass(frozen=True)
class Flow:
    """What one side does in one initiative."""

    area: CooperationArea
    initiative: Initiative
    country: Country
    direction: Direction


class Counts:
    """Of what one side does, by direction."""

    country: Country
    narrowing = ""

    @property
    def told(self):
        """[(direction, initiatives, which they are as their filters say it)]."""
        return [
            (word, getattr(self, word), f"{self.narrowing}{word}={self.country.code}") for word in Direction
        ]


@dataclass(frozen=True)
class SideFlows(Counts):
    """In how many initiatives one side provides, receives, does both, or is not said to do any."""

    country: Country
    provides: int
    receives: int
    joint: int
    not_stated: int


@dataclass(frozen=True)
class AreaFlows(Counts):
    """The same of one area."""

    area: CooperationArea
    country: Country
    provides: int
    receives: int
    joint: int
    not_stated: int

    @property
    def narrowing(self):
        return f"area={self.area.slug}&"


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
    tables = {"flows": Flow, "areas": AreaFlows, "sides": SideFlows, "strengths": Stated}

    @cached_property
    def countries(self):
        return list(sides().order_by("code"))

    @cached_property
    def initiatives(self):
        told = {f"does_{side.code}": direction_of(side, *self.seen.reader) for side in self.countries}
        shown = self.seen.initiatives.select_related("area").annotate(**told)
        return shown.order_by("area__order", "area__code", "ref", "pk")

    @cached_property
    def flows(self):
        return [
            Flow(initiative.area, initiative, country, Direction(getattr(initiative, f"does_{country.code}")))
            for initiative in self.initiatives
            for country in self.countries
        ]

    @cached_property
    def areas(self):
        counts = {}
        for flow in self.flows:
            counts.setdefault((flow.area, flow.country), Counter())[flow.direction] += 1
        return [AreaFlows(*whose, **by_direction(count)) for whose, count in counts.items()]

    @cached_property
    def sides(self):
        counts = {country: Counter() for country in self.countries}
        for flow in self.flows:
            counts[flow.country][flow.direction] += 1
        return [SideFlows(country, **by_direction(count)) for country, count in counts.items()]

    @cached_property
    def strengths(self):
        seen = Strength.objects.visible_at(self.seen.level)
        seen = seen.select_related("country", "area", "takeaway", "source").order_by("country__code", "pk")
        return [Stated(each.country, each, each.area, each.takeaway, each.source) for each in seen]


def by_direction(count):
    return {word.value: count[word] for word in Direction}
