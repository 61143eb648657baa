"""Reports, from draft to correction, and what stands beside them: decisions and evidence."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import model_to_dict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from opportunities.admin.base import RecordAdmin
from opportunities.admin.facets import PublishedFilter
from opportunities.admin.fields import in_three
from opportunities.admin.inlines import RecordBlocks, RecordRows
from opportunities.admin.parts import PartAdmin
from opportunities.choices import Visibility
from opportunities.models import Decision, Evidence, ProgressUpdate

REPORT = [
    ("as_of", "on_behalf_of", "outlook"),
    in_three("body"),
    ("milestone", "milestone_met"),
    "status",
    in_three("reason"),
]

SAID = ["initiative", *flatten_fieldsets([(None, {"fields": REPORT})])]

# What may be chosen beside "Save and publish", so that nobody publishes further than meant.
READERS = [
    ("", gettext_lazy("everyone who can read the initiative")),
    (Visibility.PARTNERS, gettext_lazy("partners and staff only")),
    (Visibility.INTERNAL, gettext_lazy("staff only")),
]


class EvidenceRows(RecordRows):
    model = Evidence
    fields = ["source", "locator", "kind", "visibility"]
    autocomplete_fields = ["source"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


class DecisionBlocks(RecordBlocks):
    model = Decision
    fields = [in_three("question"), ("needed_by", "side", "settled_on", "visibility")]


class DraftBlocks(RecordBlocks):
    model = ProgressUpdate
    verbose_name = gettext_lazy("draft of a report")
    verbose_name_plural = gettext_lazy("drafts of reports")
    fields = REPORT
    of_the_same = {"milestone": {}}

    def get_queryset(self, request):
        return super().get_queryset(request).filter(published_at=None)


class PublishedRows(RecordRows):
    model = ProgressUpdate
    verbose_name = gettext_lazy("published report")
    verbose_name_plural = gettext_lazy("published reports")
    fields = ["as_of", "on_behalf_of", "outlook", "status", "report", "visibility"]
    readonly_fields = ["report"]

    def get_queryset(self, request):
        return super().get_queryset(request).published().select_related("on_behalf_of")

    @admin.display(description=gettext_lazy("report"))
    def report(self, update):
        return update.body

    def has_add_permission(self, *args):
        return False

    def has_change_permission(self, *args):
        return False

    def has_delete_permission(self, *args):
        return False


@admin.register(ProgressUpdate)
class UpdateAdmin(PartAdmin):
    fields = ["initiative", *REPORT]
    list_display = ["initiative", "as_of", "on_behalf_of", "status", "outlook", "published_at", "visibility"]
    list_filter = [PublishedFilter, "initiative__area", "on_behalf_of", "status", "outlook", "visibility"]
    list_select_related = ["initiative", "on_behalf_of"]
    search_fields = [*in_three("body"), "initiative__ref", *in_three("initiative__title")]
    autocomplete_fields = ["initiative", "milestone"]
    date_hierarchy = "as_of"
    of_the_same = {"milestone": {}, "supersedes": {"published_at__isnull": False}}
    inlines = [EvidenceRows]
    actions = ["publish"]

    def get_fields(self, request, obj=None):
        corrects = ["supersedes"] if obj or "supersedes" in request.GET else []
        # A draft is for staff; publishing it says who reads it, and that may be narrowed later.
        readers = ["visibility"] if obj and obj.published_at else []
        kept = [("author", "published_at")] if obj else []
        return [*self.fields, *corrects, *readers, *kept]

    def get_readonly_fields(self, request, obj=None):
        said = [*SAID, "supersedes"] if obj and obj.published_at else []
        return [*super().get_readonly_fields(request, obj), *said, "author", "published_at"]

    def has_delete_permission(self, request, obj=None):
        may_delete = not (obj and obj.published_at) or request.user.is_superuser
        return may_delete and super().has_delete_permission(request, obj)

    def has_publish_permission(self, request):
        may_publish = request.user.has_perm("opportunities.publish_progressupdate")
        return may_publish and self.has_change_permission(request)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        corrected = self.get_object(request, initial.get("supersedes", ""))
        return model_to_dict(corrected, SAID) | initial if corrected else initial

    def save_model(self, request, obj, form, change):
        if not change:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "_publish" in request.POST:
            # Whoever sends a word that was not on offer reaches no further than staff.
            offered = {str(readers): readers for readers, _label in READERS}
            readers = offered.get(request.POST.get("_readers", ""), Visibility.INTERNAL)
            self.publish_or_say_why(request, form.instance, readers or None)

    def response_post_save_add(self, request, obj):
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request, obj):
        if "_publish" in request.POST and not obj.published_at:
            return redirect("admin:opportunities_progressupdate_change", obj.pk)
        return super().response_post_save_change(request, obj)

    def publish_or_say_why(self, request, update, readers=None):
        """Whether it is published. A refusal leaves what was saved before it: no word is lost."""
        try:
            with transaction.atomic():
                update.publish(request.user, readers)
        except (ValidationError, PermissionDenied) as refusal:
            for why in getattr(refusal, "messages", [str(refusal)]):
                text = _("Kept as a draft, %(update)s: %(why)s") % {"update": update, "why": why}
                self.message_user(request, text, messages.ERROR)
            return False
        return True

    @admin.action(
        description=gettext_lazy("Publish to everyone who can read the initiative"), permissions=["publish"]
    )
    def publish(self, request, updates):
        done = sum(self.publish_or_say_why(request, update) for update in updates)
        if done:
            text = ngettext("%(count)d update published.", "%(count)d updates published.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if self.has_publish_permission(request) and not (obj and obj.published_at):
            context["readers"] = READERS
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def tools(self, request, record):
        tools = super().tools(request, record)
        if record.published_at and self.has_add_permission(request):
            add = reverse("admin:opportunities_progressupdate_add")
            asked = f"?initiative={record.initiative_id}&supersedes={record.pk}"
            tools.append((f"{add}{asked}", _("Write a correction")))
        return tools


@admin.register(Decision)
class DecisionAdmin(RecordAdmin):
    fields = ["initiative", *DecisionBlocks.fields]
    list_display = ["__str__", "initiative", "needed_by", "side", "settled_on", "visibility"]
    list_filter = ["side", ("settled_on", admin.EmptyFieldListFilter), "visibility"]
    list_select_related = ["initiative", "side"]
    search_fields = [*in_three("question"), "initiative__ref"]
    autocomplete_fields = ["initiative"]
    date_hierarchy = "needed_by"


@admin.register(Evidence)
class EvidenceAdmin(RecordAdmin):
    fields = [("source", "locator", "kind"), "initiative", "milestone", "update", "visibility"]
    list_display = ["source", "locator", "kind", "initiative", "milestone", "update", "visibility"]
    list_filter = ["kind", "visibility"]
    list_select_related = ["source", "initiative", "milestone", "update__initiative"]
    search_fields = [*in_three("source__label"), "locator"]
    autocomplete_fields = ["source", "initiative", "milestone", "update"]
