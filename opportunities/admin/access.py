"""Tokens: the page that answers to issuing one tells its text, and nothing keeps it, not even a message."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.admin.fields import InOneWindow
from opportunities.admin.readers import InternalOnly, WrittenByInsiders
from opportunities.admin.reasons import act_with_reason
from opportunities.choices import Scope
from opportunities.models import Token
from opportunities.models.access import LIFETIME, LONGEST


class IssueForm(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Scopes"),
        choices=Scope,
        initial=[Scope.READ.value],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days"),
        initial=LIFETIME,
        min_value=1,
        max_value=LONGEST,
        help_text=gettext_lazy("How long it is valid."),
    )

    class Meta:
        model = Token
        fields = ["organisation", "name"]

    def save(self, commit=True):
        """Issued whatever `commit` says: without its text a token is of no use."""
        self.instance, self.instance.text = Token.issue(**self.cleaned_data)
        return self.instance

    def save_m2m(self):
        """There is nothing of the kind."""


class Sure(forms.Form):
    """Asks nothing: its page names once more what is about to end."""

    reason = None


@admin.register(Token)
class TokenAdmin(InOneWindow, InternalOnly, WrittenByInsiders, admin.ModelAdmin):
    form = IssueForm
    fields = ["organisation", "name", "scopes", "days"]
    list_display = ["name", "organisation", "state", "may", "expires_at", "last_used_at", "prefix"]
    list_filter = [("organisation", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    search_fields = ["name", "key", "organisation__slug"]
    autocomplete_fields = ["organisation"]
    actions = ["rotate", "revoke"]

    def get_fields(self, request, obj=None):
        kept = ["prefix", "may", "state", "expires_at", "last_used_at", "revoked_at"]
        issued = [("created_at", "created_by")]
        return ["organisation", "name", *kept, *issued] if obj else self.fields

    def has_change_permission(self, request, obj=None):
        # Nothing of a token is edited: it is rotated or revoked, from the list.
        return obj is None and super().has_change_permission(request)

    def render_change_form(self, request, context, *args, **kwargs):
        if kwargs.get("obj") is None:
            context["title"] = _("Issue a token")
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return self.tell(request, [obj])

    def tell(self, request, issued):
        """Sent once, as an answer that no browser stores."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Copy it now: it is shown this once"),
            "opts": self.opts,
            "issued": issued,
        }
        return TemplateResponse(request, "admin/opportunities/tokens.html", context)

    @admin.display(description=gettext_lazy("prefix"), ordering="key")
    def prefix(self, token):
        return token.prefix

    @admin.display(description=gettext_lazy("scopes"))
    def may(self, token):
        return ", ".join(str(Scope(scope).label) for scope in token.scopes)

    @admin.display(description=gettext_lazy("state"))
    def state(self, token):
        return token.state.label

    @admin.action(
        description=gettext_lazy("Rotate: a new text; the old one is valid for 7 more days"),
        permissions=["change"],
    )
    def rotate(self, request, tokens):
        issued = [successor for token in tokens if (successor := self.rotate_or_say_why(request, token))]
        return self.tell(request, issued) if issued else None

    def rotate_or_say_why(self, request, token):
        """The successor, if there is one."""
        try:
            successor, successor.text = token.rotate(by=request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return None
        successor.replaced = token
        self.log_change(request, token, _("Rotated."))
        self.log_addition(request, successor, [{"added": {}}])
        return successor

    @admin.action(description=gettext_lazy("Revoke: valid no more, from this moment"), permissions=["change"])
    def revoke(self, request, tokens):
        standing = tokens.filter(revoked_at=None)
        return act_with_reason(self, request, standing, Sure, partial(self.end, request), _("Revoke tokens"))

    def end(self, request, token, reason):
        token.revoke()
        self.log_change(request, token, _("Revoked."))
