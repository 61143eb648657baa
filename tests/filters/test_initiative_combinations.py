"""Several words at once: the values of one parameter are either-or, parameters must all hold."""

from datetime import date

import pytest

from opportunities.filters import InitiativeFilter
from opportunities.models import Initiative
from opportunities.models.base import unit_of_work
from tests import make
from tests.filters.asking import TODAY, found, refused

INITIATIVES = Initiative, InitiativeFilter


def titles(query, level=make.PUBLIC):
    return "".join(sorted(each.title_en for each in found(INITIATIVES, query, level)))


@pytest.fixture
def world(db):
    """A and B in chips, C in talent; A raised, the others scoped; Canada in A and C, Korea in B and C."""
    with unit_of_work():
        a, b = make.initiative("A"), make.initiative("B", status="scoped")
        c = make.initiative("C", status="scoped", area=make.area("talent", "TAL"))
        first, second = make.organisation("first"), make.organisation("second")
        make.lead(a, first, "CA"), make.participation(c, "CA", organisation=first)
        make.lead(b, second, "KR"), make.lead(c, second, "KR")
    return a, b, c


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("area=chips&status=scoped", "B"),
        ("area=chips&area=talent&status=scoped", "BC"),
        ("status=raised&status=scoped", "ABC"),
        ("country=CA", "AC"),
        ("country=CA&country=KR", "ABC"),
        ("country=CA&organisation=second", "C"),
        ("organisation=first&lead=second", "C"),
        ("lead=first", "A"),
        ("lead=first&lead=second", "ABC"),
        ("lead=first&lead=second&area=talent", "C"),
        ("supported=scoped&country=CA", "A"),
        ("supported=raised&supported=scoped", "ABC"),
        ("ref=CHP-1&ref=TAL-1", "AC"),
        ("ref=CHP-1&area=talent", ""),
        ("status=paused", ""),
        ("q=chp&country=CA", "A"),
    ],
)
def test_values_are_either_or_and_parameters_must_all_hold(world, query, expected):
    assert titles(query) == expected


def test_an_organisation_that_leads_here_and_takes_part_there_leads_only_here(world):
    *_others, c = world
    assert (titles("organisation=first"), titles("lead=first")) == ("AC", "A")
    make.participation(c, "KR", organisation=make.organisation("third"), ended_at=c.created_at)
    assert titles("organisation=third") == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("missing=lead", "C"),
        ("missing=milestone", "BC"),
        ("missing=report", "AC"),
        ("missing=lead&missing=report", "AC"),
        ("missing=milestone&status=raised", ""),
    ],
)
def test_what_is_missing(world, query, expected):
    a, b, _ = world
    make.milestone(a), make.update(b)
    assert titles(query) == expected


def test_a_lead_hidden_from_the_reader_is_missing_to_them(db):
    made = make.initiative("A")
    make.lead(made, make.organisation("hidden", make.PARTNERS))
    assert (titles("missing=lead"), titles("missing=lead", make.PARTNERS)) == ("A", "")


@pytest.mark.parametrize("word", ["milestone", "report"])
def test_a_hidden_part_is_missing_to_those_who_may_not_see_it(db, word):
    made = make.initiative("A")
    make.milestone(made, make.PARTNERS), make.update(made, make.PARTNERS)
    assert (titles(f"missing={word}"), titles(f"missing={word}", make.PARTNERS)) == ("A", "")


def test_a_cancelled_milestone_and_a_draft_do_not_make_up_for_none(db):
    made = make.initiative("A")
    make.milestone(made).cancel("Dropped")
    make.update(made, make.PARTNERS, published_at=None)
    for word in ("milestone", "report"):
        assert titles(f"missing={word}", make.PARTNERS) == "A"


@pytest.mark.parametrize("outlook", ["off_track", "at_risk", "on_track"])
def test_outlook_and_health_follow_what_the_reader_may_know(db, outlook):
    made = make.initiative("A", status="agreed")
    make.update(made, make.PARTNERS, outlook=outlook, as_of=TODAY)
    assert titles(f"outlook={outlook}") == titles(f"health={outlook}") == ""
    assert titles(f"outlook={outlook}", make.PARTNERS) == titles(f"health={outlook}", make.PARTNERS) == "A"
    assert (titles("health=no_report"), titles("health=no_report", make.PARTNERS)) == ("A", "")


@pytest.mark.parametrize(("due", "health"), [(date(2026, 3, 9), "late"), (TODAY, "no_report")])
def test_late_begins_the_day_after_the_date(db, due, health):
    made = make.initiative("A", status="scoped")
    make.milestone(made, due_on=due)
    assert [titles(f"health={word}") for word in ("late", "no_report")] == (
        ["A", ""] if health == "late" else ["", "A"]
    )


def test_an_initiative_that_claims_no_health_is_found_by_none(db):
    make.milestone(make.initiative("A"), due_on=date(2026, 3, 9))
    words = ("late", "off_track", "at_risk", "no_report", "on_track", "not_assessed")
    assert titles("&".join(f"health={word}" for word in words)) == ""
    assert titles("status=raised") == "A"


def test_by_either_of_two_frameworks_or_by_both_ways_of_naming_one(db):
    pact, plan = make.framework("Pact", short_name="PACT"), make.framework("Plan", short_name="PLAN")
    a, b = make.initiative("A"), make.initiative("B")
    a.frameworks.add(pact), b.frameworks.add(plan)
    assert (titles("framework=PACT"), titles("framework=PACT&framework=PLAN")) == ("A", "AB")
    assert titles(f"framework={pact.uid}") == "A"


def test_a_code_that_two_dialogues_use_finds_what_comes_from_either(db):
    a, b = make.initiative("A"), make.initiative("B")
    for made, title in ((a, "First"), (b, "Second")):
        made.takeaways.add(make.takeaway(make.dialogue(title), "T1"))
    assert titles("takeaway=T1") == "AB"
    assert titles(f"takeaway={a.takeaways.get().uid}") == "A"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("supported=paused", "Unknown value. Allowed: raised, scoped, agreed, under_way, delivered."),
        ("missing=owner", "Unknown value. Allowed: lead, milestone, report."),
        ("outlook=late", "Unknown value. Allowed: off_track, at_risk, on_track."),
        (
            "health=good",
            "Unknown value. Allowed: late, off_track, at_risk, no_report, on_track, not_assessed.",
        ),
        ("framework=NONE", "You can see no such record. Name it by: short_name, id."),
        ("takeaway=T9", "You can see no such record. Name it by: code, id."),
        ("country=Korea", "You can see no such record. Name it by: code, id."),
    ],
)
def test_a_word_it_does_not_know_is_refused_with_those_it_knows(db, query, sentence):
    assert refused(INITIATIVES, f"{query}&status=raised") == {query.partition("=")[0]: [sentence]}
