"""How much a file may hold: the most that is read, and one more that is not."""

import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from opportunities.exchange import workbook
from opportunities.exchange.reading import read
from opportunities.exchange.table import MAX_BYTES, table, within_limits

TOO_MUCH = "The file holds too much: at most 2000 rows, 100 columns and 5 MB. Split it."


def fits(action, *given):
    """What came of it, or None where it was too much."""
    try:
        return action(*given)
    except ValidationError as refused:
        if refused.messages != [TOO_MUCH]:
            raise
        return None


@pytest.mark.parametrize(("rows", "read_all"), [(1999, True), (2000, True), (2001, False)])
def test_rows_below_the_header(rows, read_all):
    made = fits(read, b"ref\n" + b"a\n" * rows)
    assert (made is not None and len(made.rows) == rows) == read_all


def test_blank_rows_do_not_count():
    assert fits(read, b"ref\n" + b",\n" * 5000 + b"a\n").rows == [(5002, ["a"])]


@pytest.mark.parametrize(("columns", "read_all"), [(100, True), (101, False)])
def test_columns(columns, read_all):
    made = fits(read, b",".join([b"a"] * columns) + b"\nb")
    assert (made is not None and len(made.header) == columns) == read_all
    assert (fits(read, b"a\nb" + b"," * (columns - 1)) is not None) == read_all


@pytest.mark.parametrize(("more", "read_all"), [(0, True), (1, False)])
def test_bytes(more, read_all):
    rows = b"ref\n" + ("가" * 1000 + "\n").encode() * 1700
    content = rows + b"a" * (MAX_BYTES - len(rows) - 100_000 + more)
    content = content[:-1] + b"\n" + b"b" * 100_000
    assert len(content) == MAX_BYTES + more
    assert (fits(read, content) is not None) == read_all


@pytest.mark.parametrize(("characters", "read_all"), [(4_000_000, True), (4_000_001, False)])
def test_characters_of_all_cells_together(characters, read_all):
    lines = [(1, ["ref", "a" * 1_999_997]), (2, ["b" * (characters - 2_000_000)])]
    assert (fits(list, within_limits(lines)) == lines) == read_all


def test_a_file_that_is_too_long_is_not_read_to_its_end():
    def lines():
        yield from ((number, ["a"]) for number in range(1, 2003))
        raise LookupError

    assert fits(table, "", lines()) is None


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([(1, ["ref"]), (2, ["a"])], [(2, ["a"])]),
        ([(3, ["ref"]), (4, [""]), (7, ["a", ""])], [(7, ["a", ""])]),
    ],
)
def test_the_first_row_that_is_filled_is_the_header(lines, rows):
    made = table("Any file", lines)
    assert (made.read_as, made.header, made.rows) == ("Any file", ["ref"], rows)


@pytest.mark.parametrize("lines", [[], [(1, [])], [(1, ["ref"])], [(1, ["", ""]), (2, ["ref"]), (3, [""])]])
def test_a_header_alone_is_an_empty_file(lines):
    with pytest.raises(ValidationError) as refused:
        table("", lines)
    assert refused.value.messages == [
        "The file is empty: it needs a first row with the columns, and rows below."
    ]


def saved(**cells):
    book, content = Workbook(), BytesIO()
    for place, value in cells.items():
        book.active[place] = value
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(("place", "read_all"), [("A10000", True), ("A10001", False)])
def test_a_cell_far_below_the_others(place, read_all):
    made = fits(read, saved(A1="ref", **{place: "x"}))
    assert (made is not None and made.rows == [(10000, ["x"])]) == read_all


@pytest.mark.parametrize(("place", "read_all"), [("CV2", True), ("CW2", False)])
def test_a_cell_far_to_the_right(place, read_all):
    made = fits(read, saved(A1="ref", **{place: "x"}))
    assert (made is not None and len(made.rows[0][1]) == 100) == read_all


def blank(number):
    return SimpleNamespace(iter_rows=lambda: [[SimpleNamespace(data_type="n", value=None)] * number])


@pytest.mark.parametrize(("cells", "read_all"), [(500, True), (501, False)])
def test_blank_cells_at_the_end_of_a_row_are_passed_over_up_to_a_limit(cells, read_all):
    assert (fits(lambda: list(workbook.numbered(blank(cells)))) == [(1, [])]) == read_all


def archive(parts, size=1):
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for number in range(parts):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"x" * size)
    return content.getvalue()


@pytest.mark.parametrize(("parts", "allowed"), [(500, True), (501, False)])
def test_parts_of_a_workbook(parts, allowed):
    assert fits(lambda: [workbook.refuse_bombs(archive(parts))]) == ([None] if allowed else None)


@pytest.mark.parametrize(("size", "allowed"), [(50, True), (51, False)])
def test_what_the_parts_say_they_hold_together(monkeypatch, size, allowed):
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 100)
    assert fits(lambda: [workbook.refuse_bombs(archive(2, size))]) == ([None] if allowed else None)


def test_of_several_sheets_the_first_is_read_and_named():
    book, content = Workbook(), BytesIO()
    book.active.title = "Plan 계획"
    book.active.append(["ref"]), book.active.append(["CHP-1"])
    book.create_sheet("Notes").append(["other"])
    book.save(content)
    made = read(content.getvalue())
    assert (made.read_as, made.header) == ("Excel workbook, sheet “Plan 계획”", ["ref"])
    assert made.rows == [(2, ["CHP-1"])]
