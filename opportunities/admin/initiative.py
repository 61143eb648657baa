from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opportunities.admin.acts import Assign, NoChange, ShiftPlans, Withdraw
from opportunities.admin.base import RecordAdmin
from opportunities.admin.bulk import confirmed
from opportunities.admin.facets import HealthFilter, LeadFilter
from opportunities.admin.fields import in_three
from opportunities.admin.milestone import MilestoneBlocks
from opportunities.admin.parties import ParticipationBlocks
from opportunities.admin.presets import DraftsFilter, MineFilter, presets
from opportunities.admin.progress import DecisionBlocks, DraftBlocks, EvidenceRows, PublishedRows
from opportunities.admin.rights import is_theirs
from opportunities.admin.spreadsheets.initiatives import InitiativeSheet
from opportunities.admin.spreadsheets.pages import WithSheets
from opportunities.choices import Health, Visibility
from opportunities.health import today_in_seoul
from opportunities.models import CooperationArea, Initiative, ProgressUpdate
from opportunities.visibility import clearance, sees_everything

OFFICERS = ("officer", admin.RelatedOnlyFieldListFilter)


@admin.register(CooperationArea)
class AreaAdmin(RecordAdmin):
    fields = [("code", "slug", "order"), in_three("name"), in_three("description")]
    list_display = ["code", *in_three("name"), "order"]
    search_fields = ["code", "slug", *in_three("name")]


class WorstFirst(ChangeList):
    def _get_default_ordering(self):
        # The rows come by attention; the model's own order would go before it.
        return ()


@admin.register(Initiative)
class InitiativeAdmin(WithSheets, RecordAdmin):
    sheet_class = InitiativeSheet
    fields = [
        ("ref", "area", "visibility"),
        in_three("title"),
        in_three("short_title"),
        in_three("summary"),
        ("status", "health"),
        ("report_every_days", "review_on", "officer"),
        ("planned_start_on", "planned_end_on"),
        ("actual_start_on", "actual_end_on"),
        "takeaways",
        "frameworks",
    ]
    # The page is long.
    save_on_top = True
    readonly_fields = ["ref", "status", "health", "first_public_at", "withdrawn_at", "withdrawn_from"]
    list_display = ["ref", "name", "status", "health", "next_due_on", "last_report_on", "visibility"]
    list_display_links = ["ref", "name"]
    list_filter = [
        "area",
        "status",
        HealthFilter,
        LeadFilter,
        "visibility",
        OFFICERS,
        MineFilter,
        DraftsFilter,
    ]
    list_select_related = False
    search_fields = ["ref", *in_three("title"), *in_three("short_title")]
    autocomplete_fields = ["officer", "takeaways", "frameworks"]
    inlines = [ParticipationBlocks, MilestoneBlocks, EvidenceRows, DecisionBlocks, DraftBlocks, PublishedRows]
    actions = ["report_no_change", "assign", "shift", "withdraw"]

    def get_queryset(self, request):
        facts = super().get_queryset(request).with_facts(clearance(request.user))
        return facts.with_health(today_in_seoul()).by_attention()

    def changelist_view(self, request, extra_context=None):
        shown = {"presets": presets(request, self.get_queryset(request))} if request.method == "GET" else {}
        return super().changelist_view(request, {**(extra_context or {}), **shown})

    def get_changelist(self, request, **kwargs):
        return WorstFirst

    def get_fields(self, request, obj=None):
        if obj and obj.withdrawn_at:
            return [*self.fields, ("withdrawn_at", "withdrawn_from"), in_three("withdrawal_reason")]
        return self.fields

    def get_readonly_fields(self, request, obj=None):
        # A withdrawal wins: there is no way back to readers from here.
        kept = ["visibility"] if obj and obj.withdrawn_at else []
        return [*super().get_readonly_fields(request, obj), *kept]

    def save_formset(self, request, form, formset, change):
        for each in formset.extra_forms:
            if isinstance(each.instance, ProgressUpdate):
                each.instance.author = request.user
        super().save_formset(request, form, formset, change)

    def tools(self, request, record):
        add = reverse("admin:opportunities_progressupdate_add")
        report = [(f"{add}?initiative={record.pk}", _("Write a report"))]
        may_report = request.user.has_perm("opportunities.add_progressupdate") and is_theirs(request, record)
        return [*super().tools(request, record), *(report if may_report else [])]

    @admin.display(description=_("title"))
    def name(self, initiative):
        return initiative.title

    @admin.display(description=_("health"), ordering="rank")
    def health(self, initiative):
        return Health(initiative.health).label if initiative.health else None

    @admin.display(description=_("next milestone"), ordering="next_due_on")
    def next_due_on(self, initiative):
        return initiative.next_due_on

    @admin.display(description=_("last report"), ordering="last_report_on")
    def last_report_on(self, initiative):
        return initiative.last_report_on

    def has_report_permission(self, request):
        may_add = request.user.has_perm("opportunities.add_progressupdate")
        return may_add and sees_everything(request.user)

    def has_plan_permission(self, request):
        may_move = request.user.has_perm("opportunities.change_milestone")
        return may_move and sees_everything(request.user)

    @admin.action(description=_("Report “no change”"), permissions=["report"])
    def report_no_change(self, request, initiatives):
        return confirmed(self, request, initiatives.filter(withdrawn_at=None), NoChange())

    @admin.action(description=_("Assign an officer"), permissions=["change"])
    def assign(self, request, initiatives):
        return confirmed(self, request, initiatives, Assign())

    @admin.action(description=_("Move the dates of open milestones by days"), permissions=["plan"])
    def shift(self, request, initiatives):
        return confirmed(self, request, initiatives, ShiftPlans())

    @admin.action(description=_("Withdraw with a public reason"), permissions=["change"])
    def withdraw(self, request, initiatives):
        known = initiatives.filter(withdrawn_at=None, visibility__lt=Visibility.INTERNAL)
        return confirmed(self, request, known, Withdraw())
