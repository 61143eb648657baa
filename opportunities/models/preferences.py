"""How the tracker writes to a person, and when it last did."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opportunities.choices import LANGUAGES


class PreferencesQuerySet(models.QuerySet):
    def of(self, user):
        """Theirs, or those of somebody who never chose."""
        return self.filter(user=user).first() or Preferences(user=user)

    def claim(self, user, day):
        """Is this person still to be reminded on this day? The database says yes to one who asks."""
        self.get_or_create(user=user)
        waiting = self.filter(Q(reminded_on=None) | Q(reminded_on__lt=day), user=user)
        return bool(waiting.update(reminded_on=day))

    claim.alters_data = True

    def release(self, user):
        """It could not be sent."""
        self.filter(user=user).update(reminded_on=None)

    release.alters_data = True


class Preferences(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="preferences"
    )
    language = models.CharField(_("language"), max_length=2, choices=list(LANGUAGES.items()), default="en")
    reminders = models.BooleanField(_("reminders by mail"), default=True)
    reminded_on = models.DateField(_("last reminded on"), null=True, blank=True, editable=False)

    objects = PreferencesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("preferences")

    def __str__(self):
        return str(self.user)
