"""What the words on the pages mean. Each is defined once, here, for whoever reads it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from opportunities.choices import (
    Contradiction,
    Direction,
    Health,
    MilestoneState,
    Outlook,
    Owing,
    Status,
    Visibility,
)
from opportunities.health import DUE_SOON_DAYS

STATUSES = {
    Status.RAISED: _("Named in the dialogue. Nobody has promised anything yet."),
    Status.SCOPED: _("What is to be done is outlined, with leads on both sides."),
    Status.AGREED: _("Both sides have agreed in a document what will be done."),
    Status.UNDER_WAY: _("Work has started."),
    Status.DELIVERED: _("The result exists and evidence is linked."),
    Status.PAUSED: _("Stopped for now; the reason and a date of review are recorded."),
    Status.NOT_PURSUED: _("Given up; the reason is recorded."),
}

# What must be there before a report may declare the stage: publication.py refuses it otherwise.
REQUIRED = {
    Status.AGREED: _("An agreement, linked as evidence."),
    Status.DELIVERED: _("Evidence of the result."),
    Status.PAUSED: _("A date of review."),
}

# The rungs of supported_stage() in models/standing.py, each on top of the one before.
SUPPORTED = {
    Status.RAISED: _("Nothing more is needed than the dialogue itself."),
    Status.SCOPED: _("A lead organisation is named in each country that takes part."),
    Status.AGREED: _("Evidence of the kind “Agreement” is linked."),
    Status.UNDER_WAY: _("At least one milestone with a date is met."),
    Status.DELIVERED: _("Every milestone that is not cancelled is met, and evidence is linked."),
}

HEALTHS = {
    Health.LATE: _("A milestone has passed its date. Worked out from the dates, never set by hand."),
    Health.OFF_TRACK: _("A side reports that the plan no longer holds."),
    Health.AT_RISK: _("A side reports a threat to a date; it can still be held."),
    Health.NO_REPORT: _("No report within the expected time. Worked out from the dates, never set by hand."),
    Health.ON_TRACK: _("The sides that report expect the next milestone on its date."),
    Health.NOT_ASSESSED: _("No side has given an outlook."),
}

OUTLOOKS = {
    Outlook.OFF_TRACK: _("The plan no longer holds: dates or results have to change."),
    Outlook.AT_RISK: _("Something threatens a date or a result; it can still be held."),
    Outlook.ON_TRACK: _("The next milestone is expected on its date."),
}

CONTRADICTIONS = {
    Contradiction.CLAIMED_NOT_SHOWN: _("The declared stage is ahead of the one that the facts support."),
    Contradiction.DELIVERED_OPEN: _("The initiative is declared delivered, but not every milestone is met."),
    Contradiction.ON_TRACK_LATE: _("The outlook is “on track”, but a milestone has passed its date."),
    Contradiction.GOOD_UNSHOWN: _("The outlook is “on track”, but nothing is linked that shows it."),
}

OWING = {
    Owing.SIDE: _("A part of that country is named responsible for the milestone."),
    Owing.JOINT: _("No part is named responsible, and every part in the initiative is joint."),
    Owing.UNASSIGNED: _("Nobody is named responsible yet, and the initiative is not wholly joint."),
}

DIRECTIONS = {
    Direction.PROVIDES: _("The country brings what the initiative is about."),
    Direction.RECEIVES: _("The country makes use of it."),
    Direction.JOINT: _("The countries do it together."),
    Direction.NOT_STATED: _("The source does not say; nothing is guessed."),
}

VISIBILITIES = {
    Visibility.PUBLIC: _("Everyone may read it, signed in or not."),
    Visibility.PARTNERS: _("Organisations of both countries that take part may read it, once signed in."),
    Visibility.INTERNAL: _("Only the staff of the secretariat may read it. Every new record starts here."),
}


def milestone_states():
    due_soon = ngettext(
        "Open, and due within %(days)d day.", "Open, and due within %(days)d days.", DUE_SOON_DAYS
    )
    return {
        MilestoneState.MET: _("A published report says that it is reached, on or before its date."),
        MilestoneState.MET_LATE: _("Reached, but after the date it had by then."),
        MilestoneState.CANCELLED: _("Given up for a published reason; it counts neither as met nor as due."),
        MilestoneState.LATE: _("Not met, and due before today in Seoul."),
        MilestoneState.DUE_SOON: due_soon % {"days": DUE_SOON_DAYS},
        MilestoneState.UPCOMING: _("Open, and due later than that."),
        MilestoneState.NO_DATE: _("Open, and nobody has set a date yet."),
    }
