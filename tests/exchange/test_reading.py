"""Files of cells as people have them, whole and broken: a table, or a sentence that says what to do."""

import csv
import tracemalloc
import zipfile
from datetime import date, datetime, time
from io import BytesIO, StringIO
from time import perf_counter
from zlib import crc32

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from opportunities.exchange.reading import read
from opportunities.exchange.table import MAX_BYTES, MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from opportunities.exchange.workbook import unpacked

TOO_MUCH = "The file holds too much: at most 2000 rows, 100 columns and 5 MB. Split it."
NO_SHEET = "This is not a spreadsheet. Send a CSV file or an Excel workbook (.xlsx)."
BROKEN = "Unreadable after row %d: a quotation mark is not closed, or a cell is too long."
EMPTY = "The file is empty: it needs a first row with the columns, and rows below."
DAMAGED = "This workbook is damaged or is not an Excel workbook (.xlsx). Open it and save it again."


def workbook(*rows, **cells):
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    for place, value in cells.items():
        book.active[place] = value
    book.save(content)
    return content.getvalue()


INTACT = workbook(["ref", "title"], ["CHP-1", "A title"])


def archive(**parts):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return content.getvalue()


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        read(content)
    [sentence] = refused.value.messages
    return sentence


@pytest.mark.parametrize(
    ("encoding", "words", "read_as"),
    [
        ("utf-8", "반도체 협력", "CSV, Unicode (UTF-8)"),
        ("utf-8-sig", "énergie", "CSV, Unicode (UTF-8)"),
        ("utf-16", "반도체", "CSV, Unicode (UTF-16)"),
        ("cp949", "똠방각하 반도체 협력", "CSV, Korean (CP949, also called EUC-KR)"),
        ("euc-kr", "과학기술정보통신부", "CSV, Korean (CP949, also called EUC-KR)"),
        ("cp1252", "Énergie, été, où", "CSV, Western European (Windows-1252)"),
    ],
)
def test_the_encodings_of_both_countries_are_told_apart(encoding, words, read_as):
    table = read(f'ref;title\r\nCHP-1;"{words}"\r\n'.encode(encoding))
    assert (table.read_as, table.header, table.rows) == (read_as, ["ref", "title"], [(2, ["CHP-1", words])])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_of_the_header(separator):
    table = read(f"ref{separator}title\na{separator}b".encode())
    assert table.rows == [(2, ["a", "b"])]


def test_rows_are_numbered_as_a_spreadsheet_does_and_blank_ones_left_out():
    content = b'ref,title\n\n,\nCHP-1,"two\nlines"\nCHP-2\n'
    assert read(content).rows == [(4, ["CHP-1", "two\nlines"]), (5, ["CHP-2"])]
    assert read(workbook(["ref"], A3="CHP-1", A9="CHP-2")).rows == [(3, ["CHP-1"]), (9, ["CHP-2"])]


def test_cells_of_a_workbook_become_text():
    values = [
        date(2026, 3, 2),
        datetime(2026, 3, 2, 9),  # noqa: DTZ001 -- as Excel has them
        90,
        90.0,
        1.5,
        True,
        None,
        time(9),
        "-",
        "'=1",
        2**60,
    ]
    table = read(workbook(["ref"], ["CHP-1", *values]))
    assert table.rows == [
        (
            2,
            [
                *("CHP-1", "2026-03-02", "2026-03-02T09:00:00", "90", "90", "1.5", "true", "", "09:00:00"),
                *("-", "'=1", str(2**60)),
            ],
        )
    ]
    assert table.read_as == "Excel workbook, sheet “Sheet”"


