"""Who asks: a person by the session of the staff's site, a partner's system by its organisation's token."""

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from opportunities.choices import Scope
from opportunities.models import Token
from opportunities.visibility import System


class TokenAuthentication(BaseAuthentication):
    """Refuses in the same words for whatever reason: no answer helps to guess."""

    def authenticate(self, request):
        # Credentials of any kind: whoever sends some must not be answered as the public in silence.
        if "Authorization" not in request.headers:
            return None
        scheme, _, text = request.headers["Authorization"].partition(" ")
        now = timezone.now()
        token = Token.objects.live(now).with_text(text if scheme.lower() == "bearer" else "")
        if token is None:
            raise AuthenticationFailed("This token is not valid.")
        token.note_use(now)
        return System(token.organisation, token), token

    def authenticate_header(self, request):
        return 'Bearer realm="api"'


def scopes_of(reader):
    """People, and whoever has not signed in, may only read."""
    return reader.token.scopes if isinstance(reader, System) else [Scope.READ.value]


def needs(scope):
    """The permission class of what only this scope allows."""

    class Needs(BasePermission):
        message = f"This needs a token with the scope {scope.value}."

        def has_permission(self, request, view):
            return scope in scopes_of(request.user)

    return Needs
