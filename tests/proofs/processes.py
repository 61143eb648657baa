"""Processes that share a database, and what is true of it when they are done."""

import multiprocessing

from django.db import connection
from django.db.models import Max

from opportunities.models import Change, ChangeClock, Sight
from opportunities.representations import SHAPES
from opportunities.sync import difference

fork = multiprocessing.get_context("fork")


def started(work, *arguments):
    """A process that does this; it opens a connection of its own."""
    connection.close()
    process = fork.Process(target=work, args=arguments)
    process.start()
    return process


def state():
    """What must be true whatever happened."""
    numbers = Change.objects.aggregate(last=Max("seq"))["last"] or 0
    return {
        "journal": journal(),
        "changes": Change.objects.count(),
        "last": numbers,
        "clock": ChangeClock.objects.get().last,
        "wrong_sights": sum(map(wrong_sights, SHAPES.values())),
    }


def journal():
    if connection.vendor != "sqlite":
        return connection.vendor
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA journal_mode").fetchone()[0]


def wrong_sights(shape):
    """How many stored bodies are not what is rendered anew."""
    uids = set(shape.model.objects.values_list("uid", flat=True))
    stored = {sight.uid: sight.bodies for sight in Sight.objects.filter(uid__in=uids)}
    now = {uid: sight.bodies for uid, (sight, *_) in difference.look(shape, uids).items()}
    return sum(stored.get(uid) != now[uid] for uid in uids)
