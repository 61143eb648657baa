"""A span of whole months as an axis: days become places on it, in percent of its length."""

from dataclasses import dataclass
from datetime import date, timedelta

# Up to so many months an axis names each month, and then each quarter; beyond, years alone.
NAMES_MONTHS, NAMES_QUARTERS = 15, 48
MOST_YEARS = 12
QUARTER, YEAR = 3, 12
SHORTEST = 3


def month_of(day, further=0):
    """The first day of its month, or of one so many months further."""
    months = day.year * YEAR + day.month - 1 + further
    return date(months // YEAR, months % YEAR + 1, 1)


def quarter_of(day, further=0):
    return month_of(day, QUARTER * further - (day.month - 1) % QUARTER)


@dataclass(frozen=True)
class Span:
    """From the first day of one month to the first day after another."""

    start: date
    end: date

    @classmethod
    def of_months(cls, first, last):
        """Both are named by any of their days, and both belong to it."""
        return cls(month_of(first), month_of(last, 1))

    @classmethod
    def around(cls, days):
        """The quarters in which the days lie."""
        return cls(quarter_of(min(days)), quarter_of(max(days), 1))

    @property
    def last(self):
        return self.end - timedelta(days=1)

    @property
    def months(self):
        return (self.end.year - self.start.year) * YEAR + self.end.month - self.start.month

    def place(self, day):
        """0 at the start, 100 at the end; below and above where the day lies outside."""
        return round(100 * (day - self.start).days / (self.end - self.start).days, 2)

    def __contains__(self, day):
        return self.start <= day < self.end

    def moved(self, spans):
        """The same length, so many lengths later."""
        return Span(month_of(self.start, spans * self.months), month_of(self.end, spans * self.months))

    def closer(self):
        """Its middle half; None when it cannot be halved."""
        quarter = max(self.months // 4, 1)
        length = max(self.months // 2, SHORTEST)
        if length >= self.months:
            return None
        return Span(month_of(self.start, quarter), month_of(self.start, quarter + length))

    def wider(self):
        margin = max(self.months // 2, 1)
        return Span(month_of(self.start, -margin), month_of(self.end, margin))

    @property
    def years(self):
        """[(place, first day shown)] of each year; of some, where there are too many to name."""
        years = [self.start, *(date(year, 1, 1) for year in range(self.start.year + 1, self.last.year + 1))]
        every = 1 + len(years) // MOST_YEARS
        places = [(self.place(day), day) for day in years[::every]]
        # A year of which only the last weeks are shown has no room for its name.
        crowded = len(places) > 1 and places[1][0] < 100 / MOST_YEARS
        return places[1:] if crowded else places

    @property
    def names(self):
        """What the parts of a year are called here: month, quarter, or nothing."""
        if self.months <= NAMES_MONTHS:
            return "month"
        return "quarter" if self.months <= NAMES_QUARTERS else ""

    @property
    def parts(self):
        """[(place, place of its middle, first day)] of each month or quarter."""
        step = {"month": 1, "quarter": QUARTER}.get(self.names)
        if not step:
            return []
        days = [quarter_of(self.start)] if step == QUARTER else [self.start]
        while (following := month_of(days[-1], step)) < self.end:
            days.append(following)
        return [(self.place(day), self.middle(day, step), day) for day in days]

    def middle(self, day, step):
        return round((max(self.place(day), 0) + min(self.place(month_of(day, step)), 100)) / 2, 2)
