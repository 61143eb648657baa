"""Answers that are known by the last change their reader's level heard of: who is up to date is told so."""

from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from opportunities.representations.outward import etag
from opportunities.sync.sights import last_heard


def answer(request, level, today, make):
    """What ``make()`` answers, or "not modified"; what is withdrawn is gone at the next request."""
    mark, at = last_heard(level)
    tag = etag(mark, level, today, request.get_full_path())
    # Not by the date too: two changes may fall into one second of it.
    response = get_conditional_response(request, etag=tag) or make()
    response["ETag"] = tag
    if at:
        response["Last-Modified"] = http_date(at.timestamp())
    whose = "private" if request.user.is_authenticated else "public"
    patch_cache_control(response, no_cache=True, **{whose: True})
    return response
