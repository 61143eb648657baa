"""The app's own settings in a known environment, with what only tests need."""

import os

os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "CONTACT": "secretariat@example.org",
    "HTTPS": "0",
    "DEBUG": "0",
    "ALLOWED_HOSTS": "",
    "EMAIL_URL": "",
    "DEFAULT_FROM_EMAIL": "",
    "LOG_LEVEL": "",
    "PORT": "",
    "CACHE_URL": "",
    "TRUSTED_PROXIES": "",
    "REQUIRE_2FA": "",
    "OIDC_URL": "https://sign-on.example.org/realm",
    "OIDC_NAME": "Example sign-on",
    "OIDC_CLIENT_ID": "tracker",
    "OIDC_CLIENT_SECRET": "only-for-tests",
    # The tests of the limits set their own.
    "RATE_LIMIT_PUBLIC": "0",
    "RATE_LIMIT_TOKEN": "0",
}

from tracker.settings import *  # noqa: F403
from tracker.settings import DATABASES, STORAGES

# Nothing is collected for a test, so no manifest knows the files.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Nor is there a folder of collected files, which WhiteNoise would miss aloud.
WHITENOISE_AUTOREFRESH = True
# A slow hash protects real passwords; here it only slows each sign-in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # The recorder's queries take ten times longer to plan than to run on a test's few rows: plan each once.
    DATABASES["default"]["OPTIONS"].update(
        options="-c jit=off -c plan_cache_mode=force_generic_plan", prepare_threshold=1
    )
