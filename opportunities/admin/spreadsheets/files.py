"""Sheets as files: what stands, and the rows that were left out with the reasons why."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from opportunities.admin.spreadsheets.columns import CLEAR, meant
from opportunities.admin.spreadsheets.sheet import PROBLEM
from opportunities.exchange.sheet import cell, csv_lines, lines_of
from opportunities.models.demo import demo_loaded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24


def as_csv(name, table):
    return download(f"{name}.csv", "text/csv; charset=utf-8", "".join(csv_lines(table.headers, table)))


def as_xlsx(name, table):
    for column in range(table.width):
        table.add_formatter(column, safe)
    return download(f"{name}.xlsx", XLSX, table.export("xlsx", column_width=WIDTH))


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}


def safe(value):
    """Days stay days: a workbook knows them."""
    return cell(value) if isinstance(value, str) else value


def download(name, content_type, content):
    # A copy that is passed on must say that it is not real.
    name = f"demonstration-{name}" if demo_loaded() else name
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def left_out(name, upload, check):
    """To be corrected and sent again: every cell as it was sent, with what is wrong in a last column."""
    kept = [place for place, column in enumerate(upload.header) if column != PROBLEM]
    rows = [[*(sent(row.cells, place) for place in kept), cell(problems(row))] for row in check.refused]
    header = [*(cell(upload.header[place]) for place in kept), PROBLEM]
    return download(f"{name}.csv", "text/csv; charset=utf-8", "".join(lines_of([header, *rows])))


def sent(cells, place):
    value = cells[place] if place < len(cells) else ""
    if isinstance(value, dict):
        return cell(value["formula"])
    return CLEAR if value.strip() == CLEAR else cell(meant(value))


def problems(row):
    return _("Row %(row)d") % {"row": row.number} + "".join(
        f"; {column}: {sentence}" if column else f"; {sentence}" for column, sentence in row.problems
    )
