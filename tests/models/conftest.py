"""What the tests of the records begin with: one initiative, public and raised."""

import pytest
from django.core.exceptions import ValidationError

from tests import make


@pytest.fixture
def chips(db):
    return make.initiative()


def said(record):
    """All that a form would be told of the record; nothing where it may be saved."""
    try:
        record.full_clean()
    except ValidationError as refusal:
        return refusal.messages
    return []
