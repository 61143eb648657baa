"""Which updates, decisions and pieces of evidence."""

from django.utils.translation import gettext_lazy as _

from opportunities.choices import EvidenceKind, Outlook, Status
from opportunities.filters.base import RecordFilter
from opportunities.filters.parameters import Choice, From, Related, Until, YesNo
from opportunities.models import (
    CooperationArea,
    Country,
    Initiative,
    Milestone,
    ProgressUpdate,
    Source,
)


class UpdateFilter(RecordFilter):
    searched = ("body", "reason")
    orderings = RecordFilter.orderings | {"as_of": (_("As of"), ("as_of", "published_at"))}

    initiative = Related(Initiative, "initiative", keys=["ref"])
    milestone = Related(Milestone, "milestone")
    area = Related(CooperationArea, "initiative__area", keys=["slug", "code"], label=_("Area"))
    country = Related(Country, "on_behalf_of", keys=["code"])
    status = Choice("status", choices=Status.choices)
    outlook = Choice("outlook", choices=Outlook.choices)
    as_of__gte = From("as_of")
    as_of__lte = Until("as_of")


class DecisionFilter(RecordFilter):
    searched = ("question",)
    orderings = RecordFilter.orderings | {"needed_by": (_("Needed by"), ("needed_by",))}

    initiative = Related(Initiative, "initiative", keys=["ref"])
    country = Related(Country, "side", keys=["code"])
    settled = YesNo(by="settled_or_not", label=_("Settled"))
    needed_by__gte = From("needed_by")
    needed_by__lte = Until("needed_by")

    def settled_or_not(self, records, settled):
        return records.filter(settled_on__isnull=not settled)


class EvidenceFilter(RecordFilter):
    searched = ("locator",)

    kind = Choice("kind", choices=EvidenceKind.choices)
    source = Related(Source, "source")
    initiative = Related(Initiative, "initiative", keys=["ref"])
    milestone = Related(Milestone, "milestone")
    update = Related(ProgressUpdate, "update")
