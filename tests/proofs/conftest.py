"""A database of its own for each proof: other processes write to it, and some of them are killed."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
IS_POSTGRES = settings.DATABASE["ENGINE"].endswith("postgresql")


def run(url, program, *arguments, timeout=600):
    """What a program of this folder finds, run by a process of its own on the database at ``url``."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-W", "ignore", "-m", "tests.proofs", program, *map(str, arguments)]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, timeout=timeout, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """An empty database with all tables, to be copied."""
    with made(tmp_path_factory.mktemp("template")) as url:
        run(url, "migrated")
        yield url


@pytest.fixture
def scratch(template, tmp_path):
    with made(tmp_path, template) as url:
        yield url


@contextmanager
def made(folder, template=None):
    if not IS_POSTGRES:
        path = folder / "proof.sqlite3"
        if template:
            shutil.copy(template.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    name = f"proof_{uuid4().hex[:12]}"
    of = f" TEMPLATE {template.rpartition('/')[2]}" if template else ""
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}{of}")
        try:
            yield address(name)
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def address(name):
    """Of another database of the same server."""
    given = connection.settings_dict
    who = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    return f"postgres://{who}@{given['HOST']}:{given['PORT'] or 5432}/{name}"
