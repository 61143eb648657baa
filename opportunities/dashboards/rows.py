from django.utils.functional import cached_property

from opportunities.dashboards import exports
from opportunities.dashboards.facets import Asked
from opportunities.dashboards.insight import one_of
from opportunities.dashboards.page import Page
from opportunities.exchange import conditional
from opportunities.filters.keyset import BadCursor

ROWS = 50
# Read at once for a file, which holds every row.
ROWS_OF_A_FILE = 500


class RowsPage(Page):
    """Exactly the records that a number of an analysis counts: the parameters are the API's."""

    parameters = {"format": one_of(["csv"])}
    filter = None
    ordering = ""
    # Of the file.
    name = ""

    def records(self):
        """All that the reader may see, with what their rows tell."""
        raise NotImplementedError

    def header(self):
        raise NotImplementedError

    def row(self, record):
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        self.asked = Asked(request.GET)
        if self.asked.format and not self.problems():
            return conditional.answer(request, self.level, self.today, self.as_csv)
        return super().get(request, *args, **kwargs)

    def as_csv(self):
        rows = map(self.row, self.filtered.qs.iterator(chunk_size=ROWS_OF_A_FILE))
        return exports.long_csv(f"{self.name}-{self.today}", self.header(), rows)

    def problems(self):
        return super().problems() or self.problems_of_cursor()

    def problems_of_cursor(self):
        if self.asked.format:
            return []
        try:
            self.page = self.filtered.keyset.page(self.filtered.qs, ROWS, self.asked.cursor)
        except BadCursor as refusal:
            return refusal.messages
        return []

    def understood(self):
        names, errors = super().understood()
        return {*names, *self.filtered.filters, *self.asked.paging}, errors | self.filtered.errors

    @cached_property
    def filtered(self):
        query = self.asked.with_default(ordering=self.ordering)
        return self.filter(query, self.records(), level=self.level, today=self.today)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **self.asked.around(self.page),
            count=self.filtered.qs.count(),
            asked=self.asked,
            **kwargs,
        )
