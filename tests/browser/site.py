"""The tracker with its fictional demonstration, served by gunicorn from a folder of its own."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "only-for-tests"
COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("seed", "--demo"),
    ("createsuperuser", "--no-input", "--username=staff", "--email=staff@example.org"),
    ("collectstatic", "--no-input", "--verbosity=0"),
)


@dataclass
class Site:
    url: str
    environment: dict

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(folder):
    site = Site(f"http://127.0.0.1:{free_port()}", environment_in(folder))
    for command in COMMANDS:
        site.manage(*command)
    with served(site):
        yield site


@contextmanager
def served(site):
    server = serve(site)
    try:
        wait_for(f"{site.url}/healthz")
        yield
    finally:
        server.terminate()
        server.wait()


def environment_in(folder):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "STATIC_ROOT": f"{folder}/static",
    }


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def serve(site):
    address = site.url.removeprefix("http://")
    command = [sys.executable, "-m", "gunicorn", "--bind", address, "--threads", "4", "tracker.wsgi"]
    return subprocess.Popen([*command, "--log-level", "warning"], env=site.environment, cwd=ROOT)


def wait_for(url):
    for _ in range(100):
        try:
            with urlopen(url):
                return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(url)
