"""Which records a write may have changed in somebody's eyes, and which are only held still meanwhile."""

import pytest

from opportunities.models import Tie
from opportunities.sync import scope
from tests import make


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def reach(kind, *records):
    """(to compare, to hold still), each {kind: uids}, without what is empty."""
    made = scope.of({kind: {record.uid for record in records}})
    return tuple({kind: uids for kind, uids in each.items() if uids} for each in (made.waiting, made.watched))


def test_a_record_that_belongs_to_nothing_is_alone(db):
    country = make.country("KR")
    assert reach("country", country) == ({"country": {country.uid}}, {})


def test_a_part_is_compared_with_the_record_that_counts_it(chips):
    sign = make.milestone(chips)
    assert reach("milestone", sign) == ({"milestone": {sign.uid}, "initiative": {chips.uid}}, {})


def test_evidence_reaches_the_initiative_through_its_milestone(chips):
    made = make.evidence(milestone=make.milestone(chips))
    compare, hold = reach("evidence", made)
    assert compare == {
        "evidence": {made.uid},
        "milestone": {made.milestone.uid},
        "initiative": {chips.uid},
    }
    assert hold == {"source": {made.source.uid}}


def test_evidence_of_an_update_reaches_the_initiative_past_the_update(chips):
    made = make.evidence(update=make.update(chips))
    compare, hold = reach("evidence", made)
    assert compare == {"evidence": {made.uid}, "initiative": {chips.uid}}
    assert hold == {"source": {made.source.uid}, "update": {made.update.uid}}


def test_what_it_cites_is_held_still(chips):
    part = make.participation(chips, organisation=make.organisation())
    assert reach("participation", part)[1] == {"organisation": {part.organisation.uid}}
    takeaway = make.takeaway(make.dialogue())
    chips.takeaways.add(takeaway)
    assert reach("initiative", chips) == ({"initiative": {chips.uid}}, {"takeaway": {takeaway.uid}})


def test_a_takeaway_holds_its_dialogue_still_which_counts_nothing(db):
    made = make.takeaway(make.dialogue())
    assert reach("takeaway", made) == ({"takeaway": {made.uid}}, {"dialogue": {made.dialogue.uid}})


def test_what_it_belonged_to_before_is_reached_too(chips):
    sign, other = make.milestone(chips), make.initiative("Other")
    Tie.objects.filter(uid=sign.uid).update(to=other.uid)
    assert reach("milestone", sign)[0] == {"milestone": {sign.uid}, "initiative": {chips.uid, other.uid}}


def test_those_of_its_own_kind_that_cite_it_are_compared_with_it(chips):
    old = make.update(chips)
    new = make.update(chips, supersedes=old)
    assert reach("update", old)[0]["update"] == {old.uid, new.uid}
    assert reach("update", new)[0]["update"] == {new.uid}
    parent = make.framework("Pact")
    child = make.framework("Plan", parent=parent)
    assert reach("framework", parent)[0] == {"framework": {parent.uid, child.uid}}


def test_citing_chains_are_followed_to_their_end(chips):
    first = make.update(chips)
    second = make.update(chips, supersedes=first)
    third = make.update(chips, supersedes=second)
    assert reach("update", first)[0]["update"] == {first.uid, second.uid, third.uid}


def test_each_is_handed_out_once(chips):
    sign = make.milestone(chips)
    made = scope.of({"milestone": {sign.uid}})
    assert made.take("milestone") == ({sign.uid}, set())
    assert made.take("milestone") == (set(), set())
    made.add("milestone", [sign.uid])
    assert made.take("milestone") == (set(), set())
    assert made.take("initiative") == ({chips.uid}, set())


def test_what_is_tied_to_those_that_came_or_went_follows(chips):
    part = make.participation(chips, "KR")
    sign = make.milestone(chips, responsible=part)
    made = scope.Scope()
    made.add_tied_to([part.uid])
    assert dict(made.touched) == {"milestone": {sign.uid}, "initiative": {chips.uid}}
    made.add_tied_to([chips.uid])
    assert made.touched["participation"] == {part.uid}


def test_of_nothing_nothing_follows(db, django_assert_num_queries):
    made = scope.Scope()
    with django_assert_num_queries(0):
        made.add_tied_to([])
        made.add("initiative", [])
    assert not made.waiting


@pytest.mark.parametrize(
    ("pairs", "grouped"),
    [([], []), ([("a", 1), ("b", 2), ("a", 3), ("a", 1)], [("a", {1, 3}), ("b", {2})])],
)
def test_ids_are_grouped_by_kind(pairs, grouped):
    assert list(scope.by_kind(pairs)) == grouped
