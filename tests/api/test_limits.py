"""So many requests a minute, by token, by person, or else by address; every answer says how many are left."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache, caches
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from rest_framework.settings import api_settings

from opportunities.api import limits
from tests import make
from tests.api.world import get
from tests.conftest import holding
from tracker.environment import cache as cache_at
from tracker.environment import read, whole_number

POLICY = '"default";q=2;w=60'


@pytest.fixture(autouse=True)
def few(settings, time_machine, db):
    """Two a minute for the public, four for who has signed in; ten seconds of this minute are over."""
    settings.RATE_LIMIT_PUBLIC, settings.RATE_LIMIT_TOKEN = 2, 4
    time_machine.move_to(datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC), tick=False)
    cache.clear()
    yield
    cache.clear()


def left(answer):
    """(status, how many are left, in how many seconds there are more)."""
    _name, left, seconds = answer.headers["RateLimit"].split(";")
    return answer.status_code, int(left.removeprefix("r=")), int(seconds.removeprefix("t="))


def from_address(address, **more):
    return Client(REMOTE_ADDR=address, **more)


def test_the_third_of_two_is_refused_until_the_next_minute(public, time_machine):
    answers = [get(public, "areas/") for _ in range(4)]
    assert [left(each) for each in answers] == [(200, 1, 50), (200, 0, 50), (429, 0, 50), (429, 0, 50)]
    time_machine.shift(timedelta(seconds=49))
    assert left(get(public, "areas/")) == (429, 0, 1)
    time_machine.shift(timedelta(seconds=1))
    assert left(get(public, "areas/")) == (200, 1, 60)


def test_the_refusal_is_a_problem_that_says_how_long_to_wait(public):
    answer = [get(public, "areas/") for _ in range(3)][-1]
    assert answer.headers["Retry-After"] == "50"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "Request was throttled. Expected available in 50 seconds.",
    }


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("areas/", {}, 200),
        ("areas/", {"If-None-Match": "*"}, 304),
        ("areas/?x=1", {}, 400),
        ("areas/", {"Authorization": "Bearer x"}, 401),
        (f"areas/{'0' * 8}-0000-4000-8000-{'0' * 12}/", {}, 404),
        ("nothing/", {}, 404),
        ("schema/", {}, 200),
        ("me/", {}, 200),
        ("", {}, 200),
    ],
)
def test_every_answer_says_what_is_left(public, address, headers, status):
    answer = get(public, address, **headers)
    assert left(answer) == (status, 1, 50)
    assert answer.headers["RateLimit-Policy"] == POLICY


def test_so_do_answers_to_what_is_not_allowed_and_to_failures(public, monkeypatch):
    assert left(public.post("/api/v1/areas/")) == (405, 1, 50)
    public.raise_request_exception = False
    monkeypatch.setattr("opportunities.api.about.demo_loaded", lambda: 1 / 0)
    assert left(get(public, "me/")) == (500, 0, 50)


def test_the_head_and_the_options_of_an_address_count(public):
    assert left(public.head("/api/v1/areas/")) == (200, 1, 50)
    assert left(public.options("/api/v1/areas/")) == (204, 0, 50)
    assert public.options("/api/v1/areas/").status_code == 429


def test_each_address_has_a_count_of_its_own():
    first, second = from_address("192.0.2.1"), from_address("192.0.2.2")
    assert [left(get(first, "areas/"))[1] for _ in range(2)] == [1, 0]
    assert left(get(second, "areas/")) == (200, 1, 50)


def test_who_signs_in_is_counted_apart_from_the_address(public, partner, staff, system, alice):
    for _ in range(3):
        get(public, "areas/")
    other = holding(make.token(alice.memberships.get().organisation))
    for reader in (partner, staff, system, other):
        assert [left(get(reader, "areas/"))[:2] for _ in range(2)] == [(200, 3), (200, 2)]
    assert left(get(public, "areas/"))[0] == 429


def test_a_token_is_one_reader_wherever_it_asks_from(system):
    answers = [get(system, "areas/", **{"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(5)]
    assert [left(each)[0] for each in answers] == [200] * 4 + [429]


def test_wrong_tokens_count_for_the_address_that_sends_them(public, system):
    answers = [get(public, "areas/", Authorization=f"Bearer {n}") for n in range(4)]
    assert [left(each)[:2] for each in answers] == [(401, 1), (401, 0), (429, 0), (429, 0)]
    assert left(get(public, "areas/"))[0] == 429
    assert left(get(system, "areas/")) == (200, 3, 50)


def test_an_invented_address_changes_nothing(public):
    answers = [get(public, "areas/", **{"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(3)]
    assert [left(each)[0] for each in answers] == [200, 200, 429]


def test_behind_a_proxy_the_address_it_reports_is_counted(public, monkeypatch):
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    reported = ("192.0.2.1", "192.0.2.1", "made up, 192.0.2.1", "192.0.2.2")
    answers = [get(public, "areas/", **{"X-Forwarded-For": each}) for each in reported]
    assert [left(each)[0] for each in answers] == [200, 200, 429, 200]


@pytest.mark.parametrize(
    ("addresses", "statuses"),
    [
        (["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::1"], [200, 200, 429]),
        (["2001:db8:1:2::1", "2001:db8:1:3::1", "2001:db8:1:4::1"], [200, 200, 200]),
        (["::ffff:192.0.2.1", "::ffff:192.0.2.2", "::ffff:192.0.2.3"], [200, 200, 200]),
        (["::ffff:192.0.2.1", "192.0.2.1", "::ffff:192.0.2.1"], [200, 200, 429]),
    ],
)
def test_addresses_of_ipv6_count_by_network(public, addresses, statuses):
    answers = [public.get("/api/v1/areas/", REMOTE_ADDR=address) for address in addresses]
    assert [answer.status_code for answer in answers] == statuses


def test_no_address_stands_in_the_cache(public, monkeypatch):
    seen = []
    monkeypatch.setattr(limits, "asked_once_more", lambda name: seen.append(name) or 1)
    get(public, "areas/")
    assert "127.0.0.1" not in seen[0]


def test_without_a_limit_nothing_is_counted_or_told(public, system, settings, monkeypatch):
    monkeypatch.setattr(limits, "asked_once_more", None)
    settings.RATE_LIMIT_PUBLIC = settings.RATE_LIMIT_TOKEN = 0
    for client in (public, system):
        answer = get(client, "me/")
        assert not {"RateLimit", "RateLimit-Policy"} & set(answer.headers)
        assert answer.json()["limits"] == {"page": 200, "requests_per_minute": None}


def test_one_limit_without_the_other(public, system, settings):
    settings.RATE_LIMIT_TOKEN = 0
    assert "RateLimit" not in get(system, "areas/").headers
    assert left(get(public, "areas/")) == (200, 1, 50)


def test_everyone_learns_their_limit(public, system):
    assert [get(client, "me/").json()["limits"]["requests_per_minute"] for client in (public, system)] == [
        2,
        4,
    ]


def test_a_cache_that_fails_closes_nothing(public, monkeypatch, caplog):
    monkeypatch.setattr(caches, "settings", {"default": cache_at("redis://127.0.0.1:1/0")})
    monkeypatch.setattr(limits, "cache", caches.create_connection("default"))
    assert [left(get(public, "areas/"))[:2] for _ in range(3)] == [(200, 2)] * 3
    assert "rate limits are not kept" in caplog.text


@pytest.mark.parametrize("written", ["-1", "many", "1.5", "1" * 10, "٣"])
def test_a_limit_that_is_no_number_stops_the_program(monkeypatch, written):
    monkeypatch.setenv("RATE_LIMIT_PUBLIC", written)
    with pytest.raises(ImproperlyConfigured, match=r"RATE_LIMIT_PUBLIC: .* is not a whole number"):
        read("RATE_LIMIT_PUBLIC", whole_number, default=300)


def test_the_address_of_a_cache_is_not_repeated_when_it_is_wrong(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "memcached://user:secret@host")
    with pytest.raises(ImproperlyConfigured) as refusal:
        read("CACHE_URL", cache_at)
    assert str(refusal.value) == "CACHE_URL: it must begin with redis:// or rediss://"
