"""The example as a partner runs it: a process of its own, with a file of its own."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

from django.conf import settings
from django.test import Client

PROGRAM = settings.BASE_DIR / "docs" / "examples" / "mirror.py"


class Follower:
    """Of the reader who sends these headers."""

    def __init__(self, url, file, **headers):
        self.url, self.file, self.headers = url, file, headers
        self.running, self.killed = None, 0

    def command(self, *options, headers=None):
        sent = self.headers if headers is None else headers
        given = [f"--header={name}: {value}" for name, value in sent.items()]
        return [sys.executable, "-I", PROGRAM, self.url, self.file, "--once", *given, *options]

    def run(self, **environment):
        """In step, or the reason why not."""
        return subprocess.run(
            self.command(), env=os.environ | environment, capture_output=True, text=True, timeout=60
        )

    def pull(self):
        done = self.run()
        assert (done.returncode, done.stderr) == (0, "")

    def start(self, headers=None):
        """In the background, in small pages."""
        self.kill()
        self.running = subprocess.Popen(self.command("--limit=3", headers=headers), stderr=subprocess.DEVNULL)

    def kill(self):
        if self.running:
            self.killed += self.running.poll() is None
            self.running.kill()
            self.running.wait()

    def kill_at_work(self, seconds):
        """So many after the next page is in."""
        before = self.place()
        self.wait_for(lambda: self.place() != before)
        time.sleep(seconds)
        self.kill()

    def wait_for(self, happened):
        while not happened() and self.running.poll() is None:
            time.sleep(0.01)

    def rows(self, query, *values):
        with closing(sqlite3.connect(self.file)) as db, db:
            return db.execute(query, values).fetchall()

    def copy(self):
        """{id: its canonical JSON}."""
        return dict(self.rows("SELECT id, object FROM records"))

    def object(self, uid):
        return json.loads(self.copy()[uid])

    def place(self):
        """(how often all was told from the start, how far it is)"""
        return self.rows("SELECT round, cursor FROM place")[0]

    def write(self, kind, external_id, body):
        row = (kind, "crm", external_id, json.dumps(body))
        self.rows("INSERT OR REPLACE INTO outbox VALUES (?, ?, ?, ?, NULL)", *row)

    def errors(self):
        """{external id: why it is still in the outbox}."""
        return dict(self.rows("SELECT external_id, error FROM outbox"))

    def fresh(self):
        """What the copy ought to be: a snapshot, asked for in this process."""
        client, told, more = Client(headers=self.headers), [], "?limit=200"
        while more:
            page = client.get(f"/api/v1/changes/{more}").json()
            told += page["changes"]
            more = page["has_more"] and f"?limit=200&cursor={page['cursor']}"
        return {change["id"]: canonical(change["object"]) for change in told}


def canonical(record):
    return json.dumps(record, ensure_ascii=False, sort_keys=True)
