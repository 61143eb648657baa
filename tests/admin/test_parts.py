"""Who takes part: organisations of the country in question are offered, one's own side first."""

import pytest

from opportunities.models import Organisation, Participation
from tests import make
from tests.admin.browser import address, errors, page_of, send

ASKED = {
    "app_label": "opportunities",
    "model_name": "participation",
    "field_name": "organisation",
    "term": "",
}


@pytest.fixture
def organisations(db):
    sides = {code: make.country(code) for code in ("CA", "JP", "KR")}
    made = {code: make.organisation(f"a-{code}".lower(), country=country) for code, country in sides.items()}
    return made | {"none": make.organisation("world", country=None)}


def offered(client, language="en", **asked):
    answer = client.get("/admin/autocomplete/", ASKED | asked, headers={"Accept-Language": language})
    return [each["text"] for each in answer.json()["results"]]


def test_ones_own_side_comes_first(staff, organisations):
    assert offered(staff) == ["A-Ca", "A-Kr", "A-Jp", "World"]
    assert offered(staff, "fr") == ["A-Ca", "A-Kr", "A-Jp", "World"]
    assert offered(staff, "ko") == ["A-Kr", "A-Ca", "A-Jp", "World"]


def test_only_those_of_the_country_and_of_none_are_offered(staff, organisations):
    assert offered(staff, country="KR") == ["A-Kr", "World"]
    assert offered(staff, country="XX") == ["World"]


def test_the_form_asks_for_those_of_its_country(staff, organisations):
    part = make.participation(make.initiative(), "KR")
    for page in (page_of(part), page_of(part.initiative)):
        assert 'data-ajax--url="/admin/autocomplete/?country=KR"' in staff.get(page).text


def test_the_list_is_not_narrowed(staff, organisations):
    assert len(staff.get(address(Organisation)).context["cl"].result_list) == 4


def test_whoever_leads_for_a_country_is_of_it(staff, organisations):
    part = make.participation(make.initiative(), "KR")
    said = ["Whoever leads for a country is of it: choose one of its organisations or change the country."]
    refused = send(staff, page_of(part), organisation=organisations["CA"].pk, is_lead="on")
    assert errors(refused) == {"organisation": said}
    for code in ("KR", "none"):
        assert (
            send(staff, page_of(part), organisation=organisations[code].pk, is_lead="on").status_code == 302
        )
    assert Participation.objects.get().organisation == organisations["none"]


def test_whoever_does_not_lead_may_be_of_any_country(staff, organisations):
    part = make.participation(make.initiative(), "KR")
    assert send(staff, page_of(part), organisation=organisations["JP"].pk).status_code == 302


def test_no_second_window_opens_from_a_field(staff, organisations):
    part = make.participation(make.initiative(), "KR")
    for page in (page_of(part), page_of(part.initiative)):
        assert "related-widget-wrapper-link" not in staff.get(page).text
