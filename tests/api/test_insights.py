"""The insights: what the pages count, for programs."""

import csv

import pytest
from jsonschema import Draft202012Validator

from opportunities.insights import INSIGHTS
from tests import make
from tests.api.world import get, one_of_each

NAMES = [insight.name for insight in INSIGHTS]
# Where its tables are to be had as CSV, and which of these pages it is the JSON of.
OWN_PAGE = ("ledger", "stages", "slip", "complementarity", "timeline", "since")
PAGES = {name: f"/en/{name}/" for name in OWN_PAGE} | {"freshness": "/en/stages/", "pace": "/en/timeline/"}


@pytest.fixture
def world(db):
    return one_of_each(), one_of_each(2)


@pytest.mark.parametrize("name", NAMES)
def test_an_insight_is_as_described(public, partner, staff, world, name):
    described = get(public, "schema/").json()
    answer = described["paths"][f"/api/v1/insights/{name}/"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"] | {"components": described["components"]}
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for client in (public, partner, staff):
        said = get(client, f"insights/{name}/").json()
        validator.validate(said)
        assert said["insight"] == name


@pytest.mark.parametrize("name", NAMES)
def test_what_is_held_is_not_sent_again_until_something_changes(public, world, name):
    tag = get(public, f"insights/{name}/").headers["ETag"]
    assert get(public, f"insights/{name}/", **{"If-None-Match": tag}).status_code == 304
    make.milestone(make.initiative("More"))
    assert get(public, f"insights/{name}/", **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("query", ["status=raised", "area=nowhere", "area=", "limit=1"])
def test_what_cannot_be_answered_is_refused_by_name(public, world, name, query):
    answer = get(public, f"insights/{name}/?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == [query.partition("=")[0]]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("query", ["", "area=chips", "area=chips&area=ip"])
def test_the_page_and_its_csv_say_what_the_api_says(public, partner, staff, world, name, query):
    make.milestone(make.initiative("Patents", area=make.area("ip", "IPD")), make.PARTNERS)
    for client in (public, partner, staff):
        said = get(client, f"insights/{name}/?{query}").json()
        if name in OWN_PAGE:
            assert client.get(f"{PAGES[name]}?{query}&format=json").json() == said
        for table in (key for key, value in said.items() if isinstance(value, list)):
            page = client.get(f"{PAGES[name]}?{query}&format=csv&table={table}")
            rows = list(csv.DictReader(page.content.decode("utf-8-sig").splitlines()))
            assert [
                {column: row[column] for column in expected}
                for row, expected in zip(rows, said[table], strict=True)
            ] == [written(row) for row in said[table]]


def written(row):
    """As a CSV writes it."""
    return {name: "" if value is None else told(value) for name, value in row.items()}


def told(value):
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, list) else str(value)


def test_one_area_is_another_question(public, world):
    tags = {get(public, f"insights/ledger/{query}").headers["ETag"] for query in ("", "?area=chips")}
    assert len(tags) == 2
