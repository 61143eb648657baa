"""Pages and their cursors: where a walk begins, turns and ends, and which cursors are refused."""

from datetime import date

import pytest

from opportunities import filters, models
from opportunities.filters.keyset import BadCursor, Keyset, reverse, signer
from opportunities.models import Country, Milestone
from tests import make


@pytest.fixture
def five(db):
    for code in ("AA", "BB", "CC", "DD", "EE"):
        make.country(code)
    return Keyset("code", ("code",))


def page(keyset, limit, cursor=None):
    made = keyset.page(Country.objects.all(), limit, cursor)
    return "".join(country.code[0] for country in made.rows), made.next, made.previous


def test_a_walk_forth_and_back_turns_round_on_any_page(five):
    first, onward, before = page(five, 2)
    second, last_one, back = page(five, 2, onward)
    third, end, _ = page(five, 2, last_one)
    again, forth, start = page(five, 2, back)
    assert (first, second, third, again) == ("AB", "CD", "E", "AB")
    assert (before, end, start) == (None, None, None)
    assert page(five, 2, forth)[0] == "CD"


def test_a_page_that_holds_all_leads_nowhere(five):
    assert page(five, 5) == ("ABCDE", None, None)
    rows, onward, _ = page(five, 4)
    assert (rows, page(five, 1, onward)[0]) == ("ABCD", "E")


def test_going_back_takes_those_right_before_not_those_at_the_start(five):
    _, onward, _ = page(five, 4)
    _, _, back = page(five, 4, onward)
    rows, _, further = page(five, 2, back)
    assert rows == "CD"
    assert page(five, 2, further)[0] == "AB"


def test_of_no_records_there_is_one_empty_page(db):
    assert page(Keyset("code", ("code",)), 3) == ("", None, None)


def test_behind_what_has_gone_the_walk_goes_on(five):
    _, onward, _ = page(five, 2)
    Country.objects.filter(code__in=["BB", "CC"]).delete()
    assert page(five, 2, onward)[0] == "DE"
    Country.objects.filter(code__in=["DD", "EE"]).delete()
    assert page(five, 2, onward) == ("", None, None)


def test_in_descending_order_the_walk_is_the_other_way_round(five):
    descending = Keyset("-code", reverse(("code",)))
    first, onward, _ = page(descending, 2)
    second, _, back = page(descending, 2, onward)
    assert (first, second, page(descending, 2, back)[0]) == ("ED", "CB", "ED")


@pytest.mark.parametrize(("keys", "turned"), [(("a", "-b"), ("-a", "b")), (("-a",), ("a",)), ((), ())])
def test_reversed_each_key_turns(keys, turned):
    assert reverse(keys) == turned


def test_every_order_ends_with_the_id_which_never_turns():
    assert Keyset("-code", ("-code", "order")).names == ["code", "order", "uid"]
    assert [key.descends for key in Keyset("-code", ("-code", "order")).keys] == [True, False, False]


def days(keyset, limit, cursor=None):
    made = keyset.page(Milestone.objects.all(), limit, cursor)
    return [row.due_on and row.due_on.day for row in made.rows], made.next, made.previous


@pytest.fixture
def dated(db):
    chips = make.initiative()
    for day in (1, 1, 2, None, None):
        make.milestone(chips, due_on=day and date(2026, 3, day))


@pytest.mark.parametrize(
    ("keys", "forth"),
    [(("due_on",), [[1, 1], [2, None], [None]]), (("-due_on",), [[2, 1], [1, None], [None]])],
)
def test_equals_and_nulls_are_met_once_each_forth_and_back(dated, keys, forth):
    keyset = Keyset("due", keys)
    first, onward, _ = days(keyset, 2)
    second, last_one, back = days(keyset, 2, onward)
    third, end, further = days(keyset, 2, last_one)
    assert ([first, second, third], end) == (forth, None)
    assert (days(keyset, 2, back)[0], days(keyset, 2, further)[0]) == (forth[0], forth[1])


def test_back_from_among_the_undated_come_the_other_undated_first(dated):
    keyset = Keyset("due", ("due_on",))
    _, onward, _ = days(keyset, 4)
    _, _, back = days(keyset, 1, onward)
    rows, _, further = days(keyset, 1, back)
    assert rows == [None]
    assert days(keyset, 1, further)[0] == [2]


def test_rows_that_are_read_as_plain_values_have_cursors_too(five):
    records = Country.objects.values("code", "uid")
    made = five.page(records, 2)
    assert [row["code"] for row in five.page(records, 2, made.next).rows] == ["CC", "DD"]


@pytest.mark.parametrize("cursor", ["x", ":", "x:y", "e30:nobody", "\N{GREEK SMALL LETTER ALPHA}"])
def test_what_no_page_has_given_is_no_cursor(five, cursor):
    with pytest.raises(BadCursor) as refused:
        page(five, 2, cursor)
    assert refused.value.messages == ["Take the cursor from the links of a page with the same ordering."]
    assert refused.value.code == "cursor"


def test_a_cursor_of_another_order_or_other_records_or_altered_is_refused(five):
    _, onward, _ = page(five, 2)
    for keyset, records in ((Keyset("-code", ("-code",)), Country), (five, models.Organisation)):
        with pytest.raises(BadCursor):
            keyset.page(records.objects.all(), 2, onward)
    with pytest.raises(BadCursor):
        page(five, 2, onward[:-1] + ("A" if onward[-1] != "A" else "B"))


def test_a_cursor_signed_for_something_else_is_refused(five):
    stranger = type(signer)(salt="another").sign_object(["country code", False, "BB", "x"], compress=True)
    with pytest.raises(BadCursor):
        page(five, 2, stranger)


@pytest.mark.django_db
def test_a_walk_by_a_fact_that_is_worked_out_goes_on_after_those_without_it():
    made = [make.initiative(title) for title in ("A", "B", "C")]
    make.milestone(made[1], due_on=date(2026, 3, 1))
    asked = filters.InitiativeFilter({"ordering": "next"}, models.Initiative.objects.all(), level=1)
    assert asked.is_valid()
    first = asked.keyset.page(asked.qs, 1)
    rest = asked.keyset.page(asked.qs, 5, first.next)
    assert [row.title_en for row in first.rows] == ["B"]
    assert {row.title_en for row in rest.rows} == {"A", "C"}
