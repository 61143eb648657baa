"""Many at once: all or nothing, every refusal by its place, in one answer."""

import pytest

from opportunities.models import Change, Evidence, ProgressUpdate, Proposal
from tests import make
from tests.api.writing.conftest import report
from tests.api.writing.test_evidence import proof


def operation(number, said, kind="update"):
    return {"kind": kind, "system": "crm", "external_id": str(number), "body": said}


def test_results_stand_in_the_order_asked_for(sender, chips):
    asked = [operation(number, report(chips, body={"en": str(number)})) for number in (3, 1, 2)]
    status, told = sender.post("batch/", {"operations": asked})
    assert status == 200
    assert [each["external_id"] for each in told["results"]] == ["3", "1", "2"]
    assert [each["proposal"]["object"]["body"]["en"] for each in told["results"]] == ["3", "1", "2"]
    assert {(each["status"], each["sync"]) for each in told["results"]} == {(201, "created")}
    assert all(each["id"] == each["proposal"]["id"] for each in told["results"])


def test_numbers_are_claimed_in_one_order_whatever_the_order_asked_for(institute):
    """Two batches that insert in each other's order would wait for each other for ever."""
    asked = [("update", "crm", number) for number in ("3", "1", "2")]
    claimed = Proposal.objects.claim(institute, asked)
    assert [*claimed] == sorted(asked)
    assert [*Proposal.objects.order_by("pk").values_list("external_id", flat=True)] == ["1", "2", "3"]


def test_again_it_is_unchanged_but_for_what_changed(sender, chips):
    asked = [operation(number, report(chips)) for number in range(3)]
    sender.post("batch/", {"operations": asked})
    asked[1]["body"] = report(chips, outlook="at_risk")
    _, told = sender.post("batch/", {"operations": asked})
    assert [each["sync"] for each in told["results"]] == ["unchanged", "updated", "unchanged"]


def test_operations_without_a_number_are_simply_made(sender, chips):
    asked = [{"kind": "update", "body": report(chips)}, {"kind": "evidence", "body": proof(chips)}]
    assert sender.post("batch/", {"operations": asked})[0] == 200
    assert (ProgressUpdate.objects.count(), Evidence.objects.count()) == (1, 1)


def test_all_or_nothing_and_every_refusal_at_once(sender, chips):
    secret = make.initiative("Secret deal", make.INTERNAL)
    energy = make.initiative("Energy")
    asked = [
        operation(0, report(chips)),
        operation(1, report(secret)),
        operation(2, report(energy)),
        operation(3, report(chips, as_of="2999-01-01")),
        operation(4, report(chips, colour="red")),
    ]
    before = Change.objects.count()
    status, problem = sender.post("batch/", {"operations": asked})
    assert status == 422
    assert [
        (each["index"], each["external_id"], each["status"], list(each["errors"]))
        for each in problem["items"]
    ] == [
        (1, "1", 404, ["/initiative"]),
        (2, "2", 403, ["/initiative"]),
        (3, "3", 422, ["/as_of"]),
        (4, "4", 400, ["/colour"]),
    ]
    assert not ProgressUpdate.objects.exists()
    assert not Proposal.objects.exists()
    assert Change.objects.count() == before


@pytest.mark.parametrize(
    ("asked", "pointers"),
    [
        ([{"kind": "milestone", "body": {}}], ["/operations/0"]),
        ([{"kind": "update"}], ["/operations/0"]),
        ([{"kind": "update", "body": {}, "system": "crm"}], ["/operations/0"]),
        ([{"kind": "update", "body": {}, "system": "crm", "external_id": "a/b"}], ["/operations/0"]),
        ([operation(1, {}), operation(1, {})], ["/operations/1"]),
        ([3, {"kind": "update", "body": {}}, "x"], ["/operations/0", "/operations/2"]),
    ],
)
def test_what_is_not_an_operation_is_refused_by_place(sender, chips, asked, pointers):
    status, problem = sender.post("batch/", {"operations": asked})
    assert (status, list(problem["errors"])) == (400, pointers)


@pytest.mark.parametrize("asked", [[], {}, "x", {"operations": []}, {"operations": [{}] * 201}, {"ops": []}])
def test_what_is_not_a_batch_is_refused(sender, chips, asked):
    assert sender.post("batch/", asked)[0] == 400


def test_what_is_only_validated_is_taken_back(sender, chips):
    status, told = sender.post("batch/?validate_only=true", {"operations": [operation(1, report(chips))]})
    assert (status, told["results"][0]["proposal"]["state"]) == (200, "waiting")
    assert not ProgressUpdate.objects.exists()
    assert sender.post("updates/?validate_only=true", report(chips))[0] == 201
    assert sender.post("updates/?validate_only=true", report(chips, outlook="fine"))[0] == 422
    assert sender.put("updates/by-external-id/crm/1/?validate_only=true", report(chips))[0] == 201
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("query", ["?validate_only=maybe", "?validate=true", "?validate_only="])
def test_a_parameter_that_is_not_understood_is_refused(sender, chips, query):
    assert sender.post(f"updates/{query}", report(chips))[0] == 400
    assert not ProgressUpdate.objects.exists()
