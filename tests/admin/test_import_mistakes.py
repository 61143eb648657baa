"""What is wrong with a spreadsheet is named all at once, with its row and column; the other rows go on."""

import pytest

from opportunities import models
from opportunities.choices import MoveReason
from opportunities.models import Initiative, Milestone, Upload
from tests import make
from tests.admin.sheets import as_csv, as_xlsx, changes, check, problems, refusals, save, upload

HEADER = ["ref", "title_en", "area", "status", "lead_ca", "review_on", "planned_start_on", "planned_end_on"]
HEADER += ["report_every_days", "visibility"]


@pytest.fixture
def many(db):
    make.country("KR")
    make.organisation("stepi", country=make.country("KR"))
    make.country("CA")
    new = [
        Initiative(title_en=f"No. {n}", area=make.area(), visibility=make.PUBLIC, ref=f"CHP-{n}")
        for n in range(2, 502)
    ]
    return Initiative.objects.bulk_create(new)


MISTAKES = {
    17: ("ref", "XYZ-9"),
    44: ("ref", "CHP-43"),
    91: ("title_en", "t" * 201),
    130: ("area", "CHIPS"),
    177: ("status", "delivered"),
    208: ("lead_ca", "stepi"),
    260: ("review_on", "12/08/2025"),
    333: ("planned_end_on", "2026-01-01"),
    408: ("report_every_days", "10"),
    497: ("visibility", "secret"),
}
SENTENCES = {
    17: ("ref", "No initiative has this ref. To create one, leave the cell empty: refs are given."),
    44: ("ref", "This one stands in row 43 already."),
    91: ("title_en", "Ensure this value has at most 200 characters (it has 201)."),
    130: ("area", "“CHIPS” is not known here. Write one of: CHP."),
    177: ("status", "Status changes by publishing a report: write one on the page of the initiative."),
    208: ("lead_ca", "“stepi” is not an organisation of Canada."),
    260: (
        "review_on",
        "“12/08/2025” can be read in more than one way: write the year first, as in 2025-08-12 / 2025-12-08.",
    ),
    333: ("planned_end_on", "The planned end lies before the planned start."),
    408: ("report_every_days", "“10” is not known here. Write one of: 30, 90, 180, 365."),
    497: ("visibility", "“secret” is not known here. Write one of: public, partners, internal."),
}


def with_mistakes(number):
    row = {"ref": f"CHP-{number}", "title_en": f"Number {number}", "planned_start_on": "2026-03-02"}
    row |= dict([MISTAKES[number]] if number in MISTAKES else [])
    return [row.get(name, "") for name in HEADER]


def test_of_500_rows_exactly_the_ten_mistakes_are_named(staff, many):
    table = [HEADER, *map(with_mistakes, range(2, 502))]
    for written in (as_xlsx(*table), as_csv(*table)):
        page = upload(staff, written)
        assert problems(page) == {row: [sentence] for row, sentence in SENTENCES.items()}
        assert page.context["check"].sentence == "490 change, 10 are left out. Nothing of this is saved yet."
    shown = changes(page)
    save(staff, page)
    saved = Initiative.objects.in_bulk([f"CHP-{row}" for row in shown], field_name="ref")
    assert {ref: record.title_en for ref, record in saved.items()} == {
        f"CHP-{row}": cells["title_en"][1] for row, cells in shown.items()
    }
    assert Initiative.objects.filter(title_en__startswith="Number").count() == 490
    assert [number for number, _cells in Upload.objects.get(saved=490).rows] == [*MISTAKES]


