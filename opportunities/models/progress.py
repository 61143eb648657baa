"""What was reported."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Outlook, Status, Visibility
from opportunities.health import today_in_seoul
from opportunities.models import publication
from opportunities.models.base import Record, RecordManager, RecordQuerySet, unit_of_work
from opportunities.models.dialogue import Source
from opportunities.models.evidence import Evidence
from opportunities.models.milestone import Milestone
from opportunities.models.parties import Country
from opportunities.models.proposal import Proposal
from opportunities.models.retraction import retraction_of
from opportunities.models.text import Line, Prose, Translated, columns, written
from opportunities.visibility import at_most, level_of


class UpdateQuerySet(RecordQuerySet):
    def as_it_stood(self, level, moment):
        return self.filter(published_at__lte=moment)

    def published(self):
        return self.filter(published_at__isnull=False)

    def drafts(self):
        """Written here and not published yet: what a partner's system sent is a proposal, not a draft."""
        sent = Proposal.objects.filter(uid=OuterRef("uid"))
        return self.filter(~Exists(sent), published_at=None)

    def with_readers(self):
        """Annotate ``readers``, the level that `widest_readers` is."""
        met = When(milestone_met=True, then=level_of(Milestone, "milestone__"))
        return self.annotate(readers=Case(met, default="initiative__visibility"))

    def latest_first(self):
        return self.order_by("-as_of", "-published_at", "-pk")

    def standing_at(self, level, moment=None):
        """Published, known at `level`, and not superseded by another such update."""
        heard = self.known_at(level, moment).published()
        others = ProgressUpdate.objects.known_at(level, moment).published()
        return heard.exclude(Exists(others.filter(supersedes=OuterRef("pk"))))

    def outlooks_at(self, level, moment=None):
        """The latest declared outlook of each side, and jointly (no side), as `level` may know it."""
        declared = self.standing_at(level, moment).exclude(outlook="").annotate(voice=VOICE)
        newer = (
            ProgressUpdate.objects.standing_at(level, moment)
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
    area_through = ("initiative__area",)
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
        if self.supersedes and not self.supersedes.may_be_corrected_by(self):
            raise ValidationError({"supersedes": _("Choose a published update of this initiative.")})

    def may_be_corrected_by(self, other):
        return bool(self.published_at) and self.initiative_id == other.initiative_id

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
        """Let it be read, by its widest readers unless said otherwise, and let it move what it says.

        Raises PermissionDenied to who may not, ValidationError with what is missing.
        """
        publication.refuse_stranger(by, self.initiative)
        with unit_of_work(by):
            level = self.initiative.effective_visibility
            readers = self.widest_readers if visibility is None else visibility
            publication.refuse_incomplete(self, readers, level)
            self.author = self.author or by
            # As a draft first: what is not published cannot be public.
            self.visibility = max(self.visibility, Visibility.PARTNERS)
            self.save()
            self.write(visibility=readers, published_at=timezone.now())
            sent = Proposal.objects.not_refused().values("uid")
            self.evidence.filter(published_at=None, uid__in=sent).write(published_at=self.published_at)
            self.move_what_it_says()

    publish.alters_data = True

    @classmethod
    def unchanged(cls, initiative, body, as_of, author):
        """A draft that repeats the outlook last declared, as far as the initiative's readers know it."""
        level = initiative.effective_visibility
        last = cls.objects.outlooks_at(level).filter(initiative=initiative).latest_first().first()
        made = cls(initiative=initiative, as_of=as_of, author=author)
        made.body = body
        if last:
            made.on_behalf_of, made.outlook = last.on_behalf_of, last.outlook
        made.full_clean()
        made.save()
        return made

    @property
    def widest_readers(self):
        """Everyone who can read the initiative; of a milestone that is met, everyone who can read that."""
        return (self.milestone if self.milestone_met else self.initiative).effective_visibility

    def undo(self, by):
        """Take it back. A draft is deleted; what is published stays, and a correction restores what was.

        Returns the correction, or None. Raises as `publish` does.
        """
        publication.refuse_undoing(self, by)
        with unit_of_work(by):
            if not self.published_at:
                self.delete()
                return None
            correction = retraction_of(self)
            correction.publish(by, self.visibility)
            return correction

    undo.alters_data = True

    def proof_at(self, level):
        """Evidence of its initiative that `level` may see; its own comes along when it is published."""
        own = Q(update__uid=self.uid, visibility__lte=level) & at_most(level, Source, "source__")
        counted = Q(published_at__isnull=False) & at_most(level, Evidence)
        return Evidence.objects.about(self.initiative).filter(counted | own)

    def move_what_it_says(self):
        if self.status:
            self.initiative.write(status=self.status)
        if self.milestone_met:
            self.milestone.meet(self.as_of)
        elif self.supersedes and self.supersedes.milestone_met:
            self.supersedes.milestone.reopen()
