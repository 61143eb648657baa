"""The opportunities themselves, by area."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.choices import ReportingRhythm, Status, Visibility
from opportunities.models.base import AlwaysPublic, Record, RecordManager, unit_of_work
from opportunities.models.dialogue import Takeaway
from opportunities.models.framework import Framework
from opportunities.models.standing import InitiativeQuerySet
from opportunities.models.text import Line, Prose, Translated, columns, written


class CooperationArea(AlwaysPublic):
    area_through = ("pk",)

    slug = models.SlugField(_("slug"), unique=True)
    code = Line(
        _("code"), max_length=3, unique=True, help_text=_("Three letters: the first part of every ref.")
    )
    name = Translated(Line, _("name"))
    description = Translated(Prose, _("description"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    refs_given = models.PositiveIntegerField(_("refs given"), default=0, editable=False)

    class Meta(AlwaysPublic.Meta):
        ordering = ["order", "code"]
        verbose_name = _("area of cooperation")
        verbose_name_plural = _("areas of cooperation")
        constraints = [*AlwaysPublic.Meta.constraints, written("name", "area_name_written")]

    def __str__(self):
        return self.name

    def give_ref(self):
        """The next ref, never given before: a number is not used again when its initiative is gone."""
        type(self).objects.filter(pk=self.pk).write(refs_given=F("refs_given") + 1)
        self.refresh_from_db(fields=["refs_given"])
        return f"{self.code}-{self.refs_given}"


InitiativeManager = RecordManager.from_queryset(InitiativeQuerySet)


class Initiative(Record):
    cites = ("takeaways", "frameworks")
    area_through = ("area",)
    moved_by_verbs = {
        "status": _("Publish an update that gives the new status and its reason: nothing else changes it."),
        "withdrawn_at": _("Withdraw the initiative with a public reason."),
    }
    never_in_bulk = frozenset({"visibility", "ref"})

    ref = Line(
        _("ref"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Given when the initiative first becomes public; permanent."),
    )
    title = Translated(Line, _("title"))
    short_title = Translated(Line, _("short title"), max_length=40)
    summary = Translated(Prose, _("summary"))
    area = models.ForeignKey(
        CooperationArea, models.PROTECT, verbose_name=_("area"), related_name="initiatives"
    )
    status = Line(_("status"), max_length=20, choices=Status, default=Status.RAISED, editable=False)
    review_on = models.DateField(
        _("review on"), null=True, blank=True, help_text=_("When a pause is looked at again.")
    )
    planned_start_on = models.DateField(_("planned start"), null=True, blank=True)
    planned_end_on = models.DateField(_("planned end"), null=True, blank=True)
    actual_start_on = models.DateField(_("actual start"), null=True, blank=True)
    actual_end_on = models.DateField(_("actual end"), null=True, blank=True)
    report_every_days = models.PositiveSmallIntegerField(
        _("reports expected"), choices=ReportingRhythm, default=ReportingRhythm.QUARTERLY
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("officer"),
        related_name="initiatives",
        null=True,
        blank=True,
        help_text=_("Who looks after it here. Staff only."),
    )
    takeaways = models.ManyToManyField(
        Takeaway, verbose_name=_("takeaways"), related_name="initiatives", blank=True
    )
    frameworks = models.ManyToManyField(
        Framework, verbose_name=_("frameworks"), related_name="initiatives", blank=True
    )
    first_public_at = models.DateTimeField(_("first public at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_from = models.PositiveSmallIntegerField(
        _("withdrawn from"), choices=Visibility, null=True, blank=True, editable=False
    )
    withdrawal_reason = Translated(Line, _("reason for withdrawing"))

    objects = InitiativeManager()

    class Meta:
        ordering = ["area", "ref", "pk"]
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        permissions = [
            ("see_internal", _("May read internal records")),
            ("change_every_area", _("May write in every area, not only in those they lead")),
        ]
        constraints = [
            written("title", "initiative_title_written"),
            models.CheckConstraint(
                condition=Q(planned_start_on=None)
                | Q(planned_end_on=None)
                | Q(planned_end_on__gte=F("planned_start_on")),
                name="initiative_planned_in_order",
                violation_error_message=_("The planned end lies before the planned start."),
            ),
            models.CheckConstraint(
                condition=Q(actual_start_on=None)
                | Q(actual_end_on=None)
                | Q(actual_end_on__gte=F("actual_start_on")),
                name="initiative_actual_in_order",
                violation_error_message=_("The actual end lies before the actual start."),
            ),
        ]
        indexes = [models.Index("area", "status", name="initiative_by_area_and_status")]

    def __str__(self):
        return f"{self.ref} {self.title}" if self.ref else self.title

    def save(self, *args, **kwargs):
        with unit_of_work():
            if self.visibility == Visibility.PUBLIC:
                self.appear()
            super().save(*args, **kwargs)

    def appear(self):
        """First publication to everyone. Not to partners: a gap in the numbers would tell of theirs."""
        self.first_public_at = self.first_public_at or timezone.now()
        self.ref = self.ref or self.area.give_ref()

    def assign(self, officer):
        """Who looks after it here from now on; None for nobody."""
        self.write(officer=officer)

    assign.alters_data = True

    def withdraw(self, reason):
        """Take it back from everyone but staff, leaving a reason for those who could read it."""
        if not reason:
            raise ValidationError(_("Say why it is withdrawn: whoever could read the initiative reads this."))
        self.withdrawal_reason = reason
        words = {name: getattr(self, name) for name in columns("withdrawal_reason")}
        self.write(
            withdrawn_at=timezone.now(),
            # Withdrawn again, it was internal already: those who once had it are still told.
            withdrawn_from=min(self.visibility, self.withdrawn_from or self.visibility),
            visibility=Visibility.INTERNAL,
            **words,
        )

    withdraw.alters_data = True

    @property
    def display_title(self):
        return self.short_title or self.title
