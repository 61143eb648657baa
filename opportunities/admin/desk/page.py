"""My desk: what needs me, and a line to log what happened, without leaving the page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from opportunities.admin.base import in_the_name_of
from opportunities.admin.desk.forms import DayForm, LogForm
from opportunities.admin.desk.verbs import VERBS, Verbs
from opportunities.admin.desk.words import Words, keep_of_a_stranger, typed_in
from opportunities.admin.spreadsheets.unfinished import unfinished
from opportunities.health import today_in_seoul
from opportunities.insights.desk import Desk
from opportunities.insights.overview import WORRYING
from opportunities.models import Change, Initiative, Milestone, ProgressUpdate

# Rows with a form each; the list of initiatives has the others.
MOST_ROWS = 25


@dataclass
class Row:
    initiative: Initiative
    milestone: Milestone | None
    form: LogForm | None
    # What was logged here at this sitting.
    update: ProgressUpdate | None


class DeskPage(Verbs, View):
    http_method_names = ["get", "head", "post", "options"]
    site = None

    def dispatch(self, request, *args, **kwargs):
        if not self.site.has_permission(request):
            return self.sign_in_first(request)
        request.current_app = self.site.name
        self.today = today_in_seoul()
        self.desk = Desk(request.user, self.today)
        self.words = Words(request.session, request.user.pk)
        self.reports = self.site.get_model_admin(ProgressUpdate)
        self.place = ""
        return super().dispatch(request, *args, **kwargs)

    def sign_in_first(self, request):
        if request.method == "POST" and not request.user.is_authenticated:
            keep_of_a_stranger(request)
            text = _(
                "You were signed out meanwhile. Sign in: what you wrote is kept, and waits on your desk."
            )
            messages.warning(request, text)
        address = desk_on(request.POST.get("as_of")) if request.method == "POST" else request.get_full_path()
        return redirect_to_login(address, reverse("admin:login"))

    def get(self, request):
        asked = request.GET if "as_of" in request.GET else None
        return self.answer(request, DayForm(asked, initial={"as_of": self.today}))

    def post(self, request):
        if "writer" in request.POST:  # Its other forms bring no rows.
            self.words.typed = typed_in(request.POST)
        self.day = DayForm(request.POST)
        verb = next((verb for verb in VERBS if verb in request.POST), None)
        if getattr(request, "token_is_stale", False):
            text = _("Nothing was done: this page was opened before you signed in. Press again.")
            messages.error(request, text)
        elif verb in (None, "log") and not self.day.is_valid():
            return self.answer(request, self.day)
        elif verb:
            with in_the_name_of(request):
                # A form that was refused is shown at once.
                if refused := getattr(self, verb)(request.POST[verb]):
                    return self.answer(request, self.day, refused)
        self.words.keep()
        return redirect(desk_on(request.POST.get("as_of"), self.place))

    def may_report_on(self, initiative):
        return initiative.pk in self.desk.writable and self.reports.has_add_permission(self.request)

    def logged(self):
        """{initiative: what was logged of it at this sitting}"""
        keys = self.words.logged.values()
        updates = ProgressUpdate.objects.visible_at(self.desk.level).with_readers().filter(pk__in=keys)
        return {update.initiative_id: update for update in updates.select_related("initiative")}

    def rows(self, refused=None):
        logged, needing = self.logged(), self.desk.needing[:MOST_ROWS]
        open_here = {*logged, *map(int, self.words.typed)}
        others = [each for each in self.desk.initiatives if each.pk in open_here and each not in needing]
        for initiative in [*needing, *others]:
            update = logged.get(initiative.pk)
            form = None if update else self.form_of(initiative, refused)
            yield Row(initiative, self.desk.awaited.get(initiative.pk), form, update)

    def form_of(self, initiative, refused):
        if not self.may_report_on(initiative):
            return None
        if refused and refused.initiative == initiative:
            return refused
        return LogForm(initiative, typed=self.words.typed.get(str(initiative.pk)))

    def answer(self, request, day, refused=None):
        context = {
            **self.site.each_context(request),
            "title": _("My desk"),
            "subtitle": None,
            "day": day,
            "desk": self.desk,
            "today": self.today,
            "rows": list(self.rows(refused)),
            "more": max(0, len(self.desk.needing) - MOST_ROWS),
            "worrying": WORRYING,
            "unfinished": unfinished(request.user),
            "may_add": self.site.get_model_admin(Initiative).has_add_permission(request),
            "may_look_back": self.site.get_model_admin(Change).has_view_permission(request),
            "may_publish": self.reports.has_publish_permission(request),
        }
        context["app_list"] = context["available_apps"]
        return TemplateResponse(request, "admin/desk/desk.html", context)


def desk_on(as_of, place=""):
    """Its address: of another day than today, and at one of its rows."""
    query = "" if as_of in (None, "", str(today_in_seoul())) else f"?{urlencode({'as_of': as_of})}"
    return f"{reverse('admin:index')}{query}{place and f'#{place}'}"
