from django.contrib import admin

from opportunities.admin.base import RecordAdmin
from opportunities.admin.fields import in_three
from opportunities.models import Framework


@admin.register(Framework)
class FrameworkAdmin(RecordAdmin):
    fields = [
        in_three("name"),
        ("short_name", "kind", "year"),
        "parent",
        ("chair_country", "window_start", "window_end"),
        "visibility",
    ]
    list_display = ["__str__", "short_name", "kind", "year", "parent", "visibility"]
    list_filter = ["kind", "chair_country", "visibility"]
    search_fields = [*in_three("name"), "short_name"]
    autocomplete_fields = ["parent"]
