"""Bodies that anybody may have made: 400, 413, 415 or 422, never a 500, and nothing is written."""

import json

import pytest

from opportunities.models import ProgressUpdate
from tests.api.writing.conftest import report


def with_text(chips, text):
    return json.dumps(report(chips)).replace("Site chosen", text)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"a":' * 9 + b"1" + b"}" * 9,
        b'{"body": {}, "body": {}}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": 1e999}',
        json.dumps([0] * 20_001).encode(),
    ],
)
def test_what_is_not_json_in_one_way_only_is_refused(sender, chips, body):
    assert sender.post("updates/", body)[0] == 400


@pytest.mark.parametrize("text", [r"\u0000", r"\ud800", r"\u0007", r"\ufffe"])
def test_what_cannot_be_stored_is_refused_by_name(sender, chips, text):
    status, problem = sender.post("updates/", with_text(chips, text))
    assert (status, f"U+{text[2:].upper()}" in problem["detail"]) == (400, True)
    assert not ProgressUpdate.objects.exists()


def test_line_feeds_and_other_scripts_are_text(sender, chips):
    status, told = sender.post("updates/", with_text(chips, r"\ud83d\ude00\n각"))
    assert (status, told["object"]["body"]["en"]) == (201, "😀\n각")


def test_a_body_that_is_too_large_is_refused(sender, chips):
    assert sender.post("updates/", with_text(chips, "x" * 2**20))[0] == 413


def test_only_json_is_read(sender, chips):
    answer = sender.client.post("/api/v1/updates/", {"body": "x"})
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


@pytest.mark.parametrize("body", ["[]", "3", "null", '"x"', "{}"])
def test_what_is_no_content_is_refused(sender, chips, body):
    status, problem = sender.post("updates/", body)
    assert (status, bool(problem["errors"])) == (422, True)


@pytest.mark.parametrize(
    ("said", "status", "pointer"),
    [
        ({"colour": "red"}, 400, "/colour"),
        ({"a/b~": 1}, 400, "/a~1b~0"),
        ({"body": {"de": "x"}}, 400, "/body/de"),
        ({"body": "x"}, 422, "/body"),
        ({"body": {"en": 3}}, 422, "/body"),
        ({"body": {}}, 422, ""),
        ({"initiative": "CHP-1"}, 422, "/initiative"),
        ({"initiative": {"id": 3}}, 422, "/initiative"),
        ({"milestone_met": "yes"}, 422, "/milestone_met"),
        ({"milestone_met": True}, 422, ""),
        ({"status": "promised"}, 422, "/status"),
        ({"status": ["raised"]}, 422, "/status"),
        ({"outlook": None}, 422, "/outlook"),
        ({"as_of": "12/08/2025"}, 422, "/as_of"),
        ({"as_of": 20260302}, 422, "/as_of"),
        ({"reason": {"en": "x" * 201}}, 422, "/reason/en"),
    ],
)
def test_each_refusal_names_its_place(sender, chips, said, status, pointer):
    answered, problem = sender.post("updates/", report(chips, **said))
    assert (answered, list(problem["errors"])) == (status, [pointer])
    assert not ProgressUpdate.objects.exists()
