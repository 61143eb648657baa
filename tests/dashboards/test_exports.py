"""The list as a file: exactly its filter, whole, in the page's language, and nothing in it runs."""

import csv
import io
import json
import re

import pytest

from opportunities.choices import Status
from opportunities.models.demo import DEMO_FIRST
from tests import make
from tests.dashboards.conftest import text


def read(client, query="", language="en"):
    """[{header: cell}] of the CSV."""
    answer = client.get(f"/{language}/initiatives/?{query}format=csv")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    body = b"".join(answer).decode("utf-8")
    assert body.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(body[1:], newline=""), strict=True))


def read_json(client, query=""):
    return json.loads(b"".join(client.get(f"/en/initiatives/?{query}format=json")))


def test_a_row_says_codes_and_words_leads_by_side_and_iso_dates(public, chips):
    (row,) = read(public)
    assert row == {
        "Identifier": str(chips.uid),
        "Ref": "CHP-1",
        "Initiative": "Chips in data centres",
        "Area (code)": "chips",
        "Area": "Chips",
        "Stage (code)": "under_way",
        "Stage": "Under way",
        "Health (code)": "late",
        "Health": "Late",
        "Lead: Canada": "Ministry of CA",
        "Lead: Korea": "Ministry of KR",
        "Milestones met": "0",
        "Milestones": "1",
        "Next milestone": "Site selected",
        "Due on": "2026-03-02",
        "Owed by (code)": "",
        "Days late": row["Days late"],
        "Last report": "2026-03-02",
        "Address": "http://testserver/en/i/CHP-1",
    }
    assert int(row["Days late"]) > 0


def test_it_speaks_the_language_of_the_page_and_puts_its_own_country_first(public, chips):
    (row,) = read(public, language="ko")
    cells = list(row.values())
    assert cells[2] == "반도체"
    assert cells[9:11] == ["Ministry of KR", "Ministry of CA"]


def test_it_holds_every_row_of_the_filter_and_no_other(public, chips):
    for number in range(51):
        make.initiative(f"Raised {number}")
    assert len(read(public)) == 52
    assert [row["Ref"] for row in read(public, "status=under_way&")] == ["CHP-1"]
    assert read(public, "status=paused&") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(public, chips, django_assert_num_queries, rows):
    for number in range(rows - 1):
        make.milestone(make.initiative(f"More {number}"))
    with django_assert_num_queries(6):
        assert len(read(public)) == rows
    with django_assert_num_queries(3):
        assert len(read_json(public)["results"]) == rows


@pytest.mark.parametrize("query", ["statuss=raised&", "status=x&", "cursor=x&", "format=xml&"])
@pytest.mark.parametrize("format", ["csv", "json"])
def test_what_cannot_be_answered_is_named_and_no_file_is_given(public, chips, query, format):
    address = f"/en/initiatives/?format={format}&{query}".rstrip("&")
    answer = public.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert f"{query.partition('=')[0]}: " in answer.content.decode()


def test_json_is_what_the_api_gives_with_its_address_and_day(public, partner, chips):
    make.initiative("Shared", visibility=make.PARTNERS)
    for client in (public, partner):
        for query in ("", "status=under_way&", "ordering=area&"):
            file = read_json(client, query)
            api = client.get(f"/api/v1/initiatives/?{query or 'ordering=attention'}".rstrip("&")).json()
            assert sorted(map(str, file["results"])) == sorted(map(str, api["results"]))
    assert file["permalink"] == "http://testserver/en/initiatives/?ordering=area"
    assert list(file) == ["permalink", "day", "demo", "results"]


def test_what_is_hidden_is_in_no_file(public, partner, chips):
    make.initiative("Shared", visibility=make.PARTNERS)
    hidden = chips.participations.get(country__code="KR").organisation
    hidden.visibility = make.PARTNERS
    hidden.save()
    assert [(row["Initiative"], row["Lead: Korea"]) for row in read(public)] == [
        ("Chips in data centres", "Not named")
    ]
    assert [(row["Initiative"], row["Lead: Korea"]) for row in read(partner)] == [
        ("Chips in data centres", "Ministry of KR"),
        ("Shared", "Not named"),
    ]


def test_demonstration_data_says_so_on_every_line(public, chips):
    assert not any("Demo" in name for name in read(public)[0])
    assert read_json(public)["demo"] is False
    make.organisation("fictional", uid=DEMO_FIRST)
    assert read(public)[0]["Demonstration data."].startswith("Organisations, dates, stages and reports are")
    assert read_json(public)["demo"] is True


@pytest.mark.parametrize("format", ["csv", "json"])
def test_who_is_up_to_date_is_told_so_until_something_they_see_changes(public, chips, format):
    address = f"/en/initiatives/?format={format}"
    answer = public.get(address)
    assert answer.headers["Cache-Control"] == "no-cache, public"
    held = {"If-None-Match": answer.headers["ETag"]}
    make.milestone(chips, make.INTERNAL)
    assert public.get(address, headers=held).status_code == 304
    chips.visibility = make.INTERNAL
    chips.save()
    assert public.get(address, headers=held).status_code == 200


def test_the_page_links_to_its_own_files(public, chips):
    page = text(public, "/en/initiatives/?status=under_way&q=chips")
    assert 'href="?status=under_way&amp;q=chips&amp;format=csv"' in page
    assert 'href="?status=under_way&amp;q=chips&amp;format=json"' in page
    for feed in ("milestones.ics", "updates.atom"):
        assert f'href="/feeds/{feed}?status=under_way&amp;q=chips&amp;lang=en"' in page


def test_every_link_to_share_a_view_or_an_initiative_leads_somewhere(public, partner, chips):
    shared = make.initiative("Shared", visibility=make.PARTNERS)
    for client, page in ((public, "initiatives/?country=KR&ordering=area"), (partner, f"i/{shared.uid}")):
        links = re.findall(r'href="([^"]*(?:format=|/feeds/)[^"]*)"', text(client, f"/ko/{page}"))
        assert len(links) == 3 + page.startswith("initiatives")
        for link in links:
            address = link.replace("&amp;", "&")
            assert client.get("/ko/initiatives/" * address.startswith("?") + address).status_code == 200


def test_a_title_that_is_a_formula_stays_text(public):
    make.initiative('=HYPERLINK("http://example.org")', status=Status.SCOPED)
    assert read(public)[0]["Initiative"].startswith("'=HYPERLINK")
