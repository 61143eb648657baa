"""Who may read what. Every door of the house asks here, and nowhere else.

A record names the records it belongs to in ``visible_through`` and is never more visible than the
narrowest of them. Records it merely points at stand in ``cites``: whoever may not see those is not
told of them. Models listed in neither are always public.
"""

from functools import cache

from django.apps import apps
from django.core import checks
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from opportunities.choices import Visibility

NOT_DECLARED = "opportunities.E001"


def clearance(user) -> Visibility:
    """The most restricted level this user may read: 1 public, 2 partners, 3 internal."""
    if not user.is_authenticated or not user.is_active:
        return Visibility.PUBLIC
    if user.has_perm("opportunities.see_internal"):
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


class VisibleQuerySet(QuerySet):
    def visible_to(self, user):
        return self.visible_at(clearance(user))

    def visible_at(self, level):
        return self.filter(at_most(level, self.model))

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
