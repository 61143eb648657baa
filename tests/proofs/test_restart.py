"""The database is restarted under load: all are told to wait, and nothing that was told is lost."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.proofs.conftest import IS_POSTGRES, ROOT, run

BINARIES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
pytestmark = [
    pytest.mark.skipif(not IS_POSTGRES, reason="SQLite is no server that could be restarted"),
    pytest.mark.skipif(
        BINARIES is None and "CI" not in os.environ,
        reason="PostgreSQL's own programs are not on this machine",
    ),
]


class Cluster:
    """A server of its own, which may be stopped without harm to anybody."""

    def __init__(self, folder, port):
        self.folder, self.port = folder / "cluster", port
        self.url = f"postgres://postgres@127.0.0.1:{port}/postgres"
        if os.geteuid() == 0:  # It refuses to be run by root.
            shutil.chown(folder, "postgres")
        self.run("initdb", "--auth=trust", "--username=postgres", "--pgdata", self.folder)

    def run(self, program, *arguments):
        by = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*by, str(BINARIES / program), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def control(self, *verb):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        log = self.folder / "log"
        self.run("pg_ctl", "--wait", "--pgdata", self.folder, "--log", log, "-o", options, *verb)


@pytest.fixture
def cluster(tmp_path_factory, unused_port):
    folder = Path("/tmp") / f"tracker-proof-{os.getpid()}"
    folder.mkdir()
    made = Cluster(folder, unused_port())
    made.control("start")
    yield made
    made.control("stop", "--mode=immediate")
    shutil.rmtree(folder)


@pytest.fixture
def unused_port():
    def found():
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            return asked.getsockname()[1]

    return found


@contextmanager
def served(url, port):
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-W", "ignore", "-m", "gunicorn", "tracker.wsgi", "--workers=2", "--threads=4"]
    server = subprocess.Popen([*command, f"--bind=127.0.0.1:{port}"], env=environment, cwd=ROOT)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


class Client(threading.Thread):
    """Asks until told to stop: in turns it writes a report, under a name of its own, and reads."""

    def __init__(self, number, site, token, initiative, stop):
        super().__init__()
        self.number, self.site, self.token, self.initiative = number, site, token, initiative
        self.stop, self.seen, self.kept = stop, [], []

    def run(self):
        turn = 0
        while not self.stop.is_set():
            turn += 1
            name = f"{self.number}-{turn}"
            status = self.write(name) if turn % 2 else self.ask("GET", "/api/v1/initiatives/")
            if turn % 2 and status == 201:
                self.kept.append(name)

    def write(self, name):
        said = {"initiative": self.initiative, "as_of": "2026-03-02", "body": {"en": name}}
        return self.ask("PUT", f"/api/v1/updates/by-external-id/crm/{name}/", said)

    def ask(self, method, path, said=None):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        body = json.dumps(said).encode() if said else None
        request = urllib.request.Request(self.site + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, wait = answer.status, None
        except urllib.error.HTTPError as refusal:
            status, wait = refusal.code, refusal.headers.get("Retry-After")
        self.seen.append((status, wait, time.monotonic()))
        return status


def wait_for(site):
    for _ in range(300):
        try:
            return urllib.request.urlopen(f"{site}/healthz", timeout=5)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The site does not start.")


def test_all_wait_and_nothing_is_lost(cluster, unused_port):
    run(cluster.url, "migrated")
    token, initiative = run(cluster.url, "batches", "prepared")
    stop = threading.Event()
    with served(cluster.url, unused_port()) as site:
        wait_for(site)
        clients = [Client(number, site, token, initiative, stop) for number in range(6)]
        for client in clients:
            client.start()
        time.sleep(2)
        cluster.control("stop", "--mode=fast")
        time.sleep(1)
        cluster.control("start")
        restarted = time.monotonic()
        time.sleep(6)
        stop.set()
        for client in clients:
            client.join()
        assert urllib.request.urlopen(f"{site}/healthz", timeout=5).status == 200
    seen = [each for client in clients for each in client.seen]
    assert {(status, wait) for status, wait, _at in seen} == {(200, None), (201, None), (503, "2")}
    # Well within five seconds everybody is served again.
    assert {status for status, _wait, at in seen if at > restarted + 5} <= {200, 201}
    kept = {name for client in clients for name in client.kept}
    found = run(cluster.url, "batches", "written")
    assert kept <= set(found["names"])
    assert found["last"] == found["changes"] == found["clock"]
    assert found["wrong_sights"] == 0
