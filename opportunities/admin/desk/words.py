"""No typed word is lost: not when another row is logged, not when the session ends in between.

What somebody typed and has not logged stays in the session, of whoever is not signed in too, because
signing in keeps it, whatever way it goes. It is shown again to the same person alone.
"""

import re
from collections import defaultdict

from django.middleware.csrf import CsrfViewMiddleware, RejectRequest
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

KEPT = "desk"
FIELD = re.compile(r"(\d{1,18})-(body|outlook|met)")
# Anybody may send words without being signed in.
MOST_OF_A_STRANGER = 20_000


class ForgiveStaleToken(CsrfViewMiddleware):
    """Another origin is refused as ever. From our own page, a token of before the last sign-in is told to the
    view, which does nothing but show the words again.
    """

    def _check_token(self, request):
        try:
            super()._check_token(request)
        except RejectRequest:
            # That a header names our origin was checked before this; that there is one was not.
            if "HTTP_ORIGIN" not in request.META:
                raise
            request.token_is_stale = True


def forgiving_stale_tokens(view):
    """Checked here instead of in the middleware of all pages."""
    return csrf_exempt(never_cache(decorator_from_middleware(ForgiveStaleToken)(view)))


class Words:
    """``typed`` is {initiative: {field: value}}, ``logged`` {initiative: update}; keys are text."""

    def __init__(self, session, writer):
        kept = session.get(KEPT, {})
        self.session, self.writer = session, str(writer)
        theirs = kept if kept.get("writer") == self.writer else {}
        self.typed, self.logged = theirs.get("typed", {}), theirs.get("logged", {})

    def keep(self):
        self.session[KEPT] = {"writer": self.writer, "typed": self.typed, "logged": self.logged}

    def log(self, update):
        self.typed.pop(str(update.initiative_id), None)
        self.logged[str(update.initiative_id)] = update.pk

    def take_back(self, update):
        """The words of a draft go back to where they were typed, unless there are newer ones."""
        row = str(update.initiative_id)
        self.logged.pop(row, None)
        if not update.published_at:
            met = str(update.milestone.uid) if update.milestone_met else ""
            self.typed.setdefault(row, {"body": update.body, "outlook": update.outlook, "met": met})


def typed_in(posted):
    """Of the rows in which something is written."""
    rows = defaultdict(dict)
    for name, value in posted.items():
        if found := FIELD.fullmatch(name):
            rows[found[1]][found[2]] = value
    return {row: fields for row, fields in rows.items() if fields.get("body", "").strip()}


def keep_of_a_stranger(request):
    """Nothing but words of a bearable length."""
    words = Words(request.session, request.POST.get("writer", "")[:20])
    left = MOST_OF_A_STRANGER
    for row, fields in typed_in(request.POST).items():
        left -= sum(map(len, fields.values()))
        if left >= 0:
            words.typed[row] = fields
    words.keep()
