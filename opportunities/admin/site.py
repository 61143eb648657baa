"""The staff's site: Django's own, whose first page is the desk of whoever opens it."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from opportunities.admin.desk.mail import MailPage
from opportunities.admin.desk.page import DeskPage
from opportunities.admin.desk.undo import UndoPage
from opportunities.admin.desk.words import forgiving_stale_tokens


class StaffSite(admin.AdminSite):
    site_header = _("Cooperation tracker: staff")
    site_title = _("Cooperation tracker")
    index_title = _("Records")
    # The forms need the width: three languages side by side.
    enable_nav_sidebar = False

    def get_urls(self):
        # Before Django's own first page, whose name and address it takes.
        desk = forgiving_stale_tokens(DeskPage.as_view(site=self))
        undo = self.admin_view(UndoPage.as_view(site=self))
        mail = self.admin_view(MailPage.as_view(site=self))
        return [
            path("", desk, name="index"),
            path("desk/undo/<uuid:uid>/", undo, name="desk_undo"),
            path("desk/mail/", mail, name="desk_mail"),
            *super().get_urls(),
        ]
