"""A hidden record is no value of a parameter: its key is refused as unknown, its id finds nothing."""

import pytest

from tests import make
from tests.filters.asking import (
    DIALOGUES,
    EVIDENCE,
    FRAMEWORKS,
    INITIATIVES,
    MILESTONES,
    PARTICIPATIONS,
    REVISIONS,
    STRENGTHS,
    TAKEAWAYS,
    UPDATES,
    found,
    refused,
)


def led_by_hidden():
    hidden = make.organisation("hidden", make.PARTNERS)
    return make.lead(make.initiative(), hidden).initiative, hidden


def part_of_hidden():
    hidden = make.organisation("hidden", make.PARTNERS)
    return make.participation(make.initiative(), organisation=hidden), hidden


def convened_by_hidden():
    made, hidden = make.dialogue(), make.organisation("hidden", make.PARTNERS)
    made.convenors.add(hidden)
    return made, hidden


def within_hidden_framework():
    made, hidden = make.initiative(), make.framework("Pact", make.PARTNERS, short_name="hidden")
    made.frameworks.add(hidden)
    return made, hidden


def under_hidden_framework():
    hidden = make.framework("Pact", make.PARTNERS, short_name="hidden")
    return make.framework("Plan", parent=hidden), hidden


def from_hidden_takeaway():
    made, hidden = make.initiative(), make.takeaway(make.dialogue(), "hidden", make.PARTNERS)
    made.takeaways.add(hidden)
    return made, hidden


CITING = [
    (INITIATIVES, "organisation", "You can see no such record. Name it by: slug, id.", led_by_hidden),
    (INITIATIVES, "lead", "You can see no such record. Name it by: slug, id.", led_by_hidden),
    (
        INITIATIVES,
        "framework",
        "You can see no such record. Name it by: short_name, id.",
        within_hidden_framework,
    ),
    (INITIATIVES, "takeaway", "You can see no such record. Name it by: code, id.", from_hidden_takeaway),
    (PARTICIPATIONS, "organisation", "You can see no such record. Name it by: slug, id.", part_of_hidden),
    (DIALOGUES, "organisation", "You can see no such record. Name it by: slug, id.", convened_by_hidden),
    (FRAMEWORKS, "parent", "You can see no such record. Name it by: short_name, id.", under_hidden_framework),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "parameter", "sentence", "world"), CITING)
def test_a_hidden_record_that_is_cited_is_no_way_to_find_who_cites_it(kind, parameter, sentence, world):
    citing, hidden = world()
    assert refused(kind, f"{parameter}=never") == {parameter: [sentence]}
    assert refused(kind, f"{parameter}=hidden") == {parameter: [sentence]}
    assert found(kind, f"{parameter}={hidden.uid}") == []
    for value in ("hidden", hidden.uid):
        assert found(kind, f"{parameter}={value}", make.PARTNERS) == [citing]


def takeaway_of_hidden():
    hidden = make.dialogue("Hidden", make.PARTNERS)
    return make.takeaway(hidden), hidden


def strength_of_hidden_source():
    hidden = make.source("Hidden", make.PARTNERS)
    return make.strength(None, source=hidden), hidden


def update_of_hidden_milestone():
    of = make.initiative()
    hidden = make.milestone(of, make.PARTNERS)
    return make.update(of, milestone=hidden), hidden


def evidence_of_hidden_source():
    hidden = make.source("Hidden", make.PARTNERS)
    return make.evidence(initiative=make.initiative(), source=hidden), hidden


def evidence_of_hidden_milestone():
    hidden = make.milestone(make.initiative(), make.PARTNERS)
    return make.evidence(milestone=hidden), hidden


def evidence_of_hidden_update():
    hidden = make.update(make.initiative(), make.PARTNERS)
    return make.evidence(update=hidden), hidden


def milestone_of_hidden_initiative():
    hidden = make.initiative("Hidden", make.PARTNERS)
    return make.milestone(hidden), hidden


def move_of_hidden_milestone():
    hidden = make.milestone(make.initiative(), make.PARTNERS)
    hidden.move(None, "scope")
    moved = hidden.revisions.get()
    moved.visibility = make.PUBLIC
    moved.save()
    return moved, hidden


BELONGING = [
    (TAKEAWAYS, "dialogue", takeaway_of_hidden),
    (STRENGTHS, "source", strength_of_hidden_source),
    (UPDATES, "milestone", update_of_hidden_milestone),
    (EVIDENCE, "source", evidence_of_hidden_source),
    (EVIDENCE, "milestone", evidence_of_hidden_milestone),
    (EVIDENCE, "update", evidence_of_hidden_update),
    (MILESTONES, "initiative", milestone_of_hidden_initiative),
    (REVISIONS, "milestone", move_of_hidden_milestone),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "parameter", "world"), BELONGING)
def test_what_belongs_to_a_hidden_record_is_found_by_those_who_see_both(kind, parameter, world):
    part, hidden = world()
    for query in ("", f"{parameter}={hidden.uid}"):
        assert found(kind, query) == []
        assert found(kind, query, make.PARTNERS) == [part]


@pytest.mark.django_db
def test_a_key_that_is_hidden_beside_one_that_is_not_refuses_both():
    make.lead(make.initiative("One"), make.organisation("known"))
    make.lead(make.initiative("Two"), make.organisation("hidden", make.INTERNAL))
    both = "organisation=known&organisation=hidden"
    assert list(refused(INITIATIVES, both)) == ["organisation"]
    assert len(found(INITIATIVES, both, make.INTERNAL)) == 2


@pytest.mark.django_db
def test_a_hidden_part_makes_its_country_no_taker_of_part():
    chips = make.initiative()
    make.participation(chips, "KR", make.PARTNERS)
    assert found(INITIATIVES, "country=KR") == []
    assert found(INITIATIVES, "country=KR", make.PARTNERS) == [chips]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", ["ref=CHP-1", "id={uid}", "ref={uid}", "q=hidden", "area=chips", "status=raised"]
)
def test_a_hidden_initiative_is_found_by_nothing(key):
    chips = make.initiative("Hidden")
    chips.visibility = make.INTERNAL
    chips.save()
    query = key.format(uid=chips.uid)
    seen = refused(INITIATIVES, query) or found(INITIATIVES, query)
    unknown = {"ref": ["You can see no such record. Name it by: ref, id."]}
    assert seen == (unknown if query == "ref=CHP-1" else [])
    assert found(INITIATIVES, query, make.INTERNAL) == [chips]
