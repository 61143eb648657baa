"""Countries, organisations and their parts: what each is called, in which order they stand, who is named."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from opportunities.choices import Visibility
from opportunities.models import Country, Membership, Organisation, Participation
from tests import make
from tests.models.conftest import said


@pytest.fixture
def many(db):
    for slug, code in (("z-ca", "CA"), ("a-kr", "KR"), ("a-jp", "JP"), ("a-ca", "CA"), ("0-none", None)):
        make.organisation(slug, country=make.country(code) if code else None)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("code", "order"),
    [
        ("CA", ["a-ca", "z-ca", "a-kr", "0-none", "a-jp"]),
        ("KR", ["a-kr", "a-ca", "z-ca", "0-none", "a-jp"]),
        ("JP", ["a-jp", "a-ca", "a-kr", "z-ca", "0-none"]),
        ("FR", ["a-ca", "a-kr", "z-ca", "0-none", "a-jp"]),
    ],
)
def test_ours_stand_first_then_the_other_sides_then_the_rest(code, order):
    assert [*Organisation.objects.ours_first(code).values_list("slug", flat=True)] == order


def test_countries_stand_by_code_and_organisations_by_slug(db):
    for code in ("KR", "CA", "JP"):
        make.organisation(f"of-{code.lower()}", country=make.country(code))
    assert [*Country.objects.values_list("code", flat=True)] == ["CA", "JP", "KR"]
    assert [*Organisation.objects.values_list("slug", flat=True)] == ["of-ca", "of-jp", "of-kr"]


def test_a_country_is_a_side_only_where_that_is_said(db):
    assert Country(code="FR", name_en="France").is_side is False
    assert [make.country(code).is_side for code in ("CA", "KR", "JP")] == [True, True, False]


def test_a_part_is_called_by_its_country_and_whom_it_names(chips):
    assert str(make.participation(chips)) == "Canada: not named"
    assert str(make.lead(chips, make.organisation())) == "Canada: Institute"


def test_parts_stand_by_area_and_ref_of_their_initiative_then_by_country(chips):
    other = make.initiative("Other")
    parts = [make.participation(of, code) for of, code in ((other, "CA"), (chips, "KR"), (chips, "CA"))]
    assert [*Participation.objects.all()] == [parts[2], parts[1], parts[0]]


def test_a_membership_is_called_by_who_and_for_whom(alice):
    assert str(alice.memberships.get()) == "alice – Alice-Institute"


def test_who_leaves_speaks_for_nobody_and_the_organisation_stays(alice):
    alice.delete()
    assert (Membership.objects.count(), Organisation.objects.count()) == (0, 1)


LEADER = "Whoever leads for a country is of it: choose one of its organisations or change the country."


@pytest.mark.parametrize(
    ("of", "is_lead", "told"),
    [
        ("KR", True, [LEADER]),
        ("CA", True, []),
        (None, True, []),
        ("KR", False, []),
    ],
)
def test_who_leads_for_a_country_is_of_it_as_far_as_known(chips, of, is_lead, told):
    organisation = make.organisation(country=make.country(of) if of else None)
    part = Participation(initiative=chips, country=make.country("CA"), organisation=organisation)
    part.is_lead = is_lead
    assert said(part) == told


def test_a_lead_that_is_not_named_yet_is_no_contradiction(chips):
    assert said(Participation(initiative=chips, country=make.country(), is_lead=True)) == []


def named(level, question="named_at"):
    return [*getattr(Participation.objects, question)(level).values_list("organisation__slug", flat=True)]


def test_named_are_those_whose_part_and_whose_organisation_a_reader_may_see(chips):
    make.participation(chips, organisation=make.organisation("open"))
    make.participation(chips, organisation=make.organisation("veiled", make.PARTNERS))
    make.participation(chips, visibility=make.PARTNERS, organisation=make.organisation("quiet"))
    make.participation(chips)
    ended = make.participation(chips, organisation=make.organisation("ended"))
    ended.write(ended_at=timezone.now())
    assert [sorted(named(level)) for level in Visibility] == [["open"], *[["open", "quiet", "veiled"]] * 2]


def test_leads_are_those_of_them_that_lead(chips):
    make.participation(chips, organisation=make.organisation("helper"))
    make.lead(chips, make.organisation("lead"))
    assert (named(make.PUBLIC, "leads_at"), named(make.PUBLIC)) == (["lead"], ["helper", "lead"])


def test_when_somebody_was_named_is_told_once(chips, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    part = make.lead(chips, make.organisation())
    time_machine.shift(60)
    part.organisation = make.organisation("second")
    part.save()
    assert part.named_at == now


def test_a_new_part_with_a_lead_is_simply_made(chips):
    part = Participation(initiative=chips, country=make.country(), visibility=make.PARTNERS)
    part.name_lead(make.organisation())
    made = Participation.objects.get()
    assert (made.organisation.slug, made.is_lead, made.visibility) == ("institute", True, make.PARTNERS)


def test_whoever_led_ends_now_and_the_successor_begins(chips, time_machine):
    part = make.lead(chips, make.organisation("first"), role="funding", contribution_en="Sites")
    now = timezone.now() + timedelta(days=1)
    time_machine.move_to(now, tick=False)
    part.name_lead(make.organisation("second"))
    successor = chips.participations.get(ended_at=None)
    part.refresh_from_db()
    assert (part.ended_at, successor.named_at) == (now, now)
    assert (successor.role, successor.contribution, part.role) == ("", "", "funding")


def test_what_others_owe_stays_with_them(chips):
    part, other = make.lead(chips, make.organisation()), make.participation(chips, "KR")
    theirs, nobody_s = make.milestone(chips, responsible=other), make.milestone(chips)
    part.name_lead(make.organisation("second"))
    theirs.refresh_from_db(), nobody_s.refresh_from_db()
    assert (theirs.responsible, nobody_s.responsible) == (other, None)


def test_who_takes_part_is_not_removed_and_goes_with_the_initiative(chips):
    part = make.lead(chips, make.organisation())
    for protected in (part.organisation, part.country):
        with pytest.raises(ProtectedError):
            protected.delete()
    chips.delete()
    part.organisation.delete()
    assert not Participation.objects.exists()
