"""The doors through which partners' systems write, and read what became of it."""

from http import HTTPStatus

from django.http import Http404
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from opportunities.api import parameters
from opportunities.api.problems import Refused
from opportunities.api.views import Door, RecordDetail, RecordList
from opportunities.api.writing import answers, batch, described
from opportunities.api.writing.contents import CONTENTS
from opportunities.api.writing.door import Writing
from opportunities.api.writing.rejections import Rejected
from opportunities.api.writing.writer import Operation, RefusedOperations
from opportunities.choices import ProposalState
from opportunities.filters.keyset import BadCursor, Keyset
from opportunities.models import Organisation
from opportunities.visibility import spoken_for

NO_MATCH = "Send If-Match with the ETag that you read, so that nobody's change is lost."
NOT_ALL = "Nothing was written, because some operations were refused: see `items`."


class ProposableList(Writing, RecordList):
    http_method_names = [*Door.http_method_names, "post"]

    def post(self, request):
        operation = Operation(self.resource.shape.kind, self.said)
        return self.one(lambda writer: writer.write([operation]))


class ProposableDetail(Writing, RecordDetail):
    http_method_names = [*Door.http_method_names, "patch"]

    def patch(self, request, uid):
        held = request.headers.get("If-Match")
        if held is None:
            raise Rejected(HTTPStatus.PRECONDITION_REQUIRED, NO_MATCH)
        return self.one(lambda writer: [writer.edit(self.resource.shape.kind, uid, self.said, held)])


class Own(Door):
    """What the reader's own organisations sent."""

    def get_permissions(self):
        return [*super().get_permissions(), IsAuthenticated()]

    def readable(self):
        return answers.readable(Organisation.objects.filter(spoken_for(self.request.user)))

    def sent(self, proposals):
        for told in answers.told(proposals):
            return self.answer(told, told["etag"])
        raise Http404


class ByExternalId(Writing, Own):
    """A record under the number that its sender knows it by."""

    http_method_names = [*Door.http_method_names, "put"]

    def operation(self):
        return described.by_external_id(self.resource)

    def get(self, request, system, external_id):
        parameters.refuse_unknown(self.query, [])
        kind = self.resource.shape.kind
        return self.sent(self.readable().filter(kind=kind, system=system, external_id=external_id))

    def put(self, request, system, external_id):
        if why := batch.wrong_name(system, external_id):
            raise Rejected(HTTPStatus.BAD_REQUEST, why)
        operation = Operation(self.resource.shape.kind, self.said, system, external_id)
        return self.one(lambda writer: writer.write([operation]))


class Batch(Writing):
    """All or nothing."""

    http_method_names = ["post", "options"]

    def operation_that_writes(self, method):
        return described.batch()

    def post(self, request):
        asked = batch.read(self.said)
        try:
            outcomes, headers, told = self.carry_out(lambda writer: writer.write(asked))
        except RefusedOperations as refusal:
            items = batch.refusals(asked, refusal.refused)
            raise Rejected(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_ALL, items=items) from None
        results = [outcome.as_json() | {"proposal": told.get(outcome.id)} for outcome in outcomes]
        return Response({"results": results}, headers=headers)


class ProposalList(Own):
    """Newest first, each with its fate."""

    keyset = Keyset("-sent_at", ["-sent_at"])

    def operation(self):
        return described.proposals()

    def get(self, request):
        parameters.refuse_unknown(self.query, ["kind", "state", "limit", "cursor"])
        asked = parameters.read(self.query, list)
        try:
            page = self.keyset.page(self.filtered(), asked.limit, asked.cursor)
        except BadCursor as refusal:
            raise Refused({"cursor": refusal.message}) from None
        return Response(
            {
                "next": self.link(page.next),
                "previous": self.link(page.previous),
                "results": answers.told(page.rows),
            }
        )

    def filtered(self):
        proposals = self.readable()
        if "kind" in self.query:
            proposals = proposals.filter(kind=self.one_of("kind", CONTENTS))
        if "state" in self.query:
            proposals = proposals.in_state(self.one_of("state", ProposalState.values))
        return proposals

    def one_of(self, name, allowed):
        if self.query[name] not in allowed:
            raise Refused({name: f"Unknown value. Allowed: {', '.join(allowed)}."})
        return self.query[name]


class ProposalDetail(Own):
    def operation(self):
        return described.proposal()

    def get(self, request, uid):
        parameters.refuse_unknown(self.query, [])
        return self.sent(self.readable().filter(uid=uid))
