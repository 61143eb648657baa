"""What became of what was sent: to be asked for by kind and state, page by page."""

import pytest

from opportunities.models import ProgressUpdate, Proposal
from tests.api.writing.conftest import report
from tests.api.writing.test_evidence import proof


@pytest.fixture
def sent(sender, chips):
    """{what: id} of two reports and a piece of evidence, in this order."""
    told = {
        "first": sender.post("updates/", report(chips)),
        "second": sender.post("updates/", report(chips, body={"en": "Permit asked for"})),
        "proof": sender.post("evidence/", proof(chips)),
    }
    return {name: body["id"] for name, (_status, body) in told.items()}


def ids(sender, query=""):
    status, page = sender.get(f"proposals/{query}")
    assert status == 200
    return [each["id"] for each in page["results"]]


def test_they_are_listed_newest_first(sender, sent):
    assert ids(sender) == [sent["proof"], sent["second"], sent["first"]]


def test_by_kind_and_by_state(sender, sent, sora):
    ProgressUpdate.objects.get(uid=sent["first"]).publish(sora)
    Proposal.objects.get(uid=sent["second"]).refuse("Say more", by=sora)
    assert ids(sender, "?kind=evidence") == [sent["proof"]]
    assert ids(sender, "?state=published") == [sent["first"]]
    assert ids(sender, "?state=refused&kind=update") == [sent["second"]]
    assert ids(sender, "?state=waiting") == [sent["proof"]]


def test_pages_follow_one_another(sender, sent):
    _status, page = sender.get("proposals/?limit=2")
    assert [each["id"] for each in page["results"]] == [sent["proof"], sent["second"]]
    rest = page["next"].partition("/api/v1/")[2]
    assert ids(sender, rest.removeprefix("proposals/")) == [sent["first"]]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("kind=milestone", "Unknown value. Allowed: update, evidence."),
        ("state=lost", "Unknown value. Allowed: waiting, published, refused."),
        ("cursor=x", None),
        ("limit=0", None),
        ("q=x", None),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(sender, sent, query, why):
    status, problem = sender.get(f"proposals/?{query}")
    name = query.partition("=")[0]
    assert (status, list(problem["errors"])) == (400, [name])
    assert why in (None, problem["errors"][name])


@pytest.mark.parametrize("wrong", [7, None, ["p. 4"], {"en": "p. 4"}])
def test_a_text_is_a_text_and_not_what_looks_like_one(sender, chips, wrong):
    status, problem = sender.post("evidence/", proof(chips) | {"locator": wrong})
    assert (status, list(problem["errors"])) == (422, ["/locator"])
    assert not Proposal.objects.exists()


def test_on_behalf_of_the_own_side_merges_into_what_was_sent(sender, chips):
    _, told = sender.post("updates/", report(chips, on_behalf_of="KR"))
    status, edited = sender.patch(f"updates/{told['id']}/", {"outlook": "at_risk"}, if_match=told["etag"])
    assert (status, edited["object"]["on_behalf_of"], edited["object"]["outlook"]) == (200, "KR", "at_risk")


def test_in_a_batch_what_is_not_there_is_said_by_place(sender, chips):
    _, told = sender.put("updates/by-external-id/crm/1/", report(chips))
    ProgressUpdate.objects.get(uid=told["id"]).write(visibility=3)
    chips.write(visibility=3)
    asked = {"kind": "update", "system": "crm", "external_id": "1", "body": report(chips)}
    status, problem = sender.post("batch/", {"operations": [asked]})
    assert (status, [item["status"] for item in problem["items"]]) == (422, [404])
    assert "detail" in problem["items"][0]
