"""Every refusal is a problem document, and tells no more than it must."""

import pytest

from opportunities.api.resources import RESOURCES
from opportunities.models import Initiative
from tests import make
from tests.api.world import get


def problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    said = response.json()
    assert (said["type"], said["status"]) == ("about:blank", response.status_code)
    return said["status"], said["title"]


@pytest.mark.parametrize("address", ["nothing/", "initiatives/1/", "initiatives/x/y/", "schema/x/"])
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_nothing_is_at_other_addresses(public, address, method):
    assert problem(getattr(public, method)(f"/api/v1/{address}")) == (404, "Not Found")


def test_an_address_without_its_slash_leads_to_the_one_with_it(public):
    assert (
        get(public, "initiatives?status=raised").headers["Location"] == "/api/v1/initiatives/?status=raised"
    )
    assert get(public, "nothing").headers["Location"] == "/api/v1/nothing/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_only_reads(public, staff, method):
    made = make.initiative()
    for client in (public, staff):
        client.handler.enforce_csrf_checks = True
        for address in ("initiatives/", f"initiatives/{made.uid}/", "me/", "schema/", ""):
            response = getattr(client, method)(f"/api/v1/{address}")
            assert problem(response) == (405, "Method Not Allowed")
            assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert Initiative.objects.count() == 1


TOKENS = ["Bearer x", "bearer", "Bearer " + "x" * 4000, "Token x", "Basic YTpi", "Bearer \xff", "?"]


@pytest.mark.parametrize(
    "address", [*[f"{each.name}/" for each in RESOURCES], "changes/", "me/", "schema/", ""]
)
def test_credentials_are_refused_in_the_same_words_for_every_cause(public, staff, address):
    answers = [get(client, address, Authorization=token) for client in (public, staff) for token in TOKENS]
    assert {problem(answer) for answer in answers} == {(401, "Unauthorized")}
    assert {answer.content for answer in answers} == {answers[0].content}
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {'Bearer realm="api"'}


def test_a_failure_is_a_problem_too_and_is_recorded(public, monkeypatch, caplog):
    public.raise_request_exception = False
    monkeypatch.setattr("opportunities.api.about.demo_loaded", lambda: 1 / 0)
    response = get(public, "me/")
    assert problem(response) == (500, "Internal Server Error")
    assert "division" not in response.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "nonsense", ""])
def test_json_is_answered_whatever_is_asked_for(public, accept):
    response = get(public, "areas/", Accept=accept)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")


def test_options_tell_the_methods_and_nothing_else(public):
    response = public.options("/api/v1/initiatives/")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_head_is_a_get_without_its_body(public):
    make.initiative()
    head, whole = public.head("/api/v1/initiatives/"), get(public, "initiatives/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_whoever_could_read_a_withdrawn_initiative_is_told_why(public, partner, staff):
    made = make.initiative(visibility=make.PARTNERS)
    made.withdraw({"en": "Merged with CHP-2", "fr": "Fusionnée avec CHP-2"})
    address = f"initiatives/{made.uid}/"
    assert problem(get(public, address)) == (404, "Not Found")
    assert problem(get(partner, address)) == (410, "Gone")
    reason = {"en": "Merged with CHP-2", "fr": "Fusionnée avec CHP-2", "ko": ""}
    assert get(partner, address).json()["reason"] == reason
    assert get(staff, address).status_code == 200
    assert get(partner, "initiatives/").json()["results"] == []


def test_what_belonged_to_it_is_simply_not_there(public):
    made = make.initiative()
    part = make.milestone(made)
    made.withdraw("Merged")
    assert problem(get(public, f"initiatives/{made.uid}/")) == (410, "Gone")
    assert problem(get(public, f"milestones/{part.uid}/")) == (404, "Not Found")
