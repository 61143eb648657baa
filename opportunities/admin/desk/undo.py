"""Taking back what was logged some time ago: said what will happen, before it does."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View

from opportunities.admin.desk.verbs import READ_BY
from opportunities.models import ProgressUpdate


class UndoPage(View):
    """Only shows it: the button is one of the desk's."""

    http_method_names = ["get", "head", "options"]
    site = None

    def get(self, request, uid):
        seen = ProgressUpdate.objects.visible_to(request.user).select_related("initiative", "milestone")
        update = get_object_or_404(seen, uid=uid)
        context = {
            **self.site.each_context(request),
            "title": _("Take back this report"),
            "subtitle": None,
            "update": update,
            "readers": READ_BY[update.effective_visibility],
        }
        return TemplateResponse(request, "admin/desk/undo.html", context)
