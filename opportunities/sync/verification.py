"""Compares what is stored of each record with a fresh look at it, and mends what differs."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

import orjson
from django.db import transaction
from django.db.models import Count, Subquery, Value

from opportunities.choices import Visibility
from opportunities.models import Change, ChangeClock, Sight, Standing, Tie
from opportunities.models.base import unit_of_work
from opportunities.models.standing import FACTS
from opportunities.representations import SHAPES
from opportunities.sync.difference import Difference, lock, look
from opportunities.sync.ledger import write_standings, write_ties

BEFORE_ALL = UUID(int=0)


@dataclass(frozen=True)
class Finding:
    """A record of which something else is stored than a fresh look shows: {place: the fields}."""

    kind: str
    uid: UUID
    places: dict[str, list[str]]

    def __str__(self):
        told = [f"{place}: {', '.join(fields)}" for place, fields in self.places.items()]
        return f"{self.kind} {self.uid} | {' | '.join(told)}"


def verify(batch_size, mend=False):
    """Every finding, one by one; mended, if asked, before it is told."""
    for shape in SHAPES.values():
        for uids in batches(shape, batch_size):
            found = compare(shape, uids)
            if mend and found:
                put_right(shape, {finding.uid for finding in found})
            yield from found


def batches(shape, size):
    """The uids of all records of the kind, and of those no more there of which something is still stored."""
    after = BEFORE_ALL
    while uids := next_uids(shape, after, size):
        yield uids
        after = uids[-1]


def next_uids(shape, after, size):
    places = [
        (shape.model, "uid", {}),
        (Sight, "uid", {"kind": shape.kind}),
        (Tie, "uid", {"kind": shape.kind}),
    ]
    if shape.kind == "initiative":
        places.append((Standing, "initiative_id", {}))
    found = set()
    for model, name, only in places:
        rows = model.objects.filter(**only, **{f"{name}__gt": after}).order_by(name).distinct()
        found.update(rows.values_list(name, flat=True)[:size])
    return sorted(found)[:size]


def compare(shape, uids):
    # Sights are locked before anything is rendered, as the recorder does it: so a write under way
    # is met wholly or not at all.
    with transaction.atomic():
        old, new = stored(lock(uids), uids), rendered(shape, uids)
    differing = ((uid, differences(old[uid], new[uid])) for uid in uids)
    return [Finding(shape.kind, uid, places) for uid, places in differing if places]


def stored(sights, uids):
    """{uid: {place: {field: value}}}"""
    found: dict[UUID, dict] = defaultdict(dict)
    for sight in sights:
        found[sight.uid] |= bodies(sight)
    for standing in Standing.objects.filter(initiative__in=uids):
        found[standing.initiative_id] |= facts(standing)
    for tie in Tie.objects.filter(uid__in=uids):
        found[tie.uid].setdefault("ties", {})[f"{tie.to_kind} {tie.to}"] = tie.belongs
    return found


def rendered(shape, uids):
    """The same, as it ought to be."""
    found: dict[UUID, dict] = defaultdict(dict)
    for uid, (sight, ties, standings) in look(shape, uids).items():
        found[uid] |= bodies(sight)
        for standing in standings:
            found[uid] |= facts(standing)
        if ties:
            found[uid]["ties"] = {f"{kind} {to}": belongs for kind, to, belongs in ties}
    return found


def bodies(sight):
    names = [Sight.column(level) for level in Visibility]
    return {name: orjson.loads(body) for name, body in zip(names, sight.bodies, strict=True) if body}


def facts(standing):
    place = f"standing at {Sight.column(standing.level)}"
    return {place: {name: getattr(standing, name) for name in FACTS}}


def differences(old, new):
    """{place: the names of the fields that differ}"""
    places = {
        place: names_differing(old.get(place), new.get(place)) for place in sorted(old.keys() | new.keys())
    }
    return {place: names for place, names in places.items() if names}


def names_differing(old, new):
    if old is None or new is None:
        return ["missing" if old is None else "left over"]
    return sorted(name for name in old.keys() | new.keys() if old.get(name, ...) != new.get(name, ...))


def put_right(shape, uids):
    with unit_of_work(door="verify_feed") as unit:
        unit.touch(shape.model, uids)
    # The recorder writes where a reader sees a difference; what else is stored, nobody hears of.
    with transaction.atomic():
        before, after = {sight.uid: sight for sight in lock(uids)}, look(shape, uids)
        kept = [Difference(before.get(uid), *found) for uid, found in after.items()]
        write_standings(kept)
        write_ties(kept)
        gone = uids - after.keys()
        Standing.objects.filter(initiative__in=gone).delete()
        Tie.objects.filter(uid__in=gone).delete()


def number_faults():
    """What is wrong with the numbers of the log, in one reading of it and its clock."""
    log = Change.objects.order_by("seq")
    counted = log.order_by().annotate(all=Value(1)).values("all").annotate(count=Count("pk")).values("count")
    ends = Subquery(log.values("seq")[:1]), Subquery(log.reverse().values("seq")[:1])
    for last, first, newest, count in ChangeClock.objects.values_list("last", *ends, Subquery(counted)):
        if last != (newest or 0):
            yield f"The clock stands at {last}, the newest change at {newest}."
        if newest and newest - first + 1 != count:
            yield f"Of the changes {first} to {newest}, {newest - first + 1 - count} are missing."
