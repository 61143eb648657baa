"""What an analysis is: tables of rows, the same on its page, in its CSV and in the API.

Another one is a file beside this one and a line in `INSIGHTS`: the API and its description follow from its
rows, and its page is an `InsightPage` with a template.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.functional import cached_property

from opportunities.choices import Visibility
from opportunities.insights.rows import cells, headings, told


@dataclass(frozen=True)
class Seen:
    """What one reader may see, on one day, of the initiatives asked for (a query with facts and health)."""

    initiatives: QuerySet
    level: Visibility
    today: date
    # None for what is known now.
    moment: datetime | None = None

    @property
    def reader(self):
        return self.level, self.moment

    @cached_property
    def listed(self):
        """The initiatives, read once, worst health first."""
        return list(self.initiatives.select_related("area").by_attention())

    def parts(self, model):
        """The records of a kind that belong to these initiatives, as far as the reader may see them."""
        asked = self.initiatives.order_by().values("pk")
        return model.objects.known_at(*self.reader).filter(initiative__in=asked)


class Insight:
    """One analysis of what is seen. Its docstring is its formula, and stands in the API.

    ``tables`` is {name: class of its rows}, the main one first; each is an attribute of that name.
    """

    name = ""
    tables: dict[str, type] = {}
    # {name: type} of what it says besides; each is an attribute of that name, too.
    facts: dict[str, type] = {}

    def __init__(self, seen):
        self.seen = seen

    def body(self):
        """What the API answers."""
        tables = {name: [told(row) for row in getattr(self, name)] for name in self.tables}
        facts = {name: getattr(self, name) for name in self.facts}
        return {"insight": self.name, "today": self.seen.today, **facts, **tables}

    def sheet(self, table):
        """(header, rows) of a table's CSV."""
        return headings(self.tables[table]), [cells(row) for row in getattr(self, table)]
