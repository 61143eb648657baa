"""Save and publish: a refusal leaves the draft and says all that is missing, so that no word is lost."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.choices import Visibility

# Chosen beside the button, so that nobody publishes further than meant.
READERS = [
    ("", gettext_lazy("everyone who can read the initiative")),
    (Visibility.PARTNERS, gettext_lazy("partners and staff only")),
    (Visibility.INTERNAL, gettext_lazy("staff only")),
]


def chosen_readers(request):
    """A level, or None for the initiative's own; a word that was not offered reaches staff only."""
    offered = {str(readers): readers or None for readers, _label in READERS}
    return offered.get(request.POST.get("_readers", ""), Visibility.INTERNAL)


class Publishing:
    """Mixin of the page of reports."""

    def has_publish_permission(self, request):
        may_publish = request.user.has_perm("opportunities.publish_progressupdate")
        return may_publish and self.has_change_permission(request)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        may_publish = self.has_publish_permission(request) and self.has_change_permission(request, obj)
        if may_publish and not (obj and obj.published_at):
            context["readers"] = READERS
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "_publish" in request.POST:
            update, readers = form.instance, chosen_readers(request)
            if self.publish_or_say_why(request, update, readers):
                text = _("Published. Readers: %(readers)s.") % {"readers": dict(READERS)[readers or ""]}
                self.message_user(request, text, messages.SUCCESS)

    def response_post_save_add(self, request, obj):
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request, obj):
        if "_publish" in request.POST and not obj.published_at:
            return redirect("admin:opportunities_progressupdate_change", obj.pk)
        return super().response_post_save_change(request, obj)

    def publish_or_say_why(self, request, update, readers=None):
        """Whether it is published."""
        try:
            # Without a savepoint, a refusal would undo the saving too.
            with transaction.atomic():
                update.publish(request.user, readers)
        except (ValidationError, PermissionDenied) as refusal:
            for why in getattr(refusal, "messages", [str(refusal)]):
                text = _("Kept as a draft, %(update)s: %(why)s") % {"update": update, "why": why}
                self.message_user(request, text, messages.ERROR)
            return False
        return True
