"""The ledger: each open milestone stands with exactly one owner, as far as its reader may know."""

from datetime import date, timedelta

import pytest

from opportunities.insights.ledger import NEXT, Ledger
from tests import make
from tests.insights.conftest import seen


def ledger(**reader):
    return Ledger(seen(**reader))


def counts(**reader):
    """{owner: (open, overdue, undated, next day)}."""
    return {
        row.owner: (row.open, row.overdue, row.undated, row.next_on and row.next_on.day)
        for row in ledger(**reader).accounts
    }


@pytest.fixture
def chips(db):
    make.country("CA"), make.country("KR")
    return make.initiative("Chips")


def owed_by(code, of, **fields):
    part = make.participation(of, code)
    return make.milestone(of, responsible=part, **fields)


NOTHING = (0, 0, 0, None)


def test_every_side_has_an_account_even_when_nothing_is_owed(chips):
    assert counts() == {
        "Canada": NOTHING,
        "Korea": NOTHING,
        "Owed jointly": NOTHING,
        "Not assigned": NOTHING,
    }


def test_without_sides_or_initiatives_nothing_is_owed(db):
    assert counts() == {"Owed jointly": NOTHING, "Not assigned": NOTHING}


def test_what_a_side_owes_is_counted_by_its_date(chips):
    for day in (1, 2, 3, None):
        owed_by("KR", chips, due_on=day and date(2026, 3, day))
    assert counts()["Korea"] == (4, 1, 1, 2)


def test_what_is_met_or_cancelled_is_owed_no_more(chips):
    owed_by("KR", chips, done_on=make.DAY)
    owed_by("KR", chips).cancel("Not needed")
    assert counts()["Korea"] == NOTHING


def test_with_nobody_responsible_it_is_joint_only_where_all_parts_are(chips):
    make.milestone(chips)
    assert counts()["Not assigned"] == (1, 0, 0, 2)
    for code in ("CA", "KR"):
        make.participation(chips, code, direction="joint")
    assert counts()["Owed jointly"] == (1, 0, 0, 2)
    make.participation(chips, "KR", direction="provides")
    assert counts()["Not assigned"] == (1, 0, 0, 2)


def test_a_part_that_ended_is_no_part(chips):
    make.milestone(chips)
    make.participation(chips, "CA", direction="joint")
    make.participation(chips, "KR", ended_at=chips.created_at)
    assert counts()["Owed jointly"] == (1, 0, 0, 2)


def test_a_third_side_needs_no_code_and_another_country_is_not_lost(chips):
    japan = make.country("JP")
    japan.is_side = True
    japan.save()
    owed_by("JP", chips)
    owed_by("US", chips)
    assert {owner: each[0] for owner, each in counts().items()} == {
        "Canada": 0,
        "JP": 1,
        "Korea": 0,
        "Owed jointly": 0,
        "Not assigned": 0,
        "US": 1,
    }


def test_what_a_reader_may_not_see_does_not_count(chips):
    hidden = make.participation(chips, "KR", make.PARTNERS)
    make.milestone(chips, responsible=hidden)
    owed_by("CA", chips, visibility=make.INTERNAL)
    owed_by("CA", make.initiative("Hidden", make.INTERNAL))
    owed = {
        level: {owner: each[0] for owner, each in counts(level=level).items() if each[0]}
        for level in (make.PUBLIC, make.PARTNERS, make.INTERNAL)
    }
    assert owed == {
        make.PUBLIC: {"Not assigned": 1},
        make.PARTNERS: {"Korea": 1},
        make.INTERNAL: {"Korea": 1, "Canada": 2},
    }


def test_the_next_ones_come_by_date_the_undated_last(chips):
    part = make.participation(chips, "KR")
    for day in (None, 9, 1, 5, 4, 8, 7)[: NEXT + 1]:
        make.milestone(chips, responsible=part, title_en=str(day), due_on=day and date(2026, 3, day))
    assert [(str(row.milestone), row.days_late) for row in ledger().next] == [
        ("1", 1),
        ("4", None),
        ("5", None),
        ("8", None),
        ("9", None),
    ]


def test_only_the_initiatives_asked_for_count(chips):
    owed_by("KR", chips)
    owed_by("KR", make.initiative("Power", area=make.area("energy", "ENE")), due_on=make.DAY + timedelta(1))
    asked = ledger(area__slug="energy")
    assert [(row.owner, row.open) for row in asked.accounts if row.open] == [("Korea", 1)]
    assert [row.initiative.title for row in asked.next] == ["Power"]
