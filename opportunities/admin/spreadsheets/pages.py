"""Choose a file, check, save: three steps beside a list of records, and the export that they begin from."""

from django.contrib import messages
from django.contrib.admin.views.main import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opportunities.admin.spreadsheets.files import FORMATS, left_out
from opportunities.admin.spreadsheets.forms import OpenQuestions, UploadForm
from opportunities.health import today_in_seoul
from opportunities.models import Upload
from opportunities.models.base import unit_of_work
from opportunities.visibility import sees_everything


class WithSheets:
    """Mixin of a list: its records go out as a sheet, and come back through a check."""

    sheet_class = None

    def get_urls(self):
        steps = {
            "import/": ("import", self.upload_view),
            "import/<int:upload>/": ("import_check", self.check_view),
            "import/<int:upload>/left-out.csv": ("import_left_out", self.left_out_view),
            "export.<slug:extension>": ("export", self.export_view),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=self.step(name))
            for route, (name, view) in steps.items()
        ]
        return [*own, *super().get_urls()]

    def step(self, name):
        return f"opportunities_{self.opts.model_name}_{name}"

    def address(self, name, *of):
        return reverse(f"admin:{self.step(name)}", args=of)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {**(extra_context or {}), "sheets": self.sheet_links(request)}
        )

    def sheet_links(self, request):
        """[(address, label)]; a file holds what the list shows."""
        if not self.may_export(request):
            return []
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        files = [
            (self.address("export", "xlsx") + asked, _("Export for Excel")),
            (self.address("export", "csv") + asked, _("Export as CSV")),
        ]
        may_import = self.has_change_permission(request)
        return [*([(self.address("import"), _("Import a spreadsheet"))] if may_import else []), *files]

    def may_export(self, request):
        # What a sheet withheld, its reader would take for blank.
        return sees_everything(request.user) and self.has_view_permission(request)

    def export_view(self, request, extension):
        if not self.may_export(request):
            raise PermissionDenied
        if extension not in FORMATS:
            raise Http404
        try:
            listed = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect(reverse(f"admin:{self.step('changelist')}") + "?e=1")
        sheet = self.sheet_class(self, request)
        rows = sheet.get_queryset().filter(pk__in=listed.order_by().values("pk"))
        return FORMATS[extension](f"{sheet.kind}s-{today_in_seoul()}", sheet.export(rows))

    def upload_view(self, request):
        sheet = self.sheet_for_import(request)
        form = UploadForm(sheet, request.POST or None, request.FILES or None)
        if request.method == "POST":
            Upload.objects.forget_old()
            if form.is_valid():
                return redirect(self.address("import_check", form.save().pk))
        context = {"form": form, "columns": sheet.described(), "files": self.sheet_links(request)[1:]}
        return self.show(request, "upload", _("Import: choose a file"), context)

    def sheet_for_import(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        return self.sheet_class(self, request)

    def uploads(self, request):
        """A person's own: of others' nobody is told that they are there."""
        return Upload.objects.recent().filter(user=request.user, kind=self.opts.model_name)

    def left_out_view(self, request, upload):
        sheet = self.sheet_for_import(request)
        try:
            upload = self.uploads(request).get(pk=upload)
        except Upload.DoesNotExist:
            return self.say_gone(request)
        return left_out(f"left-out-{upload.pk}", upload, sheet.check(upload))

    def check_view(self, request, upload):
        sheet, uploads = self.sheet_for_import(request), self.uploads(request).filter(pk=upload)
        try:
            return self.answer(request, sheet, uploads)
        except Upload.DoesNotExist:
            return self.say_gone(request)

    def say_gone(self, request):
        # After a second click, too: it must not look as if the first had failed.
        text = _("This file is not here: it is saved, forgotten, or older than a week.")
        self.message_user(request, text, messages.WARNING)
        return redirect(self.address("import"))

    def answer(self, request, sheet, uploads):
        if "_forget" in request.POST:
            uploads.get().delete()
            self.message_user(request, _("The file is forgotten."), messages.SUCCESS)
            return redirect(f"admin:{self.step('changelist')}")
        if request.method == "POST":
            try:
                return self.save_or_ask(request, sheet, uploads)
            except (ValidationError, IntegrityError) as refusal:
                # A verb or the database refused: the whole unit of work is taken back.
                why = getattr(refusal, "messages", [_("Records changed at the same moment: try again.")])
                self.message_user(request, " ".join([_("Nothing is saved."), *why]), messages.ERROR)
        upload = uploads.get()
        check = sheet.check(upload)
        return self.show_check(request, upload, check, OpenQuestions(sheet, check, request.POST or None))

    def save_or_ask(self, request, sheet, uploads):
        with unit_of_work(request.user, "import"):
            upload = uploads.select_for_update().get()
            check = sheet.check(upload, lock=True)
            form = OpenQuestions(sheet, check, request.POST)
            if check.mark == request.POST.get("mark") and form.is_valid():
                return self.save_rows(request, sheet, upload, check, form)
        if check.mark != request.POST.get("mark"):
            text = _("Nothing is saved: records have changed since you looked. Look again at what is marked.")
            self.message_user(request, text, messages.WARNING)
        return self.show_check(request, upload, check, form)

    def save_rows(self, request, sheet, upload, check, form):
        rows = form.rows_to_save(sheet)
        for row in rows:
            self.save_row(request, sheet, upload, row, form.cleaned_data)
        saved = {row.number for row in rows}
        left = {row.number for row in (*check.refused, *check.to_save)} - saved
        text = ngettext("%(count)d row saved.", "%(count)d rows saved.", len(rows)) % {"count": len(rows)}
        self.message_user(request, text, messages.SUCCESS)
        if not left:
            upload.delete()
            return redirect(f"admin:{self.step('changelist')}")
        upload.rows = [[number, cells] for number, cells in upload.rows if number in left]
        upload.saved += len(rows)
        upload.save()
        return redirect(self.address("import_check", upload.pk))

    def save_row(self, request, sheet, upload, row, said):
        reason = sheet.save(row, said)
        text = _("Imported from “%(file)s”: %(columns)s.") % {
            "file": upload.name,
            "columns": ", ".join(change.column for change in row.changes),
        }
        text += " " + _("Reason: %(reason)s") % {"reason": reason} if reason else ""
        log = self.log_addition if row.is_new else self.log_change
        log(request, row.record, text)

    def show_check(self, request, upload, check, form):
        context = {"upload": upload, "check": check, "form": form, "left_out": None}
        if check.refused:
            context["left_out"] = self.address("import_left_out", upload.pk)
        return self.show(request, "check", _("Import: check before saving"), context)

    def show(self, request, step, title, context):
        common = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "step": step}
        return TemplateResponse(request, f"admin/spreadsheets/{step}.html", common | context)
