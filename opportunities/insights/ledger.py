"""The reciprocity ledger: who owes what next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from opportunities.choices import Owing
from opportunities.health import days_late
from opportunities.insights.insight import Insight
from opportunities.models import Country, Initiative, Milestone
from opportunities.models.standing import sides

NEXT = 5


@dataclass(frozen=True)
class Owed:
    owing: Owing
    country: Country | None

    @property
    def owner(self):
        """In words."""
        return self.country.name if self.country else self.owing.label

    @property
    def query(self):
        """Which milestones, as their filters say it."""
        return f"country={self.country.code}" if self.country else f"owing={self.owing}"


@dataclass(frozen=True)
class Account(Owed):
    """What one side owes, all jointly, or nobody yet; `next_on` is the first date still to come."""

    open: int
    overdue: int
    undated: int
    next_on: date | None


@dataclass(frozen=True)
class Due(Owed):
    """One of the next milestones of a side."""

    milestone: Milestone
    initiative: Initiative
    due_on: date | None
    days_late: int | None


class Ledger(Insight):
    """Open milestones (neither met nor cancelled) by who owes them.

    A side owes those that one of its parts is responsible for. With nobody responsible, a milestone is owed
    jointly where every part in its initiative is joint, and is else not assigned. Overdue: due before today
    in Seoul. Next: the first five by date, the undated last.
    """

    name = "ledger"
    tables = {"accounts": Account, "next": Due}

    @cached_property
    def milestones(self):
        """The open ones, what is due first before others."""
        is_open = self.seen.parts(Milestone).open().with_owing(self.seen.level)
        owed = is_open.select_related("initiative", "responsible__country")
        return sorted(owed, key=lambda each: (each.due_on or date.max, each.pk))

    @cached_property
    def by_owner(self):
        """{(owing, country): milestones}: every side, all jointly and nobody, then any other country."""
        found = {(Owing.SIDE, country): [] for country in sides().order_by("code")}
        found |= {(Owing.JOINT, None): [], (Owing.UNASSIGNED, None): []}
        for milestone in self.milestones:
            found.setdefault(owner_of(milestone), []).append(milestone)
        return found

    @cached_property
    def accounts(self):
        return [account(owner, milestones, self.seen.today) for owner, milestones in self.by_owner.items()]

    @property
    def open(self):
        return len(self.milestones)

    @property
    def overdue(self):
        return sum(account.overdue for account in self.accounts)

    @property
    def undated(self):
        return sum(account.undated for account in self.accounts)

    @property
    def first(self):
        """The account with the first date to come."""
        dated = [account for account in self.accounts if account.next_on]
        return min(dated, key=lambda account: account.next_on, default=None)

    @property
    def next_on(self):
        return self.first and self.first.next_on

    @cached_property
    def next(self):
        return [
            Due(*owner, each, each.initiative, each.due_on, days_late(each.due_on, self.seen.today))
            for owner, milestones in self.by_owner.items()
            for each in milestones[:NEXT]
        ]


def owner_of(milestone):
    is_side = milestone.owing == Owing.SIDE
    return Owing(milestone.owing), milestone.responsible.country if is_side else None


def account(owner, milestones: Iterable[Milestone], today):
    dates = [milestone.due_on for milestone in milestones if milestone.due_on]
    return Account(
        *owner,
        open=len(milestones),
        overdue=sum(day < today for day in dates),
        undated=len(milestones) - len(dates),
        next_on=min((day for day in dates if day >= today), default=None),
    )
