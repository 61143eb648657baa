"""What partners' systems sent: published or refused from one list, with a reason that its sender reads."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from opportunities.admin.base import WrittenElsewhere
from opportunities.admin.publication import Publishing
from opportunities.admin.readers import sees_everything
from opportunities.admin.reasons import act_with_reason
from opportunities.admin.rights import OffersTheirOwn
from opportunities.choices import ProposalState
from opportunities.models import Proposal
from opportunities.representations import SHAPES


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, page):
        return ProposalState.choices

    def queryset(self, request, proposals):
        return proposals.in_state(self.value()) if self.value() in ProposalState.values else proposals


class RefusalForm(forms.Form):
    words = forms.CharField(
        label=_("Reason for the refusal"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organisation that sent it reads this. Write it in a language that it reads."),
    )

    @property
    def reason(self):
        return self.cleaned_data["words"]


@admin.register(Proposal)
class ProposalAdmin(WrittenElsewhere, OffersTheirOwn, Publishing, admin.ModelAdmin):
    fields = ["organisation", "kind", "what", "state", "sent_at", ("system", "external_id"), "refusal_reason"]
    list_display = ["sent_at", "organisation", "kind", "what", "state"]
    list_filter = [StateFilter, "kind", ("organisation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    search_fields = ["=uid", "=external_id", "organisation__slug"]
    date_hierarchy = "sent_at"
    actions = ["publish", "refuse"]

    def has_view_permission(self, request, obj=None):
        return sees_everything(request.user) and self.has_publish_permission(request)

    def has_publish_permission(self, request):
        return request.user.has_perm("opportunities.publish_progressupdate")

    def get_queryset(self, request):
        return super().get_queryset(request).with_published()

    def get_changelist_instance(self, request):
        """What its rows name is read at once, kind by kind."""
        shown = super().get_changelist_instance(request)
        shown.result_list = list(shown.result_list)
        for kind, of in (("update", "initiative"), ("evidence", "source")):
            rows = {each.uid: each for each in shown.result_list if each.kind == kind}
            records = SHAPES[kind].model.objects.select_related(of).in_bulk(rows, field_name="uid")
            for uid, proposal in rows.items():
                proposal.named = records.get(uid)
        return shown

    @admin.display(description=_("what"))
    def what(self, proposal):
        record = proposal.named if hasattr(proposal, "named") else proposal.record
        if record is None:
            return _("deleted since")
        address = reverse(f"admin:opportunities_{record._meta.model_name}_change", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, record)

    @admin.display(description=_("state"))
    def state(self, proposal):
        return proposal.state_if(proposal.is_published).label

    @admin.action(description=_("Publish to everyone who can read the initiative"), permissions=["publish"])
    def publish(self, request, proposals):
        waiting = [proposal.record for proposal in proposals.in_state(ProposalState.WAITING)]
        done = sum(self.publish_or_say_why(request, record) for record in waiting if record)
        if done:
            text = ngettext("%(count)d proposal published.", "%(count)d proposals published.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)

    @admin.action(description=_("Refuse, with a reason that the sender reads"), permissions=["publish"])
    def refuse(self, request, proposals):
        waiting = [each for each in proposals.in_state(ProposalState.WAITING) if each.record]

        act = partial(Proposal.refuse, by=request.user)
        return act_with_reason(self, request, waiting, RefusalForm, act, _("Refuse proposals"))
