"""How often a reader may ask: so many times a minute, counted by token, by person, or else by address."""

import logging
import time
from ipaddress import AddressValueError, IPv6Address, IPv6Network

from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

from opportunities.representations.outward import digest
from opportunities.visibility import System

logger = logging.getLogger(__name__)

MINUTE = 60


def quota_of(reader):
    """0 is without limit. Whoever has signed in has the quota of a token."""
    return settings.RATE_LIMIT_TOKEN if reader.is_authenticated else settings.RATE_LIMIT_PUBLIC


def asked_once_more(name):
    """How often by now; never, where the cache fails: that must not close the API."""
    try:
        cache.add(name, 0, timeout=2 * MINUTE)
        return cache.incr(name)
    except Exception:
        logger.warning("The cache does not answer, so rate limits are not kept.", exc_info=True)
        return 0


def network_of(address):
    """Of IPv6 the first half: whoever has one address there has all that begin like it."""
    try:
        written = IPv6Address(address)
    except AddressValueError:
        return address
    return str(written.ipv4_mapped or IPv6Network((int(written) >> 64 << 64, 64)))


class PerMinute(BaseThrottle):
    """By minutes of the clock. One number each, raised in one step, so that no two requests share it."""

    quota = None
    asked = seconds_left = 0

    def allow_request(self, request, view):
        return self.count(request, request.user)

    def count(self, request, reader):
        """Is this one more still within the limit?"""
        minute, second = divmod(int(time.time()), MINUTE)
        self.quota, self.seconds_left = quota_of(reader), MINUTE - second
        if self.quota:
            self.asked = asked_once_more(f"asked:{minute}:{self.name_of(request, reader)}")
        return not self.quota or self.asked <= self.quota

    def name_of(self, request, reader):
        if isinstance(reader, System):
            return f"token:{reader.token.pk}"
        if reader.is_authenticated:
            return f"person:{reader.pk}"
        # Not as it stands: a forwarded address may be any text, and a cache is no place for addresses.
        return f"address:{digest(network_of(self.get_ident(request)))}"

    def wait(self):
        return self.seconds_left

    @property
    def headers(self):
        """As draft-ietf-httpapi-ratelimit-headers has them."""
        if not self.quota:
            return {}
        left = max(0, self.quota - self.asked)
        return {
            "RateLimit-Policy": f'"default";q={self.quota};w={MINUTE}',
            "RateLimit": f'"default";r={left};t={self.seconds_left}',
        }
