"""The fictional demonstration: its records are known by their uids, and by nothing else."""

from uuid import UUID

from opportunities.models.parties import Organisation

DEMO_FIRST = UUID("de300000-0000-4000-8000-000000000000")
DEMO_LAST = UUID("de300000-0000-4000-8000-ffffffffffff")
DEMO_RANGE = (DEMO_FIRST, DEMO_LAST)


def is_demo(uid):
    return DEMO_FIRST <= uid <= DEMO_LAST


def demo_records():
    """Of the kind that the demonstration never goes without."""
    return Organisation.objects.filter(uid__range=DEMO_RANGE)


def demo_loaded():
    """Does anything fictional stand in the tracker? Every page says so while it does."""
    return demo_records().exists()
