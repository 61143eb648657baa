"""A stale copy and the change log make a fresh copy, whatever happened, for every level."""

import pytest
from django.db.models import Max

from opportunities.choices import Visibility
from opportunities.models import Change
from opportunities.sync.scope import Scope
from tests.sync.history import History
from tests.sync.mirror import Mirror, fresh


def replay(seed, steps=60):
    mirrors = [Mirror(level) for level in Visibility]
    history = History(seed)
    for _ in range(steps):
        history.step()
        for mirror in mirrors:
            if history.dice.random() < 0.3:
                mirror.pull()
    for mirror in mirrors:
        mirror.pull()
        assert mirror.copy == fresh(mirror.level)


@pytest.mark.parametrize("seed", range(8))
def test_a_stale_copy_and_the_log_make_a_fresh_one(db, seed):
    replay(seed)
    assert Change.objects.aggregate(last=Max("seq"))["last"] == Change.objects.count()


@pytest.mark.parametrize("rule", ["add_parents", "add_tied_to"])
def test_without_a_rule_of_the_scope_it_is_red(db, monkeypatch, rule):
    monkeypatch.setattr(Scope, rule, lambda *args: None)
    with pytest.raises(AssertionError):
        [replay(seed) for seed in range(8)]
