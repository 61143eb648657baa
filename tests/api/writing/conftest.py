"""The institute of Korea takes part in an initiative; its system holds a token that may write."""

import json

import pytest

from opportunities.choices import Scope
from opportunities.models.base import unit_of_work
from tests import make
from tests.conftest import holding


@pytest.fixture
def institute(db):
    return make.organisation("kr-institute", country=make.country("KR"))


# Recorded once, as one request would be.
@pytest.fixture
@unit_of_work()
def chips(institute):
    chips = make.initiative("Chips", status="under_way")
    make.participation(chips, "KR", organisation=institute)
    return chips


@pytest.fixture
def sender(chips, institute):
    return Sender(institute)


@pytest.fixture
def stranger(chips):
    """Another organisation's system, with the same right to write."""
    return Sender(make.organisation("stranger"))


class Sender:
    """A partner's system: every method gives (status, body), and keeps the answer's headers."""

    def __init__(self, organisation, scopes=(Scope.READ, Scope.PROGRESS_WRITE)):
        self.organisation = organisation
        self.client = holding(make.token(organisation, *scopes))

    def get(self, path, **headers):
        return self.answer(self.client.get(f"/api/v1/{path}", headers=headers))

    def post(self, path, body, **headers):
        return self.send("post", path, body, headers)

    def put(self, path, body, **headers):
        return self.send("put", path, body, headers)

    def patch(self, path, body, **headers):
        return self.send("patch", path, body, headers)

    def send(self, method, path, body, headers):
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        send = getattr(self.client, method)
        return self.answer(send(f"/api/v1/{path}", data=text, content_type="application/json", headers=names))

    def answer(self, answer):
        self.headers = answer.headers
        return answer.status_code, answer.json() if answer.content else None


def report(of, **more):
    return {"initiative": str(of.uid), "body": {"en": "Site chosen"}, "as_of": "2026-03-02"} | more
