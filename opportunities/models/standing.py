"""How initiatives stand, worked out from what one level may see. The one definition of every derived fact."""

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from opportunities.choices import EvidenceKind, Outlook, Status
from opportunities.health import attention_rank, health_on
from opportunities.models.base import RecordQuerySet
from opportunities.models.milestone import Milestone
from opportunities.models.parties import Country, Participation
from opportunities.models.progress import Evidence, ProgressUpdate

MINE = {"initiative": OuterRef("pk")}


class InitiativeQuerySet(RecordQuerySet):
    def with_facts(self, level):
        """Annotate FACTS, as the recorder last worked them out for the level (see Standing)."""
        mine = FilteredRelation("standings", condition=Q(standings__level=level))
        return self.annotate(standing=mine).annotate(**{name: F(f"standing__{name}") for name in FACTS})

    def worked_out(self, level):
        """Annotate FACTS: see each function below for what it means and of what type it is.

        From the parts of each initiative, so the recorder alone can afford it.
        """
        return (
            self.annotate(**milestone_facts(level), **report_facts(level), **lead_facts(level))
            .annotate(has_agreement=shown(level, kind=EvidenceKind.AGREEMENT), has_evidence=shown(level))
            .annotate(supported=supported_stage())
        )

    def with_health(self, today):
        """Annotate ``health`` (null where none is claimed); needs `with_facts`."""
        return self.annotate(health=health_on(today))

    def by_attention(self):
        """Worst first, then what is due first; needs `with_health`."""
        return self.annotate(rank=attention_rank()).order_by(
            "rank", F("next_due_on").asc(nulls_last=True), "pk"
        )

    def withdrawn_from(self, level):
        """Those that `level` used to see: they answer "gone", with the reason."""
        return self.filter(withdrawn_at__isnull=False, withdrawn_from__lte=level)


FACTS = (
    "milestones_total",
    "milestones_met",
    "next_due_on",
    "next_milestone",
    "last_report_on",
    "status_changed_on",
    "outlook",
    "leads_named",
    "has_agreement",
    "has_evidence",
    "supported",
)


def milestone_facts(level):
    """Counts of uncancelled milestones, the met among them; date and uid of the next one due."""
    counted = Milestone.objects.visible_at(level).standing().filter(**MINE)
    due = (
        Milestone.objects.visible_at(level)
        .open()
        .filter(due_on__isnull=False, **MINE)
        .order_by("due_on", "pk")
    )
    return {
        "milestones_total": how_many(counted),
        "milestones_met": how_many(counted.filter(done_on__isnull=False)),
        "next_due_on": Subquery(due.values("due_on")[:1]),
        "next_milestone": Subquery(due.values("uid")[:1]),
        "dated_met": Exists(counted.filter(done_on__isnull=False, due_on__isnull=False)),
    }


def how_many(parts):
    counted = parts.order_by().values("initiative").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def report_facts(level):
    """Day of the last report and of the last change of status; the worst of the outlooks that stand."""
    reports = ProgressUpdate.objects.standing_at(level).filter(**MINE).latest_first()
    voiced = ProgressUpdate.objects.outlooks_at(level).filter(**MINE)
    badness = Case(*[When(outlook=outlook, then=Value(rank)) for rank, outlook in enumerate(Outlook)])
    return {
        "last_report_on": Subquery(reports.values("as_of")[:1]),
        "status_changed_on": Subquery(reports.exclude(status="").values("as_of")[:1]),
        "outlook": Subquery(voiced.order_by(badness).values("outlook")[:1]),
    }


def lead_facts(level):
    """Is a lead named in every side country that takes part (at least one)?"""
    parts = Participation.objects.visible_at(level).filter(ended_at=None, country__is_side=True, **MINE)
    named = Participation.objects.named_at(level).filter(initiative=OuterRef("initiative"))
    unnamed = ~Exists(named.filter(is_lead=True, country=OuterRef("country")))
    return {"leads_named": Exists(parts) & ~Exists(parts.filter(unnamed))}


def shown(level, **kind):
    """Is there evidence of the initiative, of a milestone or of an update of it?"""
    seen = Evidence.objects.visible_at(level).filter(**kind)
    return (
        Exists(seen.filter(initiative=OuterRef("pk")))
        | Exists(seen.filter(milestone__initiative=OuterRef("pk")))
        | Exists(seen.filter(update__initiative=OuterRef("pk")))
    )


def supported_stage():
    """The highest stage whose conditions, and those of all before it, hold: up to the first that does not."""
    return Case(
        When(leads_named=False, then=Value(Status.RAISED)),
        When(has_agreement=False, then=Value(Status.SCOPED)),
        When(dated_met=False, then=Value(Status.AGREED)),
        When(has_evidence=True, milestones_met=F("milestones_total"), then=Value(Status.DELIVERED)),
        default=Value(Status.UNDER_WAY),
        output_field=TextField(),
    )


def sides():
    return Country.objects.filter(is_side=True)
