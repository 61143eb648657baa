"""How it is doing: thresholds, and one expression for each word. Worst news first.

The clock is read once, by `today_in_seoul`, and passed in. What these expressions refer to
(`next_due_on`, `outlook`, `last_report_on`...) is annotated from what the reader may see, so nothing here
knows of visibility.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, F, Q, TextField, Value, When
from django.utils import timezone

from opportunities.choices import (
    LADDER,
    OWES_REPORTS,
    Contradiction,
    Health,
    MilestoneState,
    Outlook,
    ReportingRhythm,
    Status,
)

DUE_SOON_DAYS = 30
SEOUL = ZoneInfo("Asia/Seoul")


def today_in_seoul() -> date:
    """The one clock: a milestone due today in Seoul is not late, wherever the reader is."""
    return timezone.localdate(timezone=SEOUL)


def end_of(day) -> datetime:
    """A day, as a moment, is its end in Seoul."""
    return datetime.combine(day, time.max, SEOUL)


def health_on(today):
    """Text or null: null where no health is claimed (raised, delivered, paused, not pursued)."""
    return Case(
        When(~Q(status__in=OWES_REPORTS), then=Value(None)),
        When(next_due_on__lt=today, then=Value(Health.LATE)),
        When(outlook=Outlook.OFF_TRACK, then=Value(Health.OFF_TRACK)),
        When(outlook=Outlook.AT_RISK, then=Value(Health.AT_RISK)),
        When(silent_on(today), then=Value(Health.NO_REPORT)),
        When(outlook=Outlook.ON_TRACK, then=Value(Health.ON_TRACK)),
        default=Value(Health.NOT_ASSESSED),
        output_field=TextField(),
    )


def silent_on(today):
    """No visible report within the initiative's rhythm, or none ever."""
    overdue = Q(last_report_on=None)
    for rhythm in ReportingRhythm:
        overdue |= Q(report_every_days=rhythm, last_report_on__lt=today - timedelta(days=rhythm))
    return overdue


def attention_rank():
    """0 for the worst health; last for those that claim none."""
    ranks = [When(health=health, then=Value(rank)) for rank, health in enumerate(Health)]
    return Case(*ranks, default=Value(len(ranks)))


def milestone_state_on(today):
    """Text: late is not met, not cancelled, and due before today in Seoul."""
    return Case(
        When(cancelled_at__isnull=False, then=Value(MilestoneState.CANCELLED)),
        When(done_on__gt=F("due_on"), then=Value(MilestoneState.MET_LATE)),
        When(done_on__isnull=False, then=Value(MilestoneState.MET)),
        When(due_on=None, then=Value(MilestoneState.NO_DATE)),
        When(due_on__lt=today, then=Value(MilestoneState.LATE)),
        When(due_on__lte=today + timedelta(days=DUE_SOON_DAYS), then=Value(MilestoneState.DUE_SOON)),
        default=Value(MilestoneState.UPCOMING),
        output_field=TextField(),
    )


def days_late(due_on, today) -> int | None:
    """How far an open milestone's date lies in the past; None when it does not."""
    return (today - due_on).days if due_on and due_on < today else None


def is_claimed_not_shown(status, supported) -> bool:
    """Declared ahead of the stage that the facts support. Paused and not pursued claim none."""
    return status in LADDER and LADDER.index(status) > LADDER.index(supported)


def contradictions(facts, today) -> list[Contradiction]:
    """What does not fit together in one initiative's facts (a mapping, as `with_facts` annotates them)."""
    declared_good = facts["outlook"] == Outlook.ON_TRACK
    is_open = facts["milestones_total"] > facts["milestones_met"]
    is_late = days_late(facts["next_due_on"], today) is not None
    found = {
        Contradiction.CLAIMED_NOT_SHOWN: is_claimed_not_shown(facts["status"], facts["supported"]),
        Contradiction.DELIVERED_OPEN: facts["status"] == Status.DELIVERED and is_open,
        Contradiction.ON_TRACK_LATE: declared_good and is_late,
        Contradiction.GOOD_UNSHOWN: declared_good and not facts["has_evidence"],
    }
    return [word for word, holds in found.items() if holds]
