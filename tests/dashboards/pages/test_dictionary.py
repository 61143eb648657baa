"""The dictionary of fields and codes, and the definitions: read off what they describe, complete."""

import pytest
from django.utils import translation

from opportunities import choices
from opportunities.choices import MilestoneState, Status
from opportunities.dashboards import definitions, dictionary
from opportunities.representations import SHAPES


def told(kind):
    """{field: type}."""
    return {entry.name: str(entry.type) for entry in dictionary.entries_of(SHAPES[kind])}


@pytest.mark.parametrize(
    ("kind", "name", "type"),
    [
        ("initiative", "ref", "plain text"),
        ("initiative", "status", "code"),
        ("initiative", "report_every_days", "code"),
        ("initiative", "review_on", "date"),
        ("initiative", "title", "text in English, French and Korean"),
        ("initiative", "takeaways", "list of identifiers"),
        ("participation", "initiative", "identifier"),
        ("participation", "is_lead", "true or false"),
        ("milestone", "due_on", "date"),
        ("milestone", "responsible", "identifier"),
        ("takeaway", "start", "whole number"),
        ("framework", "year", "whole number"),
        ("update", "published_at", "time in UTC"),
    ],
)
def test_a_field_is_typed_by_what_it_holds(kind, name, type):
    assert told(kind)[name] == type


def test_columns_stand_before_texts_and_relations():
    types = [str(entry.type) for entry in dictionary.entries_of(SHAPES["initiative"])]
    assert types.index("text in English, French and Korean") > types.index("code")
    assert types[-1] == "list of identifiers"


def test_every_kind_is_described_under_its_own_name():
    assert [kind for kind, _name, _entries in dictionary.records()] == [*SHAPES]
    names = {kind: str(name) for kind, name, _entries in dictionary.records()}
    assert (names["initiative"], names["update"]) == ("initiative", "progress update")


def test_a_code_is_in_three_languages_whichever_is_active():
    for language in ("en", "ko"):
        with translation.override(language):
            [scoped] = [each for each in dictionary.codes_of(Status) if each[0] == "scoped"]
            assert scoped == ("scoped", [("en", "Scoped"), ("fr", "Cadrée"), ("ko", "구체화")], "1")
            assert translation.get_language() == language


def test_a_list_that_no_standard_knows_has_no_code_abroad():
    assert {abroad for _code, _labels, abroad in dictionary.codes_of(choices.Direction)} == {""}
    assert [abroad for _code, _labels, abroad in dictionary.codes_of(choices.Role)] == ["1", "2", "3", "4"]


def test_every_list_of_codes_is_there_once_and_nothing_else():
    names = [name for name, _codes in dictionary.code_lists()]
    assert names == sorted(set(names))
    assert {"Contradiction", "Direction", "EvidenceKind", "MoveReason", "Role", "Track"} <= {*names}
    assert {"TextChoices", "IntegerChoices", "Choices"} & {*names} == set()


@pytest.mark.parametrize("language", ["fr", "ko"])
@pytest.mark.parametrize(
    "meanings",
    [
        definitions.STATUSES,
        definitions.REQUIRED,
        definitions.SUPPORTED,
        definitions.HEALTHS,
        definitions.OUTLOOKS,
        definitions.CONTRADICTIONS,
        definitions.OWING,
        definitions.DIRECTIONS,
        definitions.VISIBILITIES,
    ],
)
def test_no_definition_is_left_in_english(meanings, language):
    in_english = [str(meaning) for meaning in meanings.values()]
    with translation.override(language):
        there = [str(meaning) for meaning in meanings.values()]
    assert [both for both in zip(in_english, there, strict=True) if both[0] == both[1]] == []


def test_no_two_words_of_a_list_mean_the_same():
    for meanings in (definitions.STATUSES, definitions.HEALTHS, definitions.milestone_states()):
        assert len({str(meaning) for meaning in meanings.values()}) == len(meanings)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Open, and due within 30 days."),
        ("fr", "Ouvert, échéance d’ici 30 jours."),
        ("ko", "미달성이며 기한이 30일 이내입니다."),
    ],
)
def test_due_soon_tells_its_days(language, said):
    with translation.override(language):
        assert definitions.milestone_states()[MilestoneState.DUE_SOON] == said


def test_only_three_stages_need_more_than_a_reason():
    assert {str(status): str(needed) for status, needed in definitions.REQUIRED.items()} == {
        "agreed": "An agreement, linked as evidence.",
        "delivered": "Evidence of the result.",
        "paused": "A date of review.",
    }
