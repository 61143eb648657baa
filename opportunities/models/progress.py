"""What was reported, what must be decided, and the evidence behind it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.choices import EvidenceKind, Outlook, Status, Visibility
from opportunities.health import today_in_seoul
from opportunities.models import publication
from opportunities.models.base import Record, RecordManager, RecordQuerySet, unit_of_work
from opportunities.models.dialogue import Source
from opportunities.models.milestone import Milestone
from opportunities.models.parties import Country
from opportunities.models.text import Line, Prose, Translated, columns, written
from opportunities.visibility import at_most


class UpdateQuerySet(RecordQuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def latest_first(self):
        return self.order_by("-as_of", "-published_at", "-pk")

    def standing_at(self, level):
        """Published, visible at `level`, and not superseded by another such update."""
        heard = self.visible_at(level).published()
        correction = ProgressUpdate.objects.visible_at(level).published().filter(supersedes=OuterRef("pk"))
        return heard.exclude(Exists(correction))

    def outlooks_at(self, level):
        """The latest declared outlook of each side, and jointly (no side), as `level` may know it."""
        declared = self.standing_at(level).exclude(outlook="").annotate(voice=VOICE)
        newer = (
            ProgressUpdate.objects.standing_at(level)
            .exclude(outlook="")
            .annotate(voice=VOICE)
            .filter(later_than("as_of", "published_at"))
            .filter(initiative=OuterRef("initiative"), voice=OuterRef("voice"))
        )
        return declared.exclude(Exists(newer))


# Null equals nothing in SQL, so "jointly" needs a number to be compared by.
VOICE = Coalesce("on_behalf_of_id", 0)


def later_than(first, second):
    """Rows after the outer row, by two columns."""
    tie = Q(**{first: OuterRef(first), f"{second}__gt": OuterRef(second)})
    return Q(**{f"{first}__gt": OuterRef(first)}) | tie


UpdateManager = RecordManager.from_queryset(UpdateQuerySet)


class ProgressUpdate(Record):
    """A report. Publishing one is the only way status, outlook and "met" change; then it stays as it is."""

    visible_through = ("initiative", "milestone")
    cites = ("supersedes",)
    moved_by_verbs = {
        "published_at": _("Use “publish”: it checks what the update claims and moves what it says.")
    }
    frozen_once_published = (
        *("initiative_id", "milestone_id", "milestone_met", "as_of", "on_behalf_of_id"),
        *(*columns("body"), *columns("reason"), "status", "outlook", "supersedes_id"),
    )
    never_in_bulk = frozenset(frozen_once_published)

    initiative = models.ForeignKey(
        "opportunities.Initiative", models.CASCADE, verbose_name=_("initiative"), related_name="updates"
    )
    milestone = models.ForeignKey(
        Milestone, models.CASCADE, verbose_name=_("milestone"), related_name="updates", null=True, blank=True
    )
    milestone_met = models.BooleanField(
        _("milestone met"), default=False, help_text=_("Publishing records it as met on the report's date.")
    )
    as_of = models.DateField(_("as of"), default=today_in_seoul, help_text=_("The day the report speaks of."))
    on_behalf_of = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("on behalf of"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The side that reports; empty means jointly."),
    )
    body = Translated(Prose, _("report"))
    status = Line(
        _("new status"), max_length=20, choices=Status, blank=True, help_text=_("Leave empty if it stays.")
    )
    outlook = Line(
        _("outlook"), max_length=20, choices=Outlook, blank=True, help_text=_("Leave empty if not assessed.")
    )
    reason = Translated(Line, _("reason for the change of status"))
    supersedes = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("corrects"),
        related_name="corrections",
        null=True,
        blank=True,
        help_text=_("The published update that this one replaces."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("author"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = UpdateManager()

    class Meta:
        ordering = ["-as_of", "-published_at", "-pk"]
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        permissions = [("publish_progressupdate", _("May publish progress updates"))]
        constraints = [
            written("body", "update_body_written"),
            models.CheckConstraint(
                condition=Q(milestone_met=False) | Q(milestone__isnull=False),
                name="update_met_names_milestone",
                violation_error_message=_("Choose the milestone that is met."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(visibility__gt=Visibility.PUBLIC),
                name="update_public_once_published",
                violation_error_message=_("Publish the update: setting it to public alone does not."),
            ),
        ]
        indexes = [
            models.Index(fields=["initiative", "-as_of"], name="update_latest_of_initiative"),
            models.Index(fields=["as_of", "published_at", "uid"], name="update_by_day"),
        ]

    def __str__(self):
        return f"{self.initiative} ({self.as_of})"

    def clean(self):
        if self.milestone and self.milestone.initiative_id != self.initiative_id:
            raise ValidationError({"milestone": _("Choose a milestone of this initiative.")})
        if self.as_of and self.as_of > today_in_seoul():
            raise ValidationError({"as_of": _("A report cannot speak of a day to come.")})

    def refuse_to_bypass_verbs(self, update_fields=None):
        super().refuse_to_bypass_verbs(update_fields)
        before = self.stored("published_at", *self.frozen_once_published)
        if before and before["published_at"] and self.differs_from(before):
            raise ValidationError(
                _("This update is published and stays as it is: write a new one that corrects it."),
                code="published",
            )

    def differs_from(self, before):
        return any(getattr(self, name) != before[name] for name in self.frozen_once_published)

    def publish(self, by, visibility=None):
        """Let it be read, at the initiative's level unless said otherwise, and let it move what it says.

        Raises PermissionDenied to who may not, ValidationError with what is missing.
        """
        publication.refuse_reader(by)
        with unit_of_work(by):
            level = self.initiative.effective_visibility
            readers = level if visibility is None else visibility
            publication.refuse_incomplete(self, readers, level)
            self.author = self.author or by
            # As a draft first: what is not published cannot be public.
            self.visibility = max(self.visibility, Visibility.PARTNERS)
            self.save()
            self.write(visibility=readers, published_at=timezone.now())
            self.move_what_it_says()

    publish.alters_data = True

    def proof_at(self, level):
        """Evidence of its initiative that `level` may see; its own comes along when it is published."""
        own = Q(update__uid=self.uid, visibility__lte=level) & at_most(level, Source, "source__")
        return Evidence.objects.about(self.initiative).filter(at_most(level, Evidence) | own)

    def move_what_it_says(self):
        if self.status:
            self.initiative.write(status=self.status)
        if self.milestone_met:
            self.milestone.meet(self.as_of)
        elif self.supersedes and self.supersedes.milestone_met:
            self.supersedes.milestone.reopen()


class Decision(Record):
    """What somebody has to decide, for the briefing."""

    visible_through = ("initiative",)

    initiative = models.ForeignKey(
        "opportunities.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="decisions",
        null=True,
        blank=True,
    )
    question = Translated(Line, _("question"))
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    side = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("side"), related_name="+", null=True, blank=True
    )
    settled_on = models.DateField(_("settled on"), null=True, blank=True)

    class Meta:
        ordering = ["needed_by", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [written("question", "decision_question_written")]

    def __str__(self):
        return self.question


class EvidenceQuerySet(RecordQuerySet):
    def about(self, initiative):
        """Linked to the initiative itself, to one of its milestones, or to one of its updates."""
        mine = (
            Q(initiative=initiative) | Q(milestone__initiative=initiative) | Q(update__initiative=initiative)
        )
        return self.filter(mine)


EvidenceManager = RecordManager.from_queryset(EvidenceQuerySet)


class Evidence(Record):
    """A place in a source that shows what an initiative, a milestone or an update claims."""

    visible_through = ("initiative", "milestone", "update", "source")

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
        ProgressUpdate,
        models.CASCADE,
        verbose_name=_("update"),
        related_name="evidence",
        null=True,
        blank=True,
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
