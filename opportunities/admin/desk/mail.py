"""The mail that whoever looks would get now, and how they want it."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View

from opportunities.health import today_in_seoul
from opportunities.insights.reminder import Reminder
from opportunities.models import Preferences


class PreferencesForm(forms.ModelForm):
    class Meta:
        model = Preferences
        fields = ["language", "reminders"]
        widgets = {"language": forms.RadioSelect}


class MailPage(View):
    http_method_names = ["get", "head", "post", "options"]
    site = None

    def get(self, request):
        return self.answer(request, PreferencesForm(instance=Preferences.objects.of(request.user)))

    def post(self, request):
        form = PreferencesForm(request.POST, instance=Preferences.objects.of(request.user))
        if not form.is_valid():
            return self.answer(request, form)
        form.save()
        messages.success(request, _("Saved. The next mail will be like this."))
        return redirect("admin:desk_mail")

    def answer(self, request, form):
        base_url = request.build_absolute_uri("/").rstrip("/")
        context = {
            **self.site.each_context(request),
            "title": _("Reminders by mail"),
            "subtitle": None,
            "form": form,
            "reminder": Reminder(request.user, today_in_seoul(), base_url),
        }
        return TemplateResponse(request, "admin/desk/mail.html", context)
