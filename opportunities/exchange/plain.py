"""Reads text files of cells: CSV, in the encodings and with the separators that spreadsheets write."""

import codecs
import csv
import re
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opportunities.exchange.table import table

# Tried in this order. French in cp1252 is no valid cp949, so the second does not swallow the third.
ENCODINGS = {
    "utf-8": gettext_noop("CSV, Unicode (UTF-8)"),
    "cp949": gettext_noop("CSV, Korean (CP949, also called EUC-KR)"),
    "cp1252": gettext_noop("CSV, Western European (Windows-1252)"),
}
BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
SEPARATORS = ",;\t"


def read(content):
    text, read_as = decoded(content)
    if BINARY.search(text):
        raise ValidationError(_("This is not a spreadsheet. Send a CSV file or an Excel workbook (.xlsx)."))
    return table(read_as, numbered(text))


def decoded(content):
    """(text, in words how it was read)"""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), _("CSV, Unicode (UTF-16)")
    content = content.removeprefix(codecs.BOM_UTF8)
    for encoding, words in ENCODINGS.items():
        try:
            return content.decode(encoding), _(words)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The letters of this file cannot be read. Save it as “CSV UTF-8”."))


def numbered(text):
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        raise ValidationError(
            _("Unreadable after row %(row)d: a quotation mark is not closed, or a cell is too long.")
            % {"row": number}
        ) from error


def separator(text):
    """The one the header has most of: French spreadsheets write semicolons, copied cells come with tabs."""
    header = text.lstrip().partition("\n")[0]
    return max(SEPARATORS, key=header.count)
