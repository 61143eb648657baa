"""Writes what was found different: sights, ties, and last of all the numbered changes."""

from django.utils import timezone

from opportunities.choices import Visibility
from opportunities.models import Change, ChangeClock, Sight, Standing, Tie
from opportunities.models.standing import FACTS

SIGHT_FIELDS = [f"{Sight.column(level)}{what}" for level in Visibility for what in ("", "_at")]


def write(found, unit):
    now = timezone.now()
    write_sights(found, now)
    write_standings(found)
    write_ties(found)
    write_changes(found, unit, now)


def write_sights(found, now):
    for each in found:
        stamp(each, now)
    seen = [each.new for each in found if each.new]
    Sight.objects.bulk_create(seen, update_conflicts=True, unique_fields=["uid"], update_fields=SIGHT_FIELDS)
    if gone := [each.old.uid for each in found if not each.new]:
        Sight.objects.filter(uid__in=gone).delete()
        Standing.objects.filter(initiative__in=gone).delete()


def write_standings(found):
    """Worked out while the Sights were locked, so nobody else writes these rows now."""
    Standing.objects.bulk_create(
        [standing for each in found for standing in each.standings],
        update_conflicts=True,
        unique_fields=["initiative", "level"],
        update_fields=FACTS,
    )


def stamp(difference, now):
    """Each level's time moves only with what that level sees."""
    if difference.new is None:
        return
    for level, (old, new) in zip(Visibility, difference.by_level, strict=True):
        column = f"{Sight.column(level)}_at"
        before = getattr(difference.old, column) if difference.old else None
        setattr(difference.new, column, now if old != new else before)


def write_ties(found):
    uids = [each.sight.uid for each in found]
    old = {(tie.uid, tie.to, tie.belongs): tie for tie in Tie.objects.filter(uid__in=uids)}
    new = {
        (each.sight.uid, to, belongs): Tie(
            uid=each.sight.uid, kind=each.sight.kind, to=to, to_kind=kind, belongs=belongs
        )
        for each in found
        for kind, to, belongs in each.ties
    }
    if gone := [old[key].pk for key in old.keys() - new.keys()]:
        Tie.objects.filter(pk__in=gone).delete()
    Tie.objects.bulk_create(new[key] for key in sorted(new.keys() - old.keys()))


def write_changes(found, unit, now):
    # The last lock of the transaction: everyone else waits for it until our commit.
    first = ChangeClock.tick(len(found))
    Change.objects.bulk_create(
        Change(
            seq=seq,
            at=now,
            actor=unit.actor,
            door=unit.door,
            organisation=unit.organisation,
            request_id=unit.request_id,
            kind=each.sight.kind,
            uid=each.sight.uid,
            action=each.action,
            audience=each.audience,
            diff=each.diff,
        )
        for seq, each in enumerate(found, first)
    )
