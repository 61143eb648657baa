"""The change log, and how each record last looked to each level of readers."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Visibility

# An audience is a sum of bits, one per level. Named as lists, not as `audience & bit`,
# so that one partial index per level can serve the feed and its head.
HEARD = {
    level: [mask for mask in range(1, 1 << len(Visibility)) if mask & 1 << (level - 1)]
    for level in Visibility
}


class ChangeClock(models.Model):
    """One row. Its lock is held until commit, so numbers are given in commit order."""

    last = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.last)

    @classmethod
    def tick(cls, count):
        """The first of `count` numbers that nobody else gets."""
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {cls._meta.db_table} SET last = last + %s RETURNING last", [count])  # noqa: S608
            return cursor.fetchone()[0] - count + 1


class ChangeQuerySet(models.QuerySet):
    def heard_at(self, level):
        return self.filter(audience__in=HEARD[level])


class Change(models.Model):
    """One record that looked different to somebody after one commit. Written by the recorder alone."""

    class Action(models.TextChoices):
        CREATED = "created", _("Created")
        CHANGED = "changed", _("Changed")
        DELETED = "deleted", _("Deleted")

    seq = models.PositiveBigIntegerField(primary_key=True)
    # What outsiders see instead of `seq`: a number would show how much hidden work goes on,
    # and a mark that a restore or the retention has removed is simply not found.
    mark = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("who"), related_name="+", null=True
    )
    door = models.CharField(_("door"), max_length=20)
    organisation = models.UUIDField(_("organisation"), null=True)
    request_id = models.CharField(_("request"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20)
    uid = models.UUIDField(_("identifier"), db_index=True)
    action = models.CharField(_("action"), max_length=10, choices=Action)
    audience = models.PositiveSmallIntegerField(_("audience"))
    diff = models.JSONField(_("difference"), encoder=DjangoJSONEncoder)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            *[
                models.Index("seq", name=f"heard_at_{level}", condition=models.Q(audience__in=HEARD[level]))
                for level in Visibility
            ],
            models.Index("seq", name="written_by_partners", condition=models.Q(door="api")),
        ]

    def __str__(self):
        return f"#{self.seq} {self.kind} {self.uid}"


class Sight(models.Model):
    """A record as each level sees it: the answer to readers, the "old" of the next diff, the recorder's lock.

    One row a record, not one a level: a write then costs one upsert, and one lock covers all.
    """

    uid = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20, db_index=True)
    # JSON, empty where the level sees nothing; and when it last changed.
    public = models.TextField()
    partners = models.TextField()
    internal = models.TextField()
    public_at = models.DateTimeField(null=True)
    partners_at = models.DateTimeField(null=True)
    internal_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.kind} {self.uid}"

    @property
    def bodies(self):
        return self.public, self.partners, self.internal

    @staticmethod
    def column(level):
        return Visibility(level).name.lower()


class Standing(models.Model):
    """How an initiative stands for a level (FACTS of standing.py), as the recorder last worked it out.

    It says in columns what the Sight says in JSON, so that lists can filter and sort by it.
    """

    # By uid and without a constraint: it comes and goes with the Sight, by the recorder's hand alone.
    initiative = models.ForeignKey(
        "opportunities.Initiative",
        models.DO_NOTHING,
        to_field="uid",
        related_name="standings",
        db_constraint=False,
    )
    level = models.PositiveSmallIntegerField(choices=Visibility)
    milestones_total = models.PositiveIntegerField()
    milestones_met = models.PositiveIntegerField()
    next_due_on = models.DateField(null=True)
    next_milestone = models.UUIDField(null=True)
    last_report_on = models.DateField(null=True)
    status_changed_on = models.DateField(null=True)
    outlook = models.CharField(max_length=20, null=True)  # noqa: DJ001 -- null is "not assessed"
    leads_named = models.BooleanField()
    has_agreement = models.BooleanField()
    has_evidence = models.BooleanField()
    supported = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "level"], name="one_standing_a_level")]

    def __str__(self):
        return f"{self.initiative_id} at {self.level}"


class Tie(models.Model):
    """A record belongs to another, or cites it, as last seen: after a move only this still knows."""

    uid = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    to = models.UUIDField(db_index=True)
    to_kind = models.CharField(max_length=20)
    # Seen through it, so what it says counts there; otherwise merely cited.
    belongs = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uid", "to"], name="one_tie_between_two")]

    def __str__(self):
        return f"{self.kind} {self.uid} → {self.to_kind} {self.to}"
