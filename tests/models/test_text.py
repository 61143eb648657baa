"""Text is composed, printable, and in the reader's language where it is written in it."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from opportunities.models import Initiative, Organisation
from tests import make

HANGUL = "인공지능"


def test_korean_typed_on_another_system_is_the_same_text(db):
    make.initiative(title_ko=unicodedata.normalize("NFD", HANGUL))
    assert Initiative.objects.get().title_ko == HANGUL
    assert Initiative.objects.filter(title_ko=unicodedata.normalize("NFD", HANGUL)).exists()


@pytest.mark.parametrize("text", ["a\x00b", "a\x08b", "a\x7fb", "a\uffffb"])
def test_control_characters_are_refused_at_every_door(db, text):
    chips = make.initiative()
    chips.title_en = text
    for write in (
        chips.full_clean,
        chips.save,
        lambda: Initiative.objects.update(title_en=text),
        lambda: Organisation.objects.bulk_create([Organisation(slug="x", name_en=text)]),
    ):
        with pytest.raises(ValidationError, match="position 2"):
            write()


def test_a_lone_surrogate_is_refused_before_it_reaches_the_database(db):
    chips = make.initiative()
    chips.title_en = "a\ud800b"
    with pytest.raises(ValidationError, match="position 2"):
        chips.full_clean()
    with pytest.raises(ValidationError, match="position 2"):
        chips.save()


def test_lines_and_tabs_are_text(db):
    assert make.initiative(summary_en="One\nTwo\tThree").summary_en == "One\nTwo\tThree"


def test_a_text_is_read_in_the_active_language(db):
    chips = make.initiative(title="Chips", title_fr="Puces", title_ko="반도체")
    for language, title in {"en": "Chips", "fr": "Puces", "ko": "반도체"}.items():
        with translation.override(language):
            assert (chips.title, chips.title.language) == (title, language)


def test_a_missing_translation_shows_what_is_written_and_says_so(db):
    only_korean = make.initiative(title="", title_ko="반도체")
    with translation.override("fr"):
        assert (only_korean.title, only_korean.title.language) == ("반도체", "ko")


def test_words_are_set_for_the_active_language_or_for_each():
    chips = Initiative()
    with translation.override("fr"):
        chips.title = "Puces"
    chips.summary = {"en": "All", "ko": "모두"}
    assert (chips.title_en, chips.title_fr, chips.summary_en, chips.summary_ko) == (
        "",
        "Puces",
        "All",
        "모두",
    )


def test_a_title_must_be_written_in_some_language(db):
    with pytest.raises(ValidationError, match="at least one language"):
        Initiative(area=make.area()).full_clean()
