"""What an initiative shows of its parts, to each level its own."""

from datetime import date, timedelta

import pytest

from opportunities.models import Initiative
from opportunities.models.standing import FACTS
from opportunities.representations import SHAPES
from opportunities.representations.standing import reckoning
from tests import make
from tests.representations.looking import by_level, look, row_of

PUBLIC, PARTNERS, INTERNAL = make.PUBLIC, make.PARTNERS, make.INTERNAL
DAY = date(2026, 3, 2)


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def test_milestones_are_counted_by_those_who_see_them(chips):
    make.milestone(chips, done_on=DAY), make.milestone(chips, PARTNERS)
    make.milestone(chips, INTERNAL, done_on=DAY), make.milestone(chips).cancel("Dropped")
    assert by_level(chips, "milestones_total") == [1, 2, 3]
    assert by_level(chips, "milestones_met") == [1, 1, 2]


def test_the_next_milestone_is_the_earliest_that_the_reader_sees(chips):
    late = make.milestone(chips, due_on=date(2026, 5, 1))
    early = make.milestone(chips, PARTNERS, due_on=date(2026, 4, 1))
    make.milestone(chips, due_on=None)
    make.milestone(chips, due_on=date(2026, 1, 1), done_on=DAY)
    assert by_level(chips, "next_due_on") == [date(2026, 5, 1), date(2026, 4, 1), date(2026, 4, 1)]
    assert by_level(chips, "next_milestone") == [late.uid, early.uid, early.uid]


def test_leads_are_named_by_country_to_those_who_may_know_both(chips):
    open_one = make.lead(chips, make.organisation("open"), "CA").organisation
    hidden = make.lead(chips, make.organisation("hidden", PARTNERS), "KR").organisation
    part = make.lead(chips, make.organisation("japan"), "JP", visibility=INTERNAL).organisation
    assert by_level(chips, "leads") == [
        {"CA": open_one.uid},
        {"CA": open_one.uid, "KR": hidden.uid},
        {"CA": open_one.uid, "JP": part.uid, "KR": hidden.uid},
    ]
    assert by_level(chips, "leads_named") == [False, True, True]


def test_whoever_merely_takes_part_or_has_ended_is_no_lead(chips):
    make.participation(chips, "CA", organisation=make.organisation("part"))
    make.lead(chips, make.organisation("former"), "KR", ended_at=chips.created_at)
    assert by_level(chips, "leads") == [{}, {}, {}]


def test_each_side_has_its_latest_outlook_and_both_jointly_another(chips):
    korea, canada = make.country("KR"), make.country("CA")
    make.update(chips, outlook="off_track", on_behalf_of=korea, as_of=DAY - timedelta(days=1))
    make.update(chips, outlook="on_track", on_behalf_of=korea, as_of=DAY)
    make.update(chips, outlook="at_risk", on_behalf_of=canada, as_of=DAY - timedelta(days=9))
    make.update(chips, outlook="on_track", as_of=DAY)
    expected = {"KR": "on_track", "CA": "at_risk", "joint": "on_track"}
    assert by_level(chips, "outlooks") == [expected] * 3
    assert by_level(chips, "outlook") == ["at_risk"] * 3


def test_an_outlook_of_partners_is_not_told_to_the_public(chips):
    make.update(chips, outlook="on_track", as_of=DAY - timedelta(days=1))
    make.update(chips, PARTNERS, outlook="off_track", as_of=DAY)
    assert by_level(chips, "outlook") == ["on_track", "off_track", "off_track"]
    assert by_level(chips, "outlooks") == [{"joint": "on_track"}, *[{"joint": "off_track"}] * 2]


def test_a_report_without_an_outlook_leaves_the_one_that_stands(chips):
    make.update(chips, outlook="at_risk", as_of=DAY - timedelta(days=1))
    make.update(chips, as_of=DAY)
    assert by_level(chips, "outlook") == ["at_risk"] * 3
    assert by_level(chips, "last_report_on") == [DAY] * 3


def test_a_corrected_outlook_no_longer_stands(chips):
    old = make.update(chips, outlook="off_track", as_of=DAY)
    make.update(chips, supersedes=old, as_of=DAY)
    assert by_level(chips, "outlook") == [None] * 3
    assert by_level(chips, "outlooks") == [{}] * 3


@pytest.mark.parametrize(
    ("status", "claimed"),
    [
        ("raised", False),
        ("scoped", False),
        ("agreed", True),
        ("under_way", True),
        ("delivered", True),
        ("paused", False),
        ("not_pursued", False),
    ],
)
def test_claimed_ahead_of_what_facts_support(chips, status, claimed):
    make.lead(chips, make.organisation())
    chips.write(status=status)
    assert by_level(chips, "supported") == ["scoped"] * 3
    assert by_level(chips, "claimed_not_shown") == [claimed] * 3


def test_one_may_see_shown_what_another_sees_claimed_only(chips):
    make.lead(chips, make.organisation(), visibility=PARTNERS)
    chips.write(status="scoped")
    assert by_level(chips, "supported") == ["raised", "scoped", "scoped"]
    assert by_level(chips, "claimed_not_shown") == [True, False, False]


def test_facts_of_one_initiative_are_not_those_of_another_read_with_it(chips):
    other = make.initiative("Other")
    make.milestone(chips), make.lead(other, make.organisation("institute"))
    make.update(other, outlook="at_risk")
    rows = {row["uid"]: row for row in SHAPES["initiative"].rows(Initiative.objects.all())}
    cut = {uid: SHAPES["initiative"].cut(row, PUBLIC) for uid, row in rows.items()}
    assert [cut[each.uid]["milestones_total"] for each in (chips, other)] == [1, 0]
    assert [list(cut[each.uid]["leads"]) for each in (chips, other)] == [[], ["CA"]]
    assert [cut[each.uid]["outlooks"] for each in (chips, other)] == [{}, {"joint": "at_risk"}]


def test_what_is_kept_in_columns_is_what_each_level_is_shown(chips):
    make.milestone(chips, PARTNERS, due_on=DAY)
    shape, row = row_of(chips)
    kept = {standing.level: standing for standing in shape.standings(row)}
    assert sorted(kept) == [1, 2, 3]
    assert [kept[level].milestones_total for level in (1, 2, 3)] == [0, 1, 1]
    for level, standing in kept.items():
        shown = look(chips, level)
        assert standing.initiative_id == chips.uid
        assert {name: getattr(standing, name) for name in FACTS} == {name: shown[name] for name in FACTS}


def test_a_query_put_together_once_gives_only_the_rows_asked_for(chips):
    other = make.initiative("Other")
    make.milestone(chips, PARTNERS), make.initiative("Third")
    found = {pk: total for pk, total, *_more in reckoning(PARTNERS)([chips.pk, other.pk])}
    assert (FACTS[0], found) == ("milestones_total", {chips.pk: 1, other.pk: 0})
    assert [total for _pk, total, *_more in reckoning(PUBLIC)({chips.pk: None})] == [0]
    assert reckoning(PUBLIC) is reckoning(PUBLIC)
