from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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


class TakeawayForm(forms.ModelForm):
    quote = forms.CharField(
        label=_("words of the source"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "lang": ""}),
        help_text=_("Word for word: checked against the stored text when you save."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        takeaway = self.instance
        if takeaway.end and "quote" in self.fields:
            self.initial.setdefault("quote", takeaway.source_text[takeaway.start : takeaway.end])

    def _post_clean(self):
        super()._post_clean()
        # Once the record has its dialogue, whose source the words are looked up in.
        if "quote" in self.changed_data and not self.errors:
            try:
                self.instance.quote(self.cleaned_data["quote"])
            except ValidationError as refusal:
                self.add_error("quote", refusal)


@admin.register(Takeaway)
class TakeawayAdmin(RecordAdmin):
    form = TakeawayForm
    fields = [
        ("dialogue", "code", "kind"),
        in_three("title"),
        in_three("summary"),
        "locator",
        "visibility",
    ]
    list_display = ["code", "title", "kind", "dialogue", "visibility"]
    list_filter = ["kind", ("dialogue", admin.RelatedOnlyFieldListFilter), "visibility"]
    list_select_related = ["dialogue"]
    search_fields = ["code", *in_three("title"), *in_three("summary")]
    autocomplete_fields = ["dialogue"]
    readonly_fields = ["start", "end"]

    def get_fields(self, request, obj=None):
        # The words themselves are for whoever may read the whole text.
        quote = ["quote"] if self.has_change_permission(request, obj) else []
        return [*self.fields, *quote, ("start", "end")]


@admin.register(Strength)
class StrengthAdmin(RecordAdmin):
    fields = [("country", "area"), in_three("summary"), "takeaway", "source", "visibility"]
    list_display = ["__str__", "country", "area", "takeaway", "source", "visibility"]
    list_filter = ["country", "area", "visibility"]
    list_select_related = ["country", "area", "takeaway", "source"]
    search_fields = in_three("summary")
    autocomplete_fields = ["takeaway", "source"]
