"""A reader's copy kept by the feed, and what it ought to be."""

from opportunities.representations import SHAPES, as_json
from opportunities.sync import feed


class Mirror:
    """Follows the feed page by page, at its own pace, as a partner's program would."""

    def __init__(self, level, kinds=(), limit=200):
        self.position, self.limit = feed.Position(level, frozenset(kinds)), limit
        self.copy, self.arriving, self.heard = {}, {}, []

    def pull(self):
        while self.turn().has_more:
            pass

    def turn(self):
        """One page."""
        page = feed.read(self.position, self.limit)
        assert len({news.uid for news in page.news}) == len(page.news) <= self.limit
        for news in page.news:
            self.apply(news, self.arriving if page.mode == "snapshot" else self.copy)
        if page.mode == "snapshot" and not page.has_more:
            self.copy, self.arriving = self.arriving, {}
        self.position = page.position
        return page

    def apply(self, news, copy):
        self.heard.append((news.kind, news.uid, "upsert" if news.body else "remove"))
        if news.body:
            copy[news.kind, news.uid] = news.body
        else:
            copy.pop((news.kind, news.uid), None)

    def news(self):
        """What a pull brings: [(kind, uid, op)]."""
        self.heard.clear()
        self.pull()
        return list(self.heard)


def fresh(level, kinds=()):
    """Rendered anew, past what is stored."""
    return {
        (kind, row["uid"]): as_json(shape.cut(row, level))
        for kind, shape in SHAPES.items()
        for row in shape.rows(shape.model.objects.visible_at(level))
        if not kinds or kind in kinds
    }
