"""404 for what a sender may not see, 403 for what it may not write, and never a name of either."""

import json

import pytest

from opportunities.choices import Scope
from opportunities.models import Evidence, Initiative, ProgressUpdate, Proposal
from tests import make
from tests.api.writing.conftest import Sender, report


@pytest.fixture
def secret(db):
    return make.initiative("Secret deal", make.INTERNAL)


def test_a_stranger_to_the_initiative_may_not_write(stranger, chips):
    status, problem = stranger.post("updates/", report(chips))
    assert (status, list(problem["errors"])) == (403, ["/initiative"])
    assert not ProgressUpdate.objects.exists()
    assert not Proposal.objects.exists()


def test_what_is_hidden_is_not_there(sender, secret):
    status, problem = sender.post("updates/", report(secret))
    assert (status, list(problem["errors"])) == (404, ["/initiative"])
    assert "Secret" not in json.dumps(problem)


def test_what_is_hidden_and_what_is_nowhere_are_refused_alike(sender, chips, secret):
    hidden = make.milestone(chips, make.INTERNAL)
    nowhere = report(chips, milestone="00000000-0000-4000-8000-000000000000")
    assert sender.post("updates/", report(chips, milestone=str(hidden.uid))) == sender.post(
        "updates/", nowhere
    )


def test_a_part_that_partners_do_not_know_of_gives_no_right(stranger, chips):
    make.participation(chips, "CA", make.INTERNAL, organisation=stranger.organisation)
    assert stranger.post("updates/", report(chips))[0] == 403


def test_a_part_that_has_ended_gives_no_right(sender, chips):
    part = chips.participations.get()
    part.ended_at = part.created_at
    part.save()
    assert sender.post("updates/", report(chips))[0] == 403


def test_another_organisations_report_is_not_its_to_change(sender, stranger, chips):
    _, told = sender.post("updates/", report(chips))
    status, problem = stranger.patch(f"updates/{told['id']}/", {"outlook": "at_risk"}, if_match="*")
    assert (status, ProgressUpdate.objects.get().outlook) == (403, "")
    assert "kr-institute" not in json.dumps(problem)


def test_taking_part_gives_no_right_to_what_another_sent(sender, stranger, chips):
    make.participation(chips, "CA", organisation=stranger.organisation)
    _, told = sender.post("updates/", report(chips))
    assert stranger.post("updates/", report(chips))[0] == 201
    assert stranger.patch(f"updates/{told['id']}/", {"outlook": "at_risk"}, if_match="*")[0] == 403
    assert ProgressUpdate.objects.get(uid=told["id"]).outlook == ""


def test_of_what_was_hidden_since_not_even_the_state_is_told(sender, chips):
    _, told = sender.put("updates/by-external-id/crm/1/", report(chips))
    chips.write(visibility=make.INTERNAL)
    address = f"updates/{told['id']}/"
    assert sender.patch(address, {"outlook": "at_risk"}, if_match='"stale"')[0] == 404
    assert sender.put("updates/by-external-id/crm/1/", report(chips))[0] == 404
    assert sender.get("updates/by-external-id/crm/1/")[0] == 404
    assert sender.get("proposals/")[1]["results"] == []


def test_a_report_of_staff_is_nobodys_to_change(sender, chips):
    update = make.update(chips)
    hidden = make.update(chips, make.INTERNAL)
    assert sender.patch(f"updates/{update.uid}/", {}, if_match="*")[0] == 403
    assert sender.patch(f"updates/{hidden.uid}/", {}, if_match="*")[0] == 404


def test_anothers_proposals_are_not_there(sender, stranger, chips):
    _, told = sender.post("updates/", report(chips))
    assert stranger.get(f"proposals/{told['id']}/")[0] == 404
    assert stranger.get("proposals/")[1]["results"] == []
    assert [each["id"] for each in sender.get("proposals/")[1]["results"]] == [told["id"]]


def test_a_token_that_only_reads_may_not_write(chips, institute):
    reading = Sender(institute, scopes=[Scope.READ])
    status, problem = reading.post("updates/", report(chips))
    assert (status, "progress:write" in problem["detail"]) == (403, True)
    assert reading.get("proposals/")[0] == 200


def test_people_do_not_write_through_this_door(partner, staff, public, chips):
    said = json.dumps(report(chips))
    answers = [
        client.post("/api/v1/updates/", said, content_type="application/json")
        for client in (partner, staff, public)
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 401]


def test_a_person_reads_the_proposals_of_their_organisation(sender, chips, alice, partner):
    make.membership(alice, sender.organisation)
    _, told = sender.post("updates/", report(chips))
    assert [each["id"] for each in partner.get("/api/v1/proposals/").json()["results"]] == [told["id"]]


def test_the_public_has_no_proposals(public):
    assert public.get("/api/v1/proposals/").status_code == 401


def test_nobody_reports_on_behalf_of_another_side(sender, chips):
    make.country("CA")
    assert sender.post("updates/", report(chips, on_behalf_of="KR"))[0] == 201
    status, problem = sender.post("updates/", report(chips, on_behalf_of="CA"))
    assert (status, list(problem["errors"])) == (403, ["/on_behalf_of"])


def test_a_milestone_of_another_initiative_is_refused(sender, chips):
    elsewhere = make.milestone(make.initiative("Energy"))
    status, problem = sender.post("updates/", report(chips, milestone=str(elsewhere.uid)))
    assert (status, list(problem["errors"])) == (422, ["/milestone"])


def test_only_a_published_report_of_the_initiative_can_be_corrected(sender, chips):
    _, waiting = sender.post("updates/", report(chips))
    elsewhere = make.update(make.initiative("Energy"))
    for uid in (waiting["id"], str(elsewhere.uid)):
        status, problem = sender.post("updates/", report(chips, supersedes=uid))
        assert (status, list(problem["errors"])) == (422, ["/supersedes"])


def test_nothing_sent_moves_what_is_known(sender, chips):
    sign = make.milestone(chips)
    sender.post("updates/", report(chips, milestone=str(sign.uid), milestone_met=True, outlook="off_track"))
    initiative = Initiative.objects.with_facts(make.INTERNAL).get()
    assert (initiative.milestones_met, initiative.outlook, initiative.last_report_on) == (0, None, None)
    assert not Evidence.objects.exists()
