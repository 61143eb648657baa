"""How `make run` serves: on this machine alone, unless the command line says otherwise."""

from tracker.settings import PORT

bind = f"127.0.0.1:{PORT}"
workers = 2
threads = 4
loglevel = "warning"

WELCOME = """
The tracker runs. Stop it with Ctrl+C.
  Dashboards   {site}/en/   {site}/fr/   {site}/ko/
  Staff        {site}/admin/
  API          {site}/api/v1/docs/
"""


def when_ready(server):
    print(WELCOME.format(site=f"http://{bind}"), flush=True)  # noqa: T201
