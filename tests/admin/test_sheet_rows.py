"""What a check says of its rows: one state each, how many of each, and a mark that follows what is shown."""

import pytest
from django.utils.translation import override

from opportunities.admin.spreadsheets.rows import Change, Check, Row, State

TITLE = Change("title_en", "title", "Chips", "Grids")
PUBLISHED = Change("visibility", "visibility", "internal", "public")


def row(number=2, *changes, **given):
    return Row(number, [], changes=list(changes), **given)


STATES = {
    State.REFUSED: row(2, TITLE, problems=[("", "No")]),
    State.CHOICE: row(3, TITLE, unknown=["Institute"]),
    State.REASON: row(4, TITLE, needs_reason=True),
    State.NEW: row(5, TITLE, is_new=True),
    State.CHANGE: row(6, TITLE),
    State.UNCHANGED: row(7),
}


@pytest.mark.parametrize(("state", "row"), STATES.items())
def test_a_row_is_in_one_state(state, row):
    assert row.state == state


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"problems": [("", "No")], "unknown": ["x"], "needs_reason": True, "is_new": True}, "refused"),
        ({"unknown": ["x"], "needs_reason": True, "is_new": True}, "choice"),
        ({"needs_reason": True, "is_new": True}, "reason"),
        ({"is_new": True}, "new"),
    ],
)
def test_the_first_that_is_true_is_said(given, state):
    assert row(2, TITLE, **given).state == state


def test_a_row_without_a_change_asks_for_nothing():
    assert row(unknown=["x"], needs_reason=True, is_new=True).state == State.UNCHANGED
    assert row(problems=[("", "No")]).state == State.REFUSED


def test_each_state_is_counted_and_said_in_order():
    check = Check(list(STATES.values()))
    assert check.counts == dict.fromkeys(State, 1)
    assert check.sentence == (
        "1 changes, 1 is new, 1 needs a reason, 1 needs a choice, 1 unchanged, 1 is left out. "
        "Nothing of this is saved yet."
    )


def test_what_there_is_none_of_is_not_said():
    rows = [row(2, TITLE), row(3, TITLE), row(4, TITLE, is_new=True), row(5, TITLE, is_new=True)]
    assert Check(rows).sentence == "2 change, 2 are new. Nothing of this is saved yet."
    assert Check([row(), row()]).sentence == "2 unchanged. Nothing of this is saved yet."


def test_several_are_said_in_the_plural():
    rows = [each for state in ("refused", "choice", "reason") for each in [STATES[state]] * 2]
    said = "2 need a reason, 2 need a choice, 2 are left out. Nothing of this is saved yet."
    assert Check(rows).sentence == said


def test_what_is_left_out_or_unchanged_is_not_saved_and_what_is_unchanged_not_shown():
    check = Check(list(STATES.values()))
    assert [each.number for each in check.refused] == [2]
    assert [each.number for each in check.to_save] == [3, 4, 5, 6]
    assert [each.number for each in check.to_show] == [2, 3, 4, 5, 6]


def test_names_that_are_not_known_are_asked_about_once_with_their_rows():
    rows = [row(2, TITLE, unknown=["A", "B"]), row(3, TITLE, unknown=["A"]), row(4, unknown=["C"])]
    rows.append(row(5, TITLE, unknown=["D"], problems=[("", "No")]))
    assert Check(rows).unknown == {"A": [2, 3], "B": [2]}


def test_a_reason_is_asked_for_only_by_what_can_be_saved():
    assert Check([STATES["reason"]]).needs_reason
    assert Check([row(2, TITLE, unknown=["A"], needs_reason=True)]).needs_reason
    assert not Check([row(needs_reason=True), STATES["change"]]).needs_reason
    assert not Check([row(2, TITLE, needs_reason=True, problems=[("", "No")])]).needs_reason


def test_rows_that_everyone_may_read_from_now_on_are_counted():
    quiet = Change("visibility", "visibility", "internal", "partners")
    named = Change("title_en", "title", "private", "public")
    rows = [row(2, TITLE, PUBLISHED), row(3, quiet), row(4, named), row(5, PUBLISHED, is_new=True)]
    rows.append(row(6, PUBLISHED, problems=[("", "No")]))
    assert Check(rows).published == 2


def test_what_stands_now_is_kept_by_row_and_column():
    assert Check([row(2, TITLE, PUBLISHED), row(3, TITLE), row(4)]).now == {
        "2 title_en": "Chips",
        "2 visibility": "internal",
        "3 title_en": "Chips",
    }


@pytest.mark.parametrize(
    "other",
    [
        row(3, TITLE),
        row(2),
        row(2, TITLE, is_new=True),
        row(2, TITLE, problems=[("", "No")]),
        row(2, Change("title_en", "title", "Talent", "Grids")),
        row(2, Change("title_en", "title", "Chips", "Talent")),
        row(2, Change("title_fr", "title", "Chips", "Grids")),
    ],
)
def test_the_mark_is_another_as_soon_as_the_page_shows_another(other):
    assert Check([row(2, TITLE)]).mark == Check([row(2, TITLE)]).mark
    assert Check([row(2, TITLE)]).mark != Check([other]).mark


def test_the_mark_follows_the_sentences_of_what_is_left_out():
    one, other = (Check([row(2, problems=[("area", why)])]).mark for why in ("Not known", "Not yours"))
    assert one != other


def test_a_refusal_is_kept_as_the_reader_reads_it():
    refused = row()
    with override("ko"):
        refused.refuse("area", State.NEW.label)
    assert refused.problems == [("area", "신규")]
