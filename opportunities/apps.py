from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class OpportunitiesConfig(AppConfig):
    name = "opportunities"
    verbose_name = _("Opportunities")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from opportunities import visibility  # noqa: PLC0415 -- models must be loaded first
        from opportunities.sync import recorder  # noqa: PLC0415

        checks.register(visibility.check_lineage)
        recorder.listen()
