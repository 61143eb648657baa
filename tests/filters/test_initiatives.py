"""The words by which initiatives are found, on pages and in the API alike."""

import unicodedata
from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from opportunities.choices import Visibility
from opportunities.filters import InitiativeFilter
from opportunities.models import Initiative
from tests import make

TODAY = date(2026, 3, 10)
FIRST, SECOND = "One", "Two"


def found(query, level=Visibility.PUBLIC):
    """Titles, in order."""
    asked = InitiativeFilter(QueryDict(query), Initiative.objects.visible_at(level), level=level, today=TODAY)
    assert asked.is_valid(), asked.errors
    return [initiative.title_en for initiative in asked.qs]


@pytest.fixture
def one(db):
    return make.initiative(FIRST)


@pytest.fixture
def two(one):
    return make.initiative(SECOND)


def test_an_empty_question_finds_all_that_was_given(two):
    assert sorted(found("")) == sorted(found("q=&status=&due=&ordering=&lead=")) == [FIRST, SECOND]


@pytest.mark.parametrize("key", ["CHP-2", "uid"])
def test_by_ref_or_id(two, key):
    assert found(f"ref={two.uid if key == 'uid' else key}") == [SECOND]


@pytest.mark.parametrize("key", ["talent", "TAL"])
def test_by_area(one, key):
    make.initiative(SECOND, area=make.area("talent", "TAL"))
    assert found(f"area={key}") == [SECOND]


def test_by_stage_health_and_outlook(two):
    two.write(status="agreed")
    make.update(two, outlook="at_risk", as_of=TODAY)
    for query in ("status=agreed", "status=agreed&status=paused", "health=at_risk", "outlook=at_risk"):
        assert found(query) == [SECOND]
    assert found("health=late") == []


def test_by_the_stage_that_facts_support(two):
    make.lead(two, make.organisation(), "CA")
    assert found("supported=scoped") == [SECOND]
    assert found("supported=raised") == [FIRST]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([], "not_stated"),
        (["not_stated"], "not_stated"),
        (["provides", "not_stated"], "provides"),
        (["receives", "receives"], "receives"),
        (["receives", "provides"], "joint"),
        (["joint", "receives"], "joint"),
    ],
)
def test_by_what_a_side_does_told_as_one_of_all_its_parts(two, parts, told):
    for direction in parts:
        make.participation(two, "KR", direction=direction)
    make.country("KR")
    words = ("provides", "receives", "joint", "not_stated")
    assert [word for word in words if SECOND in found(f"{word}=KR")] == [told]


def test_by_what_both_sides_do(two):
    for each, canada, korea in (
        (two, "receives", "provides"),
        (make.initiative("Three"), "receives", "joint"),
    ):
        make.participation(each, "CA", direction=canada)
        make.participation(each, "KR", direction=korea)
    assert found("receives=CA&provides=KR") == [SECOND]
    assert found("provides=CA&provides=KR") == [SECOND]
    assert found("provides=CA") == []


def test_what_a_side_did_or_does_out_of_sight_finds_nothing(two):
    make.participation(two, "KR", make.PARTNERS, direction="provides")
    make.participation(two, "CA", direction="provides", ended_at=two.created_at)
    assert found("provides=KR") == found("provides=CA") == []
    assert sorted(found("not_stated=KR")) == [FIRST, SECOND]
    assert found("provides=KR", make.PARTNERS) == [SECOND]


def test_a_side_by_an_id_that_never_was_finds_nothing(two):
    assert found("not_stated=6f1c2a52-8f0e-4e0b-9a55-0f4e5b1f3c1d") == []


def test_by_country_and_organisation_that_take_part_now(two):
    part = make.participation(two, "KR", organisation=make.organisation("institute"))
    for query in ("country=KR", "organisation=institute", f"organisation={part.organisation.uid}"):
        assert found(query) == [SECOND]
    assert found("lead=institute") == []
    part.is_lead = True
    part.save()
    assert found("lead=institute") == [SECOND]
    part.ended_at = part.created_at
    part.save()
    assert found("country=KR") == found("organisation=institute") == found("lead=institute") == []


