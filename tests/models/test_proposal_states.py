"""What partners' systems sent: its state, whose it is to settle, and what is remembered of a request."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone

from opportunities.models import IdempotencyKey, Proposal
from tests import make


def send(record, kind="update", of=None, **fields):
    of = of or make.models.Organisation.objects.first() or make.organisation()
    return Proposal.objects.create(organisation=of, kind=kind, uid=record.uid, **fields)


def report(of, **fields):
    return make.update(of, make.PARTNERS, **{"published_at": None} | fields)


def proof(of, **fields):
    return make.evidence(make.PARTNERS, initiative=of, **{"published_at": None} | fields)


@pytest.fixture
def sent(chips):
    """{state: [a report, a piece of evidence]}."""
    now = timezone.now()
    made = {
        "waiting": [{}, {"published_at": None}],
        "published": [{"published_at": now}, {"published_at": now}],
    }
    found = {
        state: [send(report(chips, **first)), send(proof(chips, **second), "evidence")]
        for state, (first, second) in made.items()
    }
    refused = [send(report(chips), refused_at=now), send(proof(chips), "evidence", refused_at=now)]
    return found | {"refused": refused}


def test_each_is_in_one_state(sent):
    assert {state: [*Proposal.objects.in_state(state).order_by("pk")] for state in sent} == sent


def test_what_was_published_after_all_is_published_though_it_was_refused_before(chips):
    made = send(report(chips, published_at=timezone.now()), refused_at=timezone.now())
    found = {state: [*Proposal.objects.in_state(state)] for state in ("waiting", "published", "refused")}
    assert found == {"waiting": [], "published": [made], "refused": []}


@pytest.mark.parametrize(
    ("published", "refused", "state"),
    [
        (False, False, "waiting"),
        (False, True, "refused"),
        (True, False, "published"),
        (True, True, "published"),
    ],
)
def test_the_state_of_one_follows_from_what_the_record_says(published, refused, state):
    proposal = Proposal(kind="update", refused_at=timezone.now() if refused else None)
    assert proposal.state_if(published) == state


def test_what_was_sent_is_found_by_either_end(chips):
    records = report(chips), proof(chips)
    proposals = [send(records[0]), send(records[1], "evidence")]
    assert [proposal.record for proposal in proposals] == [*records]
    assert [Proposal.objects.of(record).get() for record in records] == proposals
    records[0].delete()
    assert proposals[0].record is None


def test_a_proposal_is_called_by_its_kind_and_what_was_sent(chips):
    record = report(chips)
    assert str(send(record)) == f"update {record.uid}"


def test_the_newest_stand_first(chips):
    now = timezone.now()
    moments = (0, 2, 1, 2)
    sent = [send(report(chips), sent_at=now + timedelta(hours=hours)) for hours in moments]
    assert [*Proposal.objects.all()] == [sent[3], sent[1], sent[2], sent[0]]


def test_a_lead_settles_what_was_sent_in_the_area_of_either_kind(chips, sora, django_user_model):
    lead = django_user_model.objects.create_user("lead")
    lead.user_permissions.add(Permission.objects.get(codename="see_internal"))
    make.membership(lead, make.organisation("secretariat"), chips.area)
    other = make.initiative(area=make.area("energy", "ENE"))
    ours = [send(report(chips)), send(proof(chips), "evidence")]
    theirs = [send(report(other)), send(proof(other), "evidence")]
    assert [*Proposal.objects.editable_by(lead).order_by("pk")] == ours
    assert [*Proposal.objects.editable_by(sora).order_by("pk")] == ours + theirs


def test_who_may_not_read_everything_settles_nothing(chips, alice):
    send(report(chips))
    assert [*Proposal.objects.editable_by(alice)] == []


REFUSALS = {
    "": "Say why: the organisation that sent it reads this.",
    "Too late": "This is published already: correct it instead.",
}


@pytest.mark.parametrize("reason", REFUSALS)
def test_a_refusal_that_is_none_changes_nothing(chips, sora, reason):
    published = timezone.now() if reason else None
    proposal = send(report(chips, published_at=published))
    with pytest.raises(ValidationError) as refusal:
        proposal.refuse(reason, by=sora)
    assert refusal.value.messages == [REFUSALS[reason]]
    proposal.refresh_from_db()
    assert (proposal.refused_at, proposal.record.visibility) == (None, make.PARTNERS)


def test_evidence_is_refused_like_a_report_and_keeps_the_time(chips, sora, time_machine):
    proposal, now = send(proof(chips), "evidence"), timezone.now()
    other = send(report(chips))
    time_machine.move_to(now, tick=False)
    proposal.refuse("Another document", by=sora)
    proposal.refresh_from_db(), other.refresh_from_db()
    assert (proposal.refused_at, proposal.refusal_reason) == (now, "Another document")
    assert (proposal.record.visibility, other.refused_at) == (make.INTERNAL, None)
    assert [*Proposal.objects.not_refused()] == [other]


def test_a_person_writes_for_the_organisation_of_theirs_that_takes_part(chips, alice):
    second, other = make.organisation("second"), make.initiative("Other")
    make.membership(alice, second)
    make.participation(chips, organisation=alice.memberships.first().organisation)
    make.participation(other, organisation=make.organisation("third"))
    make.participation(other, organisation=second)
    made = Proposal.by_person(report(other, author=alice), alice)
    assert (made.organisation, made.kind, made.record.initiative) == (second, "update", other)


def test_names_are_claimed_once_and_found_again(db):
    first, second = make.organisation("first"), make.organisation("second")
    names = [("update", "crm", "7"), ("evidence", "crm", "7"), ("update", "crm", "7")]
    claimed = Proposal.objects.claim(first, names)
    assert [*claimed] == [("evidence", "crm", "7"), ("update", "crm", "7")]
    assert Proposal.objects.claim(first, names[:1]) == {names[0]: claimed[names[0]]}
    elsewhere = Proposal.objects.claim(second, names[:1])
    assert elsewhere[names[0]].organisation == second
    assert Proposal.objects.count() == 3


def test_no_names_claim_nothing(db):
    assert Proposal.objects.claim(make.organisation(), []) == {}


def used(key, of, age=timedelta(0)):
    at = timezone.now() - age
    return IdempotencyKey.objects.create(organisation=of, key=key, fingerprint="f", results=[], at=at)


@pytest.mark.parametrize(("older", "remembered"), [(timedelta(0), True), (timedelta(seconds=1), False)])
def test_a_request_is_remembered_for_seven_days(db, time_machine, older, remembered):
    time_machine.move_to(timezone.now(), tick=False)
    institute = make.organisation()
    use = used("k", institute, timedelta(days=7) + older)
    assert IdempotencyKey.earlier(institute, "k") == (use if remembered else None)
    assert IdempotencyKey.objects.count() == int(remembered)


def test_only_one_s_own_old_requests_are_forgotten_and_only_by_their_key_found(db):
    first, second = make.organisation("first"), make.organisation("second")
    old = used("k", second, timedelta(days=8))
    used("old", first, timedelta(days=8))
    use = used("k", first)
    assert IdempotencyKey.earlier(first, "k") == use
    assert IdempotencyKey.earlier(first, "other") is None
    assert [*IdempotencyKey.objects.order_by("pk")] == [old, use]
    assert str(use) == "k"


def test_a_key_nobody_is_at_work_under_is_taken(db):
    assert IdempotencyKey.take(make.organisation(), "k") is True
