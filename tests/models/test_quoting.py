"""A takeaway marks words of its source: which, how they are shown, what a new text does to them."""

import pytest
from django.core.exceptions import ValidationError

from opportunities.models import Source
from tests import make
from tests.models.conftest import said

TEXT = "Power first. Chips next.\nPower again."


@pytest.fixture
def source(db):
    return make.source(text=TEXT)


@pytest.fixture
def point(source):
    return make.takeaway(make.dialogue(source=source))


def marked(point, words):
    point.quote(words)
    point.save()
    return point.start, point.end


def refused(point, words):
    with pytest.raises(ValidationError) as refusal:
        point.quote(words)
    return refusal.value.messages


def test_words_are_marked_where_they_stand(point):
    assert marked(point, " Chips next ") == (13, 23)


def test_of_several_places_the_one_marked_before_stays(point):
    assert marked(point, "Power") == (0, 5)
    point.start, point.end = 25, 36
    assert marked(point, "Power") == (25, 30)


def test_a_refusal_leaves_the_mark_as_it_was(point):
    marked(point, "Chips")
    nearest = "The source does not say this word for word. What it says comes nearest to this: Power first."
    assert refused(point, "power first") == [nearest]
    assert refused(point, "Whales sing") == [
        "The source says nothing like this: copy the words from its text."
    ]
    assert (point.start, point.end) == (13, 18)


@pytest.mark.parametrize("given", [None, ""])
def test_without_words_the_mark_is_taken_away(point, given):
    marked(point, "Chips")
    assert marked(point, given) == (None, None)


@pytest.mark.parametrize("has_source", [True, False])
def test_without_a_text_nothing_can_be_marked(db, has_source):
    bare = make.takeaway(make.dialogue(source=make.source() if has_source else None))
    assert refused(bare, "Power") == ["Load the text of the source first: the words are checked against it."]
    assert bare.source_text == ""


@pytest.mark.parametrize(
    ("end", "told"), [(36, []), (37, []), (38, ["The text of the source ends before this."])]
)
def test_a_mark_ends_with_the_text_at_the_latest(point, end, told):
    point.start, point.end = 0, end
    assert said(point) == told


def test_where_no_text_is_loaded_a_mark_may_end_anywhere(db):
    assert said(make.takeaway(make.dialogue(source=make.source()), start=0, end=999)) == []


def test_words_are_shown_with_what_stands_around_them_in_their_paragraph(source, point):
    marked(point, "Chips")
    assert point.quoted_from(source) == ("Power first. ", "Chips", " next.")
    point.start, point.end = 25, 30
    assert point.quoted_from(source) == ("", "Power", " again.")


def test_words_of_the_first_character_on_are_shown(source, point):
    marked(point, "Power first.")
    assert point.quoted_from(source) == ("", "Power first.", " Chips next.")


def test_without_a_source_a_text_or_a_mark_nothing_is_shown(source, point):
    assert point.quoted_from(source) is None
    marked(point, "Chips")
    assert point.quoted_from(None) is None
    assert point.quoted_from(make.source()) is None
    assert point.quoted_from(source) is not None


def around(before, after):
    source = make.source(text=f"{before}WORDS{after}")
    point = make.takeaway(make.dialogue(source=source))
    point.quote("WORDS")
    return point.quoted_from(source)


def test_what_stands_around_is_whole_up_to_120_characters(db):
    before, after = "ab " * 40, " cd" * 40
    assert around(before, after) == (before, "WORDS", after)


def test_what_is_longer_is_cut_between_words_and_says_so(db):
    before, _words, after = around("x" + "ab " * 40, " cd" * 40 + "y")
    assert before == "[…] " + "ab " * 39
    assert after == " cd" * 39 + " […]"


def digest_of(text):
    return make.source(text=text).sha256


def test_a_text_is_hashed_when_it_is_stored(db):
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest_of("") == ""


@pytest.mark.parametrize(("text", "intact"), [(TEXT, True), (TEXT + " ", False), ("", False)])
def test_a_text_altered_past_the_model_is_not_intact(source, text, intact):
    Source.objects.write(text=text)
    source.refresh_from_db()
    assert source.is_intact is intact


def test_a_source_without_a_text_is_intact(db):
    assert make.source().is_intact


def renewed(source, text, *points):
    source.text = text
    source.save()
    for point in points:
        point.refresh_from_db()
    return [(point.start, point.end) for point in points]


def test_every_mark_follows_its_words_and_others_stay(source, point):
    other = make.takeaway(make.dialogue("Second", source=source), "T2")
    unmarked = make.takeaway(point.dialogue, "T3")
    elsewhere = make.takeaway(make.dialogue("Third", source=make.source(text=TEXT)))
    for each, words in ((point, "Chips"), (other, "Power again"), (elsewhere, "Chips")):
        marked(each, words)
    moved = renewed(source, f"New. {TEXT}", point, other, unmarked, elsewhere)
    assert moved == [(18, 23), (30, 41), (None, None), (13, 18)]


def test_words_that_are_lost_leave_text_and_marks_as_they_were(source, point):
    marked(point, "Chips")
    source.text = "Power alone."
    with pytest.raises(ValidationError, match="nothing like this"):
        source.save()
    source.refresh_from_db(), point.refresh_from_db()
    assert (source.text, point.start, point.end) == (TEXT, 13, 18)


def test_all_words_that_would_be_lost_are_told_in_the_form(source, point):
    other = make.takeaway(point.dialogue, "T2")
    kept = make.takeaway(point.dialogue, "T3")
    for each, words in ((point, "Chips"), (other, "again"), (kept, "Power first")):
        marked(each, words)
    source.text = "Power first."
    assert said(source) == ["Takeaways quote words that the new text does not have: Chips / again"]


def test_a_text_that_is_taken_away_takes_no_mark_along(source, point):
    marked(point, "Chips")
    source.text = ""
    assert said(source) == []
    assert renewed(source, "", point) == [(13, 18)]


def test_a_takeaway_is_called_by_its_code_and_its_title(point):
    point.title_en = "Energy"
    assert str(point) == "T1 Energy"
