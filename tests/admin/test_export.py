"""What an export writes, an import reads as it was: to send it back unchanged changes nothing."""

from io import BytesIO

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from opportunities.exchange.sheet import FORMULA
from opportunities.models import Initiative, Milestone, Upload
from opportunities.models.base import unit_of_work
from tests import make
from tests.admin.browser import address
from tests.admin.sheets import check, problems, refusals, rows_of, upload

FORMATS = ["csv", "xlsx"]
WORDS = [
    *(
        "-",
        "=1+1",
        "'=1",
        "''-",
        "- first",
        "+82 2",
        "@all",
        "'quoted'",
        "’s",
        'a "b", c; d\te',
        "한국어 “인용”",
    ),
    *(
        "two\nlines",
        "two\r\nlines",
        " in the middle  of ",
        "=A1\n-",
        "12/08/2025",
        "0012",
        "TRUE",
        "1e5",
        "_x000D_",
    ),
]


def export(client, extension, model=Initiative, **asked):
    return client.get(address(model, "export", extension), asked)


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("model", [Initiative, Milestone])
def test_the_demonstration_comes_back_without_a_change(staff, model, extension):
    call_command("seed", demo=True, verbosity=0)
    exported = export(staff, extension, model)
    assert len(rows_of(exported)) == model.objects.count() + 1
    page = upload(staff, exported.content, model)
    counts = {state.value: number for state, number in page.context["check"].counts.items() if number}
    assert counts == {"unchanged": model.objects.count()}
    assert 'filename="demonstration-' in exported["Content-Disposition"]


@pytest.mark.parametrize("extension", FORMATS)
def test_any_text_comes_back_as_it_was(staff, extension):
    with unit_of_work():
        for words in WORDS:
            make.initiative(words, summary_ko=words)
    page = upload(staff, export(staff, extension).content)
    assert page.context["check"].sentence == f"{len(WORDS)} unchanged. Nothing of this is saved yet."


def test_no_cell_begins_as_a_formula(staff):
    with unit_of_work():
        for words in WORDS:
            make.initiative(words)
    cells = [cell for row in rows_of(export(staff, "csv")) for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    sheet = load_workbook(BytesIO(export(staff, "xlsx").content)).active
    assert [cell for line in sheet for cell in line if cell.data_type in ("f", "e")] == []


def test_korean_excel_is_told_that_it_is_unicode(staff):
    make.initiative("반도체")
    assert export(staff, "csv").content.startswith(b"\xef\xbb\xbfref,")


def test_a_workbook_knows_days_as_days(staff):
    make.initiative(planned_end_on=make.DAY)
    header, row = load_workbook(BytesIO(export(staff, "xlsx").content)).active.iter_rows()
    [day] = [cell for name, cell in zip(header, row, strict=True) if name.value == "planned_end_on"]
    assert (day.is_date, day.value.date()) == (True, make.DAY)


def test_a_file_holds_what_the_list_shows(staff):
    make.initiative("Chips")
    make.initiative("Grids", area=make.area("energy", "ENE"))
    listed = staff.get(address(Initiative), {"q": "Grids"})
    [csv] = [link for link, label in listed.context["sheets"] if label == "Export as CSV"]
    assert [row[0] for row in rows_of(staff.get(csv))] == ["ref", "ENE-1"]
    assert export(staff, "csv", nonsense="1").status_code == 302
    assert export(staff, "pdf").status_code == 404


def test_an_initiative_without_a_ref_is_known_by_its_identifier(staff):
    hidden = make.initiative("Quiet", make.PARTNERS)
    make.milestone(hidden)
    assert rows_of(export(staff, "csv"))[1][0] == str(hidden.uid)
    assert rows_of(export(staff, "csv", Milestone))[1][0] == str(hidden.uid)


def test_leads_that_ended_are_not_written(staff):
    chips, institute = make.initiative(), make.organisation()
    make.country("KR")
    make.lead(chips, institute, ended_at=chips.created_at)
    header, row = rows_of(export(staff, "csv"))
    assert dict(zip(header, row, strict=True))["lead_ca"] == ""


@pytest.mark.parametrize("client", ["guest", "partner", "public"])
def test_only_those_who_read_everything_get_the_file(request, db, client):
    make.initiative()
    reader = request.getfixturevalue(client)
    answers = [export(reader, "csv"), reader.get(address(Initiative, "import"))]
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert b"Chips" not in b"".join(answer.content for answer in answers)


def test_rows_left_out_come_back_as_they_were_sent_with_what_is_wrong(staff):
    make.initiative()
    sent = ["ref", "title_en", "short_title_en", "review_on"], ["CHP-1", "'=x", "-", "12/08/2025"]
    page = check(staff, *sent)
    header, row = rows_of(staff.get(page.context["left_out"]))
    assert (header, row[:4]) == ([*sent[0], "problem"], sent[1])
    assert row[4].startswith("Row 2; review_on: “12/08/2025” can be read in more than one way")
    again = check(staff, header, [*row[:3], "2025-08-12", row[4]])
    assert problems(again) == {}


def test_a_formula_of_a_cell_is_handed_back_as_text(staff):
    make.initiative()
    page = check(staff, ["ref", "area"], ["CHP-1", "=cmd|' /C calc'!A0"])
    _header, row = rows_of(staff.get(page.context["left_out"]))
    assert row[1] == "'=cmd|' /C calc'!A0"


def test_a_file_of_the_other_kind_is_refused_by_its_columns(staff):
    make.milestone(make.initiative())
    milestones = export(staff, "csv", Milestone)
    found = refusals(upload(staff, milestones.content))
    assert found[0] == "Column 1, “initiative”, is not known: rename or delete it."
    assert not Upload.objects.exists()


def test_organisations_that_share_a_name_are_told_apart_by_their_slugs(staff):
    make.country("KR")
    chips = make.initiative()
    make.organisation("one", name_en="Institute")
    make.lead(chips, make.organisation("two", name_en="Institute"))
    page = upload(staff, export(staff, "csv").content)
    assert page.context["check"].sentence == "1 unchanged. Nothing of this is saved yet."
    found = check(staff, ["ref", "lead_kr"], ["CHP-1", "institute"])
    assert problems(found)[2] == [
        ("lead_kr", "Several organisations have this name. Write one of: one, two.")
    ]
