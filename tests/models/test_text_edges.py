"""Which characters are text, which language is shown, and what a column of text holds."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from opportunities.models import Initiative, Organisation, Term
from opportunities.models.text import columns, compose, preferred, refuse_control_characters
from tests import make
from tests.models.conftest import said


@pytest.mark.parametrize(
    "code", [0x00, 0x08, 0x0B, 0x0C, 0x0E, 0x1F, 0x7F, 0x9F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]
)
def test_the_first_and_the_last_of_the_refused(code):
    with pytest.raises(ValidationError) as refusal:
        refuse_control_characters(f"abc{chr(code)}{chr(code)}")
    told = "Remove the control character at position 4: it cannot be shown or exported."
    assert (refusal.value.messages, refusal.value.code) == ([told], "control")


@pytest.mark.parametrize(
    "code", [0x09, 0x0A, 0x0D, 0x20, 0x7E, 0xA0, 0x200B, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F600]
)
def test_their_neighbours_are_text(code):
    assert refuse_control_characters(f"abc{chr(code)}") is None


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_text_too(nothing):
    assert refuse_control_characters(nothing) is None


@pytest.mark.parametrize(
    ("given", "composed"),
    [("e\u0301", "é"), ("\u1112\u1161\u11ab", "한"), ("ﬁ", "ﬁ"), ("", ""), (None, None), (7, 7)],
)
def test_text_is_composed_and_only_composed(given, composed):
    assert compose(given) == composed


@pytest.mark.parametrize(
    ("active", "order"),
    [
        ("en", ["en", "fr", "ko"]),
        ("fr", ["fr", "en", "ko"]),
        ("ko", ["ko", "en", "fr"]),
        ("fr-ca", ["fr", "en", "ko"]),
        ("de", ["en", "fr", "ko"]),
        (None, ["en", "fr", "ko"]),
    ],
)
def test_the_reader_s_language_comes_first_and_the_others_in_their_order(active, order):
    with translation.override(active):
        assert preferred() == order


@pytest.mark.parametrize(
    ("active", "words", "shown"),
    [
        ("en", {"fr": "Puces", "ko": "칩"}, ("Puces", "fr")),
        ("ko", {"en": "Chips", "fr": "Puces"}, ("Chips", "en")),
        ("fr", {"ko": "칩"}, ("칩", "ko")),
        ("ko", {}, ("", "en")),
    ],
)
def test_what_is_shown_says_in_which_language_it_stands(active, words, shown):
    record = Initiative()
    record.title = words
    with translation.override(active):
        assert (record.title, record.title.language) == shown


def test_words_for_some_languages_leave_the_others():
    record = Initiative(title_en="Chips", title_fr="Puces")
    record.title = {"fr": "", "ko": "칩"}
    assert [getattr(record, name) for name in columns("title")] == ["Chips", "", "칩"]
    record.title = "Semiconductors"
    assert [getattr(record, name) for name in columns("title")] == ["Semiconductors", "", "칩"]


def test_a_column_is_labelled_with_its_language_in_that_language():
    labels = [str(Initiative._meta.get_field(name).verbose_name) for name in columns("short_title")]
    assert labels == ["short title (English)", "short title (Français)", "short title (한국어)"]


@pytest.mark.parametrize(
    ("column", "longest"), [("title_en", 200), ("title_ko", 200), ("short_title_fr", 40), ("ref", 20)]
)
def test_a_line_has_an_end(db, column, longest):
    record = Initiative(area=make.area(), title_en="Chips")
    setattr(record, column, "x" * longest)
    assert said(record) == []
    setattr(record, column, "x" * (longest + 1))
    told = f"Ensure this value has at most {longest} characters (it has {longest + 1})."
    assert said(record) == [told]


def test_a_paragraph_has_none(db):
    assert said(Initiative(area=make.area(), title_en="Chips", summary_en="x" * 9000)) == []


def test_a_text_is_composed_in_the_form_and_however_it_is_stored(db):
    record = Initiative(area=make.area(), title_en="Cafe\u0301")
    assert (said(record), record.title_en) == ([], "Café")
    Organisation.objects.bulk_create([Organisation(slug="x", name_en="Cafe\u0301")])
    assert Organisation.objects.filter(name_en="Café").update(name_en="The\u0301") == 1
    assert Organisation.objects.get(name_en="The\u0301").name_en == "Thé"


def test_words_of_the_glossary_stand_by_their_english_then_their_french(db):
    for words in ({"en": "b"}, {"en": "a", "fr": "z"}, {"en": "a", "fr": "y"}, {"ko": "가"}):
        Term.objects.create(**{f"term_{language}": text for language, text in words.items()})
    assert [[term.term_en, term.term_fr, str(term)] for term in Term.objects.all()] == [
        ["", "", "가"],
        ["a", "y", "a"],
        ["a", "z", "a"],
        ["b", "", "b"],
    ]
