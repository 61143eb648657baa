"""REQUIRE_2FA: staff come no further than to setting up the second step before they have passed it."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import MiddlewareNotUsed
from django.dispatch import receiver
from django.shortcuts import redirect

ON_THE_WAY = {"mfa_activate_totp", "account_reauthenticate", "logout", "set_language"}


class SecondStepForStaff:
    """At every door, because a session opens all of them."""

    def __init__(self, get_response):
        if not settings.REQUIRE_2FA:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, *arguments):
        if not request.user.is_staff or request.resolver_match.url_name in ON_THE_WAY or passed(request):
            return None
        if is_mfa_enabled(request.user):
            # Signed in before there was a second step.
            logout(request)
            return redirect("admin:login")
        return redirect("mfa_activate_totp")


def passed(request):
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


@receiver(authenticator_added)
def remember(request, user, authenticator, **kwargs):
    """Whoever has just shown a code of the new app need not show another."""
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