def test_by_takeaway_and_framework_and_each_once(two):
    dialogue = make.dialogue()
    two.takeaways.add(make.takeaway(dialogue, "T1"), make.takeaway(dialogue, "T2"))
    two.frameworks.add(make.framework("Pact", short_name="PACT"))
    assert found("takeaway=T1&takeaway=T2") == found("framework=PACT") == [SECOND]


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ("overdue", [date(2026, 3, 9)]),
        ("30", [date(2026, 3, 10), date(2026, 4, 9)]),
        ("90", [date(2026, 3, 10), date(2026, 4, 9), date(2026, 4, 10)]),
        ("2026-04-09..2026-04-10", [date(2026, 4, 9), date(2026, 4, 10)]),
    ],
)
def test_by_when_a_milestone_is_due(db, due, days):
    for day in (date(2026, 3, 9), date(2026, 3, 10), date(2026, 4, 9), date(2026, 4, 10)):
        make.milestone(make.initiative(str(day)), due_on=day)
    make.milestone(make.initiative("Met"), due_on=TODAY, done_on=TODAY)
    make.milestone(make.initiative("Cancelled"), due_on=TODAY).cancel("Dropped")
    assert sorted(found(f"due={due}")) == [str(day) for day in days]


def test_several_spans_are_either_or(two):
    make.milestone(two, due_on=date(2026, 1, 1))
    assert found("due=30&due=overdue") == [SECOND]


def test_by_what_is_missing(two):
    make.lead(two, make.organisation(), "CA")
    make.milestone(two)
    make.update(two)
    for word in ("lead", "milestone", "report"):
        assert found(f"missing={word}") == [FIRST]
    make.milestone(Initiative.objects.get(title_en=FIRST))
    assert found("missing=milestone&missing=report") == [FIRST]


@pytest.mark.parametrize("name", ["review_on", "planned_start_on", "planned_end_on", "actual_start_on"])
def test_by_dates_both_ends_included(two, name):
    setattr(two, name, TODAY)
    two.save()
    assert found(f"{name}__gte={TODAY}&{name}__lte={TODAY}") == [SECOND]
    assert found(f"{name}__gte=2026-03-11") == found(f"{name}__lte=2026-03-09") == []


def test_by_the_last_change_that_the_level_saw(two):
    since = two.updated_at.isoformat().replace("+00:00", "Z")
    make.milestone(two)
    two.title_en = SECOND
    two.save()
    make.milestone(Initiative.objects.get(title_en=FIRST), make.INTERNAL)
    assert found(f"updated_since={since}") == [SECOND]
    assert sorted(found(f"updated_since={since}", Visibility.INTERNAL)) == [FIRST, SECOND]


@pytest.mark.parametrize("words", ["chp-2", "TWO", "반도체 협력", "협력", "énergie two", "rapport"])
def test_by_words_in_any_language(two, words):
    two.title_ko, two.summary_fr = "반도체 협력", "L'énergie"
    two.save()
    make.update(two, body_fr="Le rapport annuel")
    for form in ("NFC", "NFD"):
        assert found(f"q={unicodedata.normalize(form, words)}") == [SECOND]


def test_every_word_must_be_found(two):
    assert found("q=two nowhere") == []


def test_words_of_drafts_and_corrected_reports_are_not_searched(two):
    old = make.update(two, body_en="mistaken")
    make.update(two, supersedes=old, body_en="right")
    make.update(two, make.PARTNERS, published_at=None, body_en="draft")
    assert found("q=right") == [SECOND]
    assert found("q=mistaken") == found("q=draft", Visibility.PARTNERS) == []


def test_signs_of_a_search_language_are_plain_text(two):
    assert found("q=%25") == found("q=_") == found("q='") == []


def test_orders_have_names_in_the_reader_s_language(db):
    with override("en"):
        asked = InitiativeFilter(None, Initiative.objects.all(), level=1)
        labels = dict(asked.form.fields["ordering"].choices)
        assert [str(labels[word]) for word in ("area", "-area")] == ["Area", "Area, reversed"]


def test_a_filter_asked_for_a_part_builds_that_part_alone(db):
    asked = InitiativeFilter(QueryDict("q=a"), Initiative.objects.all(), level=1, only=["q", "limit"])
    assert list(asked.form.fields) == ["q"]
