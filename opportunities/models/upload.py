"""A spreadsheet between being sent and being saved: nobody's business but its sender's."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opportunities.models.text import compose

KEPT = timedelta(days=7)


class UploadQuerySet(models.QuerySet):
    def recent(self):
        return self.filter(at__gte=timezone.now() - KEPT)

    def forget_old(self):
        return self.filter(at__lt=timezone.now() - KEPT).delete()


class Upload(models.Model):
    """The rows of one file that are not saved yet, or were left out when the others were."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("file"), max_length=200)
    read_as = models.CharField(max_length=200)
    at = models.DateTimeField(_("at"), default=timezone.now)
    header = models.JSONField()
    rows = models.JSONField()
    # What stood in the records when its sender first looked: {"row column": text}.
    looked = models.JSONField(default=dict)
    # How many rows of it wait, and how many are saved already.
    waiting = models.PositiveIntegerField(default=0)
    saved = models.PositiveIntegerField(default=0)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        default_permissions = ()
        verbose_name = _("uploaded spreadsheet")
        verbose_name_plural = _("uploaded spreadsheets")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        # Of a name, the end tells more.
        self.name = compose(self.name)[-200:]
        self.waiting = len(self.rows)
        super().save(*args, **kwargs)
