"""What is asked of a person: the file, and then whatever the rows leave open."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.admin.spreadsheets.organisations import create, new_leads
from opportunities.exchange.reading import read
from opportunities.exchange.table import MAX_BYTES, too_much
from opportunities.models import Upload

CREATE, LEAVE = "create", "leave"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("CSV, or an Excel workbook (.xlsx), of which the first sheet is read."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(self, sheet, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(too_much())
        self.table = read(file.read())
        self.header = self.sheet.known(self.table.header)
        return file

    def save(self):
        upload = Upload(
            user=self.sheet.user,
            kind=self.sheet.kind,
            name=self.cleaned_data["file"].name,
            read_as=self.table.read_as,
            header=self.header,
            rows=self.table.rows,
        )
        upload.looked = self.sheet.check(upload).now
        upload.save()
        return upload


class OpenQuestions(forms.Form):
    """One reason for all rows without one of their own, and one choice a name that is not known."""

    def __init__(self, sheet, check, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.check, self.unknown = check, {}
        if check.needs_reason:
            self.fields |= sheet.reason_fields()
        for place, (name, rows) in enumerate(check.unknown.items(), 1):
            self.unknown[f"choice_{place}"] = name
            self.fields[f"choice_{place}"] = self.choice(sheet, name, rows)

    def choice(self, sheet, name, rows):
        may_create = sheet.user.has_perm("opportunities.add_organisation")
        create_it = (
            [(CREATE, _("Create it: for staff only, until somebody publishes it"))] if may_create else []
        )
        known = [(str(each.pk), str(each)) for each in sheet.organisations.of(name.country)]
        return forms.ChoiceField(
            label=_("No organisation is called “%(name)s” (%(country)s). Which one is meant?")
            % {"name": name, "country": name.country.name},
            help_text=_("Rows: %(rows)s") % {"rows": ", ".join(map(str, rows))},
            choices=[("", "---------"), *create_it, (LEAVE, _("Leave these rows out")), *known],
        )

    def rows_to_save(self, sheet):
        """Those left when each unknown name has become an organisation, made here if that was chosen."""
        chosen = {name: self.organisation(sheet, place, name) for place, name in self.unknown.items()}
        rows = [row for row in self.check.to_save if all(chosen[name] for name in row.unknown)]
        for row in rows:
            leads = new_leads(row.record)
            leads.update({country: chosen.get(lead, lead) for country, lead in leads.items()})
        return rows

    def organisation(self, sheet, place, name):
        choice = self.cleaned_data[place]
        if choice == CREATE:
            return create(name)
        return next((each for each in sheet.organisations.all if str(each.pk) == choice), None)
