"""Which countries, organisations, areas and parts in initiatives."""

from django.utils.translation import gettext_lazy as _

from opportunities.choices import Direction, OrganisationType, Role
from opportunities.filters.base import RecordFilter
from opportunities.filters.parameters import Choice, Related, YesNo
from opportunities.models import CooperationArea, Country, Initiative, Organisation


class CountryFilter(RecordFilter):
    searched = ("code", "name")
    orderings = RecordFilter.orderings | {"code": (_("Code"), ("code",))}

    code = Related(Country, "pk", keys=["code"], label=_("Code"))
    is_side = YesNo("is_side")


class AreaFilter(RecordFilter):
    searched = ("code", "name", "description")
    orderings = RecordFilter.orderings | {"order": (_("Order"), ("order", "code"))}

    slug = Related(CooperationArea, "pk", keys=["slug"], label=_("Slug"))
    code = Related(CooperationArea, "pk", keys=["code"], label=_("Code"))


class OrganisationFilter(RecordFilter):
    searched = ("slug", "name", "short_name")
    orderings = RecordFilter.orderings | {"slug": (_("Slug"), ("slug",))}

    slug = Related(Organisation, "pk", keys=["slug"], label=_("Slug"))
    country = Related(Country, "country", keys=["code"])
    type = Choice("type", choices=OrganisationType.choices)


class ParticipationFilter(RecordFilter):
    searched = ("contribution",)

    initiative = Related(Initiative, "initiative", keys=["ref"])
    country = Related(Country, "country", keys=["code"])
    organisation = Related(Organisation, "organisation", keys=["slug"])
    role = Choice("role", choices=Role.choices)
    direction = Choice("direction", choices=Direction.choices)
    is_lead = YesNo("is_lead")
