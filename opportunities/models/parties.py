"""Who takes part: countries, organisations, and the people who speak for an organisation."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.choices import Direction, OrganisationType, Role
from opportunities.models.base import AlwaysPublic, Record, RecordManager, RecordQuerySet, unit_of_work
from opportunities.models.text import Line, Translated, written
from opportunities.models.then import if_by, with_columns
from opportunities.visibility import at_most


class Country(AlwaysPublic):
    """A table, not a word list: a third side can join without a line of code."""

    code = Line(_("code"), max_length=2, unique=True, help_text=_("Two letters, ISO 3166-1 alpha-2."))
    name = Translated(Line, _("name"))
    is_side = models.BooleanField(_("is a side"), default=False, help_text=_("One of the cooperating sides."))

    class Meta(AlwaysPublic.Meta):
        ordering = ["code"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [*AlwaysPublic.Meta.constraints, written("name", "country_name_written")]

    def __str__(self):
        return self.name


class OrganisationQuerySet(RecordQuerySet):
    def ours_first(self, code):
        """Those of the country with this code, then those of the other sides, then the rest."""
        nearness = Case(
            When(country__code=code, then=Value(0)),
            When(country__is_side=True, then=Value(1)),
            default=Value(2),
        )
        return self.order_by(nearness, "slug")


OrganisationManager = RecordManager.from_queryset(OrganisationQuerySet)


class Organisation(Record):
    """Whoever may not see one reads "not named" in its place."""

    slug = models.SlugField(_("slug"), unique=True, help_text=_("Stands in the address of its page."))
    name = Translated(Line, _("name"))
    short_name = Line(_("short name"), max_length=40, blank=True)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("country"),
        related_name="organisations",
        null=True,
        blank=True,
    )
    type = Line(_("type"), max_length=20, choices=OrganisationType, blank=True)
    url = models.URLField(_("web address"), blank=True)

    objects = OrganisationManager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [written("name", "organisation_name_written")]

    def __str__(self):
        return self.name


class Membership(models.Model):
    """Which organisation a person speaks for, and which areas they lead. Never leaves the house."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="memberships"
    )
    areas = models.ManyToManyField(
        "opportunities.CooperationArea",
        verbose_name=_("areas"),
        related_name="memberships",
        blank=True,
        help_text=_("The areas this person leads."),
    )

    class Meta:
        ordering = ["user", "organisation"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                name="one_membership_per_organisation",
                violation_error_message=_("This person already speaks for this organisation."),
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.organisation}"


class ParticipationQuerySet(RecordQuerySet):
    def as_it_stood(self, level, moment):
        """Named and ended as far as that was recorded."""
        return with_columns(
            self,
            organisation_id=if_by(moment, "named_at", "organisation_id"),
            ended_at=if_by(moment, "ended_at"),
        )

    def named_at(self, level, moment=None):
        """Current ones whose organisation is named, as far as `level` may know."""
        named = Q(organisation__isnull=False) & at_most(level, Organisation, "organisation__")
        return self.known_at(level, moment).filter(named, ended_at=None)

    def leads_at(self, level, moment=None):
        """Those of them that lead."""
        return self.named_at(level, moment).filter(is_lead=True)


ParticipationManager = RecordManager.from_queryset(ParticipationQuerySet)


class Participation(Record):
    """An owner: a country's part in an initiative, and the organisation that takes it, once named."""

    visible_through = ("initiative",)
    cites = ("organisation",)
    area_through = ("initiative__area",)

    initiative = models.ForeignKey(
        "opportunities.Initiative",
        models.CASCADE,
        verbose_name=_("initiative"),
        related_name="participations",
    )
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), related_name="participations"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        related_name="participations",
        null=True,
        blank=True,
        help_text=_("Leave empty as long as nobody is named."),
    )
    role = Line(_("role"), max_length=20, choices=Role, blank=True)
    direction = Line(_("direction"), max_length=20, choices=Direction, default=Direction.NOT_STATED)
    contribution = Translated(Line, _("contribution"))
    is_lead = models.BooleanField(_("leads"), default=False)
    named_at = models.DateTimeField(_("named at"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ParticipationManager()

    class Meta:
        ordering = ["initiative", "country", "pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "country"],
                condition=models.Q(is_lead=True, ended_at=None),
                name="one_lead_per_country",
                violation_error_message=_(
                    "This initiative already has a lead in this country: end that participation first."
                ),
            )
        ]

    def __str__(self):
        return f"{self.country}: {self.organisation or _('not named')}"

    def clean(self):
        theirs = self.organisation and self.organisation.country
        if self.is_lead and theirs and theirs.pk != self.country_id:
            text = _(
                "Whoever leads for a country is of it: choose one of its organisations or change the country."
            )
            raise ValidationError({"organisation": text})

    def save(self, *args, **kwargs):
        if self.organisation_id and not self.named_at:
            self.named_at = timezone.now()
        super().save(*args, **kwargs)

    def name_lead(self, organisation):
        """It leads from now on. Whoever led before stays on record, and open milestones go along."""
        if not self.organisation_id or self._state.adding:
            self.organisation, self.is_lead = organisation, True
            self.save()
            return
        with unit_of_work():
            self.ended_at = timezone.now()
            self.save()
            successor = Participation(
                initiative=self.initiative,
                country=self.country,
                direction=self.direction,
                visibility=self.visibility,
                organisation=organisation,
                is_lead=organisation is not None,
            )
            successor.save()
            self.milestones.open().update(responsible=successor)

    name_lead.alters_data = True
