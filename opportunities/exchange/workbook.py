"""Reads Excel workbooks, which are archives: looked at from outside before anything is unpacked."""

import warnings
import zipfile
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from opportunities.exchange.table import MAX_COLUMNS, MAX_ROWS, as_text, table, too_much

MAX_UNPACKED = 20 * 1024 * 1024
MAX_PARTS = 500
# A cell far away from the others is reached through as many blank ones.
LAST_ROW, LAST_COLUMN = 5 * MAX_ROWS, 5 * MAX_COLUMNS
SHEETS = "xl/worksheets/"
# No workbook has one, and what it declares may multiply itself when it is read.
DECLARATION = [b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")]


def read(content):
    refuse_bombs(content)
    try:
        return unpacked(content)
    except ValidationError:
        raise
    except Exception as error:
        # Whatever a broken file makes the library raise, its reader is told one thing.
        raise ValidationError(
            _("This workbook is damaged or is not an Excel workbook (.xlsx). Open it and save it again.")
        ) from error


def refuse_bombs(content):
    """By the table of contents, so that nothing is unpacked."""
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise ValidationError(_("This workbook is damaged. Open it in Excel and save it again.")) from error
    if not any(part.filename.startswith(SHEETS) for part in parts):
        raise ValidationError(_("This is not a spreadsheet. Send a CSV file or an Excel workbook (.xlsx)."))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ValidationError(too_much())


def unpacked(content):
    with warnings.catch_warnings():
        # Of parts that are not read here: styles, drop-down lists.
        warnings.simplefilter("ignore")
        book = load_workbook(repacked(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a sheet says of its own size need not be true.
        sheet.reset_dimensions()
        read_as = _("Excel workbook, sheet “%(sheet)s”") % {"sheet": sheet.title}
        return table(read_as, numbered(sheet))


def repacked(content):
    """Each part as long as was announced, and no longer: openpyxl unpacks all that there is at once."""
    copy = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(copy, "w") as safe:
        for part in archive.infolist():
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError("Only these are unpacked piece by piece.")
            with archive.open(part) as packed:
                xml = packed.read(part.file_size)
            if any(start in xml for start in DECLARATION):
                raise ValueError("A document type is declared.")
            safe.writestr(part.filename, xml)
    return copy


def numbered(sheet):
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > LAST_ROW or len(cells) > LAST_COLUMN:
            raise ValidationError(too_much())
        found = [contents(cell) for cell in cells]
        while found and not found[-1]:
            found.pop()
        yield number, found


def contents(cell):
    if cell.data_type in ("f", "e"):
        return {"formula": str(cell.value)}
    return as_text(cell.value)
