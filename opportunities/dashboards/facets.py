"""The filters of a list as its reader sees them: the address is the state."""

from dataclasses import dataclass, field

ORDERINGS = ("attention", "next", "report", "area")
# They say how and of which day the list is shown, not what is on it.
NO_FILTERS = {"ordering", "cursor", "as_of"}


class Asked:
    """What the address asks for. Empty values, as an unfilled form sends them, count as not given."""

    def __init__(self, query):
        self.query = query.copy()
        for name, values in query.lists():
            self.query.setlist(name, [value for value in values if value])
        # A page by default; not part of the state, which is what all formats show.
        self.format = "".join(self.query.pop("format", [])[-1:])

    @property
    def names(self):
        return set(self.query)

    @property
    def cursor(self):
        return self.query.get("cursor")

    @property
    def paging(self):
        """A file holds every page."""
        return set() if self.format else {"cursor"}

    @property
    def text(self):
        return self.query.get("q", "")

    @property
    def narrows(self):
        return any(self.values(name) for name in self.names - NO_FILTERS)

    @property
    def ordering(self):
        return self.query.get("ordering") or ORDERINGS[0]

    @property
    def address(self):
        """The filter alone, whichever page of it is shown."""
        return self.without("cursor")

    @property
    def without_text(self):
        return self.without("q")

    def values(self, name):
        return self.query.getlist(name)

    def with_default(self, **defaults):
        query = self.query.copy()
        query.pop("cursor", None)
        for name, value in defaults.items():
            if not query.get(name):
                query[name] = value
        return query

    def without(self, name, value=None):
        """The query string less one value (or all) of a parameter; the first page of what remains."""
        query = self.query.copy()
        query.pop("cursor", None)
        query.setlist(name, [each for each in query.getlist(name) if value is not None and each != value])
        return query.urlencode()

    def only(self, *names):
        """The query string less all other parameters."""
        query = self.query.copy()
        for name in self.names.difference(names):
            query.pop(name)
        return query.urlencode()

    def leave_out(self, names):
        for name in names:
            self.query.pop(name, None)

    def at(self, cursor):
        query = self.query.copy()
        query["cursor"] = cursor
        return query.urlencode()

    def around(self, page):
        """The page, and the addresses of those beside it."""
        return {
            "page": page,
            "next_address": page.next and self.at(page.next),
            "previous_address": page.previous and self.at(page.previous),
        }


@dataclass
class Facet:
    """One group of choices; ``marks`` are the classes of what stands beside a choice, where there is any."""

    name: str
    label: str
    choices: list
    asked: Asked
    counts: dict = field(default_factory=dict)
    marks: dict = field(default_factory=dict)

    @property
    def options(self):
        """[(value, label, is chosen, count or None)]."""
        chosen = self.asked.values(self.name)
        return [
            (value, label, value in chosen, self.counts.get((self.name, value), 0) if self.counts else None)
            for value, label in self.choices
        ]

    @property
    def not_offered(self):
        """Values from the address for which there is no choice: the form must not drop them."""
        offered = dict(self.choices)
        return [value for value in self.asked.values(self.name) if value not in offered]

    @property
    def active(self):
        """[(label, query string without it)] of what is chosen; a value with no label is shown as it is."""
        labels = dict(self.choices)
        return [
            (labels.get(value, value), self.asked.without(self.name, value))
            for value in self.asked.values(self.name)
        ]
