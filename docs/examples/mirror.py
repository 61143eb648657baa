"""Keeps a copy of the tracker in a SQLite file in step, and sends what your own system wrote.

    TRACKER_TOKEN=trk_... python mirror.py https://tracker.example.org mirror.sqlite3

Needs Python 3.11 and nothing else; without a token it keeps what is public. Read the table `records`. To
report, write into the table `outbox` (INSERT OR REPLACE): what was accepted leaves it, what was refused stays
with its error until you write it anew. One process a file; it may be killed at any moment.
"""

import argparse
import itertools
import json
import os
import sqlite3
import sys
import time
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

TABLES = """
CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, kind TEXT, object TEXT, round INTEGER);
CREATE TABLE IF NOT EXISTS place (one INTEGER PRIMARY KEY CHECK (one = 1), round INTEGER, cursor TEXT);
CREATE TABLE IF NOT EXISTS outbox (kind TEXT CHECK (kind IN ('update', 'evidence')), system TEXT,
    external_id TEXT, body TEXT NOT NULL, error TEXT, PRIMARY KEY (kind, system, external_id));
INSERT OR IGNORE INTO place VALUES (1, 1, NULL);
"""
NOT_VALID = "The token is not valid: mistyped, expired or revoked. Ask for a new one and set TRACKER_TOKEN."
BUSY = (429, 502, 503, 504)


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_):
        """The token would follow to wherever the redirect points."""


class Mirror:
    def __init__(self, options):
        self.api, self.once, self.limit = f"{options.url.rstrip('/')}/api/v1/", options.once, options.limit
        self.headers = {"Content-Type": "application/json", **dict(options.header)}
        if token := os.environ.get("TRACKER_TOKEN"):
            self.headers["Authorization"] = f"Bearer {token}"
        self.open = build_opener(NoRedirect).open
        self.db = sqlite3.connect(options.file, timeout=30)
        self.db.executescript(TABLES)

    def run(self):
        while True:
            self.send()
            while (page := self.follow())["has_more"]:
                pass
            if self.once:
                return
            time.sleep(page["poll_after"])

    def ask(self, method, path, body=None):
        """(status, answer). While nobody answers, asks again: when told to, or else ever more slowly."""
        request = Request(self.api + path, body, self.headers, method=method)
        for attempt in itertools.count():
            wait = min(2**attempt, 300)
            try:
                with self.open(request, timeout=60) as answer:
                    return answer.status, json.load(answer)
            except HTTPError as refusal:
                if refusal.code not in BUSY:
                    return refusal.code, refusal.read().decode()
                said, given = refusal, refusal.headers.get("Retry-After", "")
                wait = int(given) if given.isdigit() else wait
            except (OSError, HTTPException) as failure:
                said = failure
            if self.once and attempt == 5:
                sys.exit(f"Gave up on {request.full_url}: {said}")
            print(f"{said}: asking again in {wait} s.", file=sys.stderr)
            time.sleep(wait)

    def follow(self):
        """One page, written in one transaction with the cursor that it gives."""
        turn, cursor = self.db.execute("SELECT round, cursor FROM place").fetchone()
        asked = {"limit": self.limit} | ({"cursor": cursor} if cursor else {})
        status, page = self.ask("GET", f"changes/?{urlencode(asked)}")
        if cursor and status in (400, 410):  # No longer readable, or no longer known: all from the start.
            with self.db:
                self.db.execute("UPDATE place SET round = round + 1, cursor = NULL")
            return {"has_more": True}
        if status != 200:
            sys.exit(NOT_VALID if status == 401 else f"The tracker answered {status}: {page}")
        with self.db:
            for change in page["changes"]:
                self.apply(change, turn)
            if page["mode"] == "snapshot" and not page["has_more"]:
                self.db.execute("DELETE FROM records WHERE round < ?", (turn,))
            self.db.execute("UPDATE place SET cursor = ?", (page["cursor"],))
        return page

    def apply(self, change, turn):
        if change["op"] == "remove":
            self.db.execute("DELETE FROM records WHERE id = ?", (change["id"],))
            return
        written = json.dumps(change["object"], ensure_ascii=False, sort_keys=True)
        row = (change["id"], change["kind"], written, turn)
        self.db.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", row)

    def send(self):
        """Under your own identifiers: what is sent twice, because of a crash, is written once."""
        waiting = "SELECT kind, system, external_id, body FROM outbox WHERE error IS NULL"
        for row in self.db.execute(waiting).fetchall():
            kind, *name, body = row
            address = "/".join(quote(part, safe="") for part in name)
            path = f"{'updates' if kind == 'update' else kind}/by-external-id/{address}/"
            status, answer = self.ask("PUT", path, body.encode())
            if status == 401:
                sys.exit(NOT_VALID)
            error = None if status in (200, 201) else f"{status}: {answer}"
            with self.db:  # Only what was sent: meanwhile your system may have written the row anew.
                sent = "WHERE (kind, system, external_id, body) = (?, ?, ?, ?)"
                self.db.execute(f"UPDATE outbox SET error = ? {sent}", (error, *row))
                self.db.execute(f"DELETE FROM outbox {sent} AND error IS NULL", row)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("url", help="of the tracker, such as https://tracker.example.org")
    parser.add_argument("file", help="the SQLite file, made where missing")
    parser.add_argument("--once", action="store_true", help="end when in step, to be run again by cron")
    parser.add_argument("--limit", type=int, default=200, help="records a page")
    parser.add_argument("--header", action="append", default=[], type=lambda text: text.split(": ", 1))
    Mirror(parser.parse_args()).run()
