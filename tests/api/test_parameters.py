"""What cannot be answered is refused by name: answered in silence, it would become a wrong copy."""

import pytest

from opportunities.api.resources import RESOURCES
from tests import make
from tests.api.world import get, ids, one_of_each

NONSENSE = ["nonsense", "%00", "%08", "%ED%A0%80", "-1", "9" * 5000, "0000-00-00", "9999-12-31", "2026-02-30"]
FILTERS = [(resource.name, name) for resource in RESOURCES for name in resource.filters.names()]
OTHERS = [("areas", name) for name in ("limit", "cursor", "count", "fields", "lang")]
# Anything is a text to look for, if it is text.
TEXT = {"q": ["%00", "%08", "%ED%A0%80", "x" * 201]}


def errors(response):
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    return list(response.json()["errors"])


@pytest.mark.parametrize(("resource", "name"), [*FILTERS, *OTHERS])
def test_a_nonsense_value_is_refused(public, resource, name):
    for value in TEXT.get(name, NONSENSE):
        assert errors(get(public, f"{resource}/?{name}={value}")) == [name], value


@pytest.mark.parametrize(("resource", "name"), [*FILTERS, *OTHERS])
def test_an_empty_value_is_refused(public, resource, name):
    assert errors(get(public, f"{resource}/?{name}=")) == [name]


@pytest.mark.parametrize("address", [*[f"{each.name}/" for each in RESOURCES], "", "me/", "schema/"])
def test_an_unknown_parameter_is_named(public, address):
    assert errors(get(public, f"{address}?statuss=raised")) == ["statuss"]


def test_a_detail_takes_no_filters(public):
    made = make.initiative()
    assert errors(get(public, f"initiatives/{made.uid}/?status=raised&limit=1")) == ["status", "limit"]


def test_all_that_is_wrong_is_named_at_once(public):
    assert errors(get(public, "initiatives/?status=x&health=y&area=chips&lead=nobody&due=soon")) == [
        "status",
        "health",
        "area",
        "lead",
        "due",
    ]


@pytest.mark.parametrize("moment", ["2026-01-01T00:00:00Z", "1900-01-01T00:00:00.5%2B23:59"])
def test_a_time_may_stand_in_any_zone(public, moment):
    assert get(public, f"areas/?updated_since={moment}").status_code == 200


def test_a_name_that_is_not_text_does_no_harm(public):
    response = public.get("/api/v1/areas/?%2B2AA-=1", headers={"Content-Type": "text/plain; charset=utf-7"})
    assert errors(response) == ["+2AA-"]


def test_the_message_says_what_would_have_been_allowed(public):
    said = get(public, "milestones/?state=nonsense").json()["errors"]["state"]
    assert said == "Unknown value. Allowed: met, met_late, cancelled, late, due_soon, upcoming, no_date."


@pytest.mark.parametrize("name", ["limit", "q", "ordering", "updated_since", "due_on__gte"])
def test_what_cannot_mean_or_is_given_once(public, name):
    value = {"limit": "5", "q": "a", "ordering": "id", "updated_since": "2026-01-01T00:00:00Z"}
    pair = f"{name}={value.get(name, '2026-01-01')}"
    assert get(public, f"milestones/?{pair}").status_code == 200
    assert errors(get(public, f"milestones/?{pair}&{pair}")) == [name]


@pytest.mark.parametrize("limit", [0, 201])
def test_a_page_has_its_limits(public, limit):
    assert errors(get(public, f"areas/?limit={limit}")) == ["limit"]


def test_too_many_parameters_are_a_problem_too(public):
    assert get(public, "areas/?" + "&".join(["code=A"] * 2000)).status_code == 400


def test_fields_are_picked(public):
    made = one_of_each()["initiatives"]
    answer = get(public, f"initiatives/{made.uid}/?fields=ref,title&fields=today").json()
    assert list(answer) == ["ref", "title", "today"]


def test_staff_may_pick_what_only_staff_see(public, staff):
    made = make.initiative()
    address = f"initiatives/{made.uid}/?fields=visibility"
    assert errors(get(public, address)) == ["fields"]
    assert get(staff, address).json() == {"visibility": 1}


def test_texts_come_in_one_language_or_the_first_written(public):
    make.area("chips", "CHP")
    make.area("talent", "TAL").delete()
    area = make.area("energy", "ENE")
    area.name_ko, area.description_fr = "에너지", "Énergie"
    area.save()
    energy, chips = get(public, "areas/?lang=ko&ordering=-order").json()["results"]
    assert (energy["name"], energy["description"], chips["name"]) == ("에너지", "Énergie", "Chips")


def test_the_browser_s_language_changes_nothing(public):
    make.area()
    asked = [get(public, "areas/", **{"Accept-Language": language}) for language in ("fr", "ko")]
    assert asked[0].content == asked[1].content
    assert dict(asked[0].headers) == dict(asked[1].headers)
    refused = [get(public, "areas/?q=%00", **{"Accept-Language": language}) for language in ("fr", "ko")]
    assert refused[0].content == refused[1].content


def test_repeating_means_or(public):
    chips, talent = make.initiative(area=make.area()), make.initiative(area=make.area("talent", "TAL"))
    make.initiative(area=make.area("energy", "ENE"))
    found = ids(get(public, "initiatives/?area=chips&area=talent"))
    assert sorted(found) == sorted([str(chips.uid), str(talent.uid)])
