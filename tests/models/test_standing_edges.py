"""Each fact of an initiative at its edge: what just counts, and what just does not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opportunities.choices import Visibility
from opportunities.models import Initiative
from tests import make

DAY = make.DAY


def fact(name, level=make.PUBLIC):
    return Initiative.objects.order_by("pk").with_facts(level).values_list(name, flat=True)[0]


def test_an_initiative_of_which_nothing_is_known(chips):
    names = ("milestones_total", "milestones_met", "next_due_on", "next_milestone", "last_report_on")
    others = ("status_changed_on", "outlook", "leads_named", "has_agreement", "has_evidence", "supported")
    assert [fact(name) for name in names] == [0, 0, None, None, None]
    assert [fact(name) for name in others] == [None, None, False, False, False, "raised"]


def test_of_two_milestones_due_on_a_day_the_first_written_is_the_next(chips):
    first, second = make.milestone(chips), make.milestone(chips)
    assert fact("next_milestone") == first.uid
    first.move(DAY + timedelta(1), "technical")
    assert (fact("next_milestone"), fact("next_due_on")) == (second.uid, DAY)


def test_a_late_one_is_still_the_next(chips):
    make.milestone(chips, due_on=DAY + timedelta(99))
    late = make.milestone(chips, due_on=DAY - timedelta(99))
    assert fact("next_milestone") == late.uid


def test_the_status_changed_on_the_day_of_the_last_report_that_moved_it(chips):
    make.update(chips, status="scoped", as_of=DAY - timedelta(9))
    moved = make.update(chips, status="agreed", as_of=DAY - timedelta(5))
    make.update(chips, as_of=DAY)
    assert (fact("status_changed_on"), fact("last_report_on")) == (DAY - timedelta(5), DAY)
    make.update(chips, as_of=DAY, supersedes=moved)
    assert fact("status_changed_on") == DAY - timedelta(9)


def test_reports_count_for_those_who_may_read_them(chips):
    for level, days in ((make.PUBLIC, 9), (make.PARTNERS, 5), (make.INTERNAL, 1)):
        make.update(chips, level, as_of=DAY - timedelta(days), status="scoped")
    days = [DAY - timedelta(days) for days in (9, 5, 1)]
    assert [fact("last_report_on", level) for level in Visibility] == days
    assert [fact("status_changed_on", level) for level in Visibility] == days


@pytest.mark.parametrize(
    ("canada", "korea", "jointly", "worst"),
    [
        ("on_track", "at_risk", "off_track", "off_track"),
        ("off_track", "on_track", "on_track", "off_track"),
        ("on_track", "at_risk", "on_track", "at_risk"),
        ("on_track", "", "", "on_track"),
        ("", "", "", None),
    ],
)
def test_of_the_outlooks_that_stand_the_worst_counts(chips, canada, korea, jointly, worst):
    for side, outlook in ((make.country("CA"), canada), (make.country("KR"), korea), (None, jointly)):
        make.update(chips, outlook=outlook, on_behalf_of=side)
    assert fact("outlook") == worst


def test_every_side_that_takes_part_needs_a_lead_that_is_named(chips):
    make.lead(chips, make.organisation("first"), "CA")
    assert fact("leads_named")
    korea = make.participation(chips, "KR", organisation=make.organisation("second"))
    assert not fact("leads_named")
    korea.is_lead = True
    korea.save()
    assert fact("leads_named")


def test_a_side_whose_part_a_reader_may_not_see_needs_none_for_that_reader(chips):
    make.lead(chips, make.organisation(), "CA")
    make.participation(chips, "KR", make.PARTNERS)
    assert [fact("leads_named", level) for level in Visibility] == [True, False, False]


def test_a_lead_of_another_initiative_or_country_leads_nothing_here(chips):
    make.lead(make.initiative("Other"), make.organisation("first"), "CA")
    make.lead(chips, make.organisation("second"), "KR")
    make.participation(chips, "CA")
    assert not fact("leads_named")


def test_who_helps_from_a_third_country_alone_is_no_lead_of_a_side(chips):
    make.lead(chips, make.organisation(), "JP")
    assert not fact("leads_named")


@pytest.mark.parametrize("about", ["initiative", "milestone", "update"])
@pytest.mark.parametrize(("kind", "agreement"), [("agreement", True), ("result", False)])
def test_evidence_counts_whatever_of_it_is_about(chips, about, kind, agreement):
    records = {"initiative": chips, "milestone": make.milestone(chips), "update": make.update(chips)}
    assert not fact("has_evidence")
    make.evidence(kind=kind, **{about: records[about]})
    assert (fact("has_evidence"), fact("has_agreement")) == (True, agreement)


def test_evidence_that_waits_counts_for_nobody(chips):
    waiting = make.evidence(initiative=chips, published_at=None)
    assert [fact("has_evidence", level) for level in Visibility] == [False, False, False]
    waiting.write(published_at=timezone.now())
    assert [fact("has_agreement", level) for level in Visibility] == [True, True, True]


def agreed(chips):
    make.lead(chips, make.organisation())
    make.evidence(initiative=chips)


def test_work_is_under_way_when_a_milestone_with_a_date_is_met(chips):
    agreed(chips)
    make.milestone(chips, due_on=None, done_on=DAY)
    assert fact("supported") == "agreed"
    make.milestone(chips)
    make.milestone(chips, done_on=DAY)
    assert fact("supported") == "under_way"


def test_it_is_delivered_when_all_that_was_not_cancelled_is_met(chips):
    agreed(chips)
    make.milestone(chips, done_on=DAY)
    dropped = make.milestone(chips)
    assert fact("supported") == "under_way"
    dropped.cancel("No longer needed")
    assert fact("supported") == "delivered"


def test_a_cancelled_milestone_alone_shows_no_work(chips):
    agreed(chips)
    make.milestone(chips).cancel("No longer needed")
    assert (fact("supported"), fact("milestones_total")) == ("agreed", 0)


def test_a_stage_is_supported_by_what_each_reader_may_see(chips):
    agreed(chips)
    make.milestone(chips, make.PARTNERS, done_on=DAY)
    make.milestone(chips, make.INTERNAL)
    assert [fact("supported", level) for level in Visibility] == ["agreed", "delivered", "under_way"]


def test_drafts_wait_where_a_reader_may_see_one(chips):
    other = make.initiative("Other")
    make.update(other)
    make.update(chips, make.PARTNERS, published_at=None)
    waiting = [[*Initiative.objects.with_drafts_at(level)] for level in Visibility]
    assert waiting == [[], [chips], [chips]]
    make.update(other, make.INTERNAL, published_at=None)
    assert [Initiative.objects.with_drafts_at(level).count() for level in Visibility] == [0, 1, 2]


def test_of_those_as_bad_the_first_due_comes_first_then_the_first_written(db):
    made = [make.initiative(str(number), status="agreed") for number in range(4)]
    for initiative, days in zip(made, (9, None, 5, None), strict=True):
        if days:
            make.milestone(initiative, due_on=DAY + timedelta(days))
    ranked = Initiative.objects.with_facts(make.PUBLIC).with_health(DAY).by_attention()
    assert [*ranked] == [made[2], made[0], made[1], made[3]]
