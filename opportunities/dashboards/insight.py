"""A page of analysis: a question, the answer in a sentence, a chart, its table, and both for machines."""

import orjson
from django.http import HttpResponse
from django.utils.functional import cached_property

from opportunities.dashboards import exports
from opportunities.dashboards.facets import Asked
from opportunities.dashboards.page import Page
from opportunities.filters import InitiativeFilter
from opportunities.filters.fields import Word
from opportunities.filters.initiatives import NARROWED_BY
from opportunities.insights.insight import Seen
from opportunities.models import CooperationArea, Initiative

FORMATS = ("csv", "json")


class InsightPage(Page):
    """With `?format=json`, what the API answers for the first insight; with `?format=csv`, one `table`."""

    question = ""
    insights = ()
    # What its address keeps, whichever format of it is asked for.
    state = NARROWED_BY

    @cached_property
    def parameters(self):
        tables = [table for insight in self.insights for table in insight.tables]
        return {"format": one_of(FORMATS), "table": one_of(tables)}

    def get(self, request, *args, **kwargs):
        self.asked = Asked(request.GET)
        if self.asked.format and not self.problems():
            return self.kept(self.as_csv() if self.asked.format == "csv" else self.as_json())
        return super().get(request, *args, **kwargs)

    def understood(self):
        names, errors = super().understood()
        return {*names, *NARROWED_BY}, errors | self.filtered.errors

    @cached_property
    def filtered(self):
        seen = Initiative.objects.visible_at(self.level)
        return InitiativeFilter(self.asked.query, seen, level=self.level, today=self.today, only=NARROWED_BY)

    @cached_property
    def seen(self):
        return Seen(self.filtered.qs, self.level, self.today)

    @cached_property
    def shown(self):
        return [insight(self.seen) for insight in self.insights]

    @property
    def insight(self):
        """The main one."""
        return self.shown[0]

    @cached_property
    def tables(self):
        """{name of a table: the insight that has it}."""
        return {table: insight for insight in self.shown for table in insight.tables}

    def own_first(self, rows):
        """Rows of sides: the country of the page's language before the others."""
        return sorted(rows, key=lambda row: row.country not in self.sides[:1])

    def as_json(self):
        body = orjson.dumps(self.insight.body(), option=orjson.OPT_UTC_Z)
        return HttpResponse(body, content_type="application/json")

    def as_csv(self):
        table = self.asked.query.get("table") or next(iter(self.tables))
        name = f"{self.nav}-{table}-{self.today}"
        return exports.short_csv(name, *self.tables[table].sheet(table))

    def get_context_data(self, **kwargs):
        narrowing = self.asked.only(*self.state)
        return super().get_context_data(
            question=self.question,
            insight=self.insight,
            areas=CooperationArea.objects.all(),
            asked_areas=self.asked.values("area"),
            narrowing=narrowing,
            # What a link to exactly these rows ends with.
            further=f"&{narrowing}" if narrowing else "",
            **kwargs,
        )


def one_of(words):
    return Word(choices=[(word, word) for word in words], required=False)
