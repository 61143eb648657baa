"""A stored body on its way out: with its ETag, its time, and what is true of it today.

An ETag has two parts: the digest of what was seen, and, after a dot, how it was asked for. Both change only
with what the reader's level can see, never with who the reader is.
"""

from hashlib import blake2b

import orjson

from opportunities.choices import LANGUAGES

# Raise it when the same record is put into other words.
REPRESENTATION = 1


def digest(*parts, size=12):
    written = "\n".join(str(part) for part in parts)
    return blake2b(written.encode("utf-8", "surrogateescape"), digest_size=size).hexdigest()


def etag(seen, *asked):
    """Strong. ``seen`` is a digest, or the mark of the last change that the level heard of."""
    return f'"{seen}.{digest(REPRESENTATION, *asked, size=4)}"'


class Outward:
    """One row of a query with `as_seen` and `seen_at`, as one level sees it on one day."""

    def __init__(self, row, shape, level, today):
        self.stored = row["as_seen"]
        self.texts = shape.texts
        self.added = {"updated_at": row["seen_at"]}
        if shape.today_columns:
            self.added["today"] = shape.of_today(row, today)
        self.digest = digest(level, row["seen_at"], self.stored)
        self.day = today if shape.today_columns else ""
        self.added["etag"] = self.etag()

    def etag(self, query=""):
        return etag(self.digest, self.day, query)

    def whole(self):
        return spliced(self.stored, self.added)

    def shaped(self, asked):
        if not (asked.fields or asked.lang):
            return self.whole()
        body = orjson.loads(self.stored) | self.added
        if asked.lang:
            body |= {name: in_one(body[name], asked.lang) for name in self.texts if name in body}
        return {name: value for name, value in body.items() if not asked.fields or name in asked.fields}


def spliced(stored, added):
    """The stored bytes, not parsed, and after them what is added."""
    written = orjson.dumps(added, option=orjson.OPT_UTC_Z)
    return orjson.Fragment(stored[:-1].encode() + b"," + written[1:])


def in_one(text, language):
    """The text in this language, else in the first in which it is written."""
    return text[language] or next((text[other] for other in LANGUAGES if text[other]), "")
