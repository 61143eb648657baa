"""Tokens, with which an organisation's own systems sign in to the API. Never leave the house."""

import logging
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Scope, TokenState
from opportunities.models.parties import Organisation
from opportunities.models.text import Line

logger = logging.getLogger(__name__)

LIFETIME, LONGEST = 90, 365
OVERLAP = timedelta(days=7)
NOTED_EVERY = timedelta(minutes=1)
# So plain that whoever searches code for lost secrets knows one when they see it.
FORM = re.compile("trk_(?P<key>[0-9a-f]{12})_[0-9a-f]{48}")
NO_DIGEST = "0" * 64


def digest(text):
    return salted_hmac("opportunities.token", text, algorithm="sha256").hexdigest()


def in_days(days):
    return timezone.now() + timedelta(days=days)


def in_a_lifetime():
    return in_days(LIFETIME)


def refuse_unknown_scopes(scopes):
    if not isinstance(scopes, list) or not set(scopes) <= set(Scope.values):
        allowed = ", ".join(Scope.values)
        raise ValidationError(_("Unknown scope. Allowed: %(allowed)s."), params={"allowed": allowed})


class TokenQuerySet(models.QuerySet):
    def live(self, now):
        return self.filter(revoked_at=None, expires_at__gt=now)

    def with_text(self, text):
        """The one with this text, or None, after the same work whatever is wrong with the text."""
        found = FORM.fullmatch(text)
        token = self.select_related("organisation").filter(key=found["key"] if found else "").first()
        is_right = constant_time_compare(digest(text), token.digest if token else NO_DIGEST)
        return token if is_right else None


class Token(models.Model):
    """Its text is told once; what is kept cannot be turned back into it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="tokens"
    )
    name = Line(_("name"), max_length=100, help_text=_("What it is for: which system holds it."))
    key = models.CharField(_("key"), max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    scopes = models.JSONField(_("scopes"), default=list, validators=[refuse_unknown_scopes])
    expires_at = models.DateTimeField(_("expires at"), default=in_a_lifetime)
    last_used_at = models.DateTimeField(_("last used at"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("issued by"),
        related_name="+",
        null=True,
        editable=False,
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name", "-created_at"]
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self):
        return f"{self.name} ({self.prefix})"

    @property
    def prefix(self):
        """The part of the text that may be shown."""
        return f"trk_{self.key}"

    @property
    def state(self):
        if self.revoked_at:
            return TokenState.REVOKED
        return TokenState.VALID if timezone.now() < self.expires_at else TokenState.EXPIRED

    @classmethod
    def issue(cls, organisation, name, scopes, days=LIFETIME, by=None):
        """(token, text). Nobody can tell the text again."""
        if not 1 <= days <= LONGEST:
            raise ValidationError(_("A token lasts from 1 to %(longest)d days."), params={"longest": LONGEST})
        key = secrets.token_hex(6)
        text = f"trk_{key}_{secrets.token_hex(24)}"
        token = cls(
            organisation=organisation,
            name=name,
            key=key,
            digest=digest(text),
            scopes=scopes,
            expires_at=in_days(days),
            created_by=by,
        )
        token.full_clean()
        token.save()
        return token, text

    def revoke(self):
        """At once, and for good."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])

    @transaction.atomic
    def rotate(self, overlap=OVERLAP, by=None):
        """(successor, text). This one stays valid for the overlap, but never longer than it would have."""
        now = timezone.now()
        self.expires_at = min(self.expires_at, now + overlap)
        if not type(self).objects.live(now).filter(pk=self.pk).update(expires_at=self.expires_at):
            raise ValidationError(_("%(token)s is no longer valid: issue a new one."), params={"token": self})
        return self.issue(self.organisation, self.name, self.scopes, by=by)

    def note_use(self, now):
        """Once a minute at most, and never at the cost of the answer."""
        if self.last_used_at and now - self.last_used_at < NOTED_EVERY:
            return
        unnoted = models.Q(last_used_at=None) | models.Q(last_used_at__lte=now - NOTED_EVERY)
        try:
            type(self).objects.filter(unnoted, pk=self.pk).update(last_used_at=now)
        except DatabaseError:
            logger.warning("The use of %s could not be noted.", self, exc_info=True)
