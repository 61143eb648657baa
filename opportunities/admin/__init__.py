"""The staff's site: one file per file of models."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from opportunities.admin import dialogue, framework, initiative, milestone, parties, people, progress, sync

admin.site.site_header = _("Cooperation tracker: staff")
admin.site.site_title = _("Cooperation tracker")
admin.site.index_title = _("Records")
# The forms need the width: three languages side by side.
admin.site.enable_nav_sidebar = False

__all__ = ["dialogue", "framework", "initiative", "milestone", "parties", "people", "progress", "sync"]
