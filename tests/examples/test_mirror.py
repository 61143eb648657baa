"""docs/examples/mirror.py against a live server, killed and begun anew at random moments."""

import random

import pytest
from django.utils import timezone

from opportunities.models import Change, ProgressUpdate
from opportunities.sync.retention import forget_before
from tests import make
from tests.conftest import signed_in
from tests.examples.follower import Follower
from tests.sync.history import History

STEPS = 200


@pytest.fixture
def institute(site):
    return make.organisation("institute", country=make.country("KR"))


@pytest.fixture
def chips(institute):
    chips = make.initiative("Chips", status="under_way")
    make.participation(chips, "KR", organisation=institute)
    return chips


@pytest.fixture
def follower(site, tmp_path, institute):
    """Of the institute, whose system may write."""
    return Follower(
        site.url, tmp_path / "own.sqlite3", **bearer(make.token(institute, "read", "progress:write"))
    )


def report(of, **more):
    return {"initiative": str(of.uid), "body": {"en": "Site chosen"}, "as_of": "2026-03-02"} | more


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def followers(site, tmp_path, sora):
    """The public, two partners, staff."""
    session = signed_in(sora).cookies["sessionid"].value
    readers = {
        "public": {},
        "partner-a": bearer(make.token(make.organisation("partner-a"))),
        "partner-b": bearer(make.token(make.organisation("partner-b"))),
        "staff": {"Cookie": f"sessionid={session}"},
    }
    return [Follower(site.url, tmp_path / f"{name}.sqlite3", **sent) for name, sent in readers.items()]


def test_whatever_happens_each_copy_ends_as_a_fresh_one(followers):
    dice, history = random.Random(3), History(3)
    for follower in followers:
        follower.pull()
    for step in range(STEPS):
        history.step()
        if step % 50 == 49:
            forget_before(timezone.now(), batch_size=500)
        for follower in followers:
            if dice.random() < 0.07:
                # Now and then as the public, which is another clearance: both ways, all is told anew.
                follower.start(headers={} if dice.random() < 0.2 else None)
                if dice.random() < 0.5:
                    follower.kill_at_work(dice.random() / 50)
    for follower in followers:
        follower.kill()
        follower.pull()
        assert follower.copy() == follower.fresh()
    assert sum(follower.killed for follower in followers) >= 8
    assert sum(follower.place()[0] > 1 for follower in followers) >= 3
    seen = [len(follower.copy()) for follower in followers]
    assert 0 < seen[0] < seen[1] == seen[2] < seen[3]


def test_what_it_is_given_is_written_once_and_refusals_are_kept(follower, chips):
    follower.pull()
    follower.write("update", "hidden", report(make.initiative("Hidden", make.INTERNAL)))
    for number in range(9):
        follower.write("update", f"n°{number}?", report(chips))
    for left in (8, 5, 2):
        follower.start()
        follower.wait_for(lambda left=left: len(follower.errors()) <= left)
        follower.kill()
    follower.pull()
    assert list(follower.errors()) == ["hidden"]
    assert follower.errors()["hidden"].startswith('404: {"type"')
    assert ProgressUpdate.objects.count() == 9
    assert follower.copy() == follower.fresh()


WRITABLE = ("initiative", "milestone", "milestone_met", "as_of", "on_behalf_of", "body", "status", "outlook")


def echo(system):
    """Pulls, and sends back each update it hears of; how many that were."""
    before = system.copy()
    system.pull()
    heard = [system.object(uid) for uid, told in system.copy().items() if before.get(uid) != told]
    heard = [record for record in heard if "milestone_met" in record]
    for record in heard:
        system.write("update", "7", {name: record[name] for name in WRITABLE})
    return len(heard)


def test_two_systems_that_send_on_what_they_hear_stop_after_one_round(follower, chips, site, tmp_path):
    other = Follower(site.url, tmp_path / "other.sqlite3", **follower.headers)
    follower.pull(), other.pull()
    follower.write("update", "7", report(chips, outlook="at_risk"))
    rounds = [(echo(follower), echo(other), Change.objects.count()) for _ in range(3)]
    log = Change.objects.count()
    assert rounds == [(1, 1, log), (0, 0, log), (0, 0, log)]
    assert follower.errors() == other.errors() == {}


def test_a_wrong_token_is_named_and_nothing_is_lost(follower, chips):
    follower.pull()
    before = follower.copy()
    done = follower.run(TRACKER_TOKEN="trk_wrong")
    assert (done.returncode, done.stderr.partition(":")[0]) == (1, "The token is not valid")
    assert follower.copy() == before != {}
