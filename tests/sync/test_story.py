"""The change log as a story: of one record and all that belongs to it, or of some days."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from opportunities.models import Change
from opportunities.models.base import unit_of_work
from opportunities.sync import history
from tests import make


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def told(record, level=3):
    return [(change.kind, change.action) for change in history.about(record, level)]


def test_a_record_alone_tells_of_itself_the_latest_first(db):
    country = make.country("KR")
    make.country("CA")
    country.name_fr = "Corée"
    country.save()
    assert told(country) == [("country", "changed"), ("country", "created")]


def test_an_initiative_tells_of_its_parts_and_of_theirs(chips):
    make.evidence(milestone=make.milestone(chips))
    make.milestone(make.initiative("Other"))
    kinds = [change.kind for change in history.about(chips, 3)]
    assert sorted(set(kinds)) == ["evidence", "initiative", "milestone"]
    assert kinds.count("milestone") == 1


def test_what_is_merely_cited_or_cites_tells_its_own_story(chips):
    takeaway = make.takeaway(make.dialogue())
    chips.takeaways.add(takeaway)
    assert {kind for kind, _ in told(takeaway)} == {"takeaway"}
    assert {kind for kind, _ in told(chips)} == {"initiative"}


def test_a_part_that_is_no_more_is_told_by_what_it_belonged_to(chips):
    make.milestone(chips).delete()
    other = make.initiative("Other")
    assert told(chips)[:2] == [("milestone", "deleted"), ("initiative", "changed")]
    assert ("milestone", "created") in told(chips)
    assert told(other) == [("initiative", "created")]


def test_a_record_that_was_moved_elsewhere_is_told_there(chips):
    sign, other = make.milestone(chips), make.initiative("Other")
    sign.initiative = other
    sign.save()
    assert ("milestone", "changed") in told(other)
    assert "milestone" not in {kind for kind, _ in told(chips)}


@pytest.mark.parametrize(("level", "kinds"), [(1, ["initiative"]), (2, ["milestone", "initiative"])])
def test_each_level_is_told_what_it_hears(chips, level, kinds):
    make.milestone(chips, make.PARTNERS)
    heard = list(dict.fromkeys(kind for kind, _ in told(chips, level)))
    assert heard == kinds


def test_days_begin_after_their_start_and_end_with_their_end(db):
    for code in ("AA", "BB", "CC"):
        make.country(code)
    noon = Change.objects.latest("seq").at.replace(microsecond=0)
    for number, change in enumerate(Change.objects.order_by("seq")):
        Change.objects.filter(pk=change.pk).update(at=noon + timedelta(hours=number))
    first, second, third = (noon + timedelta(hours=number) for number in range(3))

    def between(start, end, level=1):
        return [change.diff["code"][1] for change in history.between(start, end, level)]

    assert between(first, third) == ["CC", "BB"]
    assert between(first - timedelta(seconds=1), second) == ["BB", "AA"]
    assert between(first, second - timedelta(microseconds=1)) == []
    assert between(third, third) == []


def test_days_hold_what_the_level_hears(chips):
    start = Change.objects.latest("seq").at
    make.organisation("hidden", make.PARTNERS)
    end = Change.objects.latest("seq").at
    heard = [[each.kind for each in history.between(start, end, level)] for level in (1, 2, 3)]
    assert heard == [[], ["organisation"], ["organisation"]]


def test_what_one_commit_wrote_stands_together_in_the_order_of_writing(chips, sora):
    with unit_of_work(sora, "desk"):
        make.milestone(chips), make.decision(chips)
    units = history.in_units(history.latest_first(3))
    assert [change.kind for change in units[0]] == ["initiative", "milestone", "decision"]
    assert {change.actor for change in units[0]} == {sora}
    assert [len(unit) for unit in units] == [3, 1, 1]


def change(at, actor_id, door):
    return SimpleNamespace(at=at, actor_id=actor_id, door=door)


@pytest.mark.parametrize(
    ("latest_first", "lengths"),
    [
        ([], []),
        ([(1, 1, "a")], [1]),
        ([(1, 1, "a"), (1, 1, "a")], [2]),
        ([(2, 1, "a"), (1, 1, "a")], [1, 1]),
        ([(1, 2, "a"), (1, 1, "a")], [1, 1]),
        ([(1, 1, "b"), (1, 1, "a")], [1, 1]),
        ([(1, None, "a"), (1, None, "a"), (0, None, "a")], [2, 1]),
    ],
)
def test_another_time_person_or_door_is_another_commit(latest_first, lengths):
    assert [len(unit) for unit in history.in_units(change(*each) for each in latest_first)] == lengths
