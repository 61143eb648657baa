"""What is asked of milestones: open or closed, moved or not, and who owes them."""

from datetime import date

import pytest

from opportunities.filters import MilestoneFilter, RevisionFilter
from opportunities.models import Milestone, MilestoneRevision
from opportunities.models.base import unit_of_work
from tests import make
from tests.filters.asking import TODAY, found, refused

MILESTONES, REVISIONS = (Milestone, MilestoneFilter), (MilestoneRevision, RevisionFilter)


def titles(query, level=make.PUBLIC):
    return sorted(milestone.title_en for milestone in found(MILESTONES, query, level))


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


@pytest.fixture
def one_of_each_state(chips):
    with unit_of_work():
        make.milestone(chips, title_en="met", due_on=TODAY, done_on=TODAY)
        make.milestone(chips, title_en="met_late", due_on=date(2026, 3, 9), done_on=TODAY)
        make.milestone(chips, title_en="cancelled", due_on=date(2026, 3, 9)).cancel("Dropped")
        make.milestone(chips, title_en="late", due_on=date(2026, 3, 9))
        make.milestone(chips, title_en="due_soon", due_on=TODAY)
        make.milestone(chips, title_en="upcoming", due_on=date(2026, 4, 10))
        make.milestone(chips, title_en="no_date", due_on=None)


@pytest.mark.parametrize("state", ["met", "met_late", "cancelled", "late", "due_soon", "upcoming", "no_date"])
def test_each_state_is_found_by_its_word(one_of_each_state, state):
    assert titles(f"state={state}") == [state]


def test_open_and_closed_share_out_all_there_are(one_of_each_state):
    assert titles("open=true") == ["due_soon", "late", "no_date", "upcoming"]
    assert titles("open=false") == ["cancelled", "met", "met_late"]
    assert titles("open=") == sorted(titles("open=true") + titles("open=false"))


def test_states_are_either_or_and_open_narrows_them(one_of_each_state):
    assert titles("state=late&state=met") == ["late", "met"]
    assert titles("state=late&state=met&open=true") == ["late"]


def test_what_was_never_met_is_found_by_no_day_of_meeting(one_of_each_state):
    assert titles("done_on__gte=1900-01-01") == ["met", "met_late"]
    assert titles("done_on__lte=2026-03-09") == []
    assert titles("done_on__gte=2026-03-10&done_on__lte=2026-03-10") == ["met", "met_late"]


def test_moved_is_a_date_that_had_been_another(chips):
    still = make.milestone(chips, title_en="still")
    moved = make.milestone(chips, title_en="moved")
    moved.move(TODAY, "funding")
    first = make.milestone(chips, title_en="first date", due_on=None)
    first.move(TODAY, "funding")
    assert titles("moved=true") == ["moved"]
    assert titles("moved=false") == ["first date", "still"]
    assert found(MILESTONES, f"moved=false&id={still.uid}") == [still]


def test_a_move_that_the_reader_may_not_see_has_not_moved_it(chips):
    sign = make.milestone(chips, title_en="sign")
    sign.move(TODAY, "funding")
    MilestoneRevision.objects.update(visibility=make.PARTNERS)
    assert (titles("moved=true"), titles("moved=false")) == ([], ["sign"])
    assert (titles("moved=true", make.PARTNERS), titles("moved=false", make.PARTNERS)) == (["sign"], [])


def test_who_owes_it_is_a_side_or_all_jointly_or_nobody(chips):
    part = make.participation(chips, "KR", direction="joint")
    make.milestone(chips, title_en="Korea's", responsible=part)
    make.milestone(chips, title_en="joint")
    make.milestone(make.initiative("Talent"), title_en="nobody's")
    assert titles("owing=side") == ["Korea's"]
    assert titles("owing=joint") == ["joint"]
    assert titles("owing=unassigned") == ["nobody's"]
    assert titles("owing=joint&owing=unassigned") == ["joint", "nobody's"]


def test_a_hidden_part_owes_nothing_to_those_who_may_not_see_it(chips):
    part = make.participation(chips, "KR", make.PARTNERS, organisation=make.organisation())
    make.milestone(chips, title_en="sign", responsible=part)
    for query in ("owing=side", "country=KR", "organisation=institute"):
        assert (titles(query), titles(query, make.PARTNERS)) == ([], ["sign"])
    assert (titles("owing=unassigned"), titles("owing=unassigned", make.PARTNERS)) == (["sign"], [])


def test_one_who_takes_part_without_owing_it_does_not_find_it(chips):
    canada = make.participation(chips, "CA", organisation=make.organisation("first"))
    make.participation(chips, "KR", organisation=make.organisation("second"))
    make.milestone(chips, title_en="sign", responsible=canada)
    assert (titles("country=CA"), titles("country=KR")) == (["sign"], [])
    assert (titles("organisation=first"), titles("organisation=second")) == (["sign"], [])
    assert titles("country=CA&country=KR") == ["sign"]
    assert titles("country=CA&organisation=second") == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("open=yes", "Write true or false."),
        ("moved=1", "Write true or false."),
        ("owing=both", "Unknown value. Allowed: side, joint, unassigned."),
        ("country=XX", "You can see no such record. Name it by: code, id."),
        ("organisation=nobody", "You can see no such record. Name it by: slug, id."),
        ("area=nowhere", "You can see no such record. Name it by: slug, code, id."),
        ("initiative=CHP-9", "You can see no such record. Name it by: ref, id."),
    ],
)
def test_what_it_does_not_know_is_refused_by_name(db, query, sentence):
    assert refused(MILESTONES, query) == {query.partition("=")[0]: [sentence]}


def test_moves_come_in_the_order_in_which_they_were_made(chips):
    sign = make.milestone(chips)
    for day, reason in ((TODAY, "scope"), (date(2026, 5, 1), "funding"), (date(2026, 4, 1), "external")):
        sign.move(day, reason)
    reasons = [move.reason for move in found(REVISIONS, "ordering=at")]
    assert reasons == ["scope", "funding", "external"]
    assert [move.reason for move in found(REVISIONS, "ordering=-at")] == reasons[::-1]
    assert [move.reason for move in found(REVISIONS, "reason=scope&reason=external&ordering=at")] == [
        "scope",
        "external",
    ]


def test_moves_are_searched_by_the_words_given_in_any_language(chips):
    sign = make.milestone(chips)
    sign.move(TODAY, "scope", {"fr": "Budget en attente", "ko": "예산 대기"})
    [move] = sign.revisions.all()
    assert found(REVISIONS, "q=budget") == found(REVISIONS, "q=예산") == [move]
    assert found(REVISIONS, "q=scope") == []
