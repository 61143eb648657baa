"""Records that show facts derived from the records that belong to them, for each level its own."""

from functools import cache

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
            for pk, *told in reckoning(level)(by_pk):
                facts = dict(zip(FACTS, told, strict=True))
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
        found = {}
        for pk, country, uid, own, other in named_leads(by_pk):
            found.setdefault(pk, []).append((country, uid, max(own, other)))
        return found

    def outlooks(self, by_pk, level):
        """{initiative: {country code or "joint": outlook}}, the latest of each side."""
        found = {}
        for pk, side, outlook in latest_outlooks(level)(by_pk):
            found.setdefault(pk, {})[side or "joint"] = outlook
        return found


@cache
def reckoning(level):
    return Compiled(lambda keys: of_initiatives(keys).worked_out(level).values_list("pk", *FACTS), of=int)


def of_initiatives(keys):
    return Initiative.objects.filter(pk__in=keys).order_by()


@cache
def latest_outlooks(level):
    def said(keys):
        latest = ProgressUpdate.objects.outlooks_at(level).filter(initiative__in=keys).order_by()
        return latest.values_list("initiative", "on_behalf_of__code", "outlook")

    return Compiled(said, of=int)


def leads_named(keys):
    named = Participation.objects.leads_at(Visibility.INTERNAL).filter(initiative__in=keys)
    told = named.order_by("country__code").with_level()
    told = told.annotate(organisation_level=level_of(Organisation, "organisation__"))
    return told.values_list("initiative", "country__code", "organisation__uid", "level", "organisation_level")


named_leads = Compiled(leads_named, of=int)


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
            for pk, original, side in dates_and_sides(level)(by_pk):
                by_pk[pk]["facts"][level] = {
                    "original_due_on": original,
                    "side": side,
                    "slip_days": slip(original, by_pk[pk]),
                }


@cache
def dates_and_sides(level):
    def told(keys):
        facts = Milestone.objects.filter(pk__in=keys).order_by().with_facts(level)
        return facts.values_list("pk", "original_due_on", "side")

    return Compiled(told, of=int)


def slip(original, row):
    """Days that the milestone is (or was met) after its original date; null without dates."""
    reached = row["done_on"] or row["due_on"]
    return (reached - original).days if reached and original else None
