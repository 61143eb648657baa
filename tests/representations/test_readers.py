"""What a reader may not see is absent from the record: the record itself, its names, and what staff keep."""

from datetime import UTC, datetime

import pytest

from opportunities.models import Participation
from tests import make
from tests.representations.looking import by_level, look

PUBLIC, PARTNERS, INTERNAL = make.PUBLIC, make.PARTNERS, make.INTERNAL


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


@pytest.mark.parametrize(
    ("visibility", "seen"),
    [(PUBLIC, [True, True, True]), (PARTNERS, [False, True, True]), (INTERNAL, [False, False, True])],
)
def test_below_its_own_level_there_is_nothing_of_it(chips, visibility, seen):
    for made in (make.organisation("institute", visibility), make.milestone(chips, visibility)):
        assert [look(made, level) is not None for level in (1, 2, 3)] == seen


@pytest.mark.parametrize(("own", "parent"), [(PUBLIC, PARTNERS), (PARTNERS, PUBLIC), (PARTNERS, PARTNERS)])
def test_a_part_shows_to_those_who_see_both_it_and_what_it_belongs_to(db, own, parent):
    part = make.milestone(make.initiative("Chips", parent), own)
    assert look(part, PUBLIC) is None
    assert look(part, PARTNERS)["title"] == {"en": "Sign", "fr": "", "ko": ""}


def test_evidence_shows_to_those_who_see_its_source_too(chips):
    made = make.evidence(initiative=chips, source=make.source("Hidden", PARTNERS))
    assert look(made, PUBLIC) is None
    assert look(made, PARTNERS)["source"] == made.source.uid


def test_only_staff_are_told_who_may_read_a_record(chips):
    records = make.organisation(), make.source(), chips, make.milestone(chips), make.update(chips)
    for made in (*records, make.decision(chips), make.country(), make.area()):
        assert ["visibility" in look(made, level) for level in (1, 2, 3)] == [False, False, True]


def cited_by_milestone(chips, hidden):
    part = make.participation(chips, "KR", hidden)
    return make.milestone(chips, responsible=part), "responsible", part


def cited_by_participation(chips, hidden):
    made = make.organisation("hidden", hidden)
    return make.participation(chips, "KR", organisation=made), "organisation", made


def cited_by_update(chips, hidden):
    old = make.update(chips, hidden)
    return make.update(chips, supersedes=old), "supersedes", old


def cited_by_framework(chips, hidden):
    parent = make.framework("Pact", hidden)
    return make.framework("Plan", parent=parent), "parent", parent


def cited_by_dialogue(chips, hidden):
    source = make.source("Hidden", hidden)
    return make.dialogue(source=source), "source", source


CITING = [
    *(cited_by_milestone, cited_by_participation, cited_by_update),
    *(cited_by_framework, cited_by_dialogue),
]


@pytest.mark.parametrize("world", CITING)
@pytest.mark.parametrize(("hidden", "known_to"), [(PUBLIC, 3), (PARTNERS, 2), (INTERNAL, 1)])
def test_what_is_cited_is_named_to_those_who_may_see_it_and_null_to_others(chips, world, hidden, known_to):
    made, name, cited = world(chips, hidden)
    assert by_level(made, name) == [None] * (3 - known_to) + [cited.uid] * known_to


@pytest.mark.parametrize("world", CITING)
def test_what_is_not_cited_is_null_to_all(chips, world):
    made, name, _ = world(chips, PUBLIC)
    setattr(made, name, None)
    made.save_base(raw=True)
    assert by_level(made, name) == [None, None, None]


def test_a_part_of_a_hidden_initiative_is_no_responsible_part(chips):
    """The citation is of a record that is hidden through what it belongs to."""
    elsewhere = make.participation(make.initiative("Hidden", PARTNERS), "KR")
    made = make.milestone(chips, responsible=elsewhere)
    assert by_level(made, "responsible") == [None, elsewhere.uid, elsewhere.uid]
    assert by_level(made, "side") == [None, "KR", "KR"]


def test_of_many_cited_the_reader_gets_their_own_in_the_order_of_ids(chips):
    dialogue = make.dialogue()
    seen = [make.takeaway(dialogue, f"T{n}") for n in range(4)]
    hidden = make.takeaway(dialogue, "H", PARTNERS)
    veiled = make.takeaway(make.dialogue("Hidden", INTERNAL), "V")
    chips.takeaways.set([*seen, hidden, veiled])
    told = by_level(chips, "takeaways")
    assert told[0] == sorted(each.uid for each in seen)
    assert told[1] == sorted([*told[0], hidden.uid])
    assert told[2] == sorted([*told[1], veiled.uid])


def test_frameworks_of_one_initiative_are_not_those_of_another(chips):
    other = make.initiative("Other")
    pact, plan = make.framework("Pact"), make.framework("Plan")
    chips.frameworks.add(pact), other.frameworks.add(plan)
    assert (look(chips, PUBLIC)["frameworks"], look(other, PUBLIC)["frameworks"]) == ([pact.uid], [plan.uid])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("officer", "sora"),
        ("first_public_at", datetime(2026, 1, 1, tzinfo=UTC)),
        ("withdrawn_at", None),
        ("withdrawal_reason", {"en": "", "fr": "", "ko": ""}),
    ],
)
def test_what_staff_keep_of_an_initiative_is_not_there_for_others(chips, sora, name, value):
    chips.officer, chips.first_public_at = sora, datetime(2026, 1, 1, tzinfo=UTC)
    chips.save()
    assert [look(chips, level).get(name, "absent") for level in (1, 2, 3)] == ["absent", "absent", value]


def test_when_somebody_was_named_is_for_staff(chips):
    made = make.participation(chips, organisation=make.organisation())
    assert ["named_at" in look(made, level) for level in (1, 2, 3)] == [False, False, True]
    assert look(made, INTERNAL)["named_at"] == Participation.objects.get(pk=made.pk).named_at


def test_when_it_was_recorded_as_met_is_for_staff_and_the_day_for_all(chips):
    made = make.milestone(chips, done_on=make.DAY)
    assert by_level(made, "done_on") == [make.DAY] * 3
    assert ["completion_recorded_at" in look(made, level) for level in (1, 2, 3)] == [False, False, True]


def test_stamps_keys_and_the_text_of_a_source_never_leave_the_house(chips):
    never = {"pk", "created_at", "updated_at", "text", "withdrawn_from", "refs_given", "level"}
    for made in (chips, make.source(text="All of it"), make.area(), make.evidence(initiative=chips)):
        assert look(made, INTERNAL).keys() & never == set()
    assert "published_at" not in look(make.evidence(initiative=chips), INTERNAL)


def test_a_proposal_of_evidence_does_not_count_yet(chips):
    counted = make.evidence(initiative=chips)
    proposed = make.evidence(initiative=chips, published_at=None)
    assert by_level(counted, "is_published") == [True] * 3
    assert by_level(proposed, "is_published") == [False] * 3
