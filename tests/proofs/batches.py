"""Partners' systems that send batches through the API: `batches killed N` and `batches crossed WRITERS N`."""

import json
import os
import random
import signal
import time

from django.test import Client

from opportunities.models import ProgressUpdate, Proposal
from tests import make
from tests.proofs.processes import fork, started, state

SIZE = 4


def prepare():
    """(text of a token, uid of the initiative)."""
    institute = make.organisation("kr-institute", country=make.country("KR"))
    chips = make.initiative("Chips")
    make.participation(chips, "KR", organisation=institute)
    return make.token(institute, "read", "progress:write"), str(chips.uid)


def send(token, initiative, names, text, key=""):
    """The status of the answer to a batch of updates, in this order."""
    said = {"initiative": initiative, "as_of": "2026-03-02", "body": {"en": text}}
    asked = [{"kind": "update", "system": "crm", "external_id": name, "body": said} for name in names]
    headers = {"authorization": f"Bearer {token}"} | ({"idempotency-key": key} if key else {})
    client = Client(headers=headers, raise_request_exception=False, SERVER_NAME="localhost")
    body = json.dumps({"operations": asked})
    return client.post("/api/v1/batch/", body, content_type="application/json").status_code


def killed(kills):
    """Senders are killed in the middle of batches, until so many were; each is sent again under its key."""
    token, initiative = prepare()
    busy, acknowledged = fork.Value("i", 0), fork.Value("i", 0)
    done, first = 0, 0
    while done < kills:
        sender = started(send_on, token, initiative, first, busy, acknowledged)
        time.sleep(random.uniform(0.02, 0.25))
        done += busy.value
        os.kill(sender.pid, signal.SIGKILL)
        sender.join()
        # The batch that was cut off is sent again, as its sender cannot know what became of it.
        first = acknowledged.value
    send_on(token, initiative, first, busy, acknowledged, batches=1)
    return tally() | {"kills": done, "acknowledged": acknowledged.value} | state()


def send_on(token, initiative, number, busy, acknowledged, batches=10**9):
    for batch in range(number, number + batches):
        busy.value = 1
        names = [f"{batch}-{place}" for place in range(SIZE)]
        assert send(token, initiative, names, f"Batch {batch}", key=f"batch {batch}") == 200
        acknowledged.value = batch + 1
        busy.value = 0


def tally():
    """How many batches there are, and how many of them are not whole."""
    batches = {}
    for name in Proposal.objects.exclude(uid=None).values_list("external_id", flat=True):
        batches.setdefault(name.partition("-")[0], []).append(name)
    return {
        "batches": len(batches),
        "torn": sum(len(names) != SIZE for names in batches.values()),
        "proposals": Proposal.objects.count(),
        "updates": ProgressUpdate.objects.count(),
    }


def crossed(senders, rounds):
    """Systems of one organisation send the same names, new in each round, each in an order of its own."""
    token, initiative = prepare()
    told, together = fork.Queue(), fork.Barrier(senders)
    for each in range(senders):
        started(send_crossed, token, initiative, each, rounds, together, told)
    statuses = [status for _ in range(senders) for status in told.get(timeout=300)]
    return tally() | {"statuses": sorted(set(statuses)), "sent": len(statuses)} | state()


def send_crossed(token, initiative, number, rounds, together, told):
    dice, statuses = random.Random(number), []
    for turn in range(rounds):
        names = [f"{turn}-{place}" for place in range(SIZE)]
        dice.shuffle(names)
        # Who comes late finds them made, and only waits.
        together.wait(timeout=300)
        statuses.append(send(token, initiative, names, f"{number} {turn}"))
    told.put(statuses)


def written():
    names = Proposal.objects.exclude(uid=None).values_list("external_id", flat=True)
    return {"names": list(names)} | state()


def main(which, *numbers):
    programs = {"prepared": prepare, "killed": killed, "crossed": crossed, "written": written}
    return programs[which](*map(int, numbers))
