"""A walk over pages meets each record once, in every order, both ways."""

from datetime import timedelta

import pytest

from opportunities.api.resources import RESOURCES
from tests import make
from tests.api.world import get, ids, one_of_each

WORDS = [(resource.name, list(resource.filters.orderings)) for resource in RESOURCES]
NEVER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def many(db):
    for nth in (1, 2, 3):
        one_of_each(nth)
    # Nulls sort too: no date, no health, no report.
    undated = make.initiative("Undated")
    make.milestone(undated, due_on=None)
    make.decision(undated)
    make.dialogue("Undated")
    make.framework("Undated")


def walk(client, address, link="next"):
    """The pages from an address to the end, by their links."""
    while address:
        answer = client.get(address).json()
        yield answer
        address = answer[link]


def met(pages):
    return [record["id"] for page in pages for record in page["results"]]


@pytest.mark.parametrize(("name", "words"), WORDS)
def test_a_walk_meets_each_record_once_forth_and_back(public, many, name, words):
    for ordering in [sign + word for word in words for sign in ("", "-")]:
        whole = ids(get(public, f"{name}/?ordering={ordering}"))
        assert len(set(whole)) == len(whole) >= 3
        pages = list(walk(public, f"/api/v1/{name}/?ordering={ordering}&limit=2"))
        assert met(pages) == whole
        back = list(walk(public, pages[-1]["previous"], "previous"))
        assert met(reversed(back)) == met(pages[:-1])
        assert [page["previous"] for page in (pages[0], back[-1])] == [None, None]


def test_what_is_due_first_comes_first_and_undated_last_either_way(public):
    made = make.initiative()
    days = [make.DAY + timedelta(n) for n in range(2)]
    first, second = (str(make.milestone(made, due_on=day).uid) for day in days)
    undated = str(make.milestone(made, due_on=None).uid)
    assert ids(get(public, "milestones/?ordering=due_on")) == [first, second, undated]
    assert ids(get(public, "milestones/?ordering=-due_on")) == [second, first, undated]


def test_the_worst_health_comes_first(public):
    quiet = make.initiative("No report", status="scoped")
    late = make.initiative("Late", status="scoped")
    make.milestone(late)
    raised = make.initiative("Raised")
    assert ids(get(public, "initiatives/?ordering=attention")) == [
        str(each.uid) for each in (late, quiet, raised)
    ]


def test_a_record_that_comes_before_the_page_shifts_nothing(public):
    for number in range(4):
        make.country(f"K{number}")
    first = get(public, "countries/?ordering=code&limit=2").json()
    make.country("AA")
    assert [each["code"] for each in public.get(first["next"]).json()["results"]] == ["K2", "K3"]


def test_a_page_links_to_its_own_question(public):
    make.initiative(), make.initiative()
    link = get(public, "initiatives/?area=chips&limit=1&lang=fr").json()["next"]
    assert link.startswith("http://testserver/api/v1/initiatives/?area=chips&limit=1&lang=fr&cursor=")


def test_a_cursor_holds_for_its_own_ordering_alone(public):
    make.country("CA"), make.country("KR")
    cursor = get(public, "countries/?ordering=code&limit=1").json()["next"].partition("cursor=")[2]
    assert get(public, f"countries/?ordering=code&cursor={cursor}").status_code == 200
    for address in (f"countries/?cursor={cursor}", f"countries/?ordering=code&cursor=x{cursor}"):
        assert list(get(public, address).json()["errors"]) == ["cursor"]


def test_all_are_counted_when_asked(public):
    make.country("CA"), make.country("KR")
    assert "count" not in get(public, "countries/?count=false").json()
    assert get(public, "countries/?limit=1&count=true").json()["count"] == 2


def test_hidden_records_are_not_counted(public, staff):
    make.initiative(), make.initiative("Hidden", make.INTERNAL)
    counts = [get(client, "initiatives/?count=true").json()["count"] for client in (public, staff)]
    assert counts == [1, 2]


def test_an_empty_page_is_a_page(public):
    empty = {"next": None, "previous": None, "results": []}
    assert get(public, f"initiatives/?id={NEVER}").json() == empty


def test_a_cursor_holds_for_its_own_records_alone(public):
    make.country("CA"), make.country("KR")
    cursor = get(public, "countries/?limit=1").json()["next"].partition("cursor=")[2]
    assert list(get(public, f"areas/?cursor={cursor}").json()["errors"]) == ["cursor"]
