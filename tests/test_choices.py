"""The words that are stored: the codes others know them by, their order, and that no two read alike."""

import inspect

import pytest
from django.db.models import Choices
from django.utils import translation

from opportunities import choices

LISTS = [
    kind
    for _name, kind in inspect.getmembers(choices, inspect.isclass)
    if issubclass(kind, Choices) and kind.__module__ == choices.__name__
]


def test_each_stage_has_the_activity_status_of_iati():
    assert choices.IATI_ACTIVITY_STATUS == {
        "raised": "1",
        "scoped": "1",
        "agreed": "2",
        "under_way": "2",
        "delivered": "4",
        "paused": "6",
        "not_pursued": "5",
    }


def test_each_type_and_each_role_of_an_organisation_has_its_code_of_iati():
    assert choices.IATI_ORGANISATION_TYPE == {
        "government": "10",
        "academia": "80",
        "industry": "70",
        "civil_society": "22",
        "multilateral": "40",
    }
    assert choices.IATI_ORGANISATION_ROLE == {
        "funding": "1",
        "accountable": "2",
        "extending": "3",
        "implementing": "4",
    }


def test_each_kind_of_reader_has_a_level_of_its_own():
    assert {name: int(level) for name, (level, _words) in choices.READERS.items()} == {
        "public": 1,
        "partners": 2,
        "staff": 3,
    }


def test_each_language_puts_its_own_country_first():
    assert [*choices.LANGUAGES] == ["en", "fr", "ko"]
    assert choices.OWN_COUNTRY == {"en": "CA", "fr": "CA", "ko": "KR"}


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_no_two_words_of_a_list_read_alike(kind, language):
    with translation.override(language):
        labels = [str(label) for label in kind.labels]
    assert (len({*labels}), all(labels)) == (len(kind.values), True)
