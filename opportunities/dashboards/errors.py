"""What is said when there is no page to show."""

from http import HTTPStatus

from django.shortcuts import render


def bad_request(request, exception=None, problems=(), retry_url=""):
    """A request that cannot be answered; ``problems`` are sentences that say what to change."""
    return answer(request, HTTPStatus.BAD_REQUEST, {"problems": problems, "retry_url": retry_url})


def permission_denied(request, exception=None):
    return answer(request, HTTPStatus.FORBIDDEN)


def page_not_found(request, exception=None):
    # The exception names the address or the lookup: it is not repeated.
    return answer(request, HTTPStatus.NOT_FOUND)


def gone(request, reason):
    return answer(request, HTTPStatus.GONE, {"reason": reason})


def too_many_requests(request):
    return answer(request, HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request):
    return render(request, "errors/500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request):
    return render(request, "errors/500.html", status=HTTPStatus.SERVICE_UNAVAILABLE)


def answer(request, status, context=None):
    response = render(request, f"errors/{status.value}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
