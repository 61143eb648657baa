from opportunities.models.access import Token
from opportunities.models.decision import Decision
from opportunities.models.dialogue import Dialogue, Source, Strength, Takeaway
from opportunities.models.evidence import Evidence
from opportunities.models.framework import Framework
from opportunities.models.glossary import Term
from opportunities.models.initiative import CooperationArea, Initiative
from opportunities.models.milestone import Milestone, MilestoneRevision
from opportunities.models.parties import Country, Membership, Organisation, Participation
from opportunities.models.preferences import Preferences
from opportunities.models.progress import ProgressUpdate
from opportunities.models.proposal import IdempotencyKey, Proposal
from opportunities.models.sync import Change, ChangeClock, Sight, Standing, Tie
from opportunities.models.upload import Upload

__all__ = [
    "Change",
    "ChangeClock",
    "CooperationArea",
    "Country",
    "Decision",
    "Dialogue",
    "Evidence",
    "Framework",
    "IdempotencyKey",
    "Initiative",
    "Membership",
    "Milestone",
    "MilestoneRevision",
    "Organisation",
    "Participation",
    "Preferences",
    "ProgressUpdate",
    "Proposal",
    "Sight",
    "Source",
    "Standing",
    "Strength",
    "Takeaway",
    "Term",
    "Tie",
    "Token",
    "Upload",
]