NOT_A_DATE = "“%s” is not a date: write it as in 2026-11-24."
NOT_KNOWN = "“%s” is not known here. Write one of: %s."
NEEDED = "To create one, these cells are needed too: %s."
REPEATED = "One with this title is there already: write its ref, or another title."


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"area": "-"}, "area", "This cannot be emptied."),
        ({"title_en": "-"}, "title_en", "Write the text in at least one language."),
        ({"review_on": "2026-02-30"}, "review_on", NOT_A_DATE % "2026-02-30"),
        ({"review_on": "46350"}, "review_on", NOT_A_DATE % "46350"),
        ({"officer": "nobody"}, "officer", NOT_KNOWN % ("nobody", "sora")),
        ({"ref": "", "title_ko": "새 과제"}, "area", NEEDED % "area"),
        ({"ref": "", "area": "CHP"}, "title_en", NEEDED % "title_en"),
        ({"ref": "", "area": "CHP", "title_en": "Chips"}, "title_en", REPEATED),
    ],
)
def test_a_mistake_in_a_row_of_initiatives(staff, cells, column, sentence):
    make.initiative()
    row = {"ref": "CHP-1"} | cells
    assert problems(check(staff, list(row), list(row.values()))) == {2: [(column, sentence)]}


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        (
            {"milestone": "nonsense"},
            "milestone",
            "No milestone has this identifier. To create one, leave the cell empty.",
        ),
        ({"initiative": "CHP-9"}, "initiative", "No initiative has this ref."),
        ({"initiative": "CHP-2"}, "initiative", "A milestone stays with its initiative."),
        ({"done_on": make.DAY}, "done_on", "A milestone is met by publishing a report that says so."),
        (
            {"due_on": "2026-09-01", "move_reason": "weather"},
            "move_reason",
            NOT_KNOWN % ("weather", ", ".join(MoveReason.values)),
        ),
        ({"due_on": "2026-09-01", "move_side": "FR"}, "move_side", NOT_KNOWN % ("FR", "ca, kr")),
        (
            {"due_on": "2026-09-01", "move_reason": "scope", "move_words_ko": "가" * 201},
            "move_words_ko",
            "Ensure this value has at most 200 characters (it has 201).",
        ),
        ({"milestone": "", "title_en": "Sign"}, "title_en", REPEATED),
        (
            {"milestone": "", "initiative": "", "due_on": make.DAY},
            "initiative",
            NEEDED % "initiative, title_en",
        ),
    ],
)
def test_a_mistake_in_a_row_of_milestones(staff, cells, column, sentence):
    make.country("CA"), make.country("KR")
    milestone = make.milestone(make.initiative())
    make.initiative("Other")
    row = {"initiative": "CHP-1", "milestone": milestone.uid} | cells
    page = check(staff, list(row), list(row.values()), model=Milestone)
    assert problems(page) == {2: [(column, sentence)]}


def test_cells_beyond_the_columns_are_named(staff):
    make.initiative()
    page = check(staff, ["ref", "title_en"], ["CHP-1", "Chips", " for AI"])
    sentence = "More cells than columns: a text with commas in it needs quotation marks."
    assert problems(page) == {2: [("", sentence)]}


def test_a_formula_is_named(staff):
    make.initiative()
    page = upload(staff, as_xlsx(["ref", "title_en"], ["CHP-1", "=A1"]))
    assert problems(page) == {2: [("title_en", "This cell holds a formula: write the value itself.")]}


def test_columns_that_are_not_known_are_named_with_the_nearest(staff):
    found = refusals(check(staff, ["ref", "titel_en", "ref", "notes"], ["CHP-1", "x", "y", "z"]))
    assert found == [
        "Column 2, “titel_en”, is not known: rename or delete it. Did you mean “title_en”?",
        "Column 3, “ref”, is there twice.",
        "Column 4, “notes”, is not known: rename or delete it.",
    ]
    [sentence] = refusals(check(staff, ["a", "b"], ["c", "d"]))
    assert sentence.startswith(
        "The first row names none of the columns of this sheet. They are: ref, title_en,"
    )
    assert not Upload.objects.exists()


def test_a_withdrawn_initiative_stays_so(staff):
    make.initiative().withdraw("Over")
    page = check(staff, ["ref", "visibility"], ["CHP-1", "public"])
    assert problems(page) == {2: [("visibility", "It is withdrawn, and stays so.")]}


def test_what_makes_no_difference_is_no_mistake(staff):
    """A status that stands already, an ended date in another form, small letters."""
    days = dict.fromkeys(["review_on", "planned_start_on", "planned_end_on"], make.DAY)
    make.initiative(status="scoped", **days)
    row = ["chp-1", "SCOPED", "chp", "PUBLIC", "2026. 3. 2.", "2026년 3월 2일", "2026/3/2"]
    page = check(staff, ["Ref", " status", "area", "visibility", *days], row)
    assert page.context["check"].sentence == "1 unchanged. Nothing of this is saved yet."
    assert models.Initiative.objects.count() == 1
