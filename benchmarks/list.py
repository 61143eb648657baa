"""How near the list of initiatives comes to the raw limit: `python -m benchmarks.list`.

Both run side by side under the same gunicorn on the same database and are asked in turn, so that whatever
else this machine does weighs on both. CPU per request is compared: noise hardly moves it.
"""

import os
import signal
import subprocess
import sys
import time
from statistics import median

import orjson

from benchmarks import scratch
from benchmarks.servers import Server

INITIATIVES = 10_000
GOAL = 0.20
# Rounds before counting, rounds counted, and how often each asks for every page.
WARMING, ROUNDS, TURNS = 4, 5, 6
STATUSES = ("raised", "scoped", "agreed", "under_way", "delivered", "paused", "not_pursued")
# The raw limit does not know when a record last changed for its reader, and hashes nothing.
NOT_COMPARED = ("etag", "updated_at")


def main():
    # As an exit, so that what was started is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    begun = time.monotonic()
    with scratch.database() as address:
        os.environ |= scratch.settings_for(address)
        build()
        print(f"Recorded in {time.monotonic() - begun:.0f} s.", flush=True)
        met = measure(address)
        print(f"All took {time.monotonic() - begun:.0f} s.")
    print(verdict(met))
    sys.exit(0 if met else 1)


def build():
    print(
        f"Recording {INITIATIVES:,} initiatives and what belongs to them, about two minutes ...", flush=True
    )
    manage("migrate", "--verbosity", "0", "--skip-checks")
    world = f"from benchmarks import world; world.build({INITIATIVES})"
    # Compiling the recorder's queries would take PostgreSQL longer than running them.
    manage("shell", "--no-imports", "--command", world, PGOPTIONS="-c jit=off")


def manage(*command, **environment):
    subprocess.run([sys.executable, "manage.py", *command], check=True, env=os.environ | environment)


def measure(address):
    """Is the goal met? None where it cannot be judged."""
    with Server("list", "tracker.wsgi", address) as tracker:
        paths = pages(tracker)
        if not address.startswith("postgres"):
            return alone(tracker, paths)
        with Server("raw", "benchmarks.raw", address) as raw:
            compare(raw, tracker, paths)
            return judge(race((raw, tracker), paths))


def pages(tracker):
    (areas,) = tracker.ask(["/api/v1/areas/"])
    slugs = [area["slug"] for area in orjson.loads(areas)["results"]]
    return [
        f"/api/v1/initiatives/?area={slug}&status={status}&limit=50" for slug in slugs for status in STATUSES
    ]


def compare(raw, tracker, paths):
    """Every page holds the same records, and says the same of each, but for NOT_COMPARED."""
    sizes = {tracker.name: 0, raw.name: 0}
    for path in paths:
        mine, theirs = (answer_of(server, path, sizes) for server in (tracker, raw))
        if mine["results"] != theirs["results"] or bool(mine["next"]) != bool(theirs["next"]):
            raise SystemExit(f"The two answer {path} differently: {first_difference(mine, theirs)}.")
    print(
        f"Both answer {len(paths)} pages alike, but for {' and '.join(NOT_COMPARED)} of each record and the\n"
        f"words of the links (bytes in all: raw {sizes['raw']:,}, list {sizes['list']:,})."
    )


def answer_of(server, path, sizes):
    (body,) = server.ask([path])
    sizes[server.name] += len(body)
    answer = orjson.loads(body)
    for record in answer["results"]:
        for name in NOT_COMPARED:
            del record[name]
    return answer


def first_difference(mine, theirs):
    if len(mine["results"]) != len(theirs["results"]):
        return f"list {len(mine['results'])} records, raw {len(theirs['results'])}"
    for one, other in zip(mine["results"], theirs["results"], strict=True):
        for name in sorted(one.keys() | other.keys()):
            if one.get(name) != other.get(name):
                return f"{name} of {one['id']}, list {one.get(name)!r}, raw {other.get(name)!r}"
    return "one of them has a next page"


def race(servers, paths):
    """CPU ms per request: {name: [one a round]}."""
    spent = {server.name: [] for server in servers}
    for turn in range(WARMING + ROUNDS):
        for server in servers:
            cost = server.cost(paths if turn < WARMING else paths * TURNS)
            spent[server.name].append(cost)
    return {name: costs[WARMING:] for name, costs in spent.items()}


def judge(spent):
    print("CPU per request, gunicorn's workers and PostgreSQL's backends together, median of the rounds:")
    show(spent)
    ratio = median(spent["raw"]) / median(spent["list"])
    print(f"  ratio {ratio:6.2f}      raw / list")
    return ratio >= GOAL


def alone(tracker, paths):
    print("The raw limit needs PostgreSQL. CPU per request of the list alone, on SQLite:")
    show(race([tracker], paths))


def show(spent):
    for name, costs in spent.items():
        print(f"  {name:5} {median(costs):6.2f} ms   ({', '.join(f'{cost:.2f}' for cost in costs)})")


def verdict(met):
    words = {True: "is met", False: "is not met", None: "cannot be judged without the raw limit"}
    return f"The goal of {GOAL:.2f} {words[met]}."


if __name__ == "__main__":
    main()
