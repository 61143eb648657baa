"""Who asks. People come with the session of the staff's site; systems will come with a token."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed


class TokenAuthentication(BaseAuthentication):
    """No token is given out yet, so each one is refused, and for whatever reason in the same words."""

    def authenticate(self, request):
        # Credentials of any kind: whoever sends some must not be answered as the public in silence.
        if "Authorization" in request.headers:
            raise AuthenticationFailed("This token is not valid.")

    def authenticate_header(self, request):
        return 'Bearer realm="api"'
