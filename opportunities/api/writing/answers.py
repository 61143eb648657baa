"""A proposal as its sender reads it: what was sent, as partners see it, and what became of it."""

import orjson
from django.db.models import Q

from opportunities.api.writing.contents import CONTENTS, LEVEL
from opportunities.choices import ProposalState
from opportunities.models import Proposal, Sight
from opportunities.representations import SHAPES, as_json
from opportunities.representations.outward import digest, etag


def readable(organisations):
    """Proposals of these organisations, about nothing that is hidden from partners by now."""
    there = Q()
    for content in CONTENTS.values():
        there |= Q(uid__in=content.model.objects.reachable_at(LEVEL).values("uid"))
    return Proposal.objects.filter(there, organisation__in=organisations)


def told(proposals):
    """[{kind, id, state, reason, etag, object}] in the order given."""
    bodies = {}
    for kind in CONTENTS:
        bodies |= as_sent(kind, [each.uid for each in proposals if each.kind == kind])
    return [as_told(proposal, *bodies[proposal.uid]) for proposal in proposals if proposal.uid in bodies]


def as_told(proposal, body, tag, is_published):
    state = proposal.state_if(is_published)
    return {
        "kind": proposal.kind,
        "id": proposal.uid,
        "state": state.value,
        "reason": proposal.refusal_reason if state == ProposalState.REFUSED else "",
        "etag": tag,
        "object": orjson.Fragment(body),
    }


def as_sent(kind, uids):
    """{uid: (body, etag, is it published)}. A refused one is hidden from all partners but its sender."""
    model, shape = CONTENTS[kind].model, SHAPES[kind]
    public = set(model.objects.published().filter(uid__in=uids).values_list("uid", flat=True))
    times = dict(Sight.objects.filter(uid__in=uids).values_list("uid", f"{Sight.column(LEVEL)}_at"))
    found = {}
    for row in shape.rows(model.objects.reachable_at(LEVEL).filter(uid__in=uids)):
        uid = row["uid"]
        body = as_json(shape.cut(row | {"level": LEVEL}, LEVEL))
        found[uid] = (body, etag(digest(LEVEL, times[uid], body), "", ""), uid in public)
    return found


def digest_of(uid):
    """The first part of the ETag of a record as partners see it now."""
    column = Sight.column(LEVEL)
    seen_at, body = Sight.objects.values_list(f"{column}_at", column).get(uid=uid)
    return digest(LEVEL, seen_at, body)
