"""How initiatives stand is kept in columns: always what a fresh reckoning would give."""

import pytest

from opportunities.choices import Visibility
from opportunities.models import Initiative, Standing
from opportunities.models.standing import FACTS
from tests import make
from tests.sync.history import History


def kept(level):
    return list(Initiative.objects.visible_at(level).with_facts(level).order_by("pk").values("pk", *FACTS))


def reckoned(level):
    return list(Initiative.objects.visible_at(level).worked_out(level).order_by("pk").values("pk", *FACTS))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_a_fresh_reckoning_gives(seed):
    history = History(seed)
    for _ in range(60):
        history.step()
    for level in Visibility:
        assert kept(level) == reckoned(level)
    assert Standing.objects.count() == 3 * Initiative.objects.count()


@pytest.mark.django_db
def test_an_internal_milestone_counts_for_internal_readers_alone():
    made = make.initiative()
    make.milestone(made, make.INTERNAL)
    totals = [kept(level)[0]["milestones_total"] for level in Visibility]
    assert totals == [0, 0, 1]


@pytest.mark.django_db
def test_nothing_is_kept_of_an_initiative_that_is_gone():
    make.initiative().delete()
    assert not Standing.objects.exists()
