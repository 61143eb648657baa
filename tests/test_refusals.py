"""Where no view answers, each door still answers in its own words: systems a problem, people a page."""

import html5lib
import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client
from redis.exceptions import RedisError

PAGES = ("/en/", "/fr/initiatives/", "/ko/i/CHP-1")


@pytest.fixture
def broken(db, monkeypatch):
    """Every request fails, or is refused, before it comes to a view; breaks by calling it."""

    def breaks(error):
        def resolve(handler, request):
            raise error

        monkeypatch.setattr("django.core.handlers.base.BaseHandler.resolve_request", resolve)
        return Client(raise_request_exception=False)

    return breaks


def problem(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    return answer.status_code


def test_a_host_that_is_not_ours_is_refused_at_each_door(public):
    stranger = {"HTTP_HOST": "elsewhere.example"}
    assert problem(public.get("/api/v1/initiatives/", **stranger)) == 400
    for address in (*PAGES, "/feeds/milestones.ics"):
        answer = public.get(address, **stranger)
        html5lib.HTMLParser(strict=True).parse(answer.content.decode())
        assert (answer.status_code, b"elsewhere" in answer.content) == (400, False)


@pytest.mark.parametrize("address", ["/api/", "/api/v2/initiatives/"])
def test_other_versions_of_the_api_are_a_problem_too(public, address):
    assert problem(public.get(address)) == 404


@pytest.mark.parametrize("address", ["/nothing", "/feeds/nothing", "/ko/nothing/"])
def test_what_is_not_there_is_a_page(public, address):
    answer = public.get(address)
    assert answer.status_code == 404
    html5lib.HTMLParser(strict=True).parse(answer.content.decode())


@pytest.mark.parametrize(("error", "status"), [(PermissionDenied("why"), 403), (RuntimeError("why"), 500)])
def test_neither_says_what_went_wrong_inside(broken, error, status):
    client = broken(error)
    assert problem(client.get("/api/v1/")) == status
    for address in ("/api/v1/", *PAGES, "/feeds/updates.atom"):
        answer = client.get(address)
        assert (answer.status_code, b"why" in answer.content) == (status, False)


def test_a_refusal_is_kept_nowhere(public):
    for address in ("/api/v2/", "/en/nothing/"):
        assert public.get(address).headers["Cache-Control"] == "no-store"


def test_without_a_database_all_are_told_to_wait(public, monkeypatch):
    def down(*args):
        raise OperationalError("the server is restarting")

    public.raise_request_exception = False
    monkeypatch.setattr("opportunities.dashboards.overview.OverviewPage.get_context_data", down)
    monkeypatch.setattr("opportunities.api.views.RecordList.get", down)
    page, answer = public.get("/en/"), public.get("/api/v1/initiatives/")
    assert (page.status_code, page["Retry-After"]) == (503, "2")
    assert (answer.status_code, answer["Retry-After"], answer.json()["status"]) == (503, "2", 503)
    assert b"restarting" not in page.content + answer.content


def test_without_a_cache_to_count_guesses_in_nobody_signs_in_and_all_are_told_to_wait(public, monkeypatch):
    def down(*args, **kwargs):
        raise RedisError("connection to 192.0.2.1 refused")

    public.raise_request_exception = False
    for name in ("get", "add", "set", "incr"):
        monkeypatch.setattr(LocMemCache, name, down)
    page = public.post("/admin/login/", {"login": "mina", "password": "guess"})
    assert (page.status_code, page["Retry-After"]) == (503, "2")
    assert b"192.0.2.1" not in page.content
