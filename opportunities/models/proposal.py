"""What partners' systems send: whose it is, by which number they know it, and what became of it.

Kept beside the records, not in them: a record looks the same to all organisations of one level, and who sent
it is told to staff and to the sender alone.
"""

from datetime import timedelta
from hashlib import blake2b

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.choices import ProposalState, Visibility
from opportunities.models import publication
from opportunities.models.base import unit_of_work
from opportunities.models.parties import Organisation, Participation
from opportunities.models.text import Line, Prose
from opportunities.visibility import EVERY_AREA

MODELS = {"update": "ProgressUpdate", "evidence": "Evidence"}
NAME = ("kind", "system", "external_id")


class ProposalQuerySet(models.QuerySet):
    def of(self, record):
        return self.filter(uid=record.uid)

    def not_refused(self):
        return self.filter(refused_at=None)

    def with_published(self):
        """Annotate ``is_published``: that is for the records to say."""
        said = Q()
        for name in MODELS.values():
            records = apps.get_model("opportunities", name).objects.published()
            said |= Q(Exists(records.filter(uid=OuterRef("uid"))))
        return self.annotate(is_published=ExpressionWrapper(said, models.BooleanField()))

    def editable_by(self, user):
        """Those whose record is the user's to publish or refuse."""
        if user.has_perm(EVERY_AREA):
            return self
        theirs = Q()
        for name in MODELS.values():
            records = apps.get_model("opportunities", name).objects.editable_by(user)
            theirs |= Q(Exists(records.filter(uid=OuterRef("uid"))))
        return self.filter(theirs)

    def in_state(self, state):
        if state == ProposalState.PUBLISHED:
            return self.with_published().filter(is_published=True)
        refused = state == ProposalState.REFUSED
        return self.with_published().filter(is_published=False, refused_at__isnull=not refused)

    def claim(self, organisation, names):
        """{(kind, system, external_id): row}: made where missing, and all locked until the commit.

        In one order, whatever the order asked for, so that two batches never wait for each other in a circle.
        """
        names = sorted(set(names))
        rows = [Proposal(organisation=organisation, **dict(zip(NAME, name, strict=True))) for name in names]
        # Waits for whoever is making the same row now, and then leaves theirs as it is.
        self.bulk_create(rows, ignore_conflicts=True)
        theirs = self.filter(organisation=organisation, external_id__in={name[-1] for name in names})
        locked = theirs.select_for_update().order_by(*NAME)
        found = {(row.kind, row.system, row.external_id): row for row in locked}
        return {name: found[name] for name in names}


class Proposal(models.Model):
    """An update or a piece of evidence that an organisation's system sent: staff publish or refuse it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="proposals"
    )
    kind = models.CharField(_("kind"), max_length=20)
    # Empty only inside the transaction that makes the record too.
    uid = models.UUIDField(_("identifier"), unique=True, null=True, editable=False)
    system = Line(_("system"), max_length=60, blank=True)
    external_id = Line(_("their identifier"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now, editable=False)
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True, editable=False)
    refusal_reason = Prose(
        _("reason for the refusal"), blank=True, help_text=_("The organisation that sent it reads this.")
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", *NAME],
                condition=~Q(external_id=""),
                name="one_proposal_an_external_id",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.uid}"

    @classmethod
    def by_person(cls, update, user):
        """Written by somebody who speaks for an organisation: for the one that takes part."""
        theirs = Participation.objects.named_at(Visibility.PARTNERS).filter(initiative=update.initiative)
        part = theirs.filter(organisation__memberships__user=user.pk).first()
        return cls.objects.create(organisation=part.organisation, kind="update", uid=update.uid)

    @property
    def record(self):
        """What was sent, or None once staff have deleted it."""
        return apps.get_model("opportunities", MODELS[self.kind]).objects.filter(uid=self.uid).first()

    def state_if(self, published):
        """What became of it, given whether the record is published: that is for the record to say."""
        if published:
            return ProposalState.PUBLISHED
        return ProposalState.REFUSED if self.refused_at else ProposalState.WAITING

    def refuse(self, reason, by):
        """Take it out of the partners' sight, and tell its sender why.

        Raises PermissionDenied to who may not, ValidationError where it is too late or says no reason.
        """
        with unit_of_work(by):
            record = self.record
            publication.refuse_stranger(by, record)
            if not reason:
                raise ValidationError(_("Say why: the organisation that sent it reads this."))
            if record.published_at:
                raise ValidationError(_("This is published already: correct it instead."))
            record.write(visibility=Visibility.INTERNAL)
            self.refused_at, self.refusal_reason = timezone.now(), reason
            self.save()

    refuse.alters_data = True


class IdempotencyKey(models.Model):
    """A partner's name for one request, and what came of it: asked again, it is not done again."""

    KEPT = timedelta(days=7)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    # Of the address and the body: the same key with another request is a mistake of the sender's.
    fingerprint = models.CharField(max_length=64)
    results = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_use_of_a_key")]

    def __str__(self):
        return self.key

    @classmethod
    def take(cls, organisation, key):
        """Is nobody else at work under this key? It is ours until the end of the transaction."""
        if connection.vendor != "postgresql":
            return True  # SQLite has one writer at a time.
        number = blake2b(f"{organisation.pk} {key}".encode(), digest_size=8).digest()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(number, "big", signed=True)]
            )
            return cursor.fetchone()[0]

    @classmethod
    def earlier(cls, organisation, key):
        """The use of this key that is still remembered, or None."""
        theirs = cls.objects.filter(organisation=organisation)
        theirs.filter(at__lt=timezone.now() - cls.KEPT).delete()
        return theirs.filter(key=key).first()
