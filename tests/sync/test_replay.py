"""A stale copy and the feed make a fresh copy, whatever happened, for every level and choice of kinds."""

import pytest
from django.db.models import Max

from opportunities.choices import Visibility
from opportunities.models import Change
from opportunities.representations import SHAPES
from opportunities.sync.scope import Scope
from tests.sync.history import History
from tests.sync.mirror import Mirror, fresh


def readers(dice):
    """Of each level two: one that wants everything, one that wants some kinds."""
    for level in Visibility:
        for kinds in ((), dice.sample(sorted(SHAPES), 4)):
            yield Mirror(level, kinds, limit=dice.randrange(1, 9))


def replay(seed, steps=60):
    history = History(seed)
    mirrors = list(readers(history.dice))
    for _ in range(steps):
        history.step()
        for mirror in mirrors:
            if history.dice.random() < 0.4:
                mirror.turn()
    for mirror in mirrors:
        mirror.pull()  # A snapshot, for some, which lasted while the world went on.
        mirror.pull()
        assert mirror.copy == fresh(mirror.position.level, mirror.position.kinds)


@pytest.mark.parametrize("seed", range(8))
def test_a_stale_copy_and_the_feed_make_a_fresh_one(db, seed):
    replay(seed)
    assert Change.objects.aggregate(last=Max("seq"))["last"] == Change.objects.count()


@pytest.mark.parametrize("rule", ["add_parents", "add_tied_to"])
def test_without_a_rule_of_the_scope_it_is_red(db, monkeypatch, rule):
    monkeypatch.setattr(Scope, rule, lambda *args: None)
    with pytest.raises(AssertionError):
        [replay(seed) for seed in range(8)]
