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
}

from tracker.settings import *  # noqa: F403
from tracker.settings import STORAGES

# Nothing is collected for a test, so no manifest knows the files.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Nor is there a folder of collected files, which WhiteNoise would miss aloud.
WHITENOISE_AUTOREFRESH = True
# A slow hash protects real passwords; here it only slows each sign-in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
