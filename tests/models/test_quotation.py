"""Words against a text: where they stand, which of several places is meant, and what comes nearest."""

import pytest

from opportunities.models.quotation import as_stored, nearest, place_of

TEXT = "AI needs power. Power needs planning.\nAI needs chips (and time)."


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("AI needs power", (0, 14)),
        ("  AI needs power \n", (0, 14)),
        ("planning.\r\nAI", (28, 40)),
        ("chips (and time).", (47, 64)),
        ("ai needs power", None),
        ("power. planning", None),
        ("chips .and time.", None),
        ("", None),
        (" \r\n ", None),
    ],
)
def test_words_stand_where_they_stand_word_for_word(words, place):
    assert place_of(words, TEXT) == place


def test_nothing_stands_in_an_empty_text():
    assert place_of("AI", "") is None


@pytest.mark.parametrize(("near", "start"), [(0, 0), (19, 0), (21, 38), (38, 38), (999, 38)])
def test_of_several_places_the_closest_is_meant(near, start):
    assert place_of("AI needs", TEXT, near) == (start, start + 8)


def test_of_two_places_as_close_the_first_is_meant():
    assert place_of("AI", "AI .. AI", near=3) == (0, 2)


def test_words_are_compared_as_a_text_is_stored():
    assert as_stored(" cafe\u0301\r\nbar\n") == "café\nbar"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ai needs POWER!", "AI needs power."),
        ("AI needs chips", "AI needs chips"),
        ("needs much planning", "needs planning.\nAI"),
        ("chips, and time", "chips (and time)."),
        ("AI sings", "AI needs"),
        ("AI sings loudly", ""),
        ("whales sing", ""),
    ],
)
def test_the_nearest_has_most_words_in_common_and_half_of_them_at_least(words, found):
    assert nearest(words, TEXT) == found


def test_of_two_as_near_the_one_that_begins_alike_is_offered_and_else_the_first():
    assert nearest("two one", "one two, two one") == "two one"
    assert nearest("one nothing", "one or other, one or more") == "one or"


def test_a_word_counts_as_often_as_it_is_wanted_and_no_more_often():
    assert nearest("a a b", "a b x a a b") == "a a b"
    assert nearest("a b c", "a a a x a b y") == "a b y"


def test_the_stretch_is_as_long_as_the_words_and_ends_with_the_text():
    assert nearest("a b c d", "x a b") == "x a b"
    assert nearest("c d", "a b c d e") == "c d"


@pytest.mark.parametrize("text", ["", " \n "])
def test_where_nothing_is_said_nothing_is_near(text):
    assert nearest("AI needs power", text) == ""
