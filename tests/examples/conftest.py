"""The tests' own database, served by another process."""

import os
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections

from opportunities.models import ChangeClock
from tests.browser.site import Site, free_port, served


@pytest.fixture
def site(transactional_db, tmp_path):
    for address in shared_database(tmp_path / "shared.sqlite3"):
        environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}
        # Whatever ran before may have emptied all tables.
        ChangeClock.objects.get_or_create(pk=1)
        site = Site(f"http://127.0.0.1:{free_port()}", os.environ | environment)
        with served(site):
            yield site


def shared_database(path):
    """Its address. The one of SQLite is in memory, where no other process finds it: a file stands in."""
    known = connection.settings_dict
    if connection.vendor == "postgresql":
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{known['NAME']}").geturl()
        return
    in_memory, in_file = connections["default"], type(connections["default"])(known | {"NAME": path})
    connection.ensure_connection()
    connections["default"] = in_file
    try:
        with closing(in_file):
            in_file.ensure_connection()
            in_memory.connection.backup(in_file.connection)
            yield f"sqlite:///{path}"
    finally:
        connections["default"] = in_memory
