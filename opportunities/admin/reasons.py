"""Acts that need a public reason: the page that asks for it stands between the list and the act."""

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from opportunities.admin.fields import asked_as
from opportunities.choices import LANGUAGES
from opportunities.models.text import columns


def reason_form(model, text):
    """A form of the three columns of ``text``, of which one at least must be written."""
    fields = {name: asked_as(model, name) for name in columns(text)}
    return type("ReasonForm", (ReasonForm,), fields)


class ReasonForm(forms.Form):
    def clean(self):
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(_("Write the reason in at least one language: it is public."))

    @property
    def reason(self):
        return dict(zip(LANGUAGES, self.cleaned_data.values(), strict=True))


def act_with_reason(page, request, records, form_class, act, title):
    """Ask for the reason, then ``act(record, reason)`` on each; None brings the reader back to the list."""
    form = form_class(request.POST if "_reason_given" in request.POST else None)
    if form.is_valid():
        for record in records:
            act(record, form.reason)
        page.message_user(request, _("Done: %(count)d.") % {"count": len(records)}, messages.SUCCESS)
        return None
    context = {
        **page.admin_site.each_context(request),
        "title": title,
        "opts": page.opts,
        "form": form,
        "records": records,
        "action": request.POST["action"],
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/opportunities/reason.html", context)