def test_formulas_and_errors_are_marked_not_taken_for_their_last_result():
    table = read(workbook(["ref", "title"], ["=A1", "#N/A"]))
    assert table.rows == [(2, [{"formula": "=A1"}, {"formula": "#N/A"}])]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", EMPTY),
        (b"ref,title\n", EMPTY),
        (b"\n , \n", EMPTY),
        (workbook(), EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NO_SHEET),
        (b"ref,title\nCHP-1,\x00", NO_SHEET),
        ("ref\n가".encode("utf-16-le"), NO_SHEET),
        (archive(**{"word/document.xml": "x"}), NO_SHEET),
        (archive(**{"xl/worksheets/sheet1.xml": "x"}), DAMAGED),
        (workbook(["ref"], ["a"])[:-40], "This workbook is damaged. Open it in Excel and save it again."),
        (b"PK\x03\x04", "This workbook is damaged. Open it in Excel and save it again."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "This workbook has a password or is an old one (.xls). Save it as .xlsx without a password.",
        ),
        (b"ref\n\x81\x20\x8d\n", "The letters of this file cannot be read. Save it as “CSV UTF-8”."),
        (
            b'ref,title\nCHP-1,ok\nCHP-2,"open\n',
            BROKEN % 2,
        ),
        (b"x" * (MAX_BYTES + 1), TOO_MUCH),
        (b"ref\n" + b"a\n" * (MAX_ROWS + 1), TOO_MUCH),
        (b"ref\n" + b"a," * MAX_COLUMNS + b"a", TOO_MUCH),
        (b"ref\n" + b"a" * 200_000, BROKEN % 1),
        (workbook(["ref"], XFD2="x"), TOO_MUCH),
        (workbook(["ref"], A1048576="x"), TOO_MUCH),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content, sentence):
    assert refusal(content) == sentence


def with_part(name, part, kind=zipfile.ZIP_DEFLATED, announced=None):
    """A workbook in which one part is another, of which its table of contents need not tell the truth."""
    content = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(INTACT)) as intact,
        zipfile.ZipFile(content, "w", kind, compresslevel=1) as made,
    ):
        for each in intact.namelist():
            made.writestr(each, part if each == name else intact.read(each))
        if announced is not None:
            lying = made.getinfo(name)
            lying.file_size, lying.CRC = announced, crc32(part[:announced])
    return content.getvalue()


def bomb(announced, kind):
    """It holds forty megabytes."""
    return with_part("xl/styles.xml", b"0" * (40 * 1024 * 1024), kind, announced)


@pytest.mark.parametrize(
    ("announced", "kind", "sentence"),
    [
        (400 * 1024 * 1024, zipfile.ZIP_DEFLATED, TOO_MUCH),
        (10, zipfile.ZIP_DEFLATED, DAMAGED),
        (10, zipfile.ZIP_BZIP2, DAMAGED),
    ],
)
def test_a_bomb_is_refused_before_it_is_unpacked(announced, kind, sentence):
    content = bomb(announced, kind)
    assert len(content) < 500_000
    tracemalloc.start()
    begun = perf_counter()
    assert refusal(content) == sentence
    assert perf_counter() - begun < 1
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_text_that_multiplies_itself_is_not_read(encoding):
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(encoding)
    with pytest.raises(ValueError, match="document type"):
        unpacked(with_part("xl/worksheets/sheet1.xml", laughs))
    assert refusal(with_part("xl/worksheets/sheet1.xml", laughs)) == DAMAGED


def test_one_long_text_in_many_cells_is_too_much():
    long = "a" * 30_000
    assert refusal(workbook(["ref"], *[[long]] * (MAX_CHARACTERS // len(long) + 1))) == TOO_MUCH


def test_links_to_other_files_are_not_followed():
    linked = workbook(["ref", "title"], ["CHP-1", "='[http://example.org/a.xlsx]Sheet1'!$A$1"])
    assert read(linked).rows == [(2, ["CHP-1", {"formula": "='[http://example.org/a.xlsx]Sheet1'!$A$1"}])]


def table_or_words(content):
    try:
        table = read(content)
    except ValidationError as refused:
        return refused.messages
    return table.header and table.rows


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(content):
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbfref,title\n", b"ref;title\n"):
        assert table_or_words(start + content)


@settings(max_examples=100)
@given(st.integers(0, len(INTACT) - 1), st.binary(min_size=1, max_size=6))
def test_no_damage_to_a_workbook_makes_it_fail(place, instead):
    assert table_or_words(INTACT[:place] + instead + INTACT[place + len(instead) :])


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12)


@settings(max_examples=100)
@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_what_a_spreadsheet_wrote_is_read_as_it_was(rows, encoding):
    written = StringIO()
    csv.writer(written).writerows([["ref", "title"], *rows])
    filled = [(number, row) for number, row in enumerate(rows, 2) if any(row)]
    content = written.getvalue().encode(encoding)
    if filled:
        assert read(content).rows == filled
    else:
        assert refusal(content) == EMPTY
