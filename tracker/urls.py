"""The front hall: which door is where. What is behind a door is the app's business."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount.providers.openid_connect import views as sign_on_views
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth import views as auth
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tracker.signing_in import in_the_admin, login, stand_in_for_the_admins_own

handler400 = "tracker.refusals.bad_request"
handler403 = "tracker.refusals.permission_denied"
handler404 = "tracker.refusals.page_not_found"
handler429 = "tracker.refusals.too_many_requests"
handler500 = "tracker.refusals.server_error"


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

stand_in_for_the_admins_own()

# Of django-allauth, what is used here and nothing else.
second_step = [
    path("", in_the_admin(mfa.IndexView), name="mfa_index"),
    path("code/", in_the_admin(mfa.AuthenticateView), name="mfa_authenticate"),
    path("confirm/", in_the_admin(ReauthenticateView), name="account_reauthenticate"),
    path("confirm/code/", in_the_admin(mfa.ReauthenticateView), name="mfa_reauthenticate"),
    path("app/", in_the_admin(totp.ActivateTOTPView), name="mfa_activate_totp"),
    path("app/remove/", in_the_admin(totp.DeactivateTOTPView), name="mfa_deactivate_totp"),
    path("codes/", in_the_admin(codes.ViewRecoveryCodesView), name="mfa_view_recovery_codes"),
    path("codes/new/", in_the_admin(codes.GenerateRecoveryCodesView), name="mfa_generate_recovery_codes"),
]
sign_on = [
    path("<provider_id>/", require_POST(sign_on_views.login), name="openid_connect_login"),
    path("<provider_id>/back/", sign_on_views.callback, name="openid_connect_callback"),
]

urlpatterns = [
    # Before the admin, which answers every address below its own.
    path("admin/login/", login, name="account_login"),
    path("admin/password_reset/", include(password_reset)),
    path("admin/second-step/", include(second_step)),
    path("admin/sign-on/", include(sign_on if settings.OIDC_URL else [])),
    path("admin/", admin.site.urls),
    path("api/v1/", include("opportunities.api.urls")),
    path("feeds/", include("opportunities.feeds.urls")),
    # The language of the admin, whose addresses name none.
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", healthz, name="healthz"),
    path("", include("opportunities.dashboards.urls_neutral")),
    *i18n_patterns(path("", include("opportunities.dashboards.urls"))),
]
