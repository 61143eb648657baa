from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.dashboards.charts.strips import Axis, Strip
from opportunities.dashboards.insight import InsightPage
from opportunities.filters.fields import FIRST_YEAR, LAST_YEAR, Flag, Month
from opportunities.insights.pace import Pace
from opportunities.insights.span import Span, month_of, quarter_of
from opportunities.insights.timeline import Timeline
from opportunities.models import CooperationArea


class TimelinePage(InsightPage):
    """What is due when? Whole months ``from`` and ``to``; ``baseline=1`` also shows the original dates."""

    template_name = "dashboards/timeline.html"
    nav = "timeline"
    question = gettext_lazy("Timeline")
    insights = (Timeline, Pace)

    @cached_property
    def parameters(self):
        months = {"from": Month(required=False), "to": Month(required=False)}
        return super().parameters | months | {"baseline": Flag(required=False)}

    def understood(self):
        names, errors = super().understood()
        first, last = (self.form.cleaned_data.get(name) for name in ("from", "to"))
        if first and last and first > last:
            errors |= {"from": [_("The first month lies after the last.")]}
        return names, errors

    @cached_property
    def everything(self):
        """The quarters in which milestones lie, up to today at least."""
        return Span.around([*self.insight.days, self.today])

    @cached_property
    def span(self):
        first, last = self.form.cleaned_data["from"], self.form.cleaned_data["to"]
        if first is None and last is None:
            return self.everything
        first = first or min(self.everything.start, last)
        return Span.of_months(first, last or max(self.everything.last, month_of(first, 11)))

    def get_context_data(self, **kwargs):
        strips = [self.strip(initiative) for initiative in self.insight.initiatives]
        return super().get_context_data(
            axis=Axis(self.span, self.today),
            strips=strips,
            shown_count=sum(len(strip.shown) for strip in strips),
            data_span=Span.around(self.insight.days) if self.insight.days else None,
            with_originals=self.with_originals,
            originals_address=self.address({"baseline": "" if self.with_originals else "1"}),
            area_addresses=[
                (area, self.address({"area": area.slug})) for area in CooperationArea.objects.all()
            ],
            every_area_address=self.address({"area": ""}),
            everything_address=self.address({"from": "", "to": ""}),
            ranges=self.ranges(),
            zooms=self.zooms(),
            downloads=[("milestones", _("Milestones")), ("quarters", _("Planned and met by quarter"))],
            **kwargs,
        )

    def strip(self, initiative):
        return Strip(initiative, self.insight.by_initiative.get(initiative.pk, []), self.span)

    @property
    def with_originals(self):
        return self.form.cleaned_data["baseline"]

    def ranges(self):
        """[(label, address, is shown)]."""
        year = Span(quarter_of(self.today, -1), quarter_of(self.today, 3))
        two_years = Span(quarter_of(self.today, -2), quarter_of(self.today, 6))
        spans = [(_("One year"), year), (_("Two years"), two_years), (_("Everything"), self.everything)]
        return [(label, self.across(span), span == self.span) for label, span in spans]

    def zooms(self):
        """[(label, address)] of the spans beside this one, within it and around it."""
        spans = [
            (_("Earlier"), self.span.moved(-1)),
            (_("Later"), self.span.moved(1)),
            (_("Closer"), self.span.closer()),
            (_("Wider"), self.span.wider()),
        ]
        return [(label, self.across(span)) for label, span in spans if span and is_readable(span)]

    def across(self, span):
        if span == self.everything:
            return self.address({"from": "", "to": ""})
        return self.address({"from": f"{span.start:%Y-%m}", "to": f"{span.last:%Y-%m}"})

    def address(self, changes):
        """This page's query string with other values; an empty one takes its parameter away."""
        query = self.asked.query.copy()
        for name, value in changes.items():
            query.setlist(name, [value] if value else [])
        return f"?{query.urlencode()}"


def is_readable(span):
    return span.start.year >= FIRST_YEAR and span.last.year <= LAST_YEAR
