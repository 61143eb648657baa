from collections import Counter

from django.db.models import Count
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from opportunities.choices import Health, Status
from opportunities.dashboards import errors
from opportunities.dashboards.facets import ORDERINGS, Asked, Facet
from opportunities.dashboards.page import Page
from opportunities.filters import InitiativeFilter
from opportunities.filters.fields import Dues
from opportunities.filters.initiatives import MISSING
from opportunities.filters.keyset import BadCursor
from opportunities.models import CooperationArea, Initiative, Milestone, Organisation, Participation

ROWS = 50


class InitiativesPage(Page):
    """What is there, and which need me?"""

    template_name = "dashboards/list.html"
    nav = "initiatives"

    def get(self, request, *args, **kwargs):
        self.asked = Asked(request.GET)
        self.filter = InitiativeFilter(
            self.asked.with_default(ordering="attention"), self.seen, level=self.level, today=self.today
        )
        if problems := self.problems():
            return errors.bad_request(request, problems=problems, retry_url=request.path)
        try:
            return super().get(request, *args, **kwargs)
        except BadCursor as refusal:
            return errors.bad_request(request, problems=refusal.messages, retry_url=request.path)

    @cached_property
    def seen(self):
        return Initiative.objects.visible_at(self.level)

    def problems(self):
        """A sentence for each parameter that cannot be answered: none is left out in silence."""
        known = {*self.filter.names(), "cursor"}
        unknown = [
            _("%(name)s: there is no such filter.") % {"name": name} for name in self.asked.names - known
        ]
        if self.filter.is_valid():
            return sorted(unknown)
        wrong = [f"{name}: {why}" for name, whys in self.filter.errors.items() for why in whys]
        return sorted(unknown) + wrong

    def get_context_data(self, **kwargs):
        found = self.filter.qs
        page = self.filter.keyset.page(found.select_related("area"), ROWS, self.asked.cursor)
        return super().get_context_data(
            page=page,
            next_address=page.next and self.asked.at(page.next),
            previous_address=page.previous and self.asked.at(page.previous),
            count=found.count(),
            asked=self.asked,
            facets=self.facets(),
            orderings=[(word, self.filter.orderings[word][0]) for word in ORDERINGS],
            milestones=self.next_milestones(page.rows),
            leads=self.leads(page.rows),
            healths=Health,
            **kwargs,
        )

    def facets(self):
        """Totals of all that the reader may see, whatever is filtered: one query."""
        totals = (
            self.seen.with_facts(self.level)
            .with_health(self.today)
            .order_by()
            .values_list("area__slug", "status", "health")
            .annotate(count=Count("pk"))
        )
        counts = Counter()
        for area, status, health, count in totals:
            for key in (("area", area), ("status", status), ("health", health)):
                counts[key] += count
        areas = [(area.slug, area.name) for area in CooperationArea.objects.all()]
        leads = [(each.slug, each.name) for each in self.leading_organisations()]
        return [
            Facet("area", _("Area"), areas, self.asked, counts),
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

    def leading_organisations(self):
        leading = Participation.objects.named_at(self.level).filter(is_lead=True)
        return Organisation.objects.visible_at(self.level).filter(pk__in=leading.values("organisation"))

    def next_milestones(self, rows):
        """{initiative: its next milestone}."""
        seen = Milestone.objects.visible_at(self.level).filter(uid__in=[row.next_milestone for row in rows])
        return {milestone.initiative_id: milestone for milestone in seen}

    def leads(self, rows):
        """{initiative: {country code: organisation}}, as far as they are named to this reader."""
        named = Participation.objects.named_at(self.level).filter(is_lead=True, initiative__in=rows)
        found = {}
        for part in named.select_related("organisation", "country"):
            found.setdefault(part.initiative_id, {})[part.country.code] = part.organisation
        return found
