"""Writes the change log, inside the transaction of the change, just before it commits.

During a unit of work it only collects ids. What changed, and for whom, is found at the end by comparing
how each record looks now with how it last looked, so a savepoint rolled back on the way leaves nothing.
"""

from django.db.models.signals import m2m_changed, post_delete, post_save

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
            m2m_changed.connect(touch_citing, sender=shape.model._meta.get_field(name).remote_field.through)
    about_to_commit.connect(record)


def touch(sender, instance, **kwargs):
    # Joins the unit of the write; fixtures and cascades from untracked models have none, and get their own.
    with unit_of_work(door="signal") as unit:
        unit.touch(sender, [instance.uid])


def touch_citing(sender, instance, action, reverse, model, pk_set, **kwargs):
    """Only the record that declares the relation shows it: that one is touched, whichever end was written."""
    if action not in ("post_add", "post_remove", "pre_clear", "post_clear"):
        return
    if not reverse:
        touch(type(instance), instance)
    elif citing := citing_records(sender, instance, model, pk_set):
        with unit_of_work(door="signal") as unit:
            unit.touch(model, citing)


def citing_records(through, instance, model, pk_set):
    records = model.objects.all()
    if pk_set is not None:
        return list(records.filter(pk__in=pk_set).values_list("uid", flat=True))
    field = next(each for each in model._meta.many_to_many if each.remote_field.through is through)
    return list(records.filter(**{field.name: instance}).values_list("uid", flat=True))


def record(sender, unit, **kwargs):
    reach = scope.of({KIND_OF[model]: uids for model, uids in unit.touched.items() if uids})
    found = [difference for kind in SHAPES for difference in differences(SHAPES[kind], reach)]
    if found:
        write(found, unit)
