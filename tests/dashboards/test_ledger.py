"""The ledger's page: equal columns, own country first, and numbers that lead to exactly their rows."""

import csv
import re
from datetime import timedelta

import html5lib
import pytest

from opportunities.health import today_in_seoul
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.test_overview import words

TODAY = today_in_seoul()


@pytest.fixture
def owed(db):
    """Korea owes one that is late and one without a date, Canada one to come; one is owed jointly."""
    make.country("CA")
    chips = make.initiative("Chips", title_fr="Puces", title_ko="반도체")
    part = make.participation(chips, "KR")
    make.milestone(chips, responsible=part, title_en="Late", due_on=TODAY - timedelta(1))
    make.milestone(chips, responsible=part, title_en="Undated", due_on=None)
    power = make.initiative("Power", area=make.area("energy", "ENE"))
    part = make.participation(power, "CA", direction="joint")
    make.milestone(power, responsible=part, title_en="To come", due_on=TODAY + timedelta(3))
    make.milestone(power, title_en="Together", due_on=TODAY + timedelta(5))
    return chips


def table(page):
    """[words of a row] of the accounts."""
    body = page.split('id="h-accounts"')[1].split("</table>")[0]
    return [words(row) for row in re.findall("<tr.*?</tr>", body, re.DOTALL)[1:]]


def numbers(page):
    """[(address, number)] of every number that is a link."""
    return [
        (address.replace("&amp;", "&"), int(number))
        for address, number in re.findall(r'href="([^"]+)"[^>]*>(\d+)</a>', page)
    ]


def test_each_side_has_the_same_columns(public, owed):
    rows = table(text(public, "/en/ledger/"))
    assert [re.match(r"(.*?) (\d+ \d+ \d+) ", row).groups() for row in rows] == [
        ("Canada", "1 0 0"),
        ("Korea", "2 1 1"),
        ("Owed jointly", "1 0 0"),
        ("Not assigned", "0 0 0"),
        ("In all", "4 1 1"),
    ]


def test_each_language_puts_its_own_country_first(public, owed):
    firsts = [table(text(public, f"/{language}/ledger/"))[0].split()[0] for language in ("en", "fr", "ko")]
    assert firsts == ["Canada", "Canada", "Korea"]


def test_every_number_leads_to_exactly_its_rows_on_the_page_and_in_the_api(public, partner, staff, owed):
    make.milestone(owed, make.PARTNERS, responsible=make.participation(owed, "CA", make.PARTNERS))
    make.milestone(owed, make.INTERNAL)
    found = {}
    for name, client in (("public", public), ("partner", partner), ("staff", staff)):
        for narrowing in ("", "?area=chips"):
            links = numbers(text(client, f"/en/ledger/{narrowing}"))
            found[name, narrowing] = sum(number for _address, number in links)
            for address, number in links:
                assert f">{number} milestone" in text(client, address)
                query = address.partition("?")[2]
                assert len(client.get(f"/api/v1/milestones/?{query}").json()["results"]) == number
    assert found == {
        ("public", ""): 12,
        ("public", "?area=chips"): 8,
        ("partner", ""): 16,
        ("partner", "?area=chips"): 12,
        ("staff", ""): 20,
        ("staff", "?area=chips"): 16,
    }


def test_the_chart_says_in_words_what_it_shows(public, owed):
    page = text(public, "/en/ledger/")
    told = re.search("<desc[^>]*>(.*?)</desc>", page, re.DOTALL)[1].strip()
    assert told.startswith("4 milestones are open. 1 of them is overdue. Next due: ")
    assert told.endswith("(Canada).")
    assert f'<p class="lead">{told}' in page
    assert re.findall(r'<svg class="chart__drawing" height="184" role="img"', page) != []


def test_the_chart_s_widths_are_numbers_in_every_language(public, owed):
    widths = {
        language: re.findall(
            r'<rect class="chart__part[^>]* x="([^"]+)"[^>]*width="([^"]+)"',
            text(public, f"/{language}/ledger/"),
        )
        for language in ("en", "fr")
    }
    assert (
        widths["en"]
        == widths["fr"]
        == [
            ("0.00%", "50.00%"),
            ("0.00%", "50.00%"),
            ("50.00%", "50.00%"),
            ("0.00%", "50.00%"),
        ]
    )


def test_a_milestone_is_an_anchor_on_its_initiative_s_page(public, owed):
    address, anchor = re.search(r'href="([^"#]+)#(m-[^"]+)">Late', text(public, "/en/ledger/")).groups()
    assert f'id="{anchor}"' in text(public, address)


