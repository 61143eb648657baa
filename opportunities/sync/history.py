"""The change log as a story: of one record and all that belongs to it, or of some days."""

from itertools import groupby

from django.db.models import Q

from opportunities.models import Change, Tie
from opportunities.representations import KIND_OF, SHAPES


def about(record, level):
    """Changes of the record, its parts and theirs, the latest first, as far as `level` hears of them."""
    kind, uid = KIND_OF[type(record)], str(record.uid)
    parts = parts_of([uid])
    told = [uid, *parts, *parts_of(parts), *deleted_from(kind, uid)]
    return latest_first(level).filter(uid__in=told)


def between(start, end, level):
    return latest_first(level).filter(at__gt=start, at__lte=end)


def latest_first(level):
    return Change.objects.heard_at(level).select_related("actor").order_by("-seq")


def parts_of(uids):
    return list(Tie.objects.filter(to__in=uids, belongs=True).values_list("uid", flat=True))


def deleted_from(kind, uid):
    """Parts that are no more: only the log still knows what they belonged to."""
    belonged = Q(pk__in=[])
    for shape in SHAPES.values():
        for name, parent in shape.parents.items():
            if parent == kind:
                belonged |= Q(kind=shape.kind, **{f"diff__{name}__0": uid})
    gone = Change.objects.filter(belonged, action=Change.Action.DELETED)
    return list(gone.values_list("uid", flat=True))


def in_units(changes):
    """[[change]]: what one commit wrote, in the order in which it was written."""
    same = groupby(changes, key=lambda change: (change.at, change.actor_id, change.door))
    return [list(reversed(list(unit))) for _key, unit in same]
