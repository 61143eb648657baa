"""Which dialogues, takeaways, strengths, frameworks and sources."""

from django.utils.translation import gettext_lazy as _

from opportunities.choices import FrameworkKind, SourceKind, TakeawayKind, Track
from opportunities.filters.base import RecordFilter
from opportunities.filters.parameters import Choice, From, Number, Related, Until
from opportunities.models import (
    CooperationArea,
    Country,
    Dialogue,
    Framework,
    Organisation,
    Source,
    Takeaway,
)


class DialogueFilter(RecordFilter):
    searched = ("title", "summary", "place")
    orderings = RecordFilter.orderings | {"held_on": (_("Held on"), ("held_on",))}

    track = Choice("track", choices=Track.choices)
    country = Related(Country, "country", keys=["code"])
    organisation = Related(Organisation, by="convened_by", keys=["slug"], label=_("Convenor"))
    held_on__gte = From("held_on")
    held_on__lte = Until("held_on")

    def convened_by(self, records, organisations):
        links = Dialogue.convenors.through.objects.filter(organisation__in=organisations)
        return records.filter(pk__in=links.values("dialogue"))


class TakeawayFilter(RecordFilter):
    searched = ("code", "title", "summary")
    orderings = RecordFilter.orderings | {"code": (_("Code"), ("code",))}

    dialogue = Related(Dialogue, "dialogue")
    code = Related(Takeaway, "pk", keys=["code"], label=_("Code"))
    kind = Choice("kind", choices=TakeawayKind.choices)


class StrengthFilter(RecordFilter):
    searched = ("summary",)

    country = Related(Country, "country", keys=["code"])
    area = Related(CooperationArea, "area", keys=["slug", "code"])
    takeaway = Related(Takeaway, "takeaway", keys=["code"])
    source = Related(Source, "source")


class FrameworkFilter(RecordFilter):
    searched = ("name", "short_name")
    orderings = RecordFilter.orderings | {"year": (_("Year"), ("year",))}

    kind = Choice("kind", choices=FrameworkKind.choices)
    year = Number("year")
    country = Related(Country, "chair_country", keys=["code"])
    parent = Related(Framework, "parent", keys=["short_name"])


class SourceFilter(RecordFilter):
    searched = ("label", "title", "publisher")
    orderings = RecordFilter.orderings | {"published_on": (_("Published on"), ("published_on",))}

    kind = Choice("kind", choices=SourceKind.choices)
    published_on__gte = From("published_on")
    published_on__lte = Until("published_on")
