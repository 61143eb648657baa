"""What shows that a claim is true: a place in a source, about exactly one record."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.choices import EvidenceKind
from opportunities.models import publication
from opportunities.models.base import Record, RecordManager, RecordQuerySet, unit_of_work
from opportunities.models.dialogue import Source
from opportunities.models.milestone import Milestone
from opportunities.models.text import Line


class EvidenceQuerySet(RecordQuerySet):
    def as_it_stood(self, level, moment):
        return self.filter(published_at__lte=moment)

    def published(self):
        """What counts: a partner's proposal does only once staff have published it."""
        return self.filter(published_at__isnull=False)

    def about(self, initiative):
        return self.within([initiative])

    def within(self, initiatives):
        """Linked to one of the initiatives itself, to one of its milestones, or to one of its updates."""
        return self.filter(
            Q(initiative__in=initiatives)
            | Q(milestone__initiative__in=initiatives)
            | Q(update__initiative__in=initiatives)
        )


EvidenceManager = RecordManager.from_queryset(EvidenceQuerySet)


class Evidence(Record):
    """A place in a source that shows what an initiative, a milestone or an update claims."""

    visible_through = ("initiative", "milestone", "update", "source")
    area_through = ("initiative__area", "milestone__initiative__area", "update__initiative__area")

    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="evidence")
    locator = Line(_("locator"), blank=True, help_text=_("Where in the source: page, article, section."))
    kind = Line(_("kind"), max_length=20, choices=EvidenceKind)
    initiative = models.ForeignKey(
        "opportunities.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="evidence",
        null=True,
        blank=True,
    )
    milestone = models.ForeignKey(
        Milestone, models.CASCADE, verbose_name=_("milestone"), related_name="evidence", null=True, blank=True
    )
    update = models.ForeignKey(
        "opportunities.ProgressUpdate",
        models.CASCADE,
        verbose_name=_("update"),
        related_name="evidence",
        null=True,
        blank=True,
    )

    published_at = models.DateTimeField(
        _("published at"), default=timezone.now, null=True, blank=True, editable=False
    )

    objects = EvidenceManager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(initiative__isnull=False, milestone=None, update=None)
                    | Q(initiative=None, milestone__isnull=False, update=None)
                    | Q(initiative=None, milestone=None, update__isnull=False)
                ),
                name="evidence_of_exactly_one",
                violation_error_message=_(
                    "Link the evidence to exactly one of: an initiative, a milestone, an update."
                ),
            )
        ]

    def __str__(self):
        return f"{self.source} {self.locator}".strip()

    @property
    def subject(self):
        """The initiative, the milestone or the update that it is linked to."""
        return self.initiative or self.milestone or self.update

    def publish(self, by, visibility=None):
        """Let a proposal count, for the readers of its subject unless said otherwise; its source comes along.

        Raises PermissionDenied to who may not.
        """
        publication.refuse_stranger(by, self)
        with unit_of_work(by):
            readers = self.subject.effective_visibility if visibility is None else visibility
            Source.objects.filter(pk=self.source_id, visibility__gt=readers).write(visibility=readers)
            self.write(visibility=readers, published_at=timezone.now())

    publish.alters_data = True
