"""Carries out what a partner's system sends, inside the caller's unit of work."""

from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.core.exceptions import ValidationError as ModelRefusal
from django.http import Http404
from rest_framework.exceptions import APIException, ValidationError

from opportunities.api.conditional import is_current
from opportunities.api.writing.answers import digest_of
from opportunities.api.writing.contents import CONTENTS, LEVEL
from opportunities.api.writing.merging import differs, merged
from opportunities.api.writing.rejections import Rejected
from opportunities.choices import ProposalState
from opportunities.models import Proposal

STRANGER = "This belongs to another organisation: only the one that sent it may change it."
SETTLED = {
    ProposalState.REFUSED: "This was refused: read why under /proposals/, and send a new one.",
    ProposalState.PUBLISHED: "This is published: post a correction, an update that `supersedes` it.",
}
STALE = "This has changed since you read it: read it again, and send the ETag that you get."


@dataclass(frozen=True)
class Operation:
    """To write this content of this kind; under the sender's own name for it, where one is given."""

    kind: str
    said: object
    system: str = ""
    external_id: str = ""

    @property
    def name(self):
        return (self.kind, self.system, self.external_id)


@dataclass(frozen=True)
class Outcome:
    """What came of an operation, as it is remembered under an idempotency key."""

    kind: str
    id: str
    status: int
    sync: str
    system: str = ""
    external_id: str = ""

    as_json = asdict


class RefusedOperations(Exception):
    """{place of the operation: why}; nothing of all of them may stay written."""

    def __init__(self, refused):
        super().__init__(refused)
        self.refused = refused


class Writer:
    def __init__(self, organisation):
        self.organisation = organisation

    def write(self, operations):
        """Outcomes in the order of the operations, or RefusedOperations with every refusal at once."""
        claimed = Proposal.objects.claim(
            self.organisation, [operation.name for operation in operations if operation.external_id]
        )
        self.held = self.hold(claimed.values())
        done, refused = {}, {}
        # Updates before evidence, and each kind in one order: see `claim`.
        for place, operation in sorted(enumerate(operations), key=in_order):
            try:
                done[place] = self.carry_out(operation, claimed.get(operation.name))
            except (APIException, Http404) as refusal:
                refused[place] = refusal
        if refused:
            raise RefusedOperations(refused)
        return [done[place] for place in range(len(operations))]

    def hold(self, proposals):
        """{uid: record} of what is there already, locked."""
        held = {}
        for kind, content in reversed(CONTENTS.items()):
            uids = [proposal.uid for proposal in proposals if proposal.kind == kind and proposal.uid]
            records = content.model.objects.reachable_at(LEVEL).filter(uid__in=uids)
            held |= {record.uid: record for record in records.select_for_update(of=("self",)).order_by("pk")}
        return held

    def carry_out(self, operation, proposal):
        if proposal and proposal.uid:
            if record := self.held.get(proposal.uid):
                return self.replace(record, proposal, operation.said)
            if proposal.record:
                raise Http404
        return self.create(
            operation, proposal or Proposal(organisation=self.organisation, kind=operation.kind)
        )

    def create(self, operation, proposal):
        content = self.checked(operation.kind, operation.said)
        record = content.model(visibility=LEVEL)
        if operation.kind == "evidence":
            record.published_at = None
        self.store(record, content.validated_data)
        proposal.uid, proposal.refused_at, proposal.refusal_reason = record.uid, None, ""
        proposal.save()
        return self.outcome(proposal, HTTPStatus.CREATED, "created")

    def replace(self, record, proposal, said):
        """Put this content in place of what is there; what says the same is left alone, settled or not."""
        content = self.checked(proposal.kind, said)
        if not differs(record, content.validated_data):
            return self.outcome(proposal, HTTPStatus.OK, "unchanged")
        if settled := SETTLED.get(proposal.state_if(record.published_at)):
            raise Rejected(HTTPStatus.CONFLICT, settled)
        self.store(record, content.validated_data)
        return self.outcome(proposal, HTTPStatus.OK, "updated")

    def edit(self, kind, uid, said, held_etag):
        """Merge these fields into a waiting proposal, if it still is what the sender holds."""
        record, proposal = self.own(kind, uid)
        current = digest_of(record.uid)
        if not is_current(held_etag, current):
            tag = f'"{current}"'
            raise Rejected(HTTPStatus.PRECONDITION_FAILED, STALE, headers={"ETag": tag}, etag=tag)
        before = CONTENTS[kind](record, context=self.context).data
        return self.replace(record, proposal, merged(before, said))

    def own(self, kind, uid):
        model = CONTENTS[kind].model
        proposal = Proposal.objects.filter(organisation=self.organisation, uid=uid).first()
        if proposal is None:
            if model.objects.visible_at(LEVEL).filter(uid=uid).exists():
                raise Rejected(HTTPStatus.FORBIDDEN, STRANGER)
            raise Http404
        record = self.hold([proposal]).get(uid)
        if record is None:
            raise Http404
        return record, proposal

    @property
    def context(self):
        return {"organisation": self.organisation}

    def checked(self, kind, said):
        content = CONTENTS[kind](data=said, context=self.context)
        try:
            content.is_valid(raise_exception=True)
        except ValidationError as refusal:
            raise Rejected.by(refusal) from None
        return content

    def store(self, record, said):
        if (source := said.get("source")) and source._state.adding:
            save(source, "/source")
        for name, value in said.items():
            setattr(record, name, value)
        save(record)

    def outcome(self, proposal, status, sync):
        return Outcome(
            proposal.kind, str(proposal.uid), status.value, sync, proposal.system, proposal.external_id
        )


def save(record, pointer=""):
    try:
        record.full_clean()
    except ModelRefusal as refusal:
        raise Rejected.by(refusal, pointer) from None
    record.save()


def in_order(numbered):
    place, operation = numbered
    return operation.kind != "update", operation.system, operation.external_id, place
