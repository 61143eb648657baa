"""Records that show facts derived from the records that belong to them, for each level its own."""

from functools import cache

from django.db.models import F

from opportunities.choices import Visibility
from opportunities.health import is_claimed_not_shown
from opportunities.models import (
    Initiative,
    Milestone,
    Organisation,
    Participation,
    ProgressUpdate,
    Standing,
)
from opportunities.models.standing import FACTS
from opportunities.representations import today
from opportunities.representations.compiled import Compiled
from opportunities.representations.shape import Shape
from opportunities.visibility import level_of


class InitiativeShape(Shape):
    kind, model = "initiative", Initiative
    counts_parts = True
    today_columns = today.INITIATIVE_COLUMNS
    of_today = staticmethod(today.of_initiative)
    columns = {
        "ref": "ref",
        "area": "area__slug",
        "status": "status",
        "review_on": "review_on",
        "planned_start_on": "planned_start_on",
        "planned_end_on": "planned_end_on",
        "actual_start_on": "actual_start_on",
        "actual_end_on": "actual_end_on",
        "report_every_days": "report_every_days",
        "officer": "officer__username",
        "first_public_at": "first_public_at",
        "withdrawn_at": "withdrawn_at",
    }
    texts = ("title", "short_title", "summary", "withdrawal_reason")
    staff_only = ("officer", "first_public_at", "withdrawn_at", "withdrawal_reason")

    def read_facts(self, by_pk):
        leads = self.leads(by_pk)
        for row in by_pk.values():
            row["facts"] = {}
        for level in Visibility:
            outlooks = self.outlooks(by_pk, level)
            for reckoned in reckoning(level).of(by_pk):
                pk, facts = reckoned.pk, {name: getattr(reckoned, name) for name in FACTS}
                by_pk[pk]["facts"][level] = facts | {
                    "claimed_not_shown": is_claimed_not_shown(by_pk[pk]["status"], facts["supported"]),
                    "outlooks": outlooks.get(pk, {}),
                    "leads": {country: uid for country, uid, least in leads.get(pk, ()) if least <= level},
                }

    def standings(self, row):
        return [
            Standing(initiative_id=row["uid"], level=level, **{name: facts[name] for name in FACTS})
            for level, facts in row["facts"].items()
        ]

    def leads(self, by_pk):
        """{initiative: [(country, organisation, the most open level that may know)]}."""
        named = Participation.objects.leads_at(Visibility.INTERNAL).filter(initiative__in=by_pk)
        least = level_of(Organisation, "organisation__")
        columns = ("initiative_id", "country__code", "organisation__uid", "level", "organisation_level")
        found = {}
        for pk, country, uid, own, other in (
            named.order_by("country__code")
            .with_level()
            .annotate(organisation_level=least)
            .values_list(*columns)
        ):
            found.setdefault(pk, []).append((country, uid, max(own, other)))
        return found

    def outlooks(self, by_pk, level):
        """{initiative: {country code or "joint": outlook}}, the latest of each side."""
        found = {}
        for said in latest_outlooks(level).of(by_pk):
            found.setdefault(said.initiative_id, {})[said.side or "joint"] = said.outlook
        return found


@cache
def reckoning(level):
    """Read as Standings, whose fields are the facts; their pk is the initiative's."""
    worked_out = Initiative.objects.order_by().worked_out(level).values("id", *FACTS)
    return Compiled(worked_out, Standing, key="id")


@cache
def latest_outlooks(level):
    latest = ProgressUpdate.objects.outlooks_at(level).order_by()
    said = latest.values("id", "initiative_id", "outlook", side=F("on_behalf_of__code"))
    return Compiled(said, ProgressUpdate, key="initiative_id")


class MilestoneShape(Shape):
    kind, model = "milestone", Milestone
    counts_parts = True
    today_columns = today.MILESTONE_COLUMNS
    of_today = staticmethod(today.of_milestone)
    columns = {
        "due_on": "due_on",
        "done_on": "done_on",
        "completion_recorded_at": "completion_recorded_at",
        "cancelled_at": "cancelled_at",
    }
    texts = ("title", "cancellation_reason")
    staff_only = ("completion_recorded_at",)

    def read_facts(self, by_pk):
        for row in by_pk.values():
            row["facts"] = {}
        for level in Visibility:
            facts = Milestone.objects.filter(pk__in=by_pk).order_by().with_facts(level)
            for pk, original, side in facts.values_list("pk", "original_due_on", "side"):
                by_pk[pk]["facts"][level] = {
                    "original_due_on": original,
                    "side": side,
                    "slip_days": slip(original, by_pk[pk]),
                }


def slip(original, row):
    """Days that the milestone is (or was met) after its original date; null without dates."""
    reached = row["done_on"] or row["due_on"]
    return (reached - original).days if reached and original else None
