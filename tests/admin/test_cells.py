"""What one cell means: days, words of a list, texts; what empties it, and what says only what stands."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from opportunities.admin.spreadsheets.columns import (
    NO_TEXT,
    NOTHING,
    Column,
    Day,
    Heard,
    Kept,
    Key,
    OneOf,
    Words,
    canonical,
    column_for,
    meant,
    nearest,
)
from opportunities.models import Initiative, Milestone

LEVELS = OneOf({"public": 1, "partners": 2, "internal": 3})


def refused(act, *given):
    with pytest.raises(ValueError) as refusal:
        act(*given)
    return str(refusal.value)


@pytest.mark.parametrize(
    "text",
    ["2026-03-02", "2026-3-2", "2026/03/02", "2026.3.2", "2026.3.2.", "2026. 3. 2.", "2026년 3월 2일"],
)
def test_a_day_is_read_with_the_year_first(text):
    assert Day().clean(text) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("03/02/2026", "2026-02-03 / 2026-03-02"),
        ("3.2.2026", "2026-02-03 / 2026-03-02"),
        ("2 - 2 - 2026", "2026-02-02"),
        ("25/12/2026", "2026-12-25 / 2026-25-12"),
    ],
)
def test_a_day_with_the_year_last_is_refused_with_what_it_may_mean(text, ways):
    sentence = f"“{text}” can be read in more than one way: write the year first, as in {ways}."
    assert refused(Day().clean, text) == sentence


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "2026-03", "soon", "46083", "12026-03-02"])
def test_what_is_no_day_is_refused(text):
    assert refused(Day().clean, text) == f"“{text}” is not a date: write it as in 2026-11-24."


def test_a_word_of_a_list_is_read_in_any_case_and_written_back():
    assert [LEVELS.clean(text) for text in ("public", "Partners", "INTERNAL")] == [1, 2, 3]
    assert [LEVELS.render(level) for level in (1, 3, 4, None)] == ["public", "internal", "", ""]
    told = "“secret” is not known here. Write one of: public, partners, internal."
    assert refused(LEVELS.clean, "secret") == told


def test_a_long_list_is_not_told():
    fourteen, fifteen = (OneOf({f"w{number}": number for number in range(count)}) for count in (14, 15))
    assert fourteen.hint.endswith("w12, w13.")
    assert refused(fifteen.clean, "x") == "“x” is not known here."


def test_a_text_that_fills_a_cell_may_be_cut_off():
    assert Words().clean("x" * 32_766) == "x" * 32_766
    sentence = "This text may have been cut off by Excel, which holds no more. Use CSV."
    assert refused(Words().clean, "x" * 32_767) == sentence


def test_lines_become_one_where_the_column_holds_one():
    assert Words(in_one_line=True).clean("One \n\n two\nthree") == "One two three"
    assert Words().clean("One \n two") == "One \n two"


def test_line_ends_outer_spaces_and_parts_of_letters_are_made_the_same():
    assert canonical("  One\r\nTwo\rThree\n") == "One\nTwo\nThree"
    assert canonical("\u1107\u1161\u11ab") == "반"
    assert [meant(cell) for cell in ("'=1+1", "'", "Chips")] == ["=1+1", "'", "Chips"]


@pytest.mark.parametrize(
    ("word", "question"),
    [
        ("titel_en", " Did you mean “title_en”?"),
        ("TITLE_EN", " Did you mean “title_en”?"),
        ("money", ""),
    ],
)
def test_a_name_that_is_nearly_one_is_asked_about(word, question):
    assert nearest(word, ["title_en", "area"]) == question


def take(column, text, **stands):
    record = SimpleNamespace(**stands)
    column.save(record, {column.column_name: text})
    return vars(record)


def test_a_cell_writes_what_it_says_and_a_blank_one_nothing():
    title = Column("title_en", "title", empty=NO_TEXT)
    assert take(title, "Grids", title_en="Chips") == {"title_en": "Grids"}
    assert take(title, "", title_en="Chips") == {"title_en": "Chips"}
    assert take(title, "-", title_en="Chips") == {"title_en": ""}
    assert take(Column("due_on", "due", Day(), NOTHING), "-", due_on=date(2026, 3, 2)) == {"due_on": None}


def test_what_must_stand_is_not_emptied_unless_it_is_empty_already():
    area = Column("area", "area", OneOf({"CHP": 1}))
    with pytest.raises(ValueError, match=r"^This cannot be emptied\.$"):
        take(area, "-", area=1)
    assert take(area, "-", area=None) == {"area": None}


def test_a_cell_that_says_what_stands_is_not_read_at_all():
    level = Column("visibility", "readers", LEVELS)
    assert take(level, "public", visibility=1) == {"visibility": 1}
    day = Column("due_on", "due", Day(), NOTHING)
    assert take(day, "2026-03-02", due_on=date(2026, 3, 2)) == {"due_on": date(2026, 3, 2)}
    long = "x" * 32_767
    assert take(Column("title_en", "title"), long, title_en=long) == {"title_en": long}


def test_what_a_verb_moves_is_refused_with_the_verb():
    status = Kept("status", "status", "Write a report.", OneOf({"raised": "raised", "scoped": "scoped"}))
    assert take(status, "Raised", status="raised") == {"status": "raised"}
    with pytest.raises(ValueError, match=r"^Write a report\.$"):
        take(status, "scoped", status="raised")
    with pytest.raises(ValueError, match=r"^Write a report\.$"):
        take(status, "-", status="raised")
    assert status.hint == "Write a report."


def test_a_key_and_what_is_only_heard_write_nothing():
    assert take(Key("ref", "ref"), "XYZ-1", ref="CHP-1") == {"ref": "CHP-1"}
    heard = Heard("reason", "reason")
    assert take(heard, "Budget") == {}
    assert heard.export(SimpleNamespace(reason="Kept elsewhere")) == ""


@pytest.mark.parametrize(
    ("model", "name", "reads", "empty"),
    [
        (Milestone, "due_on", Day, (None,)),
        (Milestone, "title_en", Words, ("",)),
        (Initiative, "summary_ko", Words, ("",)),
        (Initiative, "status", Words, None),
    ],
)
def test_a_column_is_read_and_emptied_as_its_model_has_it(model, name, reads, empty):
    column = column_for(model._meta.get_field(name))
    assert (type(column.widget), column.empty, column.column_name) == (reads, empty, name)


def test_titles_are_one_line_and_summaries_are_not():
    texts = [column_for(Initiative._meta.get_field(name)) for name in ("title_en", "summary_en")]
    assert [column.widget.in_one_line for column in texts] == [True, False]


def test_hints_speak_the_language_of_the_reader():
    assert (Day().hint, LEVELS.hint) == (
        "A date, as in 2026-11-24.",
        "Write one of: public, partners, internal.",
    )
    with override("fr"):
        assert "public, partners, internal" in LEVELS.hint
        assert LEVELS.hint != "Write one of: public, partners, internal."
