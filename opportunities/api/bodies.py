"""A stored body on its way out: with its ETag, its time, and what is true of it today."""

import orjson

from opportunities.api.conditional import digest, etag
from opportunities.choices import LANGUAGES


class Outward:
    """One row of a query with `as_seen` and `seen_at`, as one level sees it on one day."""

    def __init__(self, row, resource, level, today):
        self.stored = row["as_seen"]
        self.texts = resource.shape.texts
        self.added = {"updated_at": row["seen_at"]}
        if resource.of_today:
            self.added["today"] = resource.of_today(row, today)
        self.digest = digest(level, row["seen_at"], self.stored)
        self.day = today if resource.of_today else ""
        self.added["etag"] = self.etag()

    def etag(self, query=""):
        return etag(self.digest, self.day, query)

    def whole(self):
        """Spliced, not parsed: the stored bytes are the answer."""
        added = orjson.dumps(self.added, option=orjson.OPT_UTC_Z)
        return orjson.Fragment(self.stored[:-1].encode() + b"," + added[1:])

    def shaped(self, asked):
        if not (asked.fields or asked.lang):
            return self.whole()
        body = orjson.loads(self.stored) | self.added
        if asked.lang:
            body |= {name: in_one(body[name], asked.lang) for name in self.texts if name in body}
        return {name: value for name, value in body.items() if not asked.fields or name in asked.fields}


def in_one(text, language):
    """The text in this language, else in the first in which it is written."""
    return text[language] or next((text[other] for other in LANGUAGES if text[other]), "")
