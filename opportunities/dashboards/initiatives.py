from collections import Counter
from http import HTTPStatus

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from opportunities.choices import Health, Status
from opportunities.dashboards import exports
from opportunities.dashboards.facets import NO_FILTERS, ORDERINGS, Asked, Facet
from opportunities.dashboards.nearest import nearest
from opportunities.dashboards.page import Page, refusals
from opportunities.filters import InitiativeFilter
from opportunities.filters.fields import Dues, PastDay
from opportunities.filters.initiatives import MISSING
from opportunities.filters.keyset import BadCursor
from opportunities.models import CooperationArea, Initiative, Organisation, Participation

ROWS = 50


class InitiativesPage(Page):
    """What is there, and which need me?"""

    template_name = "dashboards/list.html"
    nav = "initiatives"
    parameters = {"as_of": PastDay(required=False)}

    def get(self, request, *args, **kwargs):
        self.asked = Asked(request.GET)
        self.refusals = self.refused()
        if self.asked.format and not self.refusals:
            return exports.answer(self)
        self.asked.leave_out(self.refusals)
        return super().get(request, *args, **kwargs)

    def problems(self):
        """None that keeps the rest from being answered, see `refused`."""
        return []

    def refused(self):
        asked = self.filtered()
        known = {*asked.names(), *self.parameters, *self.asked.paging}
        return refusals(self.asked.names, known, self.form.errors | asked.errors) | self.refused_format()

    def refused_format(self):
        # The bodies that JSON is made of are today's.
        formats = ["csv"] if self.moment else [*exports.FORMATS]
        if self.asked.format in {"", *formats}:
            return {}
        why = _("Unknown value. Allowed: %(allowed)s.") % {"allowed": ", ".join(formats)}
        return {"format": [f"format: {why}"]}

    def filtered(self):
        query = self.asked.with_default(ordering=ORDERINGS[0])
        when = {"today": self.today, "moment": self.moment}
        return InitiativeFilter(query, self.seen, level=self.level, **when)

    @property
    def permalink(self):
        """The page of this filter, whichever format it is shown in."""
        query = self.asked.address
        return self.request.build_absolute_uri(f"{self.request.path}?{query}" if query else self.request.path)

    @cached_property
    def seen(self):
        return Initiative.objects.known_at(*self.reader)

    def get_context_data(self, **kwargs):
        self.filter = self.filtered()
        found = self.filter.qs
        page = self.page(found.select_related("area"))
        facets = self.facets()
        return super().get_context_data(
            **self.asked.around(page),
            count=found.count(),
            asked=self.asked,
            facets=facets,
            other_facets=self.other_facets(facets),
            orderings=[(word, self.filter.orderings[word][0]) for word in ORDERINGS],
            milestones=self.awaited(page.rows),
            leads=self.leads(page.rows),
            nearest=None if page.rows else nearest(self.seen, self.filter, self.asked),
            refusals=[sentence for sentences in self.refusals.values() for sentence in sentences],
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        status = HTTPStatus.BAD_REQUEST if self.refusals else HTTPStatus.OK
        return super().render_to_response(context, status=status, **kwargs)

    def page(self, found):
        try:
            return self.filter.keyset.page(found, ROWS, self.asked.cursor)
        except BadCursor as refusal:
            self.refusals["cursor"] = refusal.messages
            self.asked.leave_out(["cursor"])
            return self.filter.keyset.page(found, ROWS)

    def facets(self):
        """Totals of all that the reader may see, whatever is filtered: one query."""
        totals = (
            self.seen.with_facts(*self.reader)
            .with_health(self.today)
            .order_by()
            .values_list("area__slug", "status", "health")
            .annotate(count=Count("pk"))
        )
        counts = Counter()
        for area, status, health, count in totals:
            for key in (("area", area), ("status", status), ("health", health)):
                counts[key] += count
        areas = list(CooperationArea.objects.all())
        leads = [(each.slug, each.name) for each in self.leading_organisations()]
        return [
            Facet(
                "area",
                _("Area"),
                [(area.slug, area.name) for area in areas],
                self.asked,
                counts,
                marks={area.slug: f"area-mark area-mark--{area.code}" for area in areas},
            ),
            Facet("health", _("Health"), Health.choices, self.asked, counts),
            Facet("status", _("Stage"), Status.choices, self.asked, counts),
            Facet("due", _("Milestone due"), list(Dues.WORDS.items()), self.asked),
            Facet("lead", _("Lead organisation"), leads, self.asked),
            Facet(
                "missing",
                _("Missing"),
                [(word, label) for word, (label, _rule) in MISSING.items()],
                self.asked,
            ),
        ]

    def other_facets(self, facets):
        """What the address asks for beyond the form: taken along by it, and taken away by its chip."""
        on_the_form = {facet.name for facet in facets} | {"q"} | NO_FILTERS
        fields = self.filter.form.fields
        return [
            Facet(name, fields[name].label, getattr(fields[name], "choices", []), self.asked)
            for name in sorted(self.asked.names - on_the_form)
        ]

    def leading_organisations(self):
        leading = Participation.objects.leads_at(*self.reader)
        return Organisation.objects.visible_at(self.level).filter(pk__in=leading.values("organisation"))

    def leads(self, rows):
        """{initiative: {country code: organisation}}, as far as they are named to this reader."""
        named = Participation.objects.leads_at(*self.reader).filter(initiative__in=rows)
        found = {}
        for part in named.select_related("organisation", "country"):
            found.setdefault(part.initiative_id, {})[part.country.code] = part.organisation
        return found
