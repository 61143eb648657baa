"""What every door through which partners' systems write has in common."""

import hashlib
from http import HTTPStatus
from uuid import uuid4

import orjson
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from rest_framework.exceptions import ParseError
from rest_framework.response import Response

from opportunities.api import parameters
from opportunities.api.authentication import needs
from opportunities.api.views import Door
from opportunities.api.writing import answers, described
from opportunities.api.writing.rejections import Rejected
from opportunities.api.writing.strict import StrictJSON
from opportunities.api.writing.writer import Outcome, RefusedOperations, Writer
from opportunities.choices import Scope
from opportunities.models import IdempotencyKey, Proposal
from opportunities.models.base import unit_of_work

WRITING = {"POST", "PUT", "PATCH"}
RUNNING = "A request with this Idempotency-Key is still running: ask again in a moment."
REUSED = "This Idempotency-Key was used for another request: give each request its own."
BAD_KEY = "An Idempotency-Key has at most 255 printable ASCII characters."


class Writing(Door):
    """Does all that is asked or nothing, at most once, and answers as the sender may read it now."""

    parser_classes = [StrictJSON]
    resource = None

    def operation_that_writes(self, method):
        return described.BY_METHOD[method](self.resource)

    def get_permissions(self):
        return (
            [needs(Scope.PROGRESS_WRITE)()] if self.request.method in WRITING else super().get_permissions()
        )

    @property
    def said(self):
        # DRF passes an empty body over without asking the parser.
        if self.request.META.get("CONTENT_LENGTH") in (None, "", "0"):
            raise ParseError("Send a body of JSON.")
        return self.request.data

    @property
    def organisation(self):
        return self.request.user.organisation

    def carry_out(self, act):
        """(outcomes, headers, what the sender reads of them); ``act`` gets a Writer and gives outcomes."""
        parameters.refuse_unknown(self.query, ["validate_only"])
        only_validate = parameters.attempt(
            "validate_only", self.query.get("validate_only", "false"), parameters.read_flag
        )
        headers = {"Request-Id": uuid4().hex}
        with transaction.atomic():
            outcomes = self.remembered(headers) or self.done(act, headers)
            told = self.told(outcomes)
            transaction.set_rollback(only_validate)
        return outcomes, headers, told

    def done(self, act, headers):
        with unit_of_work(door="api", organisation=self.organisation.uid, request_id=headers["Request-Id"]):
            outcomes = act(Writer(self.organisation))
            if self.key:
                IdempotencyKey.objects.create(
                    organisation=self.organisation,
                    key=self.key,
                    fingerprint=self.fingerprint,
                    results=[outcome.as_json() for outcome in outcomes],
                )
        return outcomes

    def remembered(self, headers):
        """The outcomes of the same request before, or None."""
        if not self.key:
            return None
        if not IdempotencyKey.take(self.organisation, self.key):
            raise Rejected(HTTPStatus.CONFLICT, RUNNING)
        earlier = IdempotencyKey.earlier(self.organisation, self.key)
        if earlier is None:
            return None
        if earlier.fingerprint != self.fingerprint:
            raise Rejected(HTTPStatus.UNPROCESSABLE_ENTITY, REUSED)
        headers["Idempotency-Replayed"] = "true"
        return [Outcome(**outcome) for outcome in earlier.results]

    @property
    def key(self):
        key = self.request.headers.get("Idempotency-Key", "")
        if len(key) > 255 or not key.isascii() or not key.isprintable():
            raise Rejected(HTTPStatus.BAD_REQUEST, BAD_KEY)
        return key

    @property
    def fingerprint(self):
        asked = [self.request.method, self.request.path, self.said]
        return hashlib.sha256(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def told(self, outcomes):
        """{id: what its sender reads of it}."""
        proposals = Proposal.objects.filter(uid__in=[outcome.id for outcome in outcomes])
        return {str(told["id"]): told for told in answers.told(proposals)}

    def one(self, act):
        """The answer to a request that writes one record."""
        try:
            (outcome,), headers, told = self.carry_out(act)
        except RefusedOperations as refusal:
            raise refusal.refused[0] from None
        if outcome.id not in told:
            raise Http404
        headers["Sync-Result"] = outcome.sync
        headers["Location"] = self.request.build_absolute_uri(
            reverse(f"api:{outcome.kind}", args=[outcome.id])
        )
        headers["ETag"] = told[outcome.id]["etag"]
        return Response(told[outcome.id], status=outcome.status, headers=headers)
