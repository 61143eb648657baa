"""What is said where no view answers: a problem document to systems, a page to people."""

import sys
from http import HTTPStatus

from redis.exceptions import RedisError

from opportunities.api import problems
from opportunities.dashboards import errors


def by_door(page, status, detail):
    def answer(request, exception=None):
        if request.path_info.startswith("/api/"):
            return problems.outside_views(status, detail)
        return page(request)

    return answer


bad_request = by_door(errors.bad_request, HTTPStatus.BAD_REQUEST, problems.MALFORMED)
permission_denied = by_door(errors.permission_denied, HTTPStatus.FORBIDDEN, problems.FORBIDDEN)
too_many_requests = errors.too_many_requests
page_not_found = by_door(errors.page_not_found, HTTPStatus.NOT_FOUND, problems.NOT_THERE)
failed = by_door(errors.server_error, HTTPStatus.INTERNAL_SERVER_ERROR, problems.FAILURE)
waiting = by_door(errors.unavailable, HTTPStatus.SERVICE_UNAVAILABLE, problems.Unavailable.default_detail)


def server_error(request):
    """A database or cache that does not answer is no fault of the program: whoever asks again is served."""
    if not isinstance(sys.exc_info()[1], (*problems.NO_DATABASE, RedisError)):
        return failed(request)
    answer = waiting(request)
    answer["Retry-After"] = problems.Unavailable.wait
    return answer
