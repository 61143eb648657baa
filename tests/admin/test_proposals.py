"""Staff settle what partners' systems sent: from one list, with a reason that its sender reads."""

import pytest

from opportunities.models import Evidence, ProgressUpdate, Proposal
from tests import make

LIST = "/admin/opportunities/proposal/"


def sent(record, kind="update"):
    organisation = make.organisation(f"sender-{record.pk}-{kind}")
    return Proposal.objects.create(organisation=organisation, kind=kind, uid=record.uid)


@pytest.fixture
def chips(db):
    return make.initiative()


@pytest.fixture
def report(chips):
    return sent(make.update(chips, make.PARTNERS, published_at=None, body_en="Site chosen"))


@pytest.fixture
def proof(chips):
    return sent(make.evidence(make.PARTNERS, initiative=chips, published_at=None), "evidence")


def act(client, action, *proposals, **more):
    chosen = {"_selected_action": [proposal.pk for proposal in proposals]}
    return client.post(LIST, {"action": action} | chosen | more, follow=True)


def rows(client, query=""):
    return client.get(LIST + query).context["cl"].result_list


def test_they_are_published_from_the_list(staff, report, proof):
    answer = act(staff, "publish", report, proof)
    assert "2 proposals published." in answer.text
    assert ProgressUpdate.objects.get().visibility == Evidence.objects.get().visibility == make.PUBLIC
    assert [proposal.is_published for proposal in rows(staff)] == [True, True]


def test_a_refusal_to_publish_says_what_is_missing(staff, chips):
    update = make.update(chips, make.PARTNERS, published_at=None, status="agreed")
    answer = act(staff, "publish", sent(update))
    assert "Give the reason for the change of status" in answer.text
    assert ProgressUpdate.objects.get().published_at is None


def test_they_are_refused_with_a_reason(staff, report, partner):
    asked = act(staff, "refuse", report)
    assert "The organisation that sent it reads this" in asked.text
    assert Proposal.objects.get().refused_at is None
    act(staff, "refuse", report, _reason_given="1", words="Name the site.")
    assert Proposal.objects.get().refusal_reason == "Name the site."
    assert partner.get(f"/api/v1/updates/{report.uid}/").status_code == 404


def test_without_a_reason_nothing_is_refused(staff, report):
    act(staff, "refuse", report, _reason_given="1", words=" ")
    assert Proposal.objects.get().refused_at is None


def test_what_is_settled_is_not_refused(staff, report, sora):
    ProgressUpdate.objects.get().publish(sora)
    act(staff, "refuse", report, _reason_given="1", words="Too late")
    assert Proposal.objects.get().refused_at is None


def test_the_list_is_filtered_by_state(staff, report, proof, sora):
    ProgressUpdate.objects.get().publish(sora)
    assert [row.pk for row in rows(staff, "?state=published")] == [report.pk]
    assert [row.pk for row in rows(staff, "?state=waiting")] == [proof.pk]
    proof.refuse("Not signed", by=sora)
    assert [row.pk for row in rows(staff, "?state=refused")] == [proof.pk]
    assert not rows(staff, "?state=waiting")


def test_what_was_deleted_since_is_said_so(staff, report):
    ProgressUpdate.objects.all().delete()
    assert "deleted since" in staff.get(LIST).text


def test_whoever_may_not_publish_may_not_open_it(staff, sora, report):
    sora.user_permissions.remove(*sora.user_permissions.filter(codename="publish_progressupdate"))
    assert staff.get(LIST).status_code == 403
