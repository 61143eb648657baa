"""What a person does with a spreadsheet: writes it, sends it, looks at the check, saves."""

import csv
from datetime import date
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from opportunities.models import Initiative, Milestone, Upload
from tests.admin.browser import address

MODELS = {"initiative": Initiative, "milestone": Milestone}


def as_csv(*rows, encoding="utf-8"):
    written = StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode(encoding)


def as_xlsx(*rows):
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def rows_of(response):
    """The cells of an exported file; days of a workbook as ISO writes them."""
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(BytesIO(response.content)).active
    return [[in_words(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def in_words(value):
    return value.date().isoformat() if isinstance(value, date) else "" if value is None else str(value)


def upload(client, content, model=Initiative, name="sheet.csv", follow=True):
    """The page that answers: the check, or the form with what is wrong with the file."""
    file = SimpleUploadedFile(name, content)
    return client.post(address(model, "import"), {"file": file}, follow=follow)


def check(client, *rows, model=Initiative):
    """The page that shows what these rows would change."""
    return upload(client, as_csv(*rows), model)


def refusals(response):
    """Why the file as a whole was not taken."""
    return response.context["form"].errors.get("file", [])


def problems(response):
    """{row: [(column, sentence)]}"""
    return {row.number: row.problems for row in response.context["check"].refused}


def changes(response):
    """{row: {column: (now, after)}}"""
    return {
        row.number: {cell.column: (cell.now, cell.after) for cell in row.changes}
        for row in response.context["check"].to_save
    }


def save(client, response, **said):
    """The last click."""
    mark = {"mark": response.context["check"].mark}
    return client.post(page_of_check(response), mark | said)


def page_of_check(response):
    upload = response.context["upload"]
    return address(MODELS[upload.kind], "import_check", upload.pk)


def waiting():
    return Upload.objects.get()
