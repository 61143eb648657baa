from datetime import UTC, datetime
from operator import attrgetter

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opportunities.feeds.feed import Feed
from opportunities.models import MilestoneRevision, ProgressUpdate
from opportunities.sync.sights import with_seen_at

LATEST = 100
# When nothing has been told yet; now would be another answer each time.
BEFORE_ALL = datetime(2025, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    def latest_post_date(self):
        return self.feed["updated"]


class UpdatesFeed(Feed):
    """What was reported, and each date or stage that changed, latest first (RFC 4287)."""

    content_type = Atom.content_type

    def body(self):
        told = [*self.reports(), *self.moves()]
        told = sorted(told, key=attrgetter("seen_at", "uid"), reverse=True)[:LATEST]
        name = _("Canada–Korea AI Cooperation Tracker")
        feed = Atom(
            title=_("Reports and changes – Canada–Korea AI Cooperation Tracker"),
            link=self.list_page,
            description=None,
            subtitle=render_to_string("feeds/demo.txt").strip() if self.is_demo else None,
            language=get_language(),
            author_name=name,
            feed_url=self.request.build_absolute_uri(),
            updated=told[0].seen_at if told else BEFORE_ALL,
        )
        for each in told:
            self.add(feed, each)
        return feed.writeString("utf-8")

    @property
    def list_page(self):
        query = self.request.GET.copy()
        query.pop("lang", None)
        address = reverse("dashboards:initiatives") + (f"?{query.urlencode()}" if query else "")
        return self.request.build_absolute_uri(address)

    def reports(self):
        found = ProgressUpdate.objects.standing_at(self.level).filter(initiative__in=self.initiatives)
        return self.latest(found.select_related("initiative", "milestone", "on_behalf_of"))

    def moves(self):
        found = MilestoneRevision.objects.visible_at(self.level)
        found = found.filter(milestone__initiative__in=self.initiatives)
        return self.latest(found.select_related("milestone__initiative", "side"))

    def latest(self, records):
        """By when this level was told; a part made visible later is news then."""
        told = with_seen_at(records, self.level).exclude(seen_at=None)
        return told.order_by("-seen_at", "-uid")[:LATEST]

    def add(self, feed, told):
        entry = self.of_report(told) if isinstance(told, ProgressUpdate) else self.of_move(told)
        feed.add_item(unique_id=told.uid.urn, updateddate=told.seen_at, **entry)

    def of_report(self, report):
        return {
            "title": titled(report.initiative, what_is_reported(report)),
            "link": f"{self.page_of(report.initiative)}#r-{report.uid}",
            "description": render_to_string("feeds/report.html", {"report": report}),
            "pubdate": report.published_at,
        }

    def of_move(self, move):
        initiative = move.milestone.initiative
        return {
            "title": titled(initiative, _("New date: %(title)s") % {"title": move.milestone.title}),
            "link": f"{self.page_of(initiative)}#h-changes",
            "description": render_to_string("feeds/move.html", {"move": move}),
            "pubdate": move.at,
        }


def titled(initiative, what):
    return f"{initiative.ref or initiative.display_title} · {what}"


def what_is_reported(report):
    if report.status:
        return _("Stage: %(stage)s") % {"stage": report.get_status_display()}
    if report.milestone_met:
        return _("Milestone met: %(title)s") % {"title": report.milestone.title}
    return _("Progress report")
