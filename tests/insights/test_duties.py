"""What an organisation leads, takes part in and owes, counted from what is given."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from opportunities.choices import MilestoneState
from opportunities.insights.duties import by_country, duties_of

TODAY = date(2026, 3, 10)
DAYS = 90


def organisation(pk=1, country=None):
    return SimpleNamespace(pk=pk, country=country)


def part(initiative, of=1, leads=False, last_report_on=None):
    told = SimpleNamespace(pk=initiative, last_report_on=last_report_on)
    return SimpleNamespace(organisation_id=of, initiative_id=initiative, initiative=told, is_lead=leads)


def milestone(due_on, of=1, state=MilestoneState.UPCOMING):
    return SimpleNamespace(organisation=of, due_on=due_on, state=state)


def duty(parts=(), milestones=()):
    (only,) = duties_of([organisation()], parts, milestones, DAYS, TODAY)
    return only


@pytest.mark.parametrize(("days", "due"), [(-1, 0), (0, 1), (1, 1), (90, 1), (91, 0), (None, 0)])
def test_due_is_what_falls_from_today_to_the_last_day_asked_for(days, due):
    day = None if days is None else TODAY + timedelta(days)
    found = duty(milestones=[milestone(day)])
    assert (found.due, len(found.owed)) == (due, 1)


def test_late_is_what_its_state_says():
    states = (MilestoneState.LATE, MilestoneState.DUE_SOON, MilestoneState.LATE, MilestoneState.NO_DATE)
    assert duty(milestones=[milestone(TODAY, state=state) for state in states]).late == 2


def test_an_initiative_counts_once_however_many_parts_it_gives():
    found = duty([part(7), part(7, leads=True), part(8)])
    assert [each.pk for each in found.initiatives] == [7, 8]
    assert [each.pk for each in found.led] == [7]


@pytest.mark.parametrize(
    ("reports", "latest"),
    [
        ([], None),
        ([None], None),
        ([date(2026, 1, 1), None, date(2026, 2, 1)], date(2026, 2, 1)),
    ],
)
def test_the_last_report_is_the_latest_on_any_of_its_initiatives(reports, latest):
    parts = [part(number, last_report_on=day) for number, day in enumerate(reports)]
    assert duty(parts).last_report_on == latest


def test_each_organisation_has_its_own_in_the_order_given():
    second, first = organisation(2), organisation(1)
    found = duties_of([second, first], [part(7, of=1)], [milestone(TODAY, of=2)], DAYS, TODAY)
    assert [(each.organisation, len(each.parts), len(each.owed)) for each in found] == [
        (second, 0, 1),
        (first, 1, 0),
    ]


class Country:
    def __init__(self, code):
        self.code = code


def test_sides_come_first_in_their_order_then_others_by_code_then_who_has_none():
    korea, canada, japan, france = (Country(code) for code in ("KR", "CA", "JP", "FR"))
    countries = (None, japan, canada, france, canada)
    given = [organisation(number, country) for number, country in enumerate(countries)]
    duties = duties_of(given, [], [], DAYS, TODAY)
    assert by_country(duties, [korea, canada]) == [
        (korea, []),
        (canada, [duties[2], duties[4]]),
        (france, [duties[3]]),
        (japan, [duties[1]]),
        (None, [duties[0]]),
    ]


def test_with_nobody_named_the_sides_stand_empty():
    korea = Country("KR")
    assert by_country([], [korea]) == [(korea, [])]
    assert by_country([], []) == []
