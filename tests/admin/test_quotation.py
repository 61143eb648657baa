"""Words quoted from the source stand in it exactly, or the form says what comes nearest."""

import pytest

from opportunities.models.quotation import nearest, place_of
from tests import make
from tests.admin.browser import address, as_shown, errors, page_of, send

TEXT = """The sides met.
They named “Korean AI chips” for Canadian data centres, and energy.
The sides met again."""


@pytest.fixture
def takeaway(db):
    return make.takeaway(make.dialogue(source=make.source(text=TEXT)))


def marked(takeaway):
    takeaway.refresh_from_db()
    return None if takeaway.end is None else TEXT[takeaway.start : takeaway.end]


def test_words_that_stand_in_the_source_are_marked(staff, takeaway):
    send(staff, page_of(takeaway), quote="“Korean AI chips” for Canadian data centres")
    assert marked(takeaway) == "“Korean AI chips” for Canadian data centres"
    assert as_shown(staff.get(page_of(takeaway)))["quote"] == "“Korean AI chips” for Canadian data centres"


def test_lines_of_a_browser_are_the_lines_of_the_text(staff, takeaway):
    send(staff, page_of(takeaway), quote="sides met.\r\nThey named")
    assert marked(takeaway) == "sides met.\nThey named"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ('"Korean AI chips" for Canadian data centres', "“Korean AI chips” for Canadian data centres,"),
        ("korean AI chips", "“Korean AI chips”"),
        ("korean ai chips for Canadian data centers", "“Korean AI chips” for Canadian data centres,"),
    ],
)
def test_the_nearest_words_are_offered_and_nothing_is_saved(staff, takeaway, typed, offered):
    said = f"The source does not say this word for word. What it says comes nearest to this: {offered}"
    response = send(staff, page_of(takeaway), quote=typed, title_en="Changed")
    assert errors(response) == {"quote": [said]}
    assert as_shown(response)["quote"] == typed
    assert (marked(takeaway), takeaway.title_en) == (None, "T1")


def test_nothing_alike_is_said_too(staff, takeaway):
    response = send(staff, page_of(takeaway), quote="Whales sing in the Arctic")
    assert errors(response) == {"quote": ["The source says nothing like this: copy the words from its text."]}


def test_without_the_text_nothing_can_be_quoted(staff):
    bare = make.takeaway(make.dialogue())
    said = ["Load the text of the source first: the words are checked against it."]
    assert errors(send(staff, page_of(bare), quote="Chips")) == {"quote": said}
    assert send(staff, page_of(bare), title_en="Chips").status_code == 302


def test_the_mark_can_be_taken_away(staff, takeaway):
    send(staff, page_of(takeaway), quote="energy")
    send(staff, page_of(takeaway), quote="")
    assert marked(takeaway) is None


def test_marks_follow_their_words_into_a_new_text(staff, takeaway):
    send(staff, page_of(takeaway), quote="energy")
    source = takeaway.dialogue.source
    send(staff, page_of(source), text=f"A word before.\n{TEXT}")
    takeaway.refresh_from_db()
    assert takeaway.start == TEXT.index("energy") + len("A word before.\n")


def test_a_new_text_without_the_words_quoted_is_refused(staff, takeaway):
    send(staff, page_of(takeaway), quote="energy")
    source = takeaway.dialogue.source
    said = ["Takeaways quote words that the new text does not have: energy"]
    assert errors(send(staff, page_of(source), text="Something else")) == {"text": said}
    source.refresh_from_db()
    assert source.text == TEXT


def test_a_new_takeaway_is_checked_in_the_source_of_its_dialogue(staff, takeaway):
    add = address(type(takeaway), "add")
    given = {
        "dialogue": takeaway.dialogue_id,
        "code": "T2",
        "kind": "theme",
        "title_en": "New",
        "quote": "energies",
    }
    assert "quote" in errors(send(staff, add, **given))
    send(staff, add, **given | {"quote": "energy"})
    assert marked(takeaway.dialogue.takeaways.get(code="T2")) == "energy"


def test_a_guest_is_not_shown_the_words(guest, takeaway):
    takeaway.quote("energy")
    takeaway.save()
    page = guest.get(page_of(takeaway))
    assert page.status_code == 200
    assert "energy" not in page.text


def test_of_several_places_the_marked_one_stays():
    again = TEXT.rindex("The sides met")
    assert place_of("The sides met", TEXT)[0] == 0
    assert place_of("The sides met", TEXT, near=again)[0] == again


@pytest.mark.parametrize("text", ["", "Short"])
def test_a_text_shorter_than_the_quotation_is_searched_too(text):
    assert nearest("Short words that go on", text) == ""
    assert nearest("short", text) == text


def test_korean_is_compared_composed(takeaway):
    assert place_of("\u1107\u1161\u11ab도체", "한국 반도체") == (3, 6)
