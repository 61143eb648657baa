"""The front hall: which door is where. What is behind a door is the app's business."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth import views as auth
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.cache import never_cache

handler400 = "opportunities.dashboards.errors.bad_request"
handler403 = "opportunities.dashboards.errors.permission_denied"
handler404 = "opportunities.dashboards.errors.page_not_found"
handler500 = "opportunities.dashboards.errors.server_error"


@never_cache
def healthz(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


STAFF = {"extra_context": {"site_header": admin.site.site_header, "site_title": admin.site.site_title}}

# The names are the ones the admin's login page looks for.
password_reset = [
    path("", auth.PasswordResetView.as_view(**STAFF), name="admin_password_reset"),
    path("done/", auth.PasswordResetDoneView.as_view(**STAFF), name="password_reset_done"),
    path("<uidb64>/<token>/", auth.PasswordResetConfirmView.as_view(**STAFF), name="password_reset_confirm"),
    path("complete/", auth.PasswordResetCompleteView.as_view(**STAFF), name="password_reset_complete"),
]

urlpatterns = [
    # Before the admin, which answers every address below its own.
    path("admin/password_reset/", include(password_reset)),
    path("admin/", admin.site.urls),
    path("api/v1/", include("opportunities.api.urls")),
    # The language of the admin, whose addresses name none.
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", healthz, name="healthz"),
    path("", include("opportunities.dashboards.urls_neutral")),
    *i18n_patterns(path("", include("opportunities.dashboards.urls"))),
]
