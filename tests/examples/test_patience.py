"""docs/examples/mirror.py when the server is busy, away, or elsewhere: in this process, without waiting."""

import io
import json
import time
from argparse import Namespace
from email.message import Message
from importlib.util import module_from_spec, spec_from_file_location
from urllib.error import HTTPError, URLError

import pytest

from tests.examples.follower import PROGRAM

spec = spec_from_file_location("mirror", PROGRAM)
example = module_from_spec(spec)
spec.loader.exec_module(example)


class Answers:
    """Gives one after the other, and remembers what was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def __call__(self, request, timeout):
        self.asked.append(request.full_url.partition("/api/v1/")[2])
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        body = io.BytesIO(json.dumps(answer).encode())
        body.status = 200
        return body


def refusal(status, **headers):
    sent = Message()
    for name, value in headers.items():
        sent[name.replace("_", "-")] = value
    return HTTPError("http://x", status, "", sent, io.BytesIO(b"{}"))


def page(*ids, mode="delta", cursor="c", has_more=False):
    changes = [{"op": "upsert", "kind": "area", "id": uid, "object": {"id": uid}} for uid in ids]
    return {"mode": mode, "changes": changes, "cursor": cursor, "has_more": has_more, "poll_after": 60}


@pytest.fixture
def slept(monkeypatch):
    waits = []
    monkeypatch.setattr(time, "sleep", waits.append)
    return waits


@pytest.fixture
def mirror(tmp_path, slept):
    options = {"url": "http://x/", "file": tmp_path / "m.sqlite3", "limit": 2, "once": True, "header": []}
    return example.Mirror(Namespace(**options))


def ids(mirror):
    return {uid for (uid,) in mirror.db.execute("SELECT id FROM records")}


def test_it_waits_as_long_as_it_is_told_to_or_else_ever_longer(mirror, slept):
    busy = refusal(429, Retry_After="17"), refusal(503), URLError("refused"), refusal(502, Retry_After="soon")
    mirror.open = Answers(*busy, page("a"))
    mirror.run()
    assert (slept, ids(mirror)) == ([17, 2, 4, 8], {"a"})


def test_run_once_it_gives_up_in_the_end(mirror, slept):
    mirror.open = Answers(*[URLError("refused")] * 6)
    with pytest.raises(SystemExit, match="Gave up on http://x/api/v1/changes/"):
        mirror.run()
    assert slept == [1, 2, 4, 8, 16]


def test_it_asks_again_when_the_answer_says(mirror, slept):
    mirror.once = False
    mirror.open = Answers(page("a", mode="snapshot"), page(), refusal(404))
    with pytest.raises(SystemExit, match="404"):
        mirror.run()
    assert slept == [60, 60]


@pytest.mark.parametrize("status", [400, 410])
def test_told_to_start_anew_it_keeps_what_it_has_until_all_is_there(mirror, status):
    mirror.open = Answers(page("a", "b", mode="snapshot"))
    mirror.run()
    mirror.open = Answers(refusal(status), page("b", mode="snapshot", cursor="d", has_more=True))
    mirror.follow(), mirror.follow()
    assert ids(mirror) == {"a", "b"}
    mirror.open = Answers(page("c", mode="snapshot"))
    mirror.follow()
    assert (ids(mirror), mirror.open.asked) == ({"b", "c"}, ["changes/?limit=2&cursor=d"])


def test_a_page_that_cannot_be_kept_leaves_the_cursor_where_it_was(mirror):
    mirror.open = Answers(page("a", cursor="c"), page("b", cursor="d") | {"changes": [{"op": "upsert"}]})
    mirror.follow()
    with pytest.raises(KeyError):
        mirror.follow()
    assert mirror.db.execute("SELECT cursor FROM place").fetchone() == ("c",)


def test_what_was_written_anew_while_it_was_sent_stays(mirror):
    mirror.db.execute("INSERT INTO outbox VALUES ('update', 'crm', '7', 'old', NULL)")

    def rewrite(request, timeout):
        mirror.db.execute("UPDATE outbox SET body = 'new'")
        return Answers({})(request, timeout)

    mirror.open = rewrite
    mirror.send()
    assert mirror.db.execute("SELECT body, error FROM outbox").fetchall() == [("new", None)]


def test_a_token_never_follows_a_redirect():
    assert example.NoRedirect().redirect_request(None, None, 301, "", {}, "http://elsewhere") is None
