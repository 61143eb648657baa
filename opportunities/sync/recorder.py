"""Writes the change log, inside the transaction of the change, just before it commits.

During a unit of work it only collects ids. What changed, and for whom, is found at the end by comparing
how each record looks now with how it last looked, so a savepoint rolled back on the way leaves nothing.
"""

from django.db.models.signals import m2m_changed, post_delete, post_save

from opportunities.models import Tie
from opportunities.models.base import about_to_commit, unit_of_work
from opportunities.representations import KIND_OF, SHAPES
from opportunities.sync import scope
from opportunities.sync.difference import differences
from opportunities.sync.ledger import write


def listen():
    # Per model: a receiver for every sender would cost all other models Django's fast deletes.
    for shape in SHAPES.values():
        for signal in (post_save, post_delete):
            signal.connect(touch, sender=shape.model)
        for name in shape.many:
            m2m_changed.connect(touch_citing, sender=getattr(shape.model, name).through)
    about_to_commit.connect(record)


def touch(sender, instance, **kwargs):
    # Joins the unit of the write; fixtures and cascades from untracked models have none, and get their own.
    with unit_of_work(door="signal") as unit:
        unit.touch(sender, [instance.uid])


def touch_citing(sender, instance, action, reverse, model, pk_set, **kwargs):
    """Only the record that declares the relation shows it: that one is touched, whichever end was written."""
    if not action.startswith("post_"):
        return
    if not reverse:
        touch(type(instance), instance)
        return
    with unit_of_work(door="signal") as unit:
        unit.touch(model, citing(instance, model, pk_set))


def citing(instance, model, pk_set):
    if pk_set is None:  # All were cleared: only the ties still know them.
        return Tie.objects.filter(to=instance.uid, kind=KIND_OF[model]).values_list("uid", flat=True)
    return model.objects.filter(pk__in=pk_set).values_list("uid", flat=True)


def record(sender, unit, **kwargs):
    reach = scope.of({KIND_OF[model]: uids for model, uids in unit.touched.items() if uids})
    found = []
    # One round does, unless a part hangs on two parents that do not belong together.
    while reach.waiting:
        found += [difference for shape in SHAPES.values() for difference in differences(shape, reach)]
    if found:
        write(found, unit)
