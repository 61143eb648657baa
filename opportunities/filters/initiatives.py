"""Which initiatives: the words that the list page, the API and the exports share."""

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opportunities.choices import LADDER, Direction, Health, Outlook, Status
from opportunities.filters.base import RecordFilter
from opportunities.filters.due import due
from opportunities.filters.parameters import Choice, Due, From, Related, Until
from opportunities.health import attention_rank
from opportunities.models import (
    CooperationArea,
    Country,
    Framework,
    Initiative,
    Milestone,
    Organisation,
    Participation,
    ProgressUpdate,
    Takeaway,
)
from opportunities.models.standing import direction_of

MISSING = {
    "lead": (_("No lead named on some side"), Q(leads_named=False)),
    "milestone": (_("No milestone"), Q(milestones_total=0)),
    "report": (_("No report"), Q(last_report_on=None)),
}

# What an analysis may be asked for: which initiatives it is about.
NARROWED_BY = ("area",)


class Doing(Related):
    """Countries; found is in what one of them does this, as complementarity counts it."""

    def __init__(self, direction, label):
        super().__init__(Country, keys=["code"], label=label)
        self.direction = direction

    def filter(self, initiatives, countries):
        if countries is None:
            return initiatives
        rule = Q(pk__in=[])
        for country in countries:
            does = direction_of(country, self.parent.level, self.parent.moment)
            rule |= Q(Exact(does, self.direction))
        return initiatives.filter(rule)


class InitiativeFilter(RecordFilter):
    searched = ("ref", "title", "short_title", "summary")
    orderings = {
        "id": RecordFilter.orderings["id"],
        "attention": (_("Worst health first"), ("rank", "next_due_on")),
        "next": (_("Next milestone"), ("next_due_on",)),
        "report": (_("Last report, oldest first"), ("last_report_on",)),
        "area": (_("Area"), ("area_order", "ref")),
        "updated_at": RecordFilter.orderings["updated_at"],
    }

    ref = Related(Initiative, "pk", keys=["ref"], label=_("Ref"))
    area = Related(CooperationArea, "area", keys=["slug", "code"], label=_("Area"))
    status = Choice("status", choices=Status.choices, label=_("Stage"))
    health = Choice("health", choices=Health.choices, label=_("Health"))
    outlook = Choice("outlook", choices=Outlook.choices, label=_("Outlook"))
    supported = Choice(
        "supported",
        choices=[(stage.value, stage.label) for stage in LADDER],
        label=_("Stage that facts support"),
    )
    country = Related(Country, by="with_part_of", keys=["code"], label=_("Country"))
    provides = Doing(Direction.PROVIDES, _("Side that provides"))
    receives = Doing(Direction.RECEIVES, _("Side that receives"))
    joint = Doing(Direction.JOINT, _("Side that acts jointly"))
    not_stated = Doing(Direction.NOT_STATED, _("Side of which it is not stated what it does"))
    organisation = Related(Organisation, by="with_organisation", keys=["slug"], label=_("Organisation"))
    lead = Related(Organisation, by="led_by", keys=["slug"], label=pgettext_lazy("organisation", "Lead"))
    takeaway = Related(Takeaway, by="from_takeaway", keys=["code"], label=_("Takeaway"))
    framework = Related(Framework, by="under_framework", keys=["short_name"], label=_("Framework"))
    due = Due(by="with_milestone_due", label=_("Milestone due"))
    missing = Choice(
        by="lacking", choices=[(word, label) for word, (label, rule) in MISSING.items()], label=_("Missing")
    )
    review_on__gte = From("review_on")
    review_on__lte = Until("review_on")
    planned_start_on__gte = From("planned_start_on")
    planned_start_on__lte = Until("planned_start_on")
    planned_end_on__gte = From("planned_end_on")
    planned_end_on__lte = Until("planned_end_on")
    actual_start_on__gte = From("actual_start_on")
    actual_start_on__lte = Until("actual_start_on")
    actual_end_on__gte = From("actual_end_on")
    actual_end_on__lte = Until("actual_end_on")

    @classmethod
    def annotated(cls, records, level, today, moment=None):
        facts = super().annotated(records, level, today, moment).with_facts(level, moment).with_health(today)
        return facts.annotate(rank=attention_rank(), area_order=F("area__order"))

    def with_part_of(self, records, countries):
        parts = Participation.objects.known_at(self.level, self.moment).filter(
            ended_at=None, country__in=countries
        )
        return records.filter(pk__in=parts.values("initiative"))

    def with_organisation(self, records, organisations):
        return records.filter(pk__in=self.named(organisations).values("initiative"))

    def led_by(self, records, organisations):
        return records.filter(pk__in=self.named(organisations).filter(is_lead=True).values("initiative"))

    def named(self, organisations):
        return Participation.objects.named_at(self.level, self.moment).filter(organisation__in=organisations)

    def from_takeaway(self, records, takeaways):
        links = Initiative.takeaways.through.objects.filter(takeaway__in=takeaways)
        return records.filter(pk__in=links.values("initiative"))

    def under_framework(self, records, frameworks):
        links = Initiative.frameworks.through.objects.filter(framework__in=frameworks)
        return records.filter(pk__in=links.values("initiative"))

    def with_milestone_due(self, records, spans):
        milestones = due(Milestone.objects.known_at(self.level, self.moment), spans, self.today)
        return records.filter(pk__in=milestones.values("initiative"))

    def lacking(self, records, words):
        rule = Q()
        for word in words:
            rule |= MISSING[word][1]
        return records.filter(rule)

    def mentions(self, word):
        reports = ProgressUpdate.objects.standing_at(self.level, self.moment).filter(
            initiative=OuterRef("pk")
        )
        said = Q(body_en__icontains=word) | Q(body_fr__icontains=word) | Q(body_ko__icontains=word)
        return super().mentions(word) | Q(Exists(reports.filter(said)))
