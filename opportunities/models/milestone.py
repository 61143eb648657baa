"""What is due, when, and what became of it: a date that moves leaves a trace and a reason."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Direction, MoveReason, Owing
from opportunities.health import milestone_state_on
from opportunities.models.base import Record, RecordManager, RecordQuerySet, unit_of_work
from opportunities.models.parties import Country, Participation
from opportunities.models.text import Line, Translated, columns
from opportunities.models.then import if_by, with_columns
from opportunities.visibility import at_most


class MilestoneQuerySet(RecordQuerySet):
    def as_it_stood(self, level, moment):
        """Due when the moves since then began; met and cancelled as far as that was recorded."""
        moves = MilestoneRevision.objects.visible_at(level).filter(milestone=OuterRef("pk"), at__gt=moment)
        return with_columns(
            self.filter(created_at__lte=moment),
            due_on=Coalesce(Subquery(moves.order_by("at", "pk").values("old_due_on")[:1]), F("due_on")),
            done_on=if_by(moment, "completion_recorded_at", "done_on"),
            cancelled_at=if_by(moment, "cancelled_at"),
        )

    def standing(self):
        """Those that count: a cancelled one is neither met nor due."""
        return self.filter(cancelled_at=None)

    def open(self):
        return self.standing().filter(done_on=None)

    def closed(self):
        """The others: met or cancelled."""
        return self.filter(Q(done_on__isnull=False) | Q(cancelled_at__isnull=False))

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def due_within(self, days, today):
        """Open and due from today to so many days ahead."""
        return self.open().filter(due_on__range=(today, today + timedelta(days=days)))

    def with_facts(self, level, moment=None):
        """Annotate what `level` may know: ``original_due_on`` and ``side`` (a country code)."""
        moves = MilestoneRevision.objects.known_at(level, moment).filter(milestone=OuterRef("pk"))
        oldest = moves.order_by("at", "pk").values("old_due_on")[:1]
        return self.annotate(
            original_due_on=Coalesce(Subquery(oldest), F("due_on")),
            side=owing_side(level),
        )

    def with_slip(self):
        """Those whose slip can be told: standing, with an original date and one now; needs `with_facts`."""
        return self.standing().filter(original_due_on__isnull=False).exclude(due_on=None, done_on=None)

    def owed_by(self, level, **part):
        """Those that such a part is responsible for, as far as `level` may know it."""
        return self.filter(responsible__in=Participation.objects.visible_at(level).filter(**part))

    def with_owing(self, level):
        """Annotate ``owing``, as far as `level` may know who is responsible."""
        return self.annotate(owing=owing_at(level))

    def with_state(self, today):
        return self.annotate(state=milestone_state_on(today))


def owing_side(level):
    """Code of the country that owes it; null when joint, unassigned, or not for this reader to know."""
    seen = at_most(level, Participation, "responsible__")
    return models.Case(models.When(seen, then=F("responsible__country__code")), default=Value(None))


def owing_at(level):
    """A word of Owing: with nobody responsible, joint where every part in the initiative is joint."""
    parts = Participation.objects.visible_at(level).filter(initiative=OuterRef("initiative"), ended_at=None)
    return models.Case(
        models.When(at_most(level, Participation, "responsible__"), then=Value(Owing.SIDE)),
        models.When(
            models.Exists(parts) & ~models.Exists(parts.exclude(direction=Direction.JOINT)),
            then=Value(Owing.JOINT),
        ),
        default=Value(Owing.UNASSIGNED),
        output_field=models.TextField(),
    )


MilestoneManager = RecordManager.from_queryset(MilestoneQuerySet)


class Milestone(Record):
    visible_through = ("initiative",)
    cites = ("responsible",)
    area_through = ("initiative__area",)
    moved_by_verbs = {
        "done_on": _("Publish an update that says the milestone is met: nothing else meets it."),
        "completion_recorded_at": _(
            "Publish an update that says the milestone is met: nothing else meets it."
        ),
        "cancelled_at": _("Cancel the milestone with a reason."),
    }
    never_in_bulk = frozenset({"due_on"})

    initiative = models.ForeignKey(
        "opportunities.Initiative", models.CASCADE, verbose_name=_("initiative"), related_name="milestones"
    )
    title = Translated(Line, _("title"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("met on"), null=True, blank=True, editable=False)
    completion_recorded_at = models.DateTimeField(
        _("recorded as met at"), null=True, blank=True, editable=False
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancellation_reason = Translated(Line, _("reason for cancelling"))
    responsible = models.ForeignKey(
        Participation,
        models.SET_NULL,
        verbose_name=_("responsible"),
        related_name="milestones",
        null=True,
        blank=True,
        help_text=_("The part that owes it; empty means joint or not assigned."),
    )

    objects = MilestoneManager()

    # Why the date moves; set before save(), which writes the revision.
    move_reason = ""
    move_words = ""
    move_side = None

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(cancelled_at=None),
                name="milestone_met_or_cancelled",
                violation_error_message=_("A milestone that is met cannot also be cancelled."),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "uid"], name="milestone_by_due"),
            models.Index(
                "initiative",
                "due_on",
                name="milestone_open_by_due",
                condition=Q(done_on=None, cancelled_at=None),
            ),
        ]

    def __str__(self):
        return self.title

    def move(self, to, reason, words="", side=None):
        """Give it another date, for a reason (MoveReason) and, where given, in words, by one side."""
        self.due_on, self.move_reason, self.move_words, self.move_side = to, reason, words, side
        self.save()

    def move_by(self, days, reason, words="", side=None):
        """So many days later, or earlier where they are negative."""
        if not self.due_on or self.done_on or self.cancelled_at:
            raise ValidationError(_("Only an open milestone with a date can be moved by days."))
        try:
            self.move(self.due_on + timedelta(days=days), reason, words, side)
        except OverflowError as error:
            raise ValidationError(_("The new date is out of range: give fewer days.")) from error

    def meet(self, on):
        """Called by the publication of an update, and by nothing else."""
        self.write(done_on=on, completion_recorded_at=timezone.now())

    def reopen(self):
        """Called by the publication of a correction."""
        self.write(done_on=None, completion_recorded_at=None)

    def cancel(self, reason):
        if not reason:
            raise ValidationError(_("Say why the milestone is cancelled."))
        if self.done_on:
            raise ValidationError(_("A milestone that is met cannot also be cancelled."))
        self.cancellation_reason = reason
        words = {name: getattr(self, name) for name in columns("cancellation_reason")}
        self.write(cancelled_at=timezone.now(), **words)

    def clean(self):
        if self.responsible and self.responsible.initiative_id != self.initiative_id:
            raise ValidationError({"responsible": _("Choose a part of this initiative.")})

    def save(self, *args, **kwargs):
        with unit_of_work():
            before = self.stored("due_on")
            super().save(*args, **kwargs)
            # A first date moves nothing. All else does, and the date as stored now decides, not as loaded.
            if before and before["due_on"] and self.is_moved(before, kwargs.get("update_fields")):
                self.record_move(before["due_on"])

    def is_moved(self, before, update_fields):
        return self.due_on != before["due_on"] and (update_fields is None or "due_on" in update_fields)

    def record_move(self, old):
        if not self.move_reason:
            raise ValidationError(_("Say why the date moves."), code="move_reason")
        move = MilestoneRevision(
            milestone=self,
            visibility=self.visibility,
            old_due_on=old,
            new_due_on=self.due_on,
            reason=self.move_reason,
            side=self.move_side,
        )
        move.words = self.move_words
        move.save()


class RevisionQuerySet(RecordQuerySet):
    def as_it_stood(self, level, moment):
        return self.filter(at__lte=moment)


RevisionManager = RecordManager.from_queryset(RevisionQuerySet)


class MilestoneRevision(Record):
    """One move of a due date: written by the milestone, append-only. The oldest seen gives the original."""

    visible_through = ("milestone",)
    area_through = ("milestone__initiative__area",)
    moved_by_verbs = dict.fromkeys(
        ("old_due_on", "new_due_on", "at"), _("A move stays as it was recorded: move the milestone again.")
    )

    milestone = models.ForeignKey(
        Milestone, models.CASCADE, verbose_name=_("milestone"), related_name="revisions"
    )
    old_due_on = models.DateField(_("old date"), editable=False)
    new_due_on = models.DateField(_("new date"), null=True, blank=True, editable=False)
    reason = Line(_("reason"), max_length=20, choices=MoveReason)
    words = Translated(Line, _("reason in words"))
    at = models.DateTimeField(_("moved at"), default=timezone.now, editable=False)
    side = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("moved by"), related_name="+", null=True, blank=True
    )

    objects = RevisionManager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("date change")
        verbose_name_plural = _("date changes")
        indexes = [models.Index("milestone", "at", name="revision_oldest_first")]

    def __str__(self):
        return f"{self.old_due_on} → {self.new_due_on or _('no date')}"

    def refuse_to_bypass_verbs(self, update_fields=None):
        if not self._state.adding:
            super().refuse_to_bypass_verbs(update_fields)
