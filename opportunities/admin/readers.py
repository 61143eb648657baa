"""Who sees what here: being staff opens this door, not the records, for partners may have accounts too."""

from django.db.models import Prefetch

from opportunities.models.text import columns
from opportunities.representations import KIND_OF, SHAPES
from opportunities.visibility import sees_everything


def readable(records, user):
    """What the user may read; and of what it cites, what the user may read."""
    return records.visible_to(user).prefetch_related(*citations(records.model, user))


def citations(model, user):
    for name in model.cites:
        cited = model._meta.get_field(name).related_model
        further = () if cited is model else citations(cited, user)
        yield Prefetch(name, cited.objects.select_related().visible_to(user).prefetch_related(*further))


def withheld(model):
    """Names of the fields and relations that only internal readers see, at any door."""
    shape = SHAPES[KIND_OF[model]]
    seen = {*shape.columns, *shape.words, *shape.parents, *shape.cited, *shape.many}
    seen -= {*shape.staff_only, *(column for text in shape.staff_only for column in columns(text))}
    return {field.name for field in model._meta.get_fields()} - seen


def unaskable(model):
    """Whoever could filter, search or sort by these would learn of what they do not show."""
    return withheld(model) | {*model.cites}


class InternalOnly:
    """Mixin of pages that not everyone who is let in may open."""

    def has_view_permission(self, request, obj=None):
        return sees_everything(request.user) and super().has_view_permission(request, obj)


class WrittenByInsiders:
    """Mixin: who may not read everything only reads.

    A form would overwrite what it must not show, and its errors would tell of it.
    """

    def has_add_permission(self, request, *args):
        return sees_everything(request.user) and super().has_add_permission(request, *args)

    def has_change_permission(self, request, obj=None):
        return sees_everything(request.user) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return sees_everything(request.user) and super().has_delete_permission(request, obj)
