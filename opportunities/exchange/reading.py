"""Any file of cells, by what it holds and not by its name."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from opportunities.exchange import plain, workbook
from opportunities.exchange.table import MAX_BYTES, too_much

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(content):
    """A Table, or ValidationError with what to do."""
    if len(content) > MAX_BYTES:
        raise ValidationError(too_much())
    if content.startswith(OLD_OFFICE):
        # Both kinds begin alike.
        raise ValidationError(
            _("This workbook has a password or is an old one (.xls). Save it as .xlsx without a password.")
        )
    return workbook.read(content) if content.startswith(ZIP) else plain.read(content)
