from datetime import UTC, datetime, timedelta

from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from opportunities.feeds.feed import Feed
from opportunities.filters.due import due
from opportunities.models import Milestone, MilestoneRevision
from opportunities.models.standing import sides
from opportunities.sync.sights import with_seen_at, with_times_told

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
TIMES_A_DAY = 1000
REFRESHED = timedelta(hours=6)


class MilestoneCalendar(Feed):
    """Milestones as days of a calendar that follows them (RFC 5545, 7986): a date that moves, moves there.

    Nothing in it is told by the clock, so the same calendar asked for twice is the same bytes.
    """

    content_type = "text/calendar; charset=utf-8"

    def body(self):
        name = _("Milestones – Canada–Korea AI Cooperation Tracker")
        calendar = Calendar()
        for key, value in {
            "PRODID": "-//Canada–Korea AI Cooperation Tracker//Milestones//EN",
            "VERSION": "2.0",
            "CALSCALE": "GREGORIAN",
            "METHOD": "PUBLISH",
            "NAME": name,
            "X-WR-CALNAME": name,
            "X-WR-CALDESC": self.request.build_absolute_uri(),
            "REFRESH-INTERVAL": REFRESHED,
        }.items():
            calendar.add(key, value, parameters={"VALUE": "DURATION"} if value is REFRESHED else None)
        for milestone in self.milestones():
            calendar.add_component(self.event(milestone))
        return calendar.to_ical()

    def milestones(self):
        """Those that have a date, of the initiatives asked for; and `due` asks for milestones themselves."""
        seen = Milestone.objects.visible_at(self.level).filter(initiative__in=self.initiatives)
        if spans := self.filtered.form.cleaned_data["due"]:
            seen = due(seen, spans, self.today)
        told = with_times_told(with_seen_at(seen.with_facts(self.level), self.level), self.level)
        moves = MilestoneRevision.objects.visible_at(self.level).order_by("at", "pk")
        return (
            told.exclude(due_on=None)
            .exclude(seen_at=None)
            .select_related("initiative__area")
            .prefetch_related(Prefetch("revisions", moves, to_attr="moves"))
            .order_by("due_on", "uid")
        )

    def event(self, milestone):
        initiative = milestone.initiative
        event = Event()
        for key, value in {
            "UID": f"milestone-{milestone.uid}@{self.host}",
            "SEQUENCE": sequence(milestone),
            "DTSTAMP": milestone.seen_at,
            "LAST-MODIFIED": milestone.seen_at,
            "DTSTART": milestone.due_on,
            "SUMMARY": f"{initiative.ref or initiative.display_title}: {milestone.title}",
            "DESCRIPTION": self.description(milestone),
            "CATEGORIES": [str(initiative.area.name)],
            "STATUS": "CANCELLED" if milestone.cancelled_at else "CONFIRMED",
            "TRANSP": "TRANSPARENT",
            "URL": self.page_of(initiative),
        }.items():
            event.add(key, value)
        return event

    def description(self, milestone):
        owing = self.sides.get(milestone.side)
        context = {"milestone": milestone, "owing": owing, "demo_loaded": self.is_demo}
        return render_to_string("feeds/milestone.txt", context).strip()

    @cached_property
    def sides(self):
        return {country.code: country.name for country in sides()}

    @property
    def host(self):
        return self.request.get_host().partition(":")[0]


def sequence(milestone):
    """Higher with each change that this level is told of, even when the log has forgotten those before."""
    return (milestone.told_on - FIRST_DAY).days * TIMES_A_DAY + milestone.times_told
