"""Who may read what, and whose work it is. Every door of the house asks here, and nowhere else.

A record names the records it belongs to in ``visible_through`` and is never more visible than the
narrowest of them. Records it merely points at stand in ``cites``: whoever may not see those is not
told of them. Models listed in neither are always public.

What belongs to an initiative is written by those who lead its area; ``area_through`` names the ways there.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core import checks
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from opportunities.choices import Visibility

NOT_DECLARED = "opportunities.E001"


@dataclass(frozen=True)
class System:
    """A partner's system, signed in by a token. It reads what partners may, and has no other right."""

    organisation: Any
    token: Any
    is_authenticated = is_active = True
    is_anonymous = is_staff = is_superuser = False
    pk = None

    def has_perm(self, permission, record=None):
        return False


@dataclass(frozen=True)
class ReadingAs:
    """In the place of somebody who sees everything: reads what the level may, and has no right at all."""

    level: Visibility
    is_active = True
    is_staff = is_superuser = False
    pk = None

    @property
    def is_authenticated(self):
        return self.level > Visibility.PUBLIC

    @property
    def is_anonymous(self):
        return not self.is_authenticated

    def has_perm(self, permission, record=None):
        return False


def reading_as(user, level):
    """Whoever sees everything, with the eyes of `level`; anybody else as they are. It only ever goes down."""
    return ReadingAs(level) if sees_everything(user) and level < clearance(user) else user


def spoken_for(reader) -> Q:
    """Which organisations this reader speaks for, as a condition on them."""
    if isinstance(reader, System):
        return Q(pk=reader.organisation.pk)
    return Q(memberships__user=reader.pk) if reader.pk else Q(pk__in=[])


# Who holds it writes in every area; who does not, in those that a membership names.
EVERY_AREA = "opportunities.change_every_area"


def sees_everything(user) -> bool:
    """Cheaper than `clearance`, and asked many times a page: Django keeps who has which right."""
    return user.has_perm("opportunities.see_internal")


def writes_everywhere(user, model) -> bool:
    return sees_everything(user) and (not model.area_through or user.has_perm(EVERY_AREA))


def clearance(user) -> Visibility:
    """The most restricted level this reader may read: 1 public, 2 partners, 3 internal."""
    if isinstance(user, System):
        return Visibility.PARTNERS
    if isinstance(user, ReadingAs):
        return user.level
    if not user.is_authenticated or not user.is_active:
        return Visibility.PUBLIC
    if sees_everything(user):
        return Visibility.INTERNAL
    # Being staff opens the admin, not the records: partners may have accounts there.
    return Visibility.PARTNERS if user.memberships.exists() else Visibility.PUBLIC


@cache
def lineage(model) -> dict[str, bool]:
    """Lookup prefix of the record and of all it belongs to -> may that one be missing?

    ``{"": False, "milestone__": True, "milestone__initiative__": True}``
    """
    found = {"": False}
    for name in model.visible_through:
        field = model._meta.get_field(name)
        for further, optional in lineage(field.related_model).items():
            found[f"{name}__{further}"] = field.null or optional
    return found


def at_most(level, model, prefix="") -> Q:
    """May `level` see the record behind ``prefix``? A parent that is not there hides nothing."""
    rule = Q()
    for further, optional in lineage(model).items():
        column = f"{prefix}{further}visibility"
        seen = Q(**{f"{column}__lte": level})
        rule &= seen | Q(**{f"{column}__isnull": True}) if optional else seen
    return rule


def parents_at_most(level, model) -> Q:
    """May `level` see all that the record belongs to, whether or not it may see the record?"""
    rule = Q()
    for name in model.visible_through:
        parent = model._meta.get_field(name)
        seen = at_most(level, parent.related_model, f"{name}__")
        rule &= seen | Q(**{f"{name}__isnull": True}) if parent.null else seen
    return rule


def may_see(level, model, prefix):
    """The same as a column to annotate: true, or false or null where there is nothing to see."""
    return ExpressionWrapper(at_most(level, model, prefix), BooleanField())


def level_of(model, prefix=""):
    """The most open level that may see the record behind ``prefix``: the same law, as a number."""
    levels = [
        # Greatest is null on SQLite as soon as one argument is.
        Coalesce(f"{prefix}{further}visibility", Visibility.PUBLIC)
        for further in lineage(model)
    ]
    return Greatest(*levels) if len(levels) > 1 else levels[0]


def in_areas_led_by(user, model) -> Q:
    led = apps.get_model("opportunities", "CooperationArea").objects.filter(memberships__user=user.pk)
    mine = Q()
    for way in model.area_through:
        mine |= Q(**{f"{way}__in": led.values("pk")})
    return mine


class VisibleQuerySet(QuerySet):
    def visible_to(self, user):
        return self.visible_at(clearance(user))

    def visible_at(self, level):
        return self.filter(at_most(level, self.model))

    def reachable_at(self, level):
        """Those that belong to nothing hidden from `level`, however hidden they are themselves."""
        return self.filter(parents_at_most(level, self.model))

    def editable_by(self, user):
        """Those that are the user's to write, given the right to write records of the kind at all."""
        if writes_everywhere(user, self.model):
            return self
        if not sees_everything(user):
            return self.none()
        return self.filter(in_areas_led_by(user, self.model))

    def open_to(self, user):
        """Those to which the user may add something, if only a proposal."""
        return self.editable_by(user)

    def with_level(self):
        """Annotate ``level``, the most open one that may see the record."""
        return self.annotate(level=level_of(self.model))


def check_lineage(app_configs, **kwargs):
    """A record with a parent must say whether it is seen through that parent or merely cites it."""
    records = [model for model in apps.get_models() if hasattr(model, "visible_through")]
    return [
        checks.Error(
            f"{model.__name__}.{field.name} is in neither visible_through nor cites.",
            hint="Say through which parents the record is seen, or a hidden parent leaks through it.",
            obj=model,
            id=NOT_DECLARED,
        )
        for model in records
        for field in undeclared(model)
    ]


def undeclared(model):
    declared = {*model.visible_through, *model.cites}
    for field in (*model._meta.fields, *model._meta.many_to_many):
        target = field.related_model
        may_hide = hasattr(target, "visible_through") and not target.always_public
        if may_hide and field.name not in declared:
            yield field
