"""Every word the database stores and people read, with its code list and its translation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# English is what texts are written in first; the order is that of the language switch.
LANGUAGES = {"en": "English", "fr": "Français", "ko": "한국어"}
# The alternat: in its own language each country comes first.
OWN_COUNTRY = {"en": "CA", "fr": "CA", "ko": "KR"}


class Visibility(models.IntegerChoices):
    """Ordered: a reader cleared for one level sees every level below it."""

    PUBLIC = 1, _("Public")
    PARTNERS = 2, _("Partners")
    INTERNAL = 3, _("Internal")


# Whose eyes a page may be seen with: as an address names them, and as a sentence does.
READERS = {
    "public": (Visibility.PUBLIC, _("the public")),
    "partners": (Visibility.PARTNERS, _("partners")),
    "staff": (Visibility.INTERNAL, _("staff")),
}


class Status(models.TextChoices):
    """The stage an initiative is declared to have reached: the one status list there is."""

    RAISED = "raised", _("Raised")
    SCOPED = "scoped", _("Scoped")
    AGREED = "agreed", _("Agreed")
    UNDER_WAY = "under_way", _("Under way")
    DELIVERED = "delivered", _("Delivered")
    PAUSED = "paused", _("Paused")
    NOT_PURSUED = "not_pursued", _("Not pursued")


# Source: IATI code list ActivityStatus, version 2.03.
IATI_ACTIVITY_STATUS = {
    Status.RAISED: "1",
    Status.SCOPED: "1",
    Status.AGREED: "2",
    Status.UNDER_WAY: "2",
    Status.DELIVERED: "4",
    Status.PAUSED: "6",
    Status.NOT_PURSUED: "5",
}

LADDER = (Status.RAISED, Status.SCOPED, Status.AGREED, Status.UNDER_WAY, Status.DELIVERED)
OWES_REPORTS = (Status.SCOPED, Status.AGREED, Status.UNDER_WAY)


class Outlook(models.TextChoices):
    """What a side declares; nothing declared is "not assessed". Worst first."""

    OFF_TRACK = "off_track", _("Off track")
    AT_RISK = "at_risk", _("At risk")
    ON_TRACK = "on_track", _("On track")


class Health(models.TextChoices):
    """How an initiative is doing: derived, worst first, and nobody sets it by hand."""

    LATE = "late", _("Late")
    OFF_TRACK = "off_track", _("Off track")
    AT_RISK = "at_risk", _("At risk")
    NO_REPORT = "no_report", _("No recent report")
    ON_TRACK = "on_track", _("On track")
    NOT_ASSESSED = "not_assessed", _("Not assessed")


class MilestoneState(models.TextChoices):
    """Derived from the dates of a milestone and today in Seoul."""

    MET = "met", _("Met")
    MET_LATE = "met_late", _("Met late")
    CANCELLED = "cancelled", _("Cancelled")
    LATE = "late", pgettext_lazy("milestone", "Late")
    DUE_SOON = "due_soon", _("Due soon")
    UPCOMING = "upcoming", _("Upcoming")
    NO_DATE = "no_date", _("No date")


class Owing(models.TextChoices):
    """Who owes a milestone: derived from the part that is responsible for it."""

    SIDE = "side", _("A side")
    JOINT = "joint", _("Owed jointly")
    UNASSIGNED = "unassigned", _("Not assigned")


class Contradiction(models.TextChoices):
    """Where what is declared and what is shown do not fit together."""

    CLAIMED_NOT_SHOWN = "claimed_not_shown", _("Claimed, not yet shown")
    DELIVERED_OPEN = "delivered_open", _("Delivered, yet milestones are open")
    ON_TRACK_LATE = "on_track_late", _("Declared on track, yet a milestone is late")
    GOOD_UNSHOWN = "good_unshown", _("Declared on track, yet no evidence is linked")


class ReportingRhythm(models.IntegerChoices):
    """Days within which the next report is expected."""

    MONTHLY = 30, _("Every 30 days")
    QUARTERLY = 90, _("Every 90 days")
    HALF_YEARLY = 180, _("Every 180 days")
    YEARLY = 365, _("Every 365 days")


class OrganisationType(models.TextChoices):
    GOVERNMENT = "government", _("Government")
    ACADEMIA = "academia", _("Academia")
    INDUSTRY = "industry", _("Industry")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    MULTILATERAL = "multilateral", _("Multilateral")


# Source: IATI code list OrganisationType, version 2.03.
IATI_ORGANISATION_TYPE = {
    OrganisationType.GOVERNMENT: "10",
    OrganisationType.ACADEMIA: "80",
    OrganisationType.INDUSTRY: "70",
    OrganisationType.CIVIL_SOCIETY: "22",
    OrganisationType.MULTILATERAL: "40",
}


class Role(models.TextChoices):
    FUNDING = "funding", _("Funding")
    ACCOUNTABLE = "accountable", _("Accountable")
    EXTENDING = "extending", _("Extending")
    IMPLEMENTING = "implementing", _("Implementing")


# Source: IATI code list OrganisationRole, version 2.03.
IATI_ORGANISATION_ROLE = {
    Role.FUNDING: "1",
    Role.ACCOUNTABLE: "2",
    Role.EXTENDING: "3",
    Role.IMPLEMENTING: "4",
}


class Direction(models.TextChoices):
    PROVIDES = "provides", _("Provides")
    RECEIVES = "receives", _("Receives")
    JOINT = "joint", _("Joint")
    NOT_STATED = "not_stated", _("Not stated")


class Track(models.TextChoices):
    ONE = "1", _("Track 1 (officials)")
    ONE_AND_A_HALF = "1.5", _("Track 1.5 (officials and others, unofficially)")
    TWO = "2", _("Track 2 (non-officials)")


class AttributionRule(models.TextChoices):
    NOT_STATED = "not_stated", _("Not stated")
    CHATHAM_HOUSE = "chatham_house", _("Chatham House Rule")
    ON_RECORD = "on_record", _("On the record")


class TakeawayKind(models.TextChoices):
    KEY_TAKEAWAY = "key_takeaway", _("Key takeaway")
    THEME = "theme", _("Theme")
    EMPHASIS = "emphasis", _("Emphasis")
    QUESTION = "question", _("Question and answer")


class SourceKind(models.TextChoices):
    SUMMARY = "summary", _("Dialogue summary")
    AGREEMENT = "agreement", _("Agreement")
    REPORT = "report", _("Report")
    PAGE = "page", _("Web page")


class EvidenceKind(models.TextChoices):
    AGREEMENT = "agreement", _("Agreement")
    RESULT = "result", _("Result")
    REPORT = "report", _("Report")
    PAGE = "page", _("Web page")


class FrameworkKind(models.TextChoices):
    TRADE_AGREEMENT = "trade_agreement", _("Trade agreement")
    PARTNERSHIP = "partnership", _("Partnership")
    ACTION_PLAN = "action_plan", _("Action plan")
    AGREEMENT = "agreement", _("Agreement")
    FORUM = "forum", _("Forum")


class MoveReason(models.TextChoices):
    """Why a milestone's date moved."""

    APPROVAL = "approval", _("Approval pending")
    AGREEMENT = "agreement", _("Agreement between the sides pending")
    CAPACITY = "capacity", _("People or capacity")
    FUNDING = "funding", _("Funding")
    TECHNICAL = "technical", _("Technical")
    SCOPE = "scope", _("Scope changed")
    EXTERNAL = "external", _("Outside events")
    BROUGHT_FORWARD = "brought_forward", _("Brought forward")
    CORRECTION = "correction", _("Correction of an error")


class Scope(models.TextChoices):
    """What a token lets its holder do."""

    READ = "read", _("Read records")
    PROGRESS_WRITE = "progress:write", _("Write updates and evidence")


class TokenState(models.TextChoices):
    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class ProposalState(models.TextChoices):
    """What became of what a partner's system sent."""

    WAITING = "waiting", _("Waiting")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Refused")
