"""Milestones and the history of their dates: a date that moves asks for its reason in the same form."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from opportunities.admin.acts import Cancel, Shift
from opportunities.admin.base import RecordAdmin
from opportunities.admin.bulk import confirmed
from opportunities.admin.facets import StateFilter
from opportunities.admin.fields import asked_as, in_three
from opportunities.admin.inlines import RecordBlocks, RecordRows, RowForm
from opportunities.admin.parts import PartAdmin
from opportunities.admin.progress import EvidenceRows
from opportunities.admin.spreadsheets.milestones import MilestoneSheet
from opportunities.admin.spreadsheets.pages import WithSheets
from opportunities.choices import LANGUAGES, MilestoneState
from opportunities.health import today_in_seoul
from opportunities.models import Country, Milestone, MilestoneRevision
from opportunities.visibility import clearance


def of_move(name, **options):
    return asked_as(MilestoneRevision, name, required=False, **options)


class MilestoneForm(RowForm):
    move_reason = of_move(
        "reason",
        label=_("why the date moves"),
        help_text=_("Needed when you change a date that was already given. The reason is published."),
    )
    move_side = of_move("side", queryset=Country.objects.filter(is_side=True))
    move_words_en = of_move("words_en")
    move_words_fr = of_move("words_fr")
    move_words_ko = of_move("words_ko")

    def clean(self):
        super().clean()
        # `initial` was read from the database for this very request.
        is_moved = "due_on" in self.changed_data and self.initial.get("due_on")
        if is_moved and not self.cleaned_data.get("move_reason"):
            self.add_error("move_reason", _("The date changes: choose why, or set the old date again."))
        self.instance.move_reason = self.cleaned_data.get("move_reason", "")
        self.instance.move_side = self.cleaned_data.get("move_side")
        self.instance.move_words = {
            language: self.cleaned_data.get(f"move_words_{language}", "") for language in LANGUAGES
        }


MOVE = [("move_reason", "move_side"), in_three("move_words")]


class MilestoneBlocks(RecordBlocks):
    model = Milestone
    form = MilestoneForm
    fields = [in_three("title"), ("due_on", "responsible", "visibility"), ("done_on", "cancelled_at")]
    readonly_fields = ["done_on", "cancelled_at"]
    of_the_same = {"responsible": {}}

    def get_fields(self, request, obj=None):
        return [*self.fields, *MOVE] if self.has_change_permission(request, obj) else self.fields


class RevisionRows(RecordRows):
    """The dates stay as they were recorded; who may read of the move, and its words, can be corrected."""

    model = MilestoneRevision
    fields = ["at", "old_due_on", "new_due_on", "reason", *in_three("words"), "side", "visibility"]
    readonly_fields = ["at", "old_due_on", "new_due_on"]
    can_delete = False

    def has_add_permission(self, *args):
        return False


@admin.register(Milestone)
class MilestoneAdmin(WithSheets, PartAdmin):
    sheet_class = MilestoneSheet
    form = MilestoneForm
    fields = [
        "initiative",
        in_three("title"),
        ("due_on", "responsible", "visibility"),
    ]
    readonly_fields = ["done_on", "completion_recorded_at", "cancelled_at"]
    list_display = ["title", "initiative", "due_on", "original_due_on", "state", "responsible", "visibility"]
    list_filter = [StateFilter, "initiative__area", "responsible__country", "visibility"]
    list_select_related = ["initiative"]
    search_fields = [*in_three("title"), "initiative__ref", *in_three("initiative__title")]
    autocomplete_fields = ["initiative", "responsible"]
    date_hierarchy = "due_on"
    of_the_same = {"responsible": {}}
    inlines = [RevisionRows, EvidenceRows]
    actions = ["shift", "cancel"]

    def get_queryset(self, request):
        milestones = super().get_queryset(request)
        return milestones.with_facts(clearance(request.user)).with_state(today_in_seoul())

    def get_fields(self, request, obj=None):
        if not obj:
            return self.fields
        move = MOVE if obj.due_on and self.has_change_permission(request, obj) else []
        became = [("done_on", "completion_recorded_at", "cancelled_at")]
        why = [in_three("cancellation_reason")] if obj.cancelled_at else []
        return [*self.fields, *move, *became, *why]

    @admin.display(description=_("original date"), ordering="original_due_on")
    def original_due_on(self, milestone):
        return milestone.original_due_on

    @admin.display(description=_("state"), ordering="state")
    def state(self, milestone):
        return MilestoneState(milestone.state).label

    @admin.action(description=_("Move dates by days"), permissions=["change"])
    def shift(self, request, milestones):
        return confirmed(self, request, milestones.open().exclude(due_on=None), Shift())

    @admin.action(description=_("Cancel with a reason"), permissions=["change"])
    def cancel(self, request, milestones):
        return confirmed(self, request, milestones.open(), Cancel())


@admin.register(MilestoneRevision)
class RevisionAdmin(RecordAdmin):
    fields = ["milestone", ("at", "old_due_on", "new_due_on"), ("reason", "side"), in_three("words")]
    fields += ["visibility"]
    readonly_fields = ["milestone", "at", "old_due_on", "new_due_on"]
    list_display = ["milestone", "at", "old_due_on", "new_due_on", "reason", "side", "visibility"]
    list_filter = ["reason", "side", "milestone__initiative__area", "visibility"]
    list_select_related = ["milestone", "side"]
    search_fields = [*in_three("milestone__title"), *in_three("words")]
    date_hierarchy = "at"

    def has_add_permission(self, *args):
        return False

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser
