"""Days from and until: both ends belong, and what has no date lies in no span."""

from datetime import date

import pytest

from opportunities import filters, models
from tests import make
from tests.filters.asking import found

DAY, BEFORE, AFTER = date(2026, 3, 10), "2026-03-09", "2026-03-11"


def dialogue(on):
    return make.dialogue(held_on=on)


def source(on):
    return make.source(published_on=on)


def decision(on):
    return make.decision(make.initiative(), needed_by=on)


def milestone(on):
    return make.milestone(make.initiative(), due_on=on)


def planned_start(on):
    return make.initiative(planned_start_on=on)


def actual_start(on):
    return make.initiative(actual_start_on=on)


def actual_end(on):
    return make.initiative(actual_end_on=on)


def review(on):
    return make.initiative(review_on=on)


DATED = [
    ("held_on", (models.Dialogue, filters.DialogueFilter), dialogue),
    ("published_on", (models.Source, filters.SourceFilter), source),
    ("needed_by", (models.Decision, filters.DecisionFilter), decision),
    ("due_on", (models.Milestone, filters.MilestoneFilter), milestone),
    ("planned_start_on", (models.Initiative, filters.InitiativeFilter), planned_start),
    ("actual_start_on", (models.Initiative, filters.InitiativeFilter), actual_start),
    ("actual_end_on", (models.Initiative, filters.InitiativeFilter), actual_end),
    ("review_on", (models.Initiative, filters.InitiativeFilter), review),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "kind", "made_on"), DATED)
def test_from_and_until_hold_the_day_itself_and_leave_out_the_undated(name, kind, made_on):
    made = made_on(DAY)
    made_on(None)
    for query in (f"{name}__gte={DAY}", f"{name}__lte={DAY}", f"{name}__gte={BEFORE}&{name}__lte={AFTER}"):
        assert found(kind, query) == [made]
    for query in (f"{name}__gte={AFTER}", f"{name}__lte={BEFORE}"):
        assert found(kind, query) == []


@pytest.mark.django_db
def test_the_end_and_the_start_of_a_plan_are_two_dates():
    kind = models.Initiative, filters.InitiativeFilter
    made = make.initiative(planned_start_on=date(2026, 1, 1), planned_end_on=date(2026, 12, 31))
    assert found(kind, "planned_start_on__lte=2026-06-30&planned_end_on__gte=2026-07-01") == [made]
    for query in ("planned_end_on__lte=2026-06-30", "planned_start_on__gte=2026-07-01"):
        assert found(kind, query) == []
    assert found(kind, "planned_end_on__lte=2026-12-31") == [made]


@pytest.mark.django_db
def test_reports_are_found_by_the_day_they_speak_of_not_by_that_of_writing():
    kind = models.ProgressUpdate, filters.UpdateFilter
    made = make.update(make.initiative(), as_of=DAY)
    assert found(kind, "as_of__gte=2026-03-10&as_of__lte=2026-03-10") == [made]
    assert found(kind, "as_of__gte=2026-03-11") == found(kind, "as_of__lte=2026-03-09") == []
