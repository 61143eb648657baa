"""A partner's system sends reports: they wait, change while they wait, and count once staff publish them."""

from opportunities.models import Change, Initiative, ProgressUpdate, Proposal
from tests import make
from tests.api.writing.conftest import report


def test_a_report_is_a_proposal_that_partners_see(sender, chips, partner, public):
    status, told = sender.post("updates/", report(chips, status="delivered", reason={"en": "Done"}))
    address = f"/api/v1/updates/{told['id']}/"
    assert (status, told["state"], told["kind"]) == (201, "waiting", "update")
    assert sender.headers["Location"] == f"http://testserver{address}"
    assert partner.get(address).json()["published_at"] is None
    assert public.get(address).status_code == 404
    assert Initiative.objects.get().status == "under_way"


def test_what_is_told_is_what_partners_read(sender, chips, partner):
    _, told = sender.post("updates/", report(chips))
    read = partner.get(f"/api/v1/updates/{told['id']}/")
    body = read.json()
    assert read.headers["ETag"] == told["etag"] == sender.headers["ETag"] == body.pop("etag")
    body.pop("updated_at")
    assert body == told["object"]


def test_the_log_says_through_which_door_and_for_whom(sender, chips, institute):
    sender.post("updates/", report(chips))
    change = Change.objects.latest("seq")
    assert (change.kind, change.door, change.organisation) == ("update", "api", institute.uid)
    assert change.request_id == sender.headers["Request-Id"]


def test_published_it_counts(sender, chips, sora):
    _, told = sender.post("updates/", report(chips, status="delivered", reason={"en": "Done"}))
    make.evidence(initiative=chips)
    ProgressUpdate.objects.get().publish(sora)
    assert Initiative.objects.get().status == "delivered"
    assert sender.get(f"proposals/{told['id']}/")[1]["state"] == "published"


def test_a_waiting_report_is_edited_by_its_sender(sender, chips):
    _, told = sender.post("updates/", report(chips))
    status, edited = sender.patch(
        f"updates/{told['id']}/", {"body": {"fr": "Site choisi"}}, if_match=told["etag"]
    )
    assert status == 200
    assert sender.headers["Sync-Result"] == "updated"
    assert edited["object"]["body"] == {"en": "Site chosen", "fr": "Site choisi", "ko": ""}


def test_null_takes_a_field_away(sender, chips):
    _, told = sender.post("updates/", report(chips, outlook="at_risk"))
    _, edited = sender.patch(f"updates/{told['id']}/", {"outlook": None}, if_match=told["etag"])
    assert edited["object"]["outlook"] == ""


def test_an_edit_needs_the_etag_of_what_is_there(sender, chips):
    _, told = sender.post("updates/", report(chips))
    address = f"updates/{told['id']}/"
    assert sender.patch(address, {"body": {"en": "Later"}})[0] == 428
    assert sender.patch(address, {"body": {"en": "Later"}}, if_match=told["etag"])[0] == 200
    status, problem = sender.patch(address, {"body": {"en": "Lost"}}, if_match=told["etag"])
    assert (status, ProgressUpdate.objects.get().body_en) == (412, "Later")
    current = problem["etag"]
    assert sender.patch(address, {"body": {"en": "Last"}}, if_match=current)[0] == 200


def test_any_address_of_the_record_gives_an_etag_that_serves(sender, chips):
    _, told = sender.post("updates/", report(chips))
    sender.get(f"updates/{told['id']}/?lang=fr")
    tag = sender.headers["ETag"]
    assert tag != told["etag"]
    assert sender.patch(f"updates/{told['id']}/", {"outlook": "at_risk"}, if_match=tag)[0] == 200


def test_a_weak_etag_does_not_serve(sender, chips):
    _, told = sender.post("updates/", report(chips))
    assert sender.patch(f"updates/{told['id']}/", {}, if_match=f"W/{told['etag']}")[0] == 412


def test_a_published_report_stays_as_it_is(sender, chips, sora):
    _, told = sender.post("updates/", report(chips))
    ProgressUpdate.objects.get().publish(sora)
    _, told = sender.get(f"proposals/{told['id']}/")
    status, problem = sender.patch(f"updates/{told['id']}/", {"body": {"en": "No"}}, if_match=told["etag"])
    assert (status, "post a correction" in problem["detail"]) == (409, True)
    correction = report(chips, supersedes=told["id"], body={"en": "Another site"})
    assert sender.post("updates/", correction)[0] == 201


def test_a_refused_report_is_told_why(sender, chips, sora, partner):
    _, told = sender.post("updates/", report(chips))
    Proposal.objects.get().refuse("Name the site.", by=sora)
    status, refused = sender.get(f"proposals/{told['id']}/")
    assert (status, refused["state"], refused["reason"]) == (200, "refused", "Name the site.")
    assert refused["object"] == told["object"]
    assert partner.get(f"/api/v1/updates/{told['id']}/").status_code == 404
    assert sender.patch(f"updates/{told['id']}/", {"outlook": "at_risk"}, if_match="*")[0] == 409
