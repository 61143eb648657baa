"""What somebody has to decide."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from opportunities.health import SEOUL
from opportunities.models.base import Record, RecordManager, RecordQuerySet
from opportunities.models.parties import Country
from opportunities.models.text import Line, Translated, written
from opportunities.models.then import if_by, with_columns


class DecisionQuerySet(RecordQuerySet):
    def as_it_stood(self, level, moment):
        """Open until the day on which it was settled, which is all that is recorded of it."""
        day = moment.astimezone(SEOUL).date()
        return with_columns(self.filter(created_at__lte=moment), settled_on=if_by(day, "settled_on"))

    def needed_within(self, days, today):
        """Still open, and needed by so many days ahead; what is overdue is needed all the more."""
        return self.filter(settled_on=None, needed_by__lte=today + timedelta(days=days))


DecisionManager = RecordManager.from_queryset(DecisionQuerySet)


class Decision(Record):
    """What somebody has to decide, for the briefing."""

    visible_through = ("initiative",)
    area_through = ("initiative__area",)

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

    objects = DecisionManager()

    class Meta:
        ordering = ["needed_by", "pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [written("question", "decision_question_written")]

    def __str__(self):
        return self.question
