"""How records look now, compared with how they last looked."""

from dataclasses import dataclass, field

import orjson

from opportunities.choices import Visibility
from opportunities.models import Change, Sight
from opportunities.representations import as_json

NOTHING = ("", "", "")


@dataclass
class Difference:
    """One record, before and after; at least one of the two is there."""

    old: Sight | None
    new: Sight | None
    ties: list = field(default_factory=list)
    standings: list = field(default_factory=list)

    @property
    def sight(self):
        return self.new or self.old

    @property
    def by_level(self):
        old, new = (sight.bodies if sight else NOTHING for sight in (self.old, self.new))
        return list(zip(old, new, strict=True))

    @property
    def audience(self):
        """A bit for each level that sees a difference."""
        return sum(1 << place for place, (old, new) in enumerate(self.by_level) if old != new)

    @property
    def veils(self):
        """Did it appear to, or vanish from, some level?"""
        return any(bool(old) != bool(new) for old, new in self.by_level)

    @property
    def action(self):
        if not self.old:
            return Change.Action.CREATED
        return Change.Action.CHANGED if self.new else Change.Action.DELETED

    @property
    def diff(self):
        """{name: [old, new]}, as staff see it."""
        old, new = (orjson.loads(sight.internal) if sight else {} for sight in (self.old, self.new))
        names = sorted(old.keys() | new.keys())
        return {name: [old.get(name), new.get(name)] for name in names if old.get(name) != new.get(name)}


def differences(shape, scope):
    """Lock, then look: of two writers who each met a milestone of one initiative, the second must count both.

    Everyone locks kind by kind in the order of SHAPES, and by uid, so nobody deadlocks.
    """
    uids, held = scope.take(shape.kind)
    if not uids | held:
        return []
    before = {sight.uid: sight for sight in lock(uids | held)}
    after = look(shape, uids)
    pairs = [Difference(before.get(uid), *after.get(uid, (None,))) for uid in sorted(uids)]
    found = [pair for pair in pairs if pair.audience]
    scope.add_tied_to([pair.sight.uid for pair in found if pair.old and pair.veils])
    return found


def lock(uids):
    return Sight.objects.select_for_update().filter(uid__in=uids).order_by("uid")


def look(shape, uids):
    """{uid: (sight, ties, standings)}: how these records look now, to all levels, in one reading."""
    if not uids:
        return {}
    rows = shape.rows_of(uids)
    return {row["uid"]: (sight_of(shape, row), shape.ties(row), shape.standings(row)) for row in rows}


def sight_of(shape, row):
    bodies = {Sight.column(level): as_json(shape.cut(row, level)) for level in Visibility}
    return Sight(uid=row["uid"], kind=shape.kind, **bodies)
