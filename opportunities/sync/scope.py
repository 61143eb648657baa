"""Which records a write may have changed in somebody's eyes, beyond those it wrote."""

from collections import defaultdict

from opportunities.models import Tie
from opportunities.representations import SHAPES
from opportunities.representations.compiled import Compiled


class Scope:
    """``{kind: uids}`` to compare, and others to hold still while that is done."""

    def __init__(self):
        self.touched = defaultdict(set)
        self.waiting = defaultdict(set)
        self.watched = defaultdict(set)

    def add(self, kind, uids):
        """Add what is new, and those it belongs to whose derived facts may have moved."""
        if new := set(uids) - self.touched[kind]:
            self.touched[kind] |= new
            self.waiting[kind] |= new
            self.add_parents(kind, new)
            self.add_citing_of_same_kind(kind, new)

    def take(self, kind):
        """(to compare, to hold still) of this kind; each is handed out once."""
        return self.waiting.pop(kind, set()), self.watched.pop(kind, set())

    def add_parents(self, kind, uids):
        """Those it belongs to now, and those it belonged to when last seen."""
        shape = SHAPES[kind]
        for name, parent_kind in shape.parents.items():
            self.climb(parent_kind, {uid for (uid,) in shape.pointed_at[name](uids)})
        if shape.parents:
            for parent_kind, parents in by_kind(belonged_to(uids)):
                self.climb(parent_kind, parents)

    def climb(self, kind, uids):
        """Only records that count their parts are changed by them; the others are held still and passed."""
        if SHAPES[kind].counts_parts:
            self.add(kind, uids)
        elif uids:
            self.watched[kind] |= uids
            self.add_parents(kind, uids)

    def add_citing_of_same_kind(self, kind, uids):
        """Compared in the same step: too late to add them when the cited one turns out to vanish."""
        if kind in SHAPES[kind].cited.values():
            self.add(kind, Tie.objects.filter(to__in=uids, kind=kind).values_list("uid", flat=True))

    def watch_cited(self, kind, uids):
        """Whoever hides a cited record must wait for us, or not have begun: else each misses the other."""
        shape = SHAPES[kind]
        for name, cited_kind in (*shape.cited.items(), *shape.many.items()):
            self.watched[cited_kind].update(uid for (uid,) in shape.pointed_at[name](uids))

    def add_tied_to(self, uids):
        """These appeared or vanished for some level: so did what belongs to them, and who cites them."""
        if uids:
            for kind, tied in by_kind(Tie.objects.filter(to__in=uids).values_list("kind", "uid")):
                self.add(kind, tied)


def parents_when_last_seen(uids):
    return Tie.objects.filter(uid__in=uids, belongs=True).values_list("to_kind", "to")


belonged_to = Compiled(parents_when_last_seen)


def by_kind(pairs):
    """(kind, uids): what follows asks the database once a kind, not once a record."""
    grouped = defaultdict(set)
    for kind, uid in pairs:
        grouped[kind].add(uid)
    return grouped.items()


def of(written):
    """The scope of a write to ``{kind: uids}``."""
    scope = Scope()
    for kind, uids in written.items():
        scope.watch_cited(kind, uids)
    for kind, uids in written.items():
        scope.add(kind, uids)
    return scope
