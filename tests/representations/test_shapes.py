"""What the shapes of all records have in common: their order, their ties, and their bytes."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from opportunities.models import Evidence, Milestone
from opportunities.representations import KIND_OF, SHAPES, as_json
from tests import make
from tests.representations.looking import look, row_of


def test_what_a_record_belongs_to_or_cites_stands_before_it():
    order = list(SHAPES)
    for kind, shape in SHAPES.items():
        named = {*shape.parents.values(), *shape.cited.values(), *shape.many.values()} - {kind}
        assert all(order.index(each) < order.index(kind) for each in named), kind


@pytest.mark.parametrize(
    ("kind", "parents", "cited", "many"),
    [
        ("country", {}, {}, {}),
        ("framework", {}, {"parent": "framework"}, {}),
        ("dialogue", {}, {"source": "source"}, {"convenors": "organisation"}),
        ("initiative", {}, {}, {"takeaways": "takeaway", "frameworks": "framework"}),
        ("participation", {"initiative": "initiative"}, {"organisation": "organisation"}, {}),
        ("milestone", {"initiative": "initiative"}, {"responsible": "participation"}, {}),
        ("update", {"initiative": "initiative", "milestone": "milestone"}, {"supersedes": "update"}, {}),
        ("strength", {"takeaway": "takeaway", "source": "source"}, {}, {}),
        ("revision", {"milestone": "milestone"}, {}, {}),
    ],
)
def test_what_each_kind_belongs_to_and_cites(kind, parents, cited, many):
    shape = SHAPES[kind]
    assert (shape.parents, shape.cited, shape.many) == (parents, cited, many)


def test_only_those_that_show_facts_of_their_parts_count_them():
    assert [kind for kind, shape in SHAPES.items() if shape.counts_parts] == ["initiative", "milestone"]


def test_each_model_has_one_kind():
    assert {model: kind for model, kind in KIND_OF.items() if kind in SHAPES} == {
        shape.model: kind for kind, shape in SHAPES.items()
    }
    assert (KIND_OF[Milestone], KIND_OF[Evidence]) == ("milestone", "evidence")


def test_the_same_record_is_always_the_same_bytes():
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    one = {"b": UUID(int=1), "a": [at, date(2026, 3, 2)], "c": None, "한": "é"}
    assert as_json(one) == as_json(dict(reversed(one.items())))
    assert as_json(one) == (
        '{"a":["2026-03-02T09:00:00Z","2026-03-02"],"b":"00000000-0000-0000-0000-000000000001","c":null,'
        '"한":"é"}'
    )


def test_of_what_is_not_seen_there_is_no_byte():
    assert as_json(None) == ""


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def ties(record):
    shape, row = row_of(record)
    return shape.ties(row)


def test_ties_say_which_records_it_belongs_to_and_which_it_cites(chips):
    part = make.participation(chips, "KR")
    milestone = make.milestone(chips, responsible=part)
    assert ties(milestone) == [("initiative", chips.uid, True), ("participation", part.uid, False)]
    assert ties(make.milestone(chips)) == [("initiative", chips.uid, True)]


def test_ties_of_evidence_are_to_its_one_subject_and_its_source(chips):
    made = make.evidence(milestone=make.milestone(chips))
    assert ties(made) == [("milestone", made.milestone.uid, True), ("source", made.source.uid, True)]


def test_ties_to_many_are_one_each_whoever_may_see_them(chips):
    hidden = make.framework("Pact", make.INTERNAL)
    takeaway = make.takeaway(make.dialogue())
    chips.frameworks.add(hidden), chips.takeaways.add(takeaway)
    assert ties(chips) == [("takeaway", takeaway.uid, False), ("framework", hidden.uid, False)]


@pytest.mark.parametrize("visibility", [1, 2, 3])
def test_a_row_tells_the_most_open_level_that_sees_it(chips, visibility):
    _, row = row_of(make.milestone(chips, visibility))
    assert row["level"] == visibility
    part = make.milestone(make.initiative("Hidden", make.INTERNAL), visibility)
    assert row_of(part)[1]["level"] == 3


def test_countries_and_areas_are_named_by_code_and_slug(chips):
    made = make.organisation("stepi", country=make.country("KR"))
    assert (look(made, 1)["country"], look(chips, 1)["area"]) == ("KR", "chips")
    assert look(make.organisation("nowhere"), 1)["country"] is None


def test_many_records_are_read_in_as_many_queries_as_one(chips, django_assert_max_num_queries):
    make.milestone(chips), make.milestone(chips), make.milestone(chips)
    with django_assert_max_num_queries(4):
        assert len(SHAPES["milestone"].rows(Milestone.objects.all())) == 3
