"""What the API says of itself."""

import re
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from jsonschema import Draft202012Validator

from opportunities.api.properties import properties_of
from opportunities.api.resources import RESOURCES
from opportunities.insights import INSIGHTS
from opportunities.models import Token
from tests.api.world import get, one_of_each
from tests.conftest import holding

COMMITTED = Path(settings.BASE_DIR) / "docs" / "openapi.json"


def test_the_index_leads_everywhere(public):
    index = get(public, "").json()
    insights = [f"insights/{insight.name}" for insight in INSIGHTS]
    names = [*[resource.name for resource in RESOURCES], *insights, "changes", "me", "schema", "docs"]
    assert list(index) == names
    for address in index.values():
        assert public.get(address).status_code == 200


def test_everyone_learns_who_they_are(public, partner, staff, system):
    said = [get(client, "me/").json() for client in (public, partner, staff, system)]
    assert [me["reader"] for me in said] == ["anyone", "person", "person", "system"]
    assert [me["clearance"] for me in said] == ["public", "partners", "internal", "partners"]
    assert [me["signed_in"] for me in said] == [False, True, True, True]
    assert [len(me["organisations"]) for me in said] == [0, 1, 0, 1]
    assert said[0] == {
        "signed_in": False,
        "reader": "anyone",
        "clearance": "public",
        "organisations": [],
        "scopes": ["read"],
        "token": None,
        "limits": {"page": 200, "requests_per_minute": None},
        "demo": False,
    }


def test_a_system_learns_of_its_token_all_but_the_secret(alice):
    organisation = alice.memberships.get().organisation
    token, text = Token.issue(organisation, "Mirror", ["read", "progress:write"])
    answer = get(holding(text), "me/")
    said = answer.json()
    assert said["scopes"] == ["read", "progress:write"]
    assert said["organisations"] == [{"id": str(organisation.uid), "slug": "alice-institute"}]
    assert datetime.fromisoformat(said["token"].pop("expires_at")) == token.expires_at
    assert said["token"] == {"name": "Mirror", "prefix": token.prefix}
    assert text.rpartition("_")[2] not in answer.text


def test_it_says_so_while_the_demonstration_is_loaded(public):
    call_command("seed", demo=True, stdout=StringIO())
    assert get(public, "me/").json()["demo"] is True


def test_the_description_is_the_committed_one_for_everyone(public, partner, staff):
    """After a change that is meant: `make schema`."""
    said = [
        get(client, "schema/", **{"Accept-Language": "ko"}).content for client in (public, partner, staff)
    ]
    assert said == [COMMITTED.read_bytes()] * 3


def test_the_description_is_not_sent_again(public):
    tag = get(public, "schema/").headers["ETag"]
    assert get(public, "schema/", **{"If-None-Match": tag}).status_code == 304


@pytest.mark.django_db
def test_every_answer_is_as_described(public, partner, staff):
    described = get(public, "schema/").json()["components"]
    one_of_each()
    for resource in RESOURCES:
        schema = {"components": described, "$ref": f"#/components/schemas/{resource.title}Page"}
        for client in (public, partner, staff):
            answer = get(client, f"{resource.name}/?count=true").json()
            Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(answer)
            hidden = set() if client is staff else resource.shape.hidden
            assert set(answer["results"][0]) == properties_of(resource).keys() - hidden


@pytest.mark.django_db
def test_problems_are_as_described(public, system):
    described = get(public, "schema/").json()["components"]
    schema = {"components": described, "$ref": "#/components/schemas/Problem"}
    for address in ("nothing/", "areas/?x=1"):
        Draft202012Validator(schema).validate(get(public, address).json())
    me = {"components": described, "$ref": "#/components/schemas/Me"}
    for client in (public, system):
        Draft202012Validator(me).validate(get(client, "me/").json())


def test_the_docs_obey_the_strict_policy_and_need_nobody_else(public):
    page = get(public, "docs/")
    assert page.headers["Content-Security-Policy"].count("'self'") >= 2
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|https?://", page.text)
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', page.text)
    assert len(files) == 4
    assert all(finders.find(file) for file in files)
