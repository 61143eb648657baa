"""Said against done: how far initiatives are declared to be, and how far their facts support it."""

from dataclasses import dataclass
from itertools import chain
from statistics import median
from urllib.parse import urlencode

from django.db.models import Min
from django.utils.functional import cached_property

from opportunities.choices import LADDER, Status
from opportunities.health import is_claimed_not_shown
from opportunities.insights.insight import Insight
from opportunities.models import CooperationArea, Initiative, ProgressUpdate, Takeaway


@dataclass(frozen=True)
class Rung:
    """One stage of the whole, of an area or of a takeaway: how many have come this far or further."""

    area: CooperationArea | None
    takeaway: Takeaway | None
    stage: Status
    declared: int
    supported: int
    median_days: int | None

    @property
    def declared_query(self):
        """Exactly the declared ones, as the filters of initiatives say it."""
        return urlencode([*self.group, *[("status", stage) for stage in onward(self.stage)]])

    @property
    def supported_query(self):
        on_ladder = [("status", stage) for stage in LADDER]
        supported = [("supported", stage) for stage in onward(self.stage)]
        return urlencode([*self.group, *on_ladder, *supported])

    @property
    def group(self):
        if self.area:
            return [("area", self.area.slug)]
        return [("takeaway", self.takeaway.uid)] if self.takeaway else []


@dataclass(frozen=True)
class Claim:
    """An initiative that is declared to be further than its facts show."""

    initiative: Initiative
    declared: Status
    supported: Status


class Stages(Insight):
    """Initiatives by the stage declared and by the stage that their facts support: this far or further.

    Scoped is supported by a named lead on every side that takes part; agreed by a linked agreement; under
    way by a dated milestone met; delivered by all milestones met and evidence linked; each needs those
    before it. Paused and not pursued stand aside. Median days: from the dialogue to the first report that
    declared the stage, over all that ever did.
    """

    name = "stages"
    tables = {"funnel": Rung, "claims": Claim}

    @cached_property
    def on_ladder(self):
        return [each for each in self.seen.listed if each.status in LADDER]

    @property
    def aside(self):
        return len(self.seen.listed) - len(self.on_ladder)

    @property
    def moved(self):
        """How many are declared to be further than raised."""
        return sum(each.status != Status.RAISED for each in self.on_ladder)

    @cached_property
    def claims(self):
        return [
            Claim(each, Status(each.status), Status(each.supported))
            for each in self.on_ladder
            if is_claimed_not_shown(each.status, each.supported)
        ]

    @property
    def funnel(self):
        return list(chain(self.whole, *self.by_area, *self.by_takeaway))

    @cached_property
    def whole(self):
        return self.rungs(self.seen.listed)

    @cached_property
    def by_area(self):
        """The rungs of each area that has initiatives."""
        areas = sorted({each.area for each in self.seen.listed}, key=lambda area: (area.order, area.code))
        return [
            self.rungs([each for each in self.seen.listed if each.area == area], area=area) for area in areas
        ]

    @cached_property
    def by_takeaway(self):
        groups = {}
        for link in self.links:
            groups.setdefault(link.takeaway, set()).add(link.initiative_id)
        return [
            self.rungs([each for each in self.seen.listed if each.pk in group], takeaway=takeaway)
            for takeaway, group in groups.items()
        ]

    def rungs(self, initiatives, area=None, takeaway=None):
        on_ladder = [each for each in initiatives if each.status in LADDER]
        return [
            Rung(
                area,
                takeaway,
                stage,
                declared=sum(each.status in onward(stage) for each in on_ladder),
                supported=sum(each.supported in onward(stage) for each in on_ladder),
                median_days=self.median_days(initiatives, stage),
            )
            for stage in LADDER
        ]

    def median_days(self, initiatives, stage):
        """Rounded; None where no dialogue has a day or no report declared the stage."""
        days = [
            (self.declared_on[each.pk, stage] - self.held_on[each.pk]).days
            for each in initiatives
            if (each.pk, stage) in self.declared_on and each.pk in self.held_on
        ]
        return round(median(days)) if days else None

    @cached_property
    def links(self):
        """Of the initiatives with the takeaways that they come from."""
        said = Takeaway.objects.visible_at(self.seen.level)
        links = Initiative.takeaways.through.objects.filter(
            initiative__in=self.seen.initiatives.order_by().values("pk"), takeaway__in=said.values("pk")
        )
        return list(links.select_related("takeaway__dialogue").order_by("takeaway__dialogue", "takeaway"))

    @cached_property
    def held_on(self):
        """{initiative: day of the first dialogue that it comes from}."""
        days = {}
        for link in self.links:
            held = link.takeaway.dialogue.held_on
            if held:
                days[link.initiative_id] = min(held, days.get(link.initiative_id, held))
        return days

    @property
    def days_since(self):
        """Since the latest of the dialogues that these initiatives come from."""
        return (self.seen.today - max(self.held_on.values())).days if self.held_on else None

    @cached_property
    def declared_on(self):
        """{(initiative, stage): day of the first report that declares it}."""
        standing = ProgressUpdate.objects.standing_at(self.seen.level).exclude(status="")
        asked = standing.filter(initiative__in=self.seen.initiatives.order_by().values("pk"))
        first = asked.order_by().values_list("initiative", "status").annotate(Min("as_of"))
        return {(initiative, stage): day for initiative, stage, day in first}


def onward(stage):
    """The stage and those after it."""
    return LADDER[LADDER.index(stage) :]
