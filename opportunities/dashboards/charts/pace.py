from django.utils.translation import gettext_lazy

from opportunities.dashboards.charts import Chart, percent
from opportunities.insights.pace import steps


class PaceFigure(Chart):
    """Two stairs over time: dashed what was planned at first, thick what is met."""

    takeaway = "dashboards/overview/pace_takeaway.html"
    template_name = "dashboards/charts/pace.html"
    title = gettext_lazy("Milestones planned and met, counted up")
    height = 248
    TOP, BOTTOM = 20, 214
    LINES = 5

    @property
    def plot(self):
        return self.BOTTOM - self.TOP

    @property
    def step(self):
        """Between two lines of the grid: 1, 2, 5, 10, 20, 50..., so that about five lines reach the most."""
        most = max(len(self.shown.planned_on), self.shown.met, 1)
        sizes = (size * 10**power for power in range(6) for size in (1, 2, 5))
        return next(size for size in sizes if size * self.LINES >= most)

    @property
    def most(self):
        reached = max(len(self.shown.planned_on), self.shown.met, 1)
        return -(-reached // self.step) * self.step

    def height_of(self, count):
        """Pixels from the top."""
        return round(self.BOTTOM - self.plot * count / self.most)

    def rows(self):
        """[(pixels from the top, count)] of the lines of the grid."""
        return [(self.height_of(count), count) for count in range(0, self.most + 1, self.step)]

    @property
    def years(self):
        return [(percent(place), day.year) for place, day in self.shown.span.years]

    @property
    def plan(self):
        return self.stairs(self.shown.planned_on, 100)

    @property
    def met(self):
        return self.stairs(self.shown.met_on, self.place_of_today)

    def stairs(self, days, end):
        """A path in a square of 100 by 100, stretched over the plot."""
        drawn = [
            f"H{self.shown.span.place(day):.2f} V{100 - 100 * count / self.most:.2f}"
            for day, count in steps(days)
        ]
        return " ".join(["M0 100", *drawn, f"H{end:.2f}"])

    @property
    def place_of_today(self):
        return self.shown.span.place(self.shown.seen.today)

    @property
    def today(self):
        return percent(self.place_of_today)

    @property
    def is_early(self):
        """Today stands so far left that words have room on its right alone."""
        return self.place_of_today < 25

    @property
    def is_late(self):
        return self.place_of_today > 80

    @property
    def planned_height(self):
        return self.height_of(self.shown.planned)

    @property
    def met_height(self):
        return self.height_of(self.shown.met)
