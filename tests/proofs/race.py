"""Many writers with random delays and regrets, one reader: `race MODE WRITERS COMMITS`.

`naive` numbers its changes before the order of commits is known, `unlocked` looks before it holds what it
looks at: both are wrong, and the reader must find out.
"""

import random
import time

from django.db import DatabaseError, connection

from opportunities.models import Initiative, Milestone, Sight
from opportunities.models.base import unit_of_work
from opportunities.sync import difference, ledger
from tests import make
from tests.proofs.processes import fork, started, state
from tests.sync.mirror import Mirror, fresh

LEVELS = (make.PUBLIC, make.PARTNERS, make.INTERNAL)
REGRETS = 0.2


class Regret(Exception):
    pass


def naive_tick(count):
    """Gives numbers as they are asked for, without holding anybody up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('naive')")
        return cursor.fetchone()[0]


def hesitant(act, at_most):
    """Takes so many seconds more: in any mode, so that only the locks make the difference."""

    def acted(*arguments):
        result = act(*arguments)
        time.sleep(random.random() * at_most)
        return result

    return acted


def sabotage(mode):
    difference.look = hesitant(difference.look, 0.05)
    ledger.ChangeClock.tick = hesitant(ledger.ChangeClock.tick, 0.1)
    if mode == "naive":
        ledger.ChangeClock.tick = hesitant(naive_tick, 0.1)
    if mode == "unlocked":
        difference.lock = lambda uids: Sight.objects.filter(uid__in=uids)


def prepare(mode):
    with unit_of_work(door="race"):
        for number in range(6):
            make.initiative(f"i{number}")
    if mode == "naive":
        with connection.cursor() as cursor:
            cursor.execute("CREATE SEQUENCE naive INCREMENT 1000 START 1000")


def write(mode, number, commits, told):
    sabotage(mode)
    dice, done = random.Random(number), {"committed": 0, "regretted": 0, "refused": 0}
    while done["committed"] < commits:
        done[attempt(dice)] += 1
    told.put(done)


def attempt(dice):
    try:
        with unit_of_work(door="race"):
            deed(dice)
            time.sleep(dice.random() / 100)
            if dice.random() < REGRETS:
                raise Regret
    except Regret:
        return "regretted"
    except DatabaseError:
        return "refused"
    return "committed"


def deed(dice):
    """Touches one record that is there, so that no two writers wait for each other's rows in a circle."""
    initiative = Initiative.objects.get(title_en=f"i{dice.randrange(6)}")
    milestones = list(Milestone.objects.filter(initiative=initiative).values_list("pk", flat=True))
    kind = dice.random()
    if kind < 0.35 or not milestones:
        for _ in range(dice.choice([1, 1, 2, 3])):
            make.milestone(initiative, dice.choice(LEVELS))
    elif kind < 0.5:
        Milestone.objects.filter(pk=dice.choice(milestones)).delete()
    elif kind < 0.75:
        Milestone.objects.filter(pk=dice.choice(milestones)).write(visibility=dice.choice(LEVELS))
    else:
        Milestone.objects.filter(pk=dice.choice(milestones)).write(done_on=dice.choice([make.DAY, None]))


def read(stop, told):
    mirrors = [Mirror(level, limit=50) for level in LEVELS]
    while not stop.is_set():
        for mirror in mirrors:
            mirror.turn()
        time.sleep(0.005)
    for mirror in mirrors:
        mirror.pull()
    told.put(
        [len(set(mirror.copy.items()) ^ set(fresh(mirror.position.level).items())) for mirror in mirrors]
    )


def main(mode, writers, commits):
    prepare(mode)
    writers, commits = int(writers), int(commits)
    stop, told, done = fork.Event(), fork.Queue(), fork.Queue()
    reader = started(read, stop, told)
    processes = [started(write, mode, number, commits, done) for number in range(writers)]
    sums = [done.get() for _ in processes]
    stop.set()
    found = {key: sum(each[key] for each in sums) for key in sums[0]} | {"wrong": told.get()}
    for process in [*processes, reader]:
        process.join()
    return found | state()
