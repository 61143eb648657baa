"""What every tracked record shares, and the unit of work in which every write to one happens."""

import uuid
from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Visibility
from opportunities.models.then import told_by
from opportunities.visibility import VisibleQuerySet, writes_everywhere

# Sent inside the transaction, just before it commits: Django itself has no such hook.
about_to_commit = Signal()


@dataclass
class UnitOfWork:
    """Who writes, for which organisation (by uid), through which door; ``touched`` is {model: {uid, ...}}."""

    actor: object = None
    door: str = "code"
    organisation: uuid.UUID | None = None
    request_id: str = ""
    touched: dict = field(default_factory=lambda: defaultdict(set))

    def touch(self, model, uids):
        self.touched[model].update(uids)


_current: ContextVar[UnitOfWork | None] = ContextVar("unit_of_work", default=None)


@contextmanager
def unit_of_work(actor=None, door="code", organisation=None, request_id=""):
    """All or nothing, and recorded. Nested ones join: who wants a savepoint asks Django for one."""
    if unit := _current.get():
        # A failure spoils the whole unit, unless an atomic() of the caller's stands between.
        with transaction.atomic(savepoint=False):
            yield unit
        return
    unit = UnitOfWork(actor, door, organisation, request_id)
    with transaction.atomic():
        token = _current.set(unit)
        try:
            yield unit
            about_to_commit.send(sender=UnitOfWork, unit=unit)
        finally:
            _current.reset(token)


class RecordQuerySet(VisibleQuerySet):
    """What was known when; and writes of many rows, which send no signals (or after the commit)."""

    def known_at(self, level, moment=None):
        """What `level` may see; of a moment, what it could see then too, as it stood then."""
        seen = self.visible_at(level)
        return seen if moment is None else seen.filter(told_by(moment, level)).as_it_stood(level, moment)

    def as_it_stood(self, level, moment):
        """Records whose words alone may change stand as they do today."""
        return self

    def update(self, **changes):
        if kept := sorted(changes.keys() & {*self.model.moved_by_verbs, *self.model.never_in_bulk}):
            raise ValidationError(
                _("%(fields)s: change this record by record, so that its history is kept."),
                params={"fields": ", ".join(kept)},
            )
        return self.write(**changes)

    update.alters_data = True

    def write(self, **changes):
        """`update` without its guard, for the verbs themselves."""
        with unit_of_work() as unit:
            # Locked, so that the rows named are the rows changed; by a subquery, so that
            # a filter through the parent does not lock the parent too.
            rows = self.model.objects.filter(pk__in=self.order_by().values("pk")).select_for_update()
            unit.touch(self.model, rows.order_by("pk").values_list("uid", flat=True))
            return super().update(**changes)

    write.alters_data = True

    def delete(self):
        with unit_of_work():
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs, *args, **kwargs):
        with unit_of_work() as unit:
            objs = list(objs)
            unit.touch(self.model, [record.uid for record in objs])
            return super().bulk_create(objs, *args, **kwargs)

    bulk_create.alters_data = True

    def bulk_update(self, objs, *args, **kwargs):
        with unit_of_work():  # joins its batches, which go through update()
            return super().bulk_update(objs, *args, **kwargs)

    bulk_update.alters_data = True


class RecordManager(models.Manager.from_queryset(RecordQuerySet)):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)


class Record(models.Model):
    """A row whose changes readers hear of, as far as they may see it."""

    # The two sentences of the law in visibility.py.
    visible_through: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    # Lookups of the areas whose leads write it; with none, whoever may write the kind at all.
    area_through: tuple[str, ...] = ()
    always_public = False
    # {field: which verb moves it}: neither a form's save() nor a bulk update may.
    moved_by_verbs: dict[str, str] = {}
    # Fields whose save() keeps a history that a bulk update would lose.
    never_in_bulk: frozenset[str] = frozenset()

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    visibility = models.PositiveSmallIntegerField(
        _("visibility"),
        choices=Visibility,
        default=Visibility.INTERNAL,
        db_index=True,
        help_text=_("Who may see this record. Never more than may see what it belongs to."),
    )
    # The two stamps never leave the house: an internal edit would move them.
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now, editable=False)

    objects = RecordManager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.updated_at = timezone.now()
        with unit_of_work():
            self.refuse_to_bypass_verbs(kwargs.get("update_fields"))
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with unit_of_work():
            return super().delete(*args, **kwargs)

    def natural_key(self):
        return (self.uid,)

    def refuse_to_bypass_verbs(self, update_fields=None):
        if not self.moved_by_verbs:
            return
        before = self.stored(*self.moved_by_verbs) or self.untouched(*self.moved_by_verbs)
        for name, verb in self.moved_by_verbs.items():
            written = update_fields is None or name in update_fields
            if written and getattr(self, name) != before[name]:
                raise ValidationError(verb, code="by_verb")

    def write(self, **changes):
        """What a verb does at its end: set and store these columns, past the guard of save()."""
        for name, value in changes.items():
            setattr(self, name, value)
        type(self).objects.filter(pk=self.pk).write(**changes)

    def is_editable_by(self, user):
        if writes_everywhere(user, type(self)):
            return True
        return type(self).objects.filter(pk=self.pk).editable_by(user).exists()

    @property
    def effective_visibility(self):
        """The most open level that may see the record as it is stored."""
        return type(self).objects.with_level().values_list("level", flat=True).get(pk=self.pk)

    def stored(self, *names):
        """The columns as they are in the database now, locked; None for a new record.

        Read at the moment of writing: what a form loaded minutes ago may have moved since.
        """
        if self._state.adding:
            return None
        rows = type(self).objects.select_for_update().filter(pk=self.pk).order_by()
        return rows.values(*names).first()

    def untouched(self, *names):
        return {name: self._meta.get_field(name).get_default() for name in names}


class AlwaysPublic(Record):
    """Named by code in other records, so whoever sees those may see it."""

    always_public = True

    visibility = models.PositiveSmallIntegerField(default=Visibility.PUBLIC, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility=Visibility.PUBLIC), name="%(class)s_always_public"
            )
        ]
