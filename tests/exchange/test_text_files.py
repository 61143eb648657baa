"""CSV files as people save them: separators, ends of lines, quotation marks, letters."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from opportunities.exchange.plain import decoded, separator
from opportunities.exchange.reading import read

NO_SHEET = "This is not a spreadsheet. Send a CSV file or an Excel workbook (.xlsx)."


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("ref", ","),
        ("ref;title", ";"),
        ("ref\ttitle", "\t"),
        ("a;b,c", ","),
        ("a;b\tc", ";"),
        ("a;b;c,d", ";"),
        ("a;b\n1,2,3", ";"),
        ("\n\n  \na;b\n1,2,3", ";"),
        ("a,b\n1;2;3;4", ","),
    ],
)
def test_the_separator_is_counted_in_the_first_line_that_says_something(text, used):
    assert separator(text) == used


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(end):
    table = read(f"ref,title{end}CHP-1,a{end}{end}CHP-2,b{end}".encode())
    assert table.header == ["ref", "title"]
    assert table.rows == [(2, ["CHP-1", "a"]), (4, ["CHP-2", "b"])]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"a, b",c', ["a, b", "c"]),
        ('"say ""yes""",c', ['say "yes"', "c"]),
        ('a "b" c,d', ['a "b" c', "d"]),
        (" a , b ", [" a ", " b "]),
        ("a", ["a"]),
        ("a,b,c", ["a", "b", "c"]),
        (",b", ["", "b"]),
        ("a\x0bb,\x0c", ["a\x0bb", "\x0c"]),
    ],
)
def test_cells_are_taken_as_they_are_written(line, cells):
    assert read(f"ref,title\n{line}\n".encode()).rows == [(2, cells)]


def test_names_of_columns_are_trimmed_and_may_stand_below_blank_lines():
    table = read(b"\n,,\n ref ,\ttitle ,\nCHP-1,a,\n")
    assert table.header == ["ref", "title", ""]
    assert table.rows == [(4, ["CHP-1", "a", ""])]


@pytest.mark.parametrize("code", [0x00, 0x01, 0x08, 0x0E, 0x1B, 0x1F, 0x7F])
def test_a_character_that_no_text_holds_is_no_spreadsheet(code):
    with pytest.raises(ValidationError) as refused:
        read(b"ref,title\nCHP-1,a" + bytes([code]))
    assert refused.value.messages == [NO_SHEET]


@pytest.mark.parametrize(
    ("content", "text", "read_as"),
    [
        (b"", "", "CSV, Unicode (UTF-8)"),
        (b"\xef\xbb\xbfa", "a", "CSV, Unicode (UTF-8)"),
        (b"\xff\xfea\x00", "a", "CSV, Unicode (UTF-16)"),
        (b"\xfe\xff\x00a", "a", "CSV, Unicode (UTF-16)"),
        (b"\xc7\xd1", "한", "CSV, Korean (CP949, also called EUC-KR)"),
        (b"\xe9t\xe9", "été", "CSV, Western European (Windows-1252)"),
        (b"\x80 5", "€ 5", "CSV, Western European (Windows-1252)"),
    ],
)
def test_the_letters_say_how_they_were_saved(content, text, read_as):
    assert decoded(content) == (text, read_as)


def test_how_it_was_read_is_said_in_the_language_of_the_reader():
    said = []
    for language in ("en", "fr", "ko"):
        with override(language):
            said.append(read("ref\n한".encode("cp949")).read_as)
    assert said[0] == "CSV, Korean (CP949, also called EUC-KR)"
    assert len(set(said)) == 3


@pytest.mark.parametrize("start", [b"PK,title\n", b"PKey;title\n"])
def test_a_text_whose_first_column_begins_like_an_archive_is_still_text(start):
    assert read(start + b"CHP-1").rows == [(2, ["CHP-1"])]


def test_an_archive_that_holds_nothing_is_no_spreadsheet():
    with pytest.raises(ValidationError) as refused:
        read(b"PK\x05\x06" + bytes(18))
    assert refused.value.messages == [NO_SHEET]


@pytest.mark.parametrize(("before", "row"), [("", 1), ("CHP-1,a\n", 2), ("CHP-1,a\n\nCHP-2,b\n", 4)])
def test_the_last_row_that_could_be_read_is_named(before, row):
    with pytest.raises(ValidationError) as refused:
        read(f'ref,title\n{before}CHP-9,"open\n'.encode())
    assert refused.value.messages == [
        f"Unreadable after row {row}: a quotation mark is not closed, or a cell is too long."
    ]
