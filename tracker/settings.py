"""How the app is run, never what it means. What differs between installations is listed in .env.example."""

from csp.constants import NONE, SELF

from tracker.environment import (
    BASE_DIR,
    cache,
    database,
    host_names,
    log_level,
    mail_address,
    mail_server,
    on_or_off,
    origin,
    port_number,
    read,
    secure_address,
    whole_number,
)

SECRET_KEY = read("SECRET_KEY", str)
DEBUG = read("DEBUG", on_or_off, default=False)
HTTPS = read("HTTPS", on_or_off, default=True)
ALLOWED_HOSTS = read("ALLOWED_HOSTS", host_names, default=["127.0.0.1", "localhost"])
PORT = read("PORT", port_number, default=8000)
CONTACT = read("CONTACT", mail_address, default="")
TRUSTED_PROXIES = read("TRUSTED_PROXIES", whole_number, default=0)

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

INSTALLED_APPS = [
    "opportunities",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "tracker.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before WhiteNoise, so that static files carry the policy too.
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tracker.languages.PagesInTheReadersLanguage",
    # No GZipMiddleware: it weakens the strong ETags that partners send back in If-Match.
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tracker.second_step.SecondStepForStaff",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opportunities.dashboards.context.site",
            ],
        },
    },
]

# Database ------------------------------------------------------------------------------------------------

DATABASE = read(
    "DATABASE_URL", database, default={"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}
)
if DATABASE["ENGINE"].endswith("sqlite3"):
    if DATABASE["NAME"] != ":memory:":
        DATABASE["NAME"] = BASE_DIR / DATABASE["NAME"]
    DATABASE["OPTIONS"] = {
        # The write lock is taken at once: a transaction that reads first cannot always get it later.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        "timeout": 20,
    }
else:
    DATABASE |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # Planning takes longer than running: the recorder's queries are long, and their rows few. So they are not
    # turned into machine code, and their plans are kept; for that the server must bind the parameters.
    DATABASE.setdefault("OPTIONS", {}).update(
        options="-c jit=off", server_side_binding=True, prepare_threshold=5
    )

DATABASES = {"default": DATABASE}

# Cache: how often each reader of the API has asked -------------------------------------------------------

# Without Redis, each process counts for itself. An entry is small, and those used longest ago go first.
IN_MEMORY = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
CACHES = {"default": read("CACHE_URL", cache, default=IN_MEMORY)}

# Languages and time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
# Each in its own words: whoever looks for a language may read no other.
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ko", "한국어")]
LOCALE_PATHS = [BASE_DIR / "tracker" / "locale"]
# Stored and sent in UTC; where a day matters, the code asks for the day in Seoul.
TIME_ZONE = "UTC"
USE_TZ = True

# Static files --------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
UNCOLLECTED = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": UNCOLLECTED if DEBUG else COLLECTED},
}

# Signing in ----------------------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 8 * 60 * 60
REQUIRE_2FA = read("REQUIRE_2FA", on_or_off, default=False)

ACCOUNT_ADAPTER = "tracker.signing_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
# There is no page to sign up: these are the fields of the page to sign in.
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
# Addresses are proven by the invitation, which is a link sent there.
ACCOUNT_EMAIL_VERIFICATION = "none"
# As long as SESSION_COOKIE_AGE, without asking.
ACCOUNT_SESSION_REMEMBER = True
# What is beyond the limit is not looked at; failures are forgotten, so nobody stays locked out.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "tracker.signing_in.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Cooperation tracker"

# OpenID Connect, where the organisation has a sign-on of its own.
OIDC_URL = read("OIDC_URL", secure_address, default="")
SOCIALACCOUNT_ADAPTER = "tracker.signing_in.SignOn"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True}}
if OIDC_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] += [
        {
            "provider_id": "sso",
            "name": read("OIDC_NAME", str, default="OpenID Connect"),
            "client_id": read("OIDC_CLIENT_ID", str),
            "secret": read("OIDC_CLIENT_SECRET", str),
            "settings": {"server_url": OIDC_URL},
        }
    ]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Security ------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# A load balancer asks from inside, where there is no HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# Preloading HSTS binds the whole domain for months: its owner decides that, not a program on it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The form that leads to the sign-on is answered by its address.
        "form-action": [SELF, *([origin(OIDC_URL)] if OIDC_URL else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# The API -------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["opportunities.api.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "opportunities.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "opportunities.api.problems.as_problem",
    # How many proxies append to X-Forwarded-For. With none, the header may be anybody's invention.
    "NUM_PROXIES": TRUSTED_PROXIES,
}
# Requests a minute; 0 is without limit.
RATE_LIMIT_PUBLIC = read("RATE_LIMIT_PUBLIC", whole_number, default=300)
RATE_LIMIT_TOKEN = read("RATE_LIMIT_TOKEN", whole_number, default=1200)
SPECTACULAR_SETTINGS = {
    "TITLE": "Cooperation tracker",
    "DESCRIPTION": (
        "What was raised at the dialogue, by whom it is taken up, and how far it is. Anyone reads what is "
        "public. Giving a parameter again means “or”; one that is unknown or cannot be answered is refused "
        "by name. `GET /api/v1/me/` says who you are to the API, and whether fictional demo data is loaded. "
        "`docs/api.md` explains all of it by examples."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["opportunities.api.schema.add_components"],
}

# Mail and log --------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("DEFAULT_FROM_EMAIL", mail_address, default="tracker@localhost")
EMAIL_SUBJECT_PREFIX = "[Tracker] "
vars().update(read("EMAIL_URL", mail_server, default=mail_server("consolemail://")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": read("LOG_LEVEL", log_level, default="INFO")},
    # Its own handlers are taken away, or a line would be printed twice.
    "loggers": {"django": {"handlers": []}},
}
