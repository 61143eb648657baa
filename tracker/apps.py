from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class StaffSiteConfig(AdminConfig):
    default_site = "opportunities.admin.site.StaffSite"

    def ready(self):
        # Before anything asks for the site: its package registers pages while it is imported, and a second
        # site would be made in the middle of that.
        import_module("opportunities.admin")
        super().ready()
