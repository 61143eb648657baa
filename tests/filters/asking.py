"""Questions asked of a filter without any door around it."""

from datetime import date

from django.http import QueryDict

from opportunities import filters, models
from opportunities.choices import Visibility

TODAY = date(2026, 3, 10)

AREAS = models.CooperationArea, filters.AreaFilter
COUNTRIES = models.Country, filters.CountryFilter
DECISIONS = models.Decision, filters.DecisionFilter
DIALOGUES = models.Dialogue, filters.DialogueFilter
EVIDENCE = models.Evidence, filters.EvidenceFilter
FRAMEWORKS = models.Framework, filters.FrameworkFilter
INITIATIVES = models.Initiative, filters.InitiativeFilter
MILESTONES = models.Milestone, filters.MilestoneFilter
ORGANISATIONS = models.Organisation, filters.OrganisationFilter
PARTICIPATIONS = models.Participation, filters.ParticipationFilter
REVISIONS = models.MilestoneRevision, filters.RevisionFilter
SOURCES = models.Source, filters.SourceFilter
STRENGTHS = models.Strength, filters.StrengthFilter
TAKEAWAYS = models.Takeaway, filters.TakeawayFilter
UPDATES = models.ProgressUpdate, filters.UpdateFilter


def asked(kind, query, level=Visibility.PUBLIC, **given):
    """The filter, validated, over all records of its kind that the level may see."""
    model, filter_set = kind
    made = filter_set(QueryDict(query), model.objects.visible_at(level), level=level, today=TODAY, **given)
    made.is_valid()
    return made


def found(kind, query, level=Visibility.PUBLIC, **given):
    """The records, in order."""
    made = asked(kind, query, level, **given)
    assert not made.errors, made.errors
    return list(made.qs)


def refused(kind, query, level=Visibility.PUBLIC):
    """{parameter: [sentence]}"""
    return {name: list(said) for name, said in asked(kind, query, level).errors.items()}
