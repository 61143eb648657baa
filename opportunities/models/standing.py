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

from opportunities.choices import Direction, EvidenceKind, Outlook, Status, Visibility
from opportunities.health import attention_rank, health_on
from opportunities.models.base import RecordQuerySet
from opportunities.models.evidence import Evidence
from opportunities.models.milestone import Milestone
from opportunities.models.parties import Country, Organisation, Participation
from opportunities.models.progress import ProgressUpdate
from opportunities.models.then import reading, with_columns
from opportunities.visibility import in_areas_led_by, sees_everything, spoken_for

MINE = {"initiative": OuterRef("pk")}
# A limit that limits nothing: without it the databases work a fact out anew wherever it is referred to.
ALL = 10**9


class InitiativeQuerySet(RecordQuerySet):
    def as_it_stood(self, level, moment):
        """Of the status that was last declared, in the order in which reports were published."""
        turns = ProgressUpdate.objects.known_at(level, moment).exclude(status="").filter(**MINE)
        last = Subquery(turns.order_by("-published_at", "-pk").values("status")[:1])
        return with_columns(
            self.filter(recorded_by(moment, level)), status=Coalesce(last, Value(Status.RAISED))
        )

    def with_facts(self, level, moment=None):
        """Annotate FACTS, as the recorder last worked them out for the level (see Standing).

        Nothing is kept of the past, so for a moment they are worked out anew, once.
        """
        mine = FilteredRelation("standings", condition=Q(standings__level=level))
        found = self.annotate(standing=mine).annotate(**{name: F(f"standing__{name}") for name in FACTS})
        if moment is None:
            return found
        then = self.order_by().worked_out(level, moment)
        rows = then.values(*FACTS, level=Value(level), initiative_id=F("uid"))
        return reading(found, rows[:ALL], "standing")

    def worked_out(self, level, moment=None):
        """Annotate FACTS: see each function below for what it means and of what type it is.

        From the parts of each initiative, so it is for the recorder, and for the past.
        """
        asked = level, moment
        agreement = shown(*asked, kind=EvidenceKind.AGREEMENT)
        return (
            self.annotate(**milestone_facts(*asked), **report_facts(*asked), **lead_facts(*asked))
            .annotate(has_agreement=agreement, has_evidence=shown(*asked))
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

    def taken_part_in_by(self, organisations):
        """Those in which partners know one of them to take part: it may propose reports on them."""
        parts = Participation.objects.named_at(Visibility.PARTNERS).filter(organisation__in=organisations)
        return self.visible_at(Visibility.PARTNERS).filter(Exists(parts.filter(**MINE)))

    def open_to(self, user):
        if sees_everything(user):
            return self.editable_by(user)
        return self.taken_part_in_by(Organisation.objects.filter(spoken_for(user)))

    def of_the_desk(self, user):
        """Those that somebody on the staff looks after: as officer or as lead of the area.

        Whoever looks after none, looks after all that the rights allow to change.
        """
        led = in_areas_led_by(user, self.model)
        if not sees_everything(user):
            return self.filter(led)  # Who the officer is, is for insiders.
        own = self.filter(led | Q(officer=user))
        may_change = user.has_perm("opportunities.change_initiative")
        return self.editable_by(user) if may_change and not own.exists() else own

    def with_drafts_at(self, level):
        """Those with a report that `level` may see and that waits to be published."""
        return self.filter(Exists(ProgressUpdate.objects.visible_at(level).drafts().filter(**MINE)))

    def withdrawn_from(self, level):
        """Those that `level` used to see: they answer "gone", with the reason."""
        return self.filter(withdrawn_at__isnull=False, withdrawn_from__lte=level)


def direction_of(country, level, moment=None):
    """What a country does in an initiative, as far as `level` may know: a word of Direction.

    Where its parts differ, what is stated counts before what is not, and different directions together count
    as joint. Without a part it is not stated.
    """
    parts = Participation.objects.known_at(level, moment).filter(ended_at=None, country=country, **MINE)
    gives, takes, shares = (
        Exists(parts.filter(direction=word))
        for word in (Direction.PROVIDES, Direction.RECEIVES, Direction.JOINT)
    )
    return Case(
        When(shares | (gives & takes), then=Value(Direction.JOINT)),
        When(gives, then=Value(Direction.PROVIDES)),
        When(takes, then=Value(Direction.RECEIVES)),
        default=Value(Direction.NOT_STATED),
        output_field=TextField(),
    )


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


def milestone_facts(level, moment):
    """Counts of uncancelled milestones, the met among them; date and uid of the next one due."""
    milestones = Milestone.objects.known_at(level, moment).filter(**MINE)
    counted = milestones.standing()
    due = milestones.open().filter(due_on__isnull=False).order_by("due_on", "pk")
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


def report_facts(level, moment):
    """Day of the last report and of the last change of status; the worst of the outlooks that stand."""
    reports = ProgressUpdate.objects.standing_at(level, moment).filter(**MINE).latest_first()
    voiced = ProgressUpdate.objects.outlooks_at(level, moment).filter(**MINE)
    badness = Case(*[When(outlook=outlook, then=Value(rank)) for rank, outlook in enumerate(Outlook)])
    return {
        "last_report_on": Subquery(reports.values("as_of")[:1]),
        "status_changed_on": Subquery(reports.exclude(status="").values("as_of")[:1]),
        "outlook": Subquery(voiced.order_by(badness).values("outlook")[:1]),
    }


def lead_facts(level, moment):
    """Is a lead named in every side country that takes part (at least one)?"""
    parts = Participation.objects.known_at(level, moment).filter(ended_at=None, country__is_side=True, **MINE)
    named = Participation.objects.named_at(level, moment).filter(initiative=OuterRef("initiative"))
    unnamed = ~Exists(named.filter(is_lead=True, country=OuterRef("country")))
    return {"leads_named": Exists(parts) & ~Exists(parts.filter(unnamed))}


def shown(level, moment, **kind):
    """Is there evidence of the initiative, of a milestone or of an update of it?"""
    seen = Evidence.objects.known_at(level, moment).published().filter(**kind)
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


def recorded_by(moment, level):
    """Was it there to be read by then? Whoever reads more than the public may have had it before."""
    public = Q(first_public_at__lte=moment)
    return public if level == Visibility.PUBLIC else public | Q(created_at__lte=moment)


def sides():
    return Country.objects.filter(is_side=True)
