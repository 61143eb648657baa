"""What an address asks for, and the groups of choices made of it: the address is the state."""

import pytest
from django.http import QueryDict

from opportunities.dashboards.facets import Asked, Facet
from opportunities.dashboards.page import refusals


def asked(query):
    return Asked(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "names", "format"),
    [
        ("", set(), ""),
        ("q=&area=&area=", {"q", "area"}, ""),
        ("format=csv", set(), "csv"),
        ("format=csv&format=json", set(), "json"),
        ("format=&area=chips", {"area"}, ""),
    ],
)
def test_the_format_is_no_part_of_the_state(query, names, format):
    found = asked(query)
    assert (found.names, found.format) == (names, format)


def test_the_address_it_was_given_is_left_as_it_was():
    query = QueryDict("format=csv&q=&cursor=x", mutable=True)
    Asked(query)
    assert query.urlencode() == "format=csv&q=&cursor=x"


@pytest.mark.parametrize(
    ("query", "narrows"),
    [
        ("", False),
        ("ordering=area&cursor=x&as_of=2026-03-31", False),
        ("q=&area=", False),
        ("q=x", True),
        ("ordering=area&country=KR", True),
    ],
)
def test_order_page_and_day_narrow_nothing(query, narrows):
    assert asked(query).narrows is narrows


@pytest.mark.parametrize(
    ("query", "ordering"), [("", "attention"), ("ordering=", "attention"), ("ordering=area", "area")]
)
def test_worst_comes_first_unless_another_order_is_asked_for(query, ordering):
    assert asked(query).ordering == ordering


QUERY = "area=chips&area=energy&q=x&cursor=c&ordering=next"


@pytest.mark.parametrize(
    ("without", "left"),
    [
        (("area",), "q=x&ordering=next"),
        (("area", "chips"), "area=energy&q=x&ordering=next"),
        (("area", "talent"), "area=chips&area=energy&q=x&ordering=next"),
        (("cursor",), "area=chips&area=energy&q=x&ordering=next"),
        (("absent",), "area=chips&area=energy&q=x&ordering=next"),
    ],
)
def test_without_one_the_others_stay_and_the_first_page_is_shown(without, left):
    found = asked(QUERY)
    assert found.without(*without) == left
    assert found.cursor == "c"


def test_addresses_made_of_it():
    found = asked(QUERY)
    assert found.address == "area=chips&area=energy&q=x&ordering=next"
    assert found.without_text == "area=chips&area=energy&ordering=next"
    assert found.only("q", "absent") == "q=x"
    assert found.only() == ""
    assert found.at("d") == "area=chips&area=energy&q=x&cursor=d&ordering=next"
    assert found.query.urlencode() == QUERY


def test_a_default_fills_what_is_not_asked_for_and_nothing_else():
    assert asked("q=x&cursor=c").with_default(ordering="area").urlencode() == "q=x&ordering=area"
    assert asked("ordering=next").with_default(ordering="area").urlencode() == "ordering=next"
    assert asked("ordering=").with_default(ordering="area").urlencode() == "ordering=area"


def test_what_is_left_out_is_gone_from_every_address():
    found = asked(QUERY)
    found.leave_out(["area", "absent", "cursor"])
    assert (found.address, found.names) == ("q=x&ordering=next", {"q", "ordering"})


def facet(query, **fields):
    choices = [("chips", "Chips"), ("energy", "Energy")]
    return Facet("area", "Area", choices, asked(query), **fields)


def test_a_choice_says_whether_it_is_chosen_and_how_many_there_are():
    assert facet("area=energy", counts={("area", "chips"): 2, ("status", "energy"): 9}).options == [
        ("chips", "Chips", False, 2),
        ("energy", "Energy", True, 0),
    ]
    assert facet("").options == [("chips", "Chips", False, None), ("energy", "Energy", False, None)]


def test_what_is_asked_without_being_offered_is_kept_and_shown_as_it_is():
    found = facet("area=CHP&area=energy&q=x")
    assert found.not_offered == ["CHP"]
    assert found.active == [("CHP", "area=energy&q=x"), ("Energy", "area=CHP&q=x")]


def test_refusals_name_first_what_does_not_exist():
    errors = {"health": ["No such word.", "Nor this."], "area": ["Unknown."]}
    assert refusals({"b", "a", "q"}, {"q", "health"}, errors) == {
        "a": ["a: there is no such filter."],
        "b": ["b: there is no such filter."],
        "health": ["health: No such word.", "health: Nor this."],
        "area": ["area: Unknown."],
    }
