"""Naming a lead: whoever led before stays on record, and what is still owed goes along."""

import pytest

from opportunities.models import Participation
from tests import make


@pytest.fixture
def chips(db):
    return make.initiative()


def test_a_part_that_nobody_is_named_for_is_filled(chips):
    part = make.participation(chips, direction="provides")
    part.name_lead(make.organisation())
    assert chips.participations.get() == part
    assert (part.is_lead, part.direction, bool(part.named_at)) == (True, "provides", True)


def test_another_lead_stands_in_the_same_part_from_now_on(chips):
    first, second = make.organisation("first"), make.organisation("second")
    part = make.lead(chips, first, direction="provides", visibility=make.PARTNERS)
    part.name_lead(second)
    successor = Participation.objects.leads_at(make.INTERNAL).get()
    assert (successor.organisation, successor.country, successor.initiative) == (second, part.country, chips)
    assert (successor.direction, successor.visibility) == ("provides", make.PARTNERS)
    assert (part.organisation, bool(part.ended_at), part.is_lead) == (first, True, True)


def test_open_milestones_go_along_and_closed_ones_stay(chips):
    part = make.lead(chips, make.organisation("first"))
    due, met = (make.milestone(chips, responsible=part, done_on=day) for day in (None, make.DAY))
    part.name_lead(make.organisation("second"))
    due.refresh_from_db(), met.refresh_from_db()
    assert (due.responsible.organisation.slug, met.responsible) == ("second", part)


def test_a_lead_that_is_taken_away_leaves_a_part_without_a_name(chips):
    part = make.lead(chips, make.organisation(), direction="receives")
    part.name_lead(None)
    left = chips.participations.get(ended_at=None)
    assert (left.organisation, left.is_lead, left.direction, left.named_at) == (None, False, "receives", None)
