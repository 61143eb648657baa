"""One FilterSet per record, for every door: the same words in the API, on the pages and in exports."""

from opportunities.filters.dialogue import (
    DialogueFilter,
    FrameworkFilter,
    SourceFilter,
    StrengthFilter,
    TakeawayFilter,
)
from opportunities.filters.initiatives import InitiativeFilter
from opportunities.filters.milestones import MilestoneFilter, RevisionFilter
from opportunities.filters.parties import AreaFilter, CountryFilter, OrganisationFilter, ParticipationFilter
from opportunities.filters.progress import DecisionFilter, EvidenceFilter, UpdateFilter

__all__ = [
    "AreaFilter",
    "CountryFilter",
    "DecisionFilter",
    "DialogueFilter",
    "EvidenceFilter",
    "FrameworkFilter",
    "InitiativeFilter",
    "MilestoneFilter",
    "OrganisationFilter",
    "ParticipationFilter",
    "RevisionFilter",
    "SourceFilter",
    "StrengthFilter",
    "TakeawayFilter",
    "UpdateFilter",
]
