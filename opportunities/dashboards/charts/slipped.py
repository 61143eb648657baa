from django.utils.translation import gettext_lazy, ngettext

from opportunities.dashboards.charts.bars import Bars


class Slipped(Bars):
    """How often dates moved, by reason."""

    takeaway = "dashboards/slip/takeaway.html"
    title = gettext_lazy("Moves of dates by reason")

    def rows(self):
        return [(row.reason.label, {"open": row.moves}, words(row)) for row in self.shown]


def words(row):
    if row.mean_days is None:
        return ngettext("%(n)s move", "%(n)s moves", row.moves) % {"n": row.moves}
    return ngettext(
        "%(n)s move, %(days)s days on average", "%(n)s moves, %(days)s days on average", row.moves
    ) % {"n": row.moves, "days": row.mean_days}
