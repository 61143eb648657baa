"""A WSGI app under gunicorn on this machine alone, and the CPU time that it and its database have used."""

import os
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection, socket

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30


class Server:
    """Started on entry, stopped on exit."""

    def __init__(self, name, application, database):
        self.name, self.application, self.database = name, application, database

    def __enter__(self):
        self.port = free_port()
        command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4"]
        options = ["--bind", f"127.0.0.1:{self.port}", "--log-level", "warning", self.application]
        # WhiteNoise warns that no files are collected; none are asked for.
        environment = os.environ | {"DATABASE_URL": self.address, "PYTHONWARNINGS": "ignore"}
        self.running = subprocess.Popen([*command, *options], env=environment)
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *failure):
        self.stop()

    def stop(self):
        self.running.terminate()
        self.running.wait(PATIENCE)

    @property
    def address(self):
        """Its backends in PostgreSQL bear its name."""
        marked = self.database.startswith("postgres")
        return f"{self.database}?application_name={self.name}" if marked else self.database

    def wait(self):
        for _ in range(PATIENCE * 10):
            if self.running.poll() is not None:
                break
            try:
                return create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"{self.application} did not start.")

    def ask(self, paths):
        """The bodies, one after the other over one connection."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            for path in paths:
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200:
                    raise SystemExit(f"{self.name} answered {answer.status} to {path}: {body[:500].decode()}")
                yield body

    def cost(self, paths):
        """CPU ms per request."""
        before = self.cpu()
        for _ in self.ask(paths):
            pass
        after = self.cpu()
        # A backend that went in between took its time with it: Django replaces its own once a minute.
        return sum(after[pid] - before.get(pid, 0) for pid in after) / len(paths) * 1000

    def cpu(self):
        """Seconds used so far by each of its workers and backends."""
        return {pid: seconds_of(pid) for pid in (*self.workers(), *self.backends())}

    def workers(self):
        pid = self.running.pid
        return map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())

    def backends(self):
        if not self.database.startswith("postgres"):
            return []
        with psycopg.connect(self.database) as connection:
            mine = "datname = current_database() AND application_name = %s"
            return [
                pid
                for (pid,) in connection.execute(
                    f"SELECT pid FROM pg_stat_activity WHERE {mine}", [self.name]
                )
            ]


def free_port():
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def seconds_of(pid):
    # After the name, which stands in brackets and may hold spaces: user and system time in ticks.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
