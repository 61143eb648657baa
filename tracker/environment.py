"""Reads one variable of the environment; a mistyped value stops the program and is named."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from environ import Env

BASE_DIR = Path(__file__).resolve().parent.parent
# What the environment already says wins over the file.
Env.read_env(BASE_DIR / ".env")

ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
}
LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
REQUIRED = object()


def read(name, meaning, default=REQUIRED):
    """The variable as `meaning` understands it; unset and empty both mean the default."""
    written = os.environ.get(name, "").strip()
    try:
        if written:
            return meaning(written)
        if default is REQUIRED:
            raise ValueError("it must be set (see .env.example)")
    except (ValueError, ImproperlyConfigured) as refusal:
        raise ImproperlyConfigured(f"{name}: {refusal}") from refusal
    return default


def on_or_off(written):
    meanings = {"1": True, "true": True, "on": True, "0": False, "false": False, "off": False}
    if written.lower() not in meanings:
        raise ValueError(f"{written!r} is neither on (1, true, on) nor off (0, false, off)")
    return meanings[written.lower()]


def host_names(written):
    names = [name.strip() for name in written.split(",") if name.strip()]
    for name in names:
        if "/" in name or " " in name:
            raise ValueError(f"{name!r} is not a host name; write names alone, separated by commas")
    return names


def port_number(written):
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 65536):
        raise ValueError(f"{written!r} is not a port between 1 and 65535")
    return int(written)


def whole_number(written):
    if not (written.isascii() and written.isdigit() and len(written) <= 9):
        raise ValueError(f"{written!r} is not a whole number from 0 to 999999999")
    return int(written)


def secure_address(written):
    # Not repeated in the refusal, because a password may stand in it.
    if not urlsplit(written).hostname or not written.startswith("https://"):
        raise ValueError("it must be an address that begins with https://")
    return written.rstrip("/")


def origin(address):
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def log_level(written):
    if written.upper() not in LOG_LEVELS:
        raise ValueError(f"{written!r} is none of {', '.join(LOG_LEVELS)}")
    return written.upper()


def mail_address(written):
    try:
        validate_email(written)
    except ValidationError as refusal:
        raise ValueError(f"{written!r} is not a mail address") from refusal
    return written


def mail_server(written):
    return Env.email_url_config(written)


def database(written):
    # Checked first, because the parser would take an unknown scheme for the name of an engine; never repeated
    # in the refusal, because a password may stand in it.
    engine = ENGINES.get(written.partition("://")[0])
    if engine is None:
        raise ValueError("it must begin with sqlite:// or postgres://")
    parsed = Env.db_url_config(written, engine=engine)
    if not parsed["NAME"]:
        raise ValueError("it names no database")
    return parsed


def cache(written):
    # Not repeated in the refusal, because a password may stand in it.
    if not written.startswith(("redis://", "rediss://")):
        raise ValueError("it must begin with redis:// or rediss://")
    # An answer does not wait for a cache that hangs.
    patience = {"socket_connect_timeout": 1, "socket_timeout": 1}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": written,
        "OPTIONS": patience,
    }
