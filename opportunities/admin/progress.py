"""Reports, from draft to correction, and what stands beside them: decisions and evidence."""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.forms import model_to_dict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opportunities.admin.acts import Publish
from opportunities.admin.base import RecordAdmin
from opportunities.admin.bulk import confirmed
from opportunities.admin.facets import PublishedFilter
from opportunities.admin.fields import in_three
from opportunities.admin.inlines import RecordBlocks, RecordRows
from opportunities.admin.parts import PartAdmin
from opportunities.admin.publication import Publishing
from opportunities.admin.rights import ProposedByPartners
from opportunities.models import Decision, Evidence, ProgressUpdate

REPORT = [
    ("as_of", "on_behalf_of", "outlook"),
    in_three("body"),
    ("milestone", "milestone_met"),
    "status",
    in_three("reason"),
]

SAID = ["initiative", *flatten_fieldsets([(None, {"fields": REPORT})])]

IS_PUBLISHED = ExpressionWrapper(Q(published_at__isnull=False), BooleanField())


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
    verbose_name = _("draft of a report")
    verbose_name_plural = _("drafts of reports")
    fields = REPORT
    of_the_same = {"milestone": {}}

    def get_queryset(self, request):
        return super().get_queryset(request).filter(published_at=None).select_related("initiative")


class PublishedRows(RecordRows):
    model = ProgressUpdate
    verbose_name = _("published report")
    verbose_name_plural = _("published reports")
    fields = ["as_of", "on_behalf_of", "outlook", "status", "report", "visibility"]
    readonly_fields = ["report"]

    def get_queryset(self, request):
        return super().get_queryset(request).published().select_related("initiative", "on_behalf_of")

    @admin.display(description=_("report"))
    def report(self, update):
        return update.body

    def has_add_permission(self, *args):
        return False

    def has_change_permission(self, *args):
        return False

    def has_delete_permission(self, *args):
        return False


@admin.register(ProgressUpdate)
class UpdateAdmin(ProposedByPartners, Publishing, PartAdmin):
    fields = ["initiative", *REPORT]
    list_display = ["initiative", "as_of", "on_behalf_of", "status", "outlook", "published_at", "visibility"]
    list_filter = [PublishedFilter, "initiative__area", "on_behalf_of", "status", "outlook", "visibility"]
    list_select_related = ["initiative", "on_behalf_of"]
    search_fields = [*in_three("body"), "initiative__ref", *in_three("initiative__title")]
    autocomplete_fields = ["initiative", "milestone"]
    date_hierarchy = "as_of"
    of_the_same = {"milestone": {}, "supersedes": {"published_at__isnull": False}}
    inlines = [EvidenceRows]
    actions = ["publish_drafts"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(is_published=IS_PUBLISHED)

    @admin.action(description=_("Publish drafts"), permissions=["publish"])
    def publish_drafts(self, request, updates):
        drafts = updates.filter(published_at=None).select_related("initiative", "milestone")
        return confirmed(self, request, drafts, Publish())

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

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        corrected = self.get_object(request, initial.get("supersedes", ""))
        return model_to_dict(corrected, SAID) | initial if corrected else initial

    def save_model(self, request, obj, form, change):
        if not change:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def tools(self, request, record):
        tools = super().tools(request, record)
        may_correct = self.has_add_permission(request) and self.has_change_permission(request, record)
        if record.published_at and may_correct:
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
