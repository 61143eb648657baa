"""What differs between installations: read as it is meant, or refused by its name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tracker import environment
from tracker.environment import read


@pytest.mark.parametrize(
    ("meaning", "written", "read_as"),
    [
        ("on_or_off", "1", True),
        ("on_or_off", "On", True),
        ("on_or_off", "FALSE", False),
        ("on_or_off", " 0 ", False),
        ("host_names", "a.example.org, b.example.org,", ["a.example.org", "b.example.org"]),
        ("port_number", "8080", 8080),
        ("whole_number", "0", 0),
        ("secure_address", "https://id.example.org/realm/", "https://id.example.org/realm"),
        ("log_level", "debug", "DEBUG"),
        ("mail_address", "secretariat@example.org", "secretariat@example.org"),
    ],
)
def test_it_is_read_as_it_is_meant(monkeypatch, meaning, written, read_as):
    monkeypatch.setenv("SETTING", written)
    assert read("SETTING", getattr(environment, meaning)) == read_as


@pytest.mark.parametrize(
    ("meaning", "written", "why"),
    [
        ("on_or_off", "yes", "'yes' is neither on (1, true, on) nor off (0, false, off)"),
        ("on_or_off", "2", "'2' is neither on (1, true, on) nor off (0, false, off)"),
        ("host_names", "https://a.example.org", "'https://a.example.org' is not a host name; "),
        ("host_names", "a.example.org b.example.org", "'a.example.org b.example.org' is not a host name; "),
        ("port_number", "0", "'0' is not a port between 1 and 65535"),
        ("port_number", "65536", "'65536' is not a port between 1 and 65535"),
        ("port_number", "http", "'http' is not a port between 1 and 65535"),
        ("whole_number", "-1", "'-1' is not a whole number from 0 to 999999999"),
        ("secure_address", "http://id.example.org", "it must be an address that begins with https://"),
        ("secure_address", "https://", "it must be an address that begins with https://"),
        ("log_level", "LOUD", "'LOUD' is none of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ("mail_address", "secretariat", "'secretariat' is not a mail address"),
        ("database", "mysql://host/name", "it must begin with sqlite:// or postgres://"),
        ("database", "postgres://host", "it names no database"),
        ("cache", "memcached://host", "it must begin with redis:// or rediss://"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_name(monkeypatch, meaning, written, why):
    monkeypatch.setenv("SETTING", written)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read("SETTING", getattr(environment, meaning), default="something")
    assert str(refusal.value).startswith(f"SETTING: {why}")


@pytest.mark.parametrize("meaning", ["database", "cache", "secure_address"])
def test_a_password_is_not_repeated(monkeypatch, meaning):
    monkeypatch.setenv("SETTING", "ftp://someone:secret@host/name")
    with pytest.raises(ImproperlyConfigured) as refusal:
        read("SETTING", getattr(environment, meaning))
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("written", [None, "", "  "])
def test_what_is_left_out_or_empty_is_the_default_and_what_has_none_is_asked_for(monkeypatch, written):
    monkeypatch.delenv("SETTING", raising=False)
    if written is not None:
        monkeypatch.setenv("SETTING", written)
    assert read("SETTING", environment.port_number, default=8000) == 8000
    with pytest.raises(ImproperlyConfigured, match=r"^SETTING: it must be set \(see \.env\.example\)$"):
        read("SETTING", environment.port_number)


@pytest.mark.parametrize(
    ("written", "engine", "name"),
    [
        ("sqlite:///here.sqlite3", "django.db.backends.sqlite3", "here.sqlite3"),
        ("postgres://someone:secret@host:5432/tracker", "django.db.backends.postgresql", "tracker"),
    ],
)
def test_a_database_is_named_by_its_address(written, engine, name):
    found = environment.database(written)
    assert (found["ENGINE"], found["NAME"]) == (engine, name)


def test_mail_goes_where_the_address_says():
    assert environment.mail_server("smtp://someone:secret@mail.example.org:25")["EMAIL_HOST"] == (
        "mail.example.org"
    )


def test_whoever_signs_on_comes_from_one_origin():
    assert environment.origin("https://id.example.org:8443/realm?x=1") == "https://id.example.org:8443"
