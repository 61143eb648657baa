"""The change log, to read."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from opportunities.admin.readers import sees_everything
from opportunities.choices import Visibility
from opportunities.models import Change
from opportunities.models.sync import HEARD


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    fields = [("at", "actor", "door"), ("kind", "uid", "action"), "readers", "differences"]
    list_display = ["seq", "at", "actor", "door", "kind", "action", "fields_changed", "readers", "uid"]
    list_filter = ["kind", "action", "door"]
    list_select_related = ["actor"]
    search_fields = ["=uid", "actor__username"]
    date_hierarchy = "at"
    # The one table that only grows.
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        return sees_everything(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("fields"))
    def fields_changed(self, change):
        # Of a new or a deleted record it would be all of them.
        return ", ".join(change.diff) if change.action == Change.Action.CHANGED else None

    @admin.display(description=_("seen by"))
    def readers(self, change):
        return ", ".join(str(level.label) for level in Visibility if change.audience in HEARD[level])

    @admin.display(description=_("differences"))
    def differences(self, change):
        rows = (row for name, (old, new) in change.diff.items() for row in differing(name, old, new))
        return format_html_join("\n", "<p><b>{}</b>: {} → {}</p>", rows)


def differing(name, old, new):
    """(name, old, new) for display; of a text, only the languages that differ."""
    if not isinstance(old or new, dict):
        yield name, as_text(old), as_text(new)
        return
    old, new = old or {}, new or {}
    for part in sorted(old.keys() | new.keys()):
        if old.get(part) != new.get(part):
            yield f"{name} ({part})", as_text(old.get(part)), as_text(new.get(part))


def as_text(value):
    return "–" if value in (None, "", [], {}) else value