def test_more_than_five_lead_to_all(public, owed):
    part = owed.participations.get()
    for number in range(5):
        make.milestone(owed, responsible=part, title_en=f"Number {number}")
    page = text(public, "/en/ledger/")
    korea = page.split('id="h-next-2"')[1].split("</section>")[0]
    assert korea.count("<li>") == 5
    assert 'href="/en/ledger/milestones/?country=KR&amp;open=true">All 7</a>' in korea


def test_day_one_is_empty_and_says_so(public):
    make.initiative("Chips")
    page = text(public, "/en/ledger/")
    assert "0 milestones are open." in page
    assert "No milestone is open." in page
    assert numbers(page) == []


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
@pytest.mark.parametrize(
    "page", ["ledger/", "ledger/?area=chips", "ledger/milestones/?country=KR", "ledger/?x=1"]
)
def test_it_is_valid_html(public, owed, language, page):
    html5lib.HTMLParser(strict=True).parse(public.get(f"/{language}/{page}").content.decode())


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_queries_do_not_grow_with_the_rows(public, owed, django_assert_num_queries, rows):
    part = owed.participations.get()
    copies = [
        type(owed.milestones.first())(initiative=owed, responsible=part, title_en="x") for _ in range(rows)
    ]
    type(copies[0]).objects.bulk_create(copies)
    for address, queries in (("/en/ledger/", 6), ("/en/ledger/milestones/?open=true", 5)):
        with django_assert_num_queries(queries):
            public.get(address)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("x=1", "x: there is no such filter."),
        ("status=raised", "status: there is no such filter."),
        ("area=nowhere", "area: "),
        ("format=xml", "format: Unknown value. Allowed: csv, json."),
        ("table=x", "table: Unknown value. Allowed: accounts, next."),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(public, owed, query, named):
    answer = public.get(f"/en/ledger/?{query}")
    assert answer.status_code == 400
    assert named in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("x=1", "x: there is no such filter."),
        ("cursor=x", "Take the cursor from the links"),
        ("country=XX", "country: You can see no such record."),
        ("owing=x", "owing: Unknown value. Allowed: side, joint, unassigned."),
        ("open=x", "open: Write true or false."),
        ("format=json", "format: Unknown value. Allowed: csv."),
    ],
)
def test_so_is_what_the_list_cannot_answer(public, owed, query, named):
    answer = public.get(f"/en/ledger/milestones/?{query}")
    assert answer.status_code == 400
    assert named in answer.content.decode()


def rows_of(client, query, language="en"):
    answer = client.get(f"/{language}/ledger/milestones/?{query}&format=csv")
    return list(csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines()))


def test_the_list_of_milestones_is_a_file_too(public, staff, owed):
    part = owed.participations.get()
    make.milestone(owed, make.INTERNAL, responsible=part, title_en="=Hidden", due_on=TODAY)
    late = {
        "Identifier": str(owed.milestones.get(title_en="Late").uid),
        "Ref": owed.ref,
        "Initiative": "Chips",
        "Milestone": "Late",
        "Owed by (code)": "KR",
        "Original date": str(TODAY - timedelta(1)),
        "Due on": str(TODAY - timedelta(1)),
        "Met on": "",
        "State (code)": "late",
        "State": "Late",
        "Days late": "1",
    }
    assert rows_of(public, "due=overdue") == [late]
    asked = "country=KR&open=true"
    assert [row["Milestone"] for row in rows_of(public, asked)] == ["Late", "Undated"]
    assert [row["Milestone"] for row in rows_of(staff, asked)] == ["Late", "'=Hidden", "Undated"]
    assert f'href="?{asked.replace("&", "&amp;")}&amp;format=csv"' in text(
        public, f"/en/ledger/milestones/?{asked}"
    )


def test_the_file_says_the_states_and_days_late_that_the_api_says(public, owed):
    make.milestone(owed, title_en="Met", done_on=TODAY)
    make.milestone(owed, title_en="Given up").cancel("No longer needed")
    said = public.get("/api/v1/milestones/?ordering=due_on").json()["results"]
    expected = {each["id"]: (each["today"]["state"], each["today"]["days_late"]) for each in said}
    rows = rows_of(public, "")
    found = {row["Identifier"]: (row["State (code)"], row["Days late"]) for row in rows}
    assert found == {uid: (state, str(late or "")) for uid, (state, late) in expected.items()}
    assert len(set(expected.values())) > 3


def test_a_file_is_kept_as_a_page_is(public, partner, owed):
    for kind in ("csv", "json"):
        answer = public.get(f"/en/ledger/?format={kind}")
        assert answer.headers["Cache-Control"] == "no-cache, public"
        held = {"If-None-Match": answer.headers["ETag"]}
        assert public.get(f"/en/ledger/?format={kind}", headers=held).status_code == 304
    assert "private" in partner.get("/en/ledger/?format=csv").headers["Cache-Control"]
    assert answer.headers["Content-Type"] == "application/json"
