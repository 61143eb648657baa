from opportunities.models.dialogue import Dialogue, Source, Strength, Takeaway
from opportunities.models.framework import Framework
from opportunities.models.initiative import CooperationArea, Initiative
from opportunities.models.milestone import Milestone, MilestoneRevision
from opportunities.models.parties import Country, Membership, Organisation, Participation
from opportunities.models.progress import Decision, Evidence, ProgressUpdate
from opportunities.models.sync import Change, ChangeClock, Sight, Standing, Tie

__all__ = [
    "Change",
    "ChangeClock",
    "CooperationArea",
    "Country",
    "Decision",
    "Dialogue",
    "Evidence",
    "Framework",
    "Initiative",
    "Membership",
    "Milestone",
    "MilestoneRevision",
    "Organisation",
    "Participation",
    "ProgressUpdate",
    "Sight",
    "Source",
    "Standing",
    "Strength",
    "Takeaway",
    "Tie",
]
