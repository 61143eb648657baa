from django.contrib import admin

from opportunities.admin.base import RecordAdmin
from opportunities.admin.fields import in_three
from opportunities.models import Dialogue, Source, Strength, Takeaway


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    fields = [
        in_three("label"),
        ("title", "publisher"),
        ("kind", "url"),
        ("published_as_written", "published_on"),
        "visibility",
        "text",
        "sha256",
    ]
    readonly_fields = ["sha256"]
    list_display = ["__str__", "kind", "publisher", "published_on", "visibility"]
    list_filter = ["kind", "visibility"]
    search_fields = [*in_three("label"), "title", "publisher"]
    date_hierarchy = "published_on"


@admin.register(Dialogue)
class DialogueAdmin(RecordAdmin):
    fields = [
        in_three("title"),
        in_three("summary"),
        ("track", "edition", "attribution_rule"),
        ("held_on", "country"),
        in_three("place"),
        "convenors",
        ("source", "visibility"),
    ]
    list_display = ["__str__", "track", "edition", "held_on", "country", "visibility"]
    list_filter = ["track", "country", "attribution_rule", "visibility"]
    list_select_related = ["country"]
    search_fields = in_three("title")
    autocomplete_fields = ["convenors", "source"]
    date_hierarchy = "held_on"


@admin.register(Takeaway)
class TakeawayAdmin(RecordAdmin):
    fields = [
        ("dialogue", "code", "kind"),
        in_three("title"),
        in_three("summary"),
        ("locator", "start", "end"),
        "visibility",
    ]
    list_display = ["code", "title", "kind", "dialogue", "visibility"]
    list_filter = ["kind", ("dialogue", admin.RelatedOnlyFieldListFilter), "visibility"]
    list_select_related = ["dialogue"]
    search_fields = ["code", *in_three("title"), *in_three("summary")]
    autocomplete_fields = ["dialogue"]


@admin.register(Strength)
class StrengthAdmin(RecordAdmin):
    fields = [("country", "area"), in_three("summary"), "takeaway", "source", "visibility"]
    list_display = ["__str__", "country", "area", "takeaway", "source", "visibility"]
    list_filter = ["country", "area", "visibility"]
    list_select_related = ["country", "area", "takeaway", "source"]
    search_fields = in_three("summary")
    autocomplete_fields = ["takeaway", "source"]
