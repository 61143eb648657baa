"""What there is, and what changed since, as one level may know it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import F, Subquery

from opportunities.choices import Visibility
from opportunities.models import Change, Sight

# Before the first mark, and before the first record.
START = UUID(int=0)


class ResyncRequired(Exception):
    """The log does not know this mark (any more), or not at this level."""


@dataclass(frozen=True)
class Position:
    """How far a reader has come: nowhere (no mark), into a snapshot (after a record), or to a mark."""

    level: Visibility
    kinds: frozenset[str] = frozenset()
    mark: UUID | None = None
    after: UUID | None = None

    def of_our_kinds(self, rows):
        return rows.filter(kind__in=self.kinds) if self.kinds else rows


@dataclass(frozen=True)
class Head:
    """The last change heard at a level, and where in the log the reader's mark stands, if it does."""

    seq: int = 0
    mark: UUID = START
    since: int | None = 0


@dataclass(frozen=True)
class News:
    """One record as it is now; without a body it is gone."""

    kind: str
    uid: UUID
    body: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Page:
    mode: str
    news: list[News]
    position: Position
    has_more: bool
    head: UUID


def read(position, limit):
    # Before any row: of a head read after them, the reader would believe to have what came in between.
    head = head_for(position)
    if position.mark is None:
        return snapshot(replace(position, mark=head.mark, after=START), head, limit)
    if head.since is None:
        raise ResyncRequired
    return delta(position, head, limit) if position.after is None else snapshot(position, head, limit)


def head_for(position):
    heard = Change.objects.heard_at(position.level).order_by("-seq")
    since = Subquery(place(position).order_by())
    if found := heard.annotate(since=since).values_list("seq", "mark", "since").first():
        return Head(*found)
    return Head(since=0 if position.mark == START else None)


def place(position):
    """The number of the mark. Where the beginning is forgotten, nobody can start from it."""
    if position.mark == START:
        return Change.objects.filter(seq=1).values(before=F("seq") - 1)
    return Change.objects.heard_at(position.level).filter(mark=position.mark).values("seq")


def snapshot(position, head, limit):
    """All there is, in the order of ids. The deltas tell, from the first head on, what changes meanwhile."""
    rows = position.of_our_kinds(seen_at(position.level).filter(uid__gt=position.after)).order_by("uid")
    found = [News(*row) for row in rows[: limit + 1]]
    news = found[:limit]
    has_more = len(found) > limit
    onward = replace(position, after=news[-1].uid if has_more else None)
    return Page("snapshot", news, onward, has_more, head.mark)


def delta(position, head, limit):
    """Each record once, at its last change, as it is now: applying a page twice is harmless."""
    heard = Change.objects.heard_at(position.level).filter(seq__gt=head.since, seq__lte=head.seq)
    heard = position.of_our_kinds(heard).order_by("seq")
    found = list(heard.values_list("kind", "uid", "seq", "mark")[: limit + 1])
    lines, has_more = found[:limit], len(found) > limit
    later = told_later(heard, lines) if has_more else set()
    kinds = {uid: kind for kind, uid, _seq, _mark in lines if uid not in later}
    # At the end to the head itself, or what is skipped for its kind would be read again at every poll.
    onward = replace(position, mark=lines[-1][3] if has_more else head.mark)
    return Page("delta", current(kinds, position.level), onward, has_more, head.mark)


def told_later(heard, lines):
    """Which of these records change again further on."""
    uids = {uid for _kind, uid, _seq, _mark in lines}
    return set(heard.filter(uid__in=uids, seq__gt=lines[-1][2]).values_list("uid", flat=True))


def current(kinds, level):
    seen = {row[1]: News(*row) for row in seen_at(level).filter(uid__in=kinds)} if kinds else {}
    return [seen.get(uid, News(kind, uid)) for uid, kind in kinds.items()]


def seen_at(level):
    column = Sight.column(level)
    return Sight.objects.exclude(**{column: ""}).values_list("kind", "uid", column, f"{column}_at")
