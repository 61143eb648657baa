from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.dashboards.charts.bars import Bars


class Owed(Bars):
    """Open milestones by who owes them, the overdue among them first."""

    takeaway = "dashboards/ledger/takeaway.html"
    title = gettext_lazy("Open milestones by who owes them")

    def rows(self):
        return [
            (each.owner, {"late": each.overdue, "open": each.open - each.overdue}, words(each))
            for each in self.shown
        ]


def words(account):
    if not account.overdue:
        return str(account.open)
    return _("%(open)s, %(overdue)s of them overdue") % {"open": account.open, "overdue": account.overdue}
