"""The change log as one level may hear it: a snapshot to begin with, then what changed."""

from urllib.parse import urlencode

from django.urls import reverse

from opportunities.api import operations, parameters
from opportunities.api.conditional import is_known
from opportunities.api.cursors import Forged, seal, unseal
from opportunities.api.problems import Refused, StartAnew
from opportunities.api.views import Door
from opportunities.representations.outward import etag, spliced
from opportunities.sync import feed
from opportunities.sync.sights import head

# Seconds after which to ask again, once all is heard.
POLL_AFTER = 60


class Changes(Door):
    def operation(self):
        return operations.changes()

    def get(self, request):
        if "If-None-Match" in request.headers:
            tag = self.tag(head(self.level) or feed.START)
            if is_known(request, tag):
                return self.not_modified(tag)
        parameters.refuse_unknown(self.query, parameters.FOLLOWING, {"kinds"})
        asked = parameters.read(self.query, dict)
        page = self.read(self.position(asked.cursor), asked.limit)
        return self.answer(written(page), self.tag(page.head))

    def tag(self, mark):
        return etag(mark, self.level, self.request.get_full_path())

    def position(self, cursor):
        kinds = parameters.read_kinds(self.query)
        if cursor is None:
            return feed.Position(self.level, kinds)
        try:
            position = unseal(cursor)
        except Forged:
            raise Refused({"cursor": "Take the cursor from an earlier answer, or leave it out."}) from None
        if kinds and kinds != position.kinds:
            raise Refused({"kinds": "The cursor was given for other kinds: leave out one of the two."})
        return position

    def read(self, position, limit):
        try:
            if position.level != self.level:
                raise feed.ResyncRequired
            return feed.read(position, limit)
        except feed.ResyncRequired:
            raise StartAnew(beginning(position.kinds)) from None


def beginning(kinds):
    query = urlencode({"kinds": ",".join(sorted(kinds))}, safe=",") if kinds else ""
    return "?".join(filter(None, [reverse("api:changes"), query]))


def written(page):
    return {
        "mode": page.mode,
        "changes": [change(news) for news in page.news],
        "cursor": seal(page.position),
        "has_more": page.has_more,
        "poll_after": POLL_AFTER,
    }


def change(news):
    told = {"kind": news.kind, "id": news.uid}
    if not news.body:
        return {"op": "remove", **told}
    return {"op": "upsert", **told, "object": spliced(news.body, {"updated_at": news.seen_at})}
