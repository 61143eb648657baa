"""A database of the measurement's own, gone when it ends. Imported before Django is set up."""

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

HERE = "postgres://postgres@127.0.0.1:5432/postgres"


@contextmanager
def database():
    """The address of an empty database, on PostgreSQL wherever it answers."""
    server = urlsplit(server_address())._replace(path="/postgres").geturl()
    try:
        connection = psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as refusal:
        print(f"No PostgreSQL ({str(refusal).splitlines()[0]}): measuring on SQLite instead.")
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        return
    with connection, on_postgresql(connection, server) as address:
        yield address


def server_address():
    configured = os.environ.get("DATABASE_URL", "")
    return configured if configured.startswith("postgres") else HERE


@contextmanager
def on_postgresql(connection, server):
    name = f"bench_{os.getpid()}"
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def settings_for(address):
    """What the app reads from its environment, whatever this machine's .env says."""
    return {
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "DATABASE_URL": address,
        "SECRET_KEY": "only-for-benchmarks",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "0",
        "DEBUG": "0",
        "LOG_LEVEL": "WARNING",
        # What is measured is the answer, not the refusal.
        "RATE_LIMIT_PUBLIC": "0",
        "RATE_LIMIT_TOKEN": "0",
    }
