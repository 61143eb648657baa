"""Leads named in cells: found at home by any of their names, asked about where unknown, made for staff."""

import pytest

from opportunities.admin.spreadsheets.organisations import (
    Lead,
    Organisations,
    Unknown,
    create,
    free_slug,
    name_lead,
    new_leads,
)
from opportunities.models import Organisation, Participation
from tests import make


@pytest.fixture
def canada(db):
    return make.country("CA")


@pytest.fixture
def korea(db):
    return make.country("KR")


@pytest.fixture
def institute(canada):
    return make.organisation(
        "first-institute", name_en="First Institute", name_ko="제일연구소", short_name="FI", country=canada
    )


def with_current(initiative):
    initiative.current = list(initiative.participations.filter(ended_at=None).order_by("pk"))
    return initiative


@pytest.mark.parametrize("name", ["first-institute", "FIRST INSTITUTE", "제일연구소", "fi"])
def test_an_organisation_is_found_by_each_of_its_names(sora, institute, canada, name):
    assert Organisations(sora).find(name, canada) == institute


def test_one_of_no_country_is_at_home_everywhere(sora, canada, korea):
    world = make.organisation("world")
    found = Organisations(sora)
    assert (found.find("World", canada), found.find("World", korea)) == (world, world)


def test_one_of_another_country_is_refused_by_name(sora, institute, korea):
    with pytest.raises(ValueError, match=r"^“FI” is not an organisation of Korea\.$"):
        Organisations(sora).find("FI", korea)


def test_one_name_of_two_is_refused_with_their_slugs(sora, canada, korea):
    for slug, country in (("a", canada), ("b", None), ("c", korea)):
        make.organisation(slug, name_en="Ministry", country=country)
    with pytest.raises(ValueError, match=r"^Several organisations have this name\. Write one of: a, b\.$"):
        Organisations(sora).find("ministry", canada)


def test_an_unknown_name_is_one_in_whatever_case_and_another_in_another_country(sora, canada, korea):
    found = Organisations(sora)
    first = found.find("Second Institute", canada)
    assert first == Unknown(canada, "Second Institute")
    assert found.find("SECOND institute", canada) is first
    assert found.find("Second Institute", korea) == Unknown(korea, "Second Institute")
    assert str(first) == "Second Institute"


def test_what_a_reader_may_not_see_is_unknown_to_them(sora, alice, canada):
    make.organisation("quiet", make.INTERNAL, country=canada)
    assert Organisations(sora).find("quiet", canada).slug == "quiet"
    assert Organisations(alice).find("quiet", canada) == Unknown(canada, "quiet")


def test_those_of_a_country_and_of_none_are_offered(sora, institute, canada, korea):
    make.organisation("of-korea", country=korea)
    make.organisation("world")
    found = Organisations(sora)
    assert [each.slug for each in found.of(canada)] == ["first-institute", "world"]
    assert [each.slug for each in found.of(korea)] == ["of-korea", "world"]


def test_a_cell_shows_who_leads_and_compares_by_slug(sora, institute, canada, korea):
    chips = make.initiative()
    make.lead(chips, institute)
    make.participation(chips, "KR", organisation=make.organisation("helper", country=korea))
    with_current(chips)
    ours, theirs = (Lead(country, Organisations(sora)) for country in (canada, korea))
    assert ours.both(chips) == ("first-institute", "First Institute")
    assert theirs.both(chips) == ("", "Not named")
    assert (ours.column_name, theirs.column_name) == ("lead_ca", "lead_kr")


def test_a_shared_name_is_shown_with_its_slug(sora, institute, canada):
    chips = make.initiative()
    make.lead(chips, institute)
    make.organisation("another", name_en="First Institute", country=canada)
    assert Lead(canada, Organisations(sora)).shown(with_current(chips)) == "First Institute (first-institute)"


def test_whoever_was_named_is_replaced_and_nobody_is_not(sora, institute, canada, korea):
    chips = make.initiative()
    make.lead(chips, institute)
    make.lead(chips, None, "KR")
    with_current(chips)
    ours, theirs = (Lead(country, Organisations(sora)) for country in (canada, korea))
    assert not ours.replaces(chips)
    new_leads(chips).update({canada: None, korea: institute})
    assert (ours.replaces(chips), theirs.replaces(chips)) == (True, False)


def parts(initiative):
    """[(slug, leads, ended)]"""
    found = initiative.participations.order_by("pk").select_related("organisation")
    return [(p.organisation and p.organisation.slug, p.is_lead, bool(p.ended_at)) for p in found]


def test_a_first_lead_takes_the_part_that_nobody_has(institute, canada):
    chips = make.initiative()
    make.participation(chips, organisation=make.organisation("helper", country=canada))
    make.participation(chips)
    name_lead(with_current(chips), canada, institute)
    assert parts(chips) == [("helper", False, False), ("first-institute", True, False)]


def test_where_all_parts_are_taken_the_lead_gets_a_new_one(institute, canada):
    chips = make.initiative()
    make.participation(chips, organisation=make.organisation("helper", country=canada))
    name_lead(with_current(chips), canada, institute)
    assert parts(chips) == [("helper", False, False), ("first-institute", True, False)]
    assert Participation.objects.last().visibility == make.INTERNAL


def test_another_lead_ends_the_part_of_the_one_before(institute, canada):
    chips = make.initiative()
    make.lead(chips, make.organisation("before", country=canada))
    make.participation(chips)
    name_lead(with_current(chips), canada, institute)
    assert parts(chips) == [("before", True, True), (None, False, False), ("first-institute", True, False)]


def test_naming_whoever_leads_already_changes_nothing(institute, canada):
    chips = make.initiative()
    make.lead(chips, institute)
    name_lead(with_current(chips), canada, institute)
    assert parts(chips) == [("first-institute", True, False)]


def test_a_name_becomes_an_organisation_for_staff_in_its_own_language(canada, korea):
    made = [create(Unknown(canada, "Third Institute")), create(Unknown(korea, "제3 연구소"))]
    assert [(m.slug, m.name_en, m.name_ko, m.country.code, m.visibility) for m in made] == [
        ("third-institute", "Third Institute", "", "CA", make.INTERNAL),
        ("3", "", "제3 연구소", "KR", make.INTERNAL),
    ]


def test_a_slug_that_is_taken_is_numbered(db):
    assert free_slug("Second Institute") == "second-institute"
    make.organisation("second-institute")
    assert free_slug("Second Institute") == "second-institute-2"
    make.organisation("second-institute-2")
    make.organisation("second-institute-of-all")
    assert free_slug("Second Institute") == "second-institute-3"


def test_a_name_without_latin_letters_has_a_slug_too(db):
    assert free_slug("연구소") == "organisation"
    assert free_slug("x" * 60) == "x" * 40
    assert not Organisation.objects.exists()
