"""Every refusal is a problem document (RFC 9457). None names what its reader may not see."""

from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, JsonResponse
from django.utils.log import log_response
from rest_framework.exceptions import APIException, NotFound, ParseError
from rest_framework.response import Response
from rest_framework.views import exception_handler

# It is down, or it took back a transaction to let another one pass.
NO_DATABASE = (OperationalError, InterfaceError)
MEDIA_TYPE = "application/problem+json"
FAILURE = "The server failed to answer. The failure is recorded; try again later."
NOT_THERE = "There is nothing at this address for you."
MALFORMED = "The request is malformed or too large."
FORBIDDEN = "You may not do this."
# As RFC 9110 has them; Python's own words for these differ from version to version.
TITLES = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Content Too Large",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Unprocessable Content",
}


class Refused(APIException):
    """The address asks for something it cannot have: {parameter: why}."""

    status_code = HTTPStatus.BAD_REQUEST
    default_detail = "The address has parameters that cannot be answered; nothing was left out in silence."

    def __init__(self, errors):
        super().__init__()
        self.more = {"errors": {name: str(why) for name, why in errors.items()}}


class Withdrawn(APIException):
    status_code = HTTPStatus.GONE
    default_detail = "This initiative was withdrawn."

    def __init__(self, reason):
        super().__init__()
        self.more = {"reason": reason}


class StartAnew(APIException):
    status_code = HTTPStatus.GONE
    default_detail = "What changed since this cursor can no longer be told. Start anew without a cursor."
    more = {"code": "resync_required"}

    def __init__(self, location):
        super().__init__()
        self.headers = {"Location": location}


class Unavailable(APIException):
    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_detail = "The database did not answer, and nothing was written. Ask again in a moment."
    wait = 2  # DRF makes Retry-After of it.


def as_problem(error, context):
    """The answer to any exception in a view of the API."""
    error = translated(error)
    response = exception_handler(error, context)
    if response is None:
        return failure(error, context["request"]._request)
    response.data = problem(response.status_code, str(error.detail), **getattr(error, "more", {}))
    response.content_type = MEDIA_TYPE
    for name, value in getattr(error, "headers", {}).items():
        response[name] = value
    return response


def translated(error):
    if isinstance(error, Http404):
        return NotFound(NOT_THERE)
    if isinstance(error, SuspiciousOperation):
        return ParseError(MALFORMED)
    if isinstance(error, NO_DATABASE):
        return Unavailable()
    return error


def failure(error, request):
    got_request_exception.send(sender=None, request=request)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    response = Response(problem(status, FAILURE), status=status, content_type=MEDIA_TYPE)
    log_response("%s: %s", status.phrase, request.path, response=response, request=request, exception=error)
    return response


def outside_views(status, detail):
    """The answer where no view of the API was reached, or none could answer."""
    return JsonResponse(
        problem(status, detail), status=status, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"}
    )


def problem(status, detail, **more):
    status = HTTPStatus(status)
    return {
        "type": "about:blank",
        "title": TITLES.get(status, status.phrase),
        "status": status.value,
        "detail": detail,
        **more,
    }
