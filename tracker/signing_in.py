"""How staff sign in: by a password or their organisation's sign-on, then by a second step if they have one.

Nobody signs up. The password alone opens nothing: django-allauth's page stands in place of the admin's own.
"""

import unicodedata
from http import HTTPStatus

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import LoginView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

WAIT = _("Too many attempts failed. Wait five minutes, then try again: the account itself is not locked.")
STRANGER = _(
    "Your organisation's sign-on knows you, but no account here has its e-mail address. "
    "Ask a coordinator for an invitation."
)
FAILED = _("Signing in through your organisation did not work. Try again, or use your password.")


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("This username and password do not belong together."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        return reverse("admin:index") if request.user.is_staff else "/"


class SecondStep(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong or used up. An app shows a new one every 30 seconds.")
    }


class SignOn(DefaultSocialAccountAdapter):
    """A sign-on opens an account that is there already, and makes none."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        # Joining a second identity to a session would let in whoever holds that, whatever its address.
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(turned_away(request, FAILED))
        person = sociallogin.user if sociallogin.is_existing else owner_of(sociallogin)
        if not (person and person.is_active and person.is_staff):
            raise ImmediateHttpResponse(turned_away(request, STRANGER))
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)

    def on_authentication_error(self, request, provider, **why):
        raise ImmediateHttpResponse(turned_away(request, FAILED))


def owner_of(sociallogin):
    """The one person on the staff whose address the sign-on vouches for, unless known there by another name.

    An address that was given to somebody else since must not open its former holder's account.
    """
    vouched = {folded(each.email) for each in sociallogin.email_addresses if each.verified}
    people = get_user_model().objects.filter(is_staff=True, is_active=True).exclude(email="")
    known = SocialAccount.objects.filter(provider=sociallogin.account.provider).values("user")
    owners = [person for person in people.exclude(pk__in=known) if folded(person.email) in vouched]
    return owners[0] if len(owners) == 1 else None


def folded(address):
    return unicodedata.normalize("NFKC", address).casefold()


def turned_away(request, why):
    context = {**admin.site.each_context(request), "why": why}
    return render(request, "account/turned_away.html", context, status=HTTPStatus.FORBIDDEN)


class InTheAdmin:
    """Mixin: one of django-allauth's pages, in the frame of the admin."""

    def get_context_data(self, **context):
        return admin.site.each_context(self.request) | super().get_context_data(**context)


def in_the_admin(view):
    return type(view.__name__, (InTheAdmin, view), {}).as_view()


password_or_sign_on = in_the_admin(LoginView)


def login(request, extra_context=None):
    # Sent back and forth otherwise: the admin does not let them in, and they have signed in already.
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    return password_or_sign_on(request)


def stand_in_for_the_admins_own():
    """Before the admin says which addresses it has: its own page would ask for the password alone."""
    admin.site.login = login
    for model in [each for each in admin.site._registry if each.__module__.startswith("allauth.")]:
        admin.site.unregister(model)
