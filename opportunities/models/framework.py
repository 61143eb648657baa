from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opportunities.choices import FrameworkKind
from opportunities.models.base import Record
from opportunities.models.parties import Country
from opportunities.models.text import Line, Translated, written


class Framework(Record):
    """What cooperation rests on: an agreement or a plan; a forum is one with a window."""

    cites = ("parent",)

    name = Translated(Line, _("name"))
    short_name = Line(_("short name"), max_length=40, blank=True)
    kind = Line(_("kind"), max_length=20, choices=FrameworkKind)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("part of"), related_name="parts", null=True, blank=True
    )
    chair_country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("chaired by"), related_name="+", null=True, blank=True
    )
    window_start = models.DateField(_("window opens"), null=True, blank=True)
    window_end = models.DateField(_("window closes"), null=True, blank=True)

    class Meta:
        ordering = ["year", "pk"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            written("name", "framework_name_written"),
            models.CheckConstraint(
                condition=Q(window_start=None) | Q(window_end=None) | Q(window_end__gte=F("window_start")),
                name="framework_window_in_order",
                violation_error_message=_("The window closes before it opens: swap the two dates."),
            ),
        ]

    def __str__(self):
        return self.name
