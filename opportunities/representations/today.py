"""What is true of a record today in Seoul, and may not be tomorrow: shown apart, under `today`.

The words come from the expressions in models and health.py; here they only get their names.
"""

from opportunities.choices import MilestoneState
from opportunities.health import contradictions, days_late

INITIATIVE_COLUMNS = (
    "health",
    "status",
    "outlook",
    "supported",
    "has_evidence",
    "next_due_on",
    "milestones_total",
    "milestones_met",
)
MILESTONE_COLUMNS = ("state", "due_on")


def of_initiative(row, today):
    return {
        "health": row["health"],
        "days_late": days_late(row["next_due_on"], today),
        "contradictions": contradictions(row, today),
    }


def of_milestone(row, today):
    """Days to the date, for one that is neither met nor cancelled nor undated."""
    is_late = row["state"] == MilestoneState.LATE
    is_ahead = row["state"] in (MilestoneState.DUE_SOON, MilestoneState.UPCOMING)
    return {
        "state": row["state"],
        "days_late": days_late(row["due_on"], today) if is_late else None,
        "days_left": (row["due_on"] - today).days if is_ahead else None,
    }
