"""docs/api.md is true: each request in it is sent, in order, and must be answered as it stands there.

A request stands in a block of its own, and its answer in the next. In an answer, `...` is whatever varies: a
value, a part of a text, or (as a name, or last in a list) all the rest. In a request it is the id, the ETag
or the cursor of the last answer that had one, or the token.
"""

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from opportunities.api import limits
from opportunities.api.operations import REFUSALS as READING
from opportunities.api.resources import RESOURCES
from opportunities.api.writing.described import REFUSALS as WRITING
from opportunities.models import Initiative
from tests import make

PAGE = settings.BASE_DIR / "docs" / "api.md"
BLOCK = re.compile(r"^```http\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOW = "2026-03-09T00:00:00Z"
HOST = "tracker.example.org"
REST = "..."


def uid(name):
    return uuid5(NAMESPACE_URL, f"https://{HOST}/{name}")


@dataclass
class Message:
    first: str
    headers: dict
    body: str

    @classmethod
    def read(cls, text):
        head, _, body = text.partition("\n\n")
        first, *headers = head.splitlines()
        return cls(first, dict(header.split(": ", 1) for header in headers), body.strip())

    @property
    def status(self):
        # Not the words after it: newer versions of Python have others.
        return int(self.first.split()[1])

    @property
    def json(self):
        return json.loads(self.body) if self.body else None


def examples():
    """[(line, request, answer)]"""
    text = PAGE.read_text()
    blocks = [(text.count("\n", 0, found.start()) + 2, found[1]) for found in BLOCK.finditer(text)]
    for (line, request), (_, answer) in zip(blocks[::2], blocks[1::2], strict=True):
        yield line, Message.read(request), Message.read(answer)


def elided(got, written):
    """What was answered, without what is not written."""
    if written == REST:
        return REST
    if isinstance(got, dict) and isinstance(written, dict):
        rest = {REST: REST} if REST in written else {}
        kept = [name for name in got if name in written or not rest]
        return {name: elided(got[name], written.get(name)) for name in kept} | rest
    if isinstance(got, list) and isinstance(written, list):
        open_end = written[-1:] == [REST]
        kept = got[: len(written) - 1] if open_end else got
        parts = [*written, *[None] * len(kept)]
        return [elided(each, part) for each, part in zip(kept, parts, strict=False)] + [REST] * open_end
    if isinstance(got, str) and isinstance(written, str) and REST in written:
        pattern = ".*".join(map(re.escape, written.split(REST)))
        return written if re.fullmatch(pattern, got) else got
    return got


class Reader:
    """Sends what the page says, with `...` filled in from what was answered before."""

    def __init__(self, token):
        self.client, self.known = Client(headers={"host": HOST}), {"token": token}

    def send(self, request):
        method, path, _version = request.first.split()
        headers = {name: self.filled(name, value) for name, value in request.headers.items()}
        path = path.replace("cursor=...", f"cursor={self.known.get('cursor')}")
        path = path.replace("/.../", f"/{self.known.get('id')}/")
        answer = self.client.generic(
            method, path, request.body, headers.pop("Content-Type", ""), secure=True, headers=headers
        )
        self.remember(answer)
        return answer

    def filled(self, name, value):
        return value.replace("trk_...", self.known["token"]).replace('"..."', self.known.get("etag", ""))

    def remember(self, answer):
        if "ETag" in answer.headers:
            self.known["etag"] = answer.headers["ETag"]
        body = answer.json() if answer.content else {}
        self.known |= {name: body[name] for name in ("id", "cursor") if name in body}


@pytest.fixture
def reader(db, settings, time_machine):
    """The system of an institute that takes part in CHP-1, over the seed and a little made progress."""
    time_machine.move_to(NOW, tick=False)
    settings.ALLOWED_HOSTS = [HOST]
    settings.RATE_LIMIT_PUBLIC, settings.RATE_LIMIT_TOKEN = 300, 1200
    call_command("seed", verbosity=0)
    institute = make.organisation("example-institute", uid=uid("institute"), country=make.country("KR"))
    chips = Initiative.objects.get(ref="CHP-1")
    chips.write(status="under_way")
    part = chips.participations.get(country__code="KR")
    part.organisation, part.is_lead = institute, True
    part.save()
    progress(chips, part)
    make.initiative("Shared test bed", uid=uid("withdrawn")).withdraw("Taken up elsewhere")
    return Reader(make.token(institute, "read", "progress:write"))


def progress(of, part):
    given = {"title_en": "Choose a site", "uid": uid("milestone"), "due_on": make.DAY}
    milestone = make.milestone(of, responsible=part, **given)
    milestone.move(make.DAY.replace(month=5), "technical", "The survey takes longer")
    make.update(of, uid=uid("update"), body_en="Three sites are left.", outlook="at_risk", as_of=make.DAY)
    make.evidence(uid=uid("evidence"), initiative=of, kind="report", source=make.source(uid=uid("source")))
    make.decision(of, uid=uid("decision"), side=make.country("CA"), needed_by=make.DAY.replace(month=4))


def test_every_request_is_answered_as_written(reader, monkeypatch):
    count = limits.asked_once_more
    for line, request, written in examples():
        # Nobody asks so often here.
        many = 301 if written.status == HTTPStatus.TOO_MANY_REQUESTS else 0
        monkeypatch.setattr(limits, "asked_once_more", lambda name, many=many: many or count(name))
        answer = reader.send(request)
        place = f"docs/api.md, line {line}: {request.first}"
        assert answer.status_code == written.status, f"{place}: {answer.text}"
        headers = {name: answer.headers.get(name) for name in written.headers}
        assert elided(headers, written.headers) == written.headers, place
        told = answer.json() if answer.content else None
        assert elided(told, written.json) == written.json, place


@pytest.mark.parametrize(
    ("got", "written"),
    [
        ({"a": 1, "b": 2}, {"a": 1}),
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": 1}, {"a": 2, "...": "..."}),
        ({"a": 1}, {"b": 1, "...": "..."}),
        ([1, 2], [1]),
        ([1], [1, 2]),
        ([1], [1, 2, "..."]),
        ([1, {"a": "x"}], [1, {"a": "y"}]),
        ("http://x/?cursor=1", "http://y/?cursor=..."),
        (None, "x..."),
    ],
)
def test_what_is_written_otherwise_is_noticed(got, written):
    assert elided(got, written) != written


@pytest.mark.parametrize(
    ("got", "written"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "...": "..."}),
        ({"a": {"b": 1}}, {"a": "..."}),
        ([1, 2, 3], [1, "..."]),
        ("http://x/?cursor=1", "http://x/?cursor=..."),
        (None, "..."),
    ],
)
def test_what_is_left_out_is_not(got, written):
    assert elided(got, written) == written


def test_each_resource_has_an_example():
    asked = {request.first.split("/")[3] for _line, request, written in examples() if written.status == 200}
    assert {resource.name for resource in RESOURCES} - asked == set()


def test_each_status_of_a_refusal_is_explained():
    explained = re.findall(r"^\| ([\d, ]+) \|", PAGE.read_text(), re.MULTILINE)
    assert {*READING, *WRITING} - set(", ".join(explained).split(", ")) == set()


def test_each_link_leads_somewhere():
    text = PAGE.read_text()
    links = re.findall(r"\]\(([^)]+)\)", text)
    headings = {
        f"#{heading.lower().replace(' ', '-')}" for heading in re.findall(r"^#+ (.*)", text, re.MULTILINE)
    }
    assert [
        link for link in links if link not in headings and not (PAGE.parent / link).resolve().is_file()
    ] == []
