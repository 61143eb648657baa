from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.dashboards.charts.owed import Owed
from opportunities.dashboards.insight import InsightPage
from opportunities.insights.ledger import Ledger


class LedgerPage(InsightPage):
    """Who owes what next?"""

    template_name = "dashboards/ledger.html"
    nav = "ledger"
    question = gettext_lazy("Who owes what next?")
    insights = (Ledger,)

    def get_context_data(self, **kwargs):
        accounts = self.own_first(self.insight.accounts)
        return super().get_context_data(
            accounts=accounts,
            next_by_owner=next_by_owner(self.insight, accounts),
            downloads=[("accounts", _("Counts")), ("next", _("Next milestones"))],
            chart=Owed(accounts),
            **kwargs,
        )


def next_by_owner(ledger, accounts):
    """[(account, its next milestones)] of those that owe any."""
    return [
        (account, [due for due in ledger.next if due.owner == account.owner])
        for account in accounts
        if account.open
    ]
