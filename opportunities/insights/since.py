"""What happened since a day, and on which side: what a reader comes back for."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model, TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Health
from opportunities.health import SEOUL, end_of
from opportunities.insights.insight import Insight
from opportunities.models import Initiative, Milestone, MilestoneRevision, ProgressUpdate

# Of which there is news when no day is asked for.
LATELY = timedelta(days=30)


class News(TextChoices):
    NEW = "new", _("New here")
    STAGE = "stage", _("Stage changed")
    MET = "met", _("Milestone met")
    SLIPPED = "slipped", _("Date moved later")
    SILENT = "silent", _("No recent report")


@dataclass(frozen=True)
class Event:
    """``about`` is the record that tells it; ``side`` the code of a country, or null: joint or neither."""

    kind: News
    initiative: Initiative
    about: Model
    side: str | None = None
    on: date | None = None
    was_due: date | None = None


class Since(Insight):
    """What is new, changed stage, was met, slipped or fell silent since the end of a day in Seoul.

    All is counted by when it was recorded: a milestone met long ago and reported yesterday is news. New = the
    reader could not see the initiative on that day. Slipped = open, and due later than on that day or no
    longer on any. Silent = without a recent report today, and not yet on that day. The latest first.
    """

    name = "since"
    tables = {"events": Event}
    facts = {"since": date}

    def __init__(self, seen, day=None):
        super().__init__(seen)
        self.since = day or seen.today - LATELY
        self.moment = end_of(self.since)

    @cached_property
    def events(self):
        return [*self.new(), *self.turns(), *self.met(), *self.slipped(), *self.silent()]

    def by_side(self, sides):
        """[(side or None, [event])], in the order of News; None is joint or neither."""
        return [
            (side, [event for event in self.events if event.side == (side and side.code)])
            for side in (*sides, None)
        ]

    def initiatives(self, moment=None):
        """Those asked for, as far as this reader could see them at that moment."""
        asked = self.seen.initiatives.order_by().values("pk")
        return Initiative.objects.known_at(self.seen.level, moment).filter(pk__in=asked)

    def new(self):
        found = self.initiatives().exclude(pk__in=self.initiatives(self.moment).values("pk"))
        return [Event(News.NEW, each, each) for each in found.order_by("-pk")]

    def turns(self):
        reports = self.seen.parts(ProgressUpdate).filter(published_at__gt=self.moment)
        found = reports.exclude(status="").latest_first().select_related("initiative", "on_behalf_of")
        return [
            Event(News.STAGE, each.initiative, each, each.on_behalf_of and each.on_behalf_of.code, each.as_of)
            for each in found
        ]

    def met(self):
        found = self.seen.parts(Milestone).filter(
            done_on__isnull=False, completion_recorded_at__gt=self.moment
        )
        facts = found.with_facts(self.seen.level).select_related("initiative").order_by("-done_on", "-pk")
        return [Event(News.MET, each.initiative, each, each.side, each.done_on) for each in facts]

    def slipped(self):
        """Open milestones due later than then, or no longer on any day; by the side that last moved them."""
        moves = {}
        for move in self.moves():
            first, _last = moves.get(move.milestone_id, (move, None))
            moves[move.milestone_id] = first, move
        events = [
            Event(
                News.SLIPPED,
                last.milestone.initiative,
                last.milestone,
                last.side and last.side.code,
                last.at.astimezone(SEOUL).date(),
                first.old_due_on,
            )
            for first, last in moves.values()
            if last.milestone.due_on is None or last.milestone.due_on > first.old_due_on
        ]
        return sorted(events, key=lambda event: event.on, reverse=True)

    def moves(self):
        """Oldest first, of milestones that are still to be met."""
        open_ones = self.seen.parts(Milestone).open().order_by().values("pk")
        moves = MilestoneRevision.objects.known_at(self.seen.level).filter(
            at__gt=self.moment, milestone__in=open_ones
        )
        return moves.select_related("milestone__initiative", "side").order_by("at", "pk")

    def silent(self):
        """Those that fell silent since: on that day a report was not yet overdue."""
        level, today = self.seen.level, self.seen.today
        already = self.initiatives(self.moment).with_facts(level, self.moment).with_health(self.since)
        now = self.initiatives().with_facts(level).with_health(today)
        found = now.filter(health=Health.NO_REPORT).exclude(
            pk__in=already.filter(health=Health.NO_REPORT).values("pk")
        )
        return [
            Event(News.SILENT, each, each, on=each.last_report_on)
            for each in found.order_by("last_report_on")
        ]
