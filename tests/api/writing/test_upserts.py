"""By the sender's own number: made once, replaced, left alone; two systems never echo each other."""

import pytest

from opportunities.models import Change, ProgressUpdate, Proposal
from tests import make
from tests.api.writing.conftest import Sender, report

ADDRESS = "updates/by-external-id/crm/7/"


def test_made_then_unchanged_then_replaced(sender, chips):
    said = report(chips)
    made, *_ = sender.put(ADDRESS, said), sender.headers["Sync-Result"]
    again = sender.put(ADDRESS, said)
    assert (made[0], again[0], sender.headers["Sync-Result"]) == (201, 200, "unchanged")
    assert made[1] == again[1]
    status, replaced = sender.put(ADDRESS, report(chips, outlook="at_risk"))
    assert (status, sender.headers["Sync-Result"], replaced["id"]) == (200, "updated", made[1]["id"])
    assert ProgressUpdate.objects.get().outlook == "at_risk"


def test_what_is_unchanged_leaves_no_change_in_the_log(sender, chips):
    sender.put(ADDRESS, report(chips))
    before = Change.objects.count()
    sender.put(ADDRESS, report(chips))
    assert Change.objects.count() == before


def test_the_same_text_composed_otherwise_is_unchanged(sender, chips):
    sender.put(ADDRESS, report(chips, body={"ko": "한국"}))
    sender.put(ADDRESS, report(chips, body={"ko": "한국"}))
    assert sender.headers["Sync-Result"] == "unchanged"


def test_what_is_left_out_is_taken_away(sender, chips):
    sender.put(ADDRESS, report(chips, outlook="at_risk"))
    sender.put(ADDRESS, report(chips))
    assert ProgressUpdate.objects.get().outlook == ""


def test_it_is_read_at_its_own_address(sender, chips):
    _, made = sender.put(ADDRESS, report(chips))
    assert sender.get(ADDRESS) == (200, made)
    assert sender.get("updates/by-external-id/crm/8/")[0] == 404


def test_numbers_are_each_organisations_own(sender, chips):
    rival = make.organisation("rival")
    make.participation(chips, "CA", organisation=rival)
    theirs = Sender(rival)
    sender.put(ADDRESS, report(chips))
    assert theirs.get(ADDRESS)[0] == 404
    assert theirs.put(ADDRESS, report(chips))[0] == 201
    assert ProgressUpdate.objects.count() == 2


def test_nobody_else_reads_the_number(sender, chips, staff, partner):
    _, made = sender.put("updates/by-external-id/crm/number-of-theirs/", report(chips))
    for reader in (staff, partner):
        assert b"number-of-theirs" not in reader.get(f"/api/v1/updates/{made['id']}/").content


@pytest.mark.parametrize("settle", ["publish", "refuse"])
def test_what_is_settled_may_be_sent_again_but_not_changed(sender, chips, sora, settle):
    said = report(chips)
    sender.put(ADDRESS, said)
    if settle == "publish":
        ProgressUpdate.objects.get().publish(sora)
    else:
        Proposal.objects.get().refuse("Why", by=sora)
    assert sender.put(ADDRESS, said)[0] == 200
    assert sender.headers["Sync-Result"] == "unchanged"
    assert sender.put(ADDRESS, report(chips, outlook="at_risk"))[0] == 409


def test_what_staff_deleted_is_made_anew(sender, chips):
    _, first = sender.put(ADDRESS, report(chips))
    ProgressUpdate.objects.all().delete()
    assert sender.get(ADDRESS)[0] == 404
    status, second = sender.put(ADDRESS, report(chips))
    assert (status, first["id"] != second["id"]) == (201, True)


def test_an_initiative_that_is_hidden_takes_its_proposals_along(sender, chips):
    _, made = sender.put(ADDRESS, report(chips))
    chips.visibility = make.INTERNAL
    chips.save()
    assert sender.get(ADDRESS)[0] == 404
    assert sender.get(f"proposals/{made['id']}/")[0] == 404
    assert sender.put(ADDRESS, report(chips))[0] == 404
    assert sender.get("proposals/")[1]["results"] == []


@pytest.mark.parametrize(
    "address", ["updates/by-external-id/c%20rm/7/", f"updates/by-external-id/{'c' * 61}/7/"]
)
def test_a_name_that_no_address_can_hold_is_refused(sender, chips, address):
    assert sender.put(address, report(chips))[0] == 400
