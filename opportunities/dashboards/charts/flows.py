from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from opportunities.choices import Direction
from opportunities.dashboards.charts import Chart

LEFT, RIGHT = ("0%", "28%"), ("72%", "100%")


@dataclass(frozen=True)
class Arrow:
    """Between a side and an initiative: it points to whoever receives, both ways where they act jointly."""

    direction: Direction
    is_left: bool

    @property
    def ends(self):
        return LEFT if self.is_left else RIGHT

    @property
    def points_right(self):
        return self.direction in (Direction.JOINT, Direction.PROVIDES if self.is_left else Direction.RECEIVES)

    @property
    def points_left(self):
        return self.direction in (Direction.JOINT, Direction.RECEIVES if self.is_left else Direction.PROVIDES)


class Flows(Chart):
    """Two sides with the initiatives between them: an arrow says what a side gives or takes.

    ``shown`` is [(area, [(initiative, [(side, direction)] of the left and the right side)])].
    """

    takeaway = "dashboards/complementarity/takeaway.html"
    template_name = "dashboards/charts/flows.html"
    title = gettext_lazy("Who provides and who receives, by area")
    # Pixels: the names of the sides, the name of an area, one initiative.
    TOP, HEAD, STEP = 26, 34, 34

    def __init__(self, shown, sides):
        super().__init__(shown)
        self.sides = sides

    @property
    def is_drawn(self):
        """Between two sides, and no others."""
        return len(self.sides) == len((LEFT, RIGHT))

    @property
    def height(self):
        return self.TOP + sum(self.HEAD + self.STEP * len(flows) for _area, flows in self.shown)

    def rows(self):
        """[(y, area, [(y, initiative, [arrow])])]."""
        y, found = self.TOP, []
        for area, flows in self.shown:
            lines = [
                (y + self.HEAD + self.STEP * place, initiative, arrows(told))
                for place, (initiative, told) in enumerate(flows)
            ]
            found.append((y, area, lines))
            y += self.HEAD + self.STEP * len(flows)
        return found


def arrows(told):
    (_left, gives), (_right, takes) = told
    return [Arrow(gives, is_left=True), Arrow(takes, is_left=False)]
