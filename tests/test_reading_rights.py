"""The law in its parts: how far a record reaches, who speaks for whom, and whose work it is."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from opportunities import models
from opportunities.choices import Visibility
from opportunities.visibility import (
    ReadingAs,
    System,
    clearance,
    lineage,
    may_see,
    reading_as,
    sees_everything,
    spoken_for,
    writes_everywhere,
)
from tests import make


def test_a_record_s_line_goes_up_to_the_top_and_knows_what_may_be_missing():
    assert lineage(models.Initiative) == {"": False}
    assert lineage(models.Milestone) == {"": False, "initiative__": False}
    assert lineage(models.MilestoneRevision) == {
        "": False,
        "milestone__": False,
        "milestone__initiative__": False,
    }
    assert lineage(models.Strength) == {
        "": False,
        "takeaway__": True,
        "takeaway__dialogue__": True,
        "source__": True,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("own", Visibility)
def test_what_belongs_to_nothing_hidden_can_be_reached_however_hidden_itself(own):
    for of in Visibility:
        make.milestone(make.initiative(visibility=of), own)
    reached = [models.Milestone.objects.reachable_at(level).count() for level in Visibility]
    assert reached == [1, 2, 3]


def test_what_belongs_to_nothing_at_all_can_always_be_reached(db):
    make.initiative(visibility=make.INTERNAL)
    models.Decision.objects.create(question_en="Whom to invite?")
    for model in (models.Initiative, models.Decision):
        assert model.objects.reachable_at(make.PUBLIC).count() == 1


def test_what_a_hidden_one_carries_cannot_be_reached_through_any_of_its_parents(db):
    make.strength(make.takeaway(make.dialogue()), source=make.source(visibility=make.INTERNAL))
    make.strength(make.takeaway(make.dialogue(visibility=make.INTERNAL)), source=make.source())
    reached = [models.Strength.objects.reachable_at(level).count() for level in Visibility]
    assert reached == [0, 0, 2]


def test_whether_the_cited_may_be_seen_is_a_column(db):
    for own in Visibility:
        make.dialogue(source=make.source(visibility=own))
    make.dialogue()
    column = may_see(make.PARTNERS, models.Source, "source__")
    found = models.Dialogue.objects.annotate(shows=column).order_by("pk").values_list("shows", flat=True)
    assert [bool(shows) for shows in found] == [True, True, False, False]


def names(reader):
    return [*models.Organisation.objects.filter(spoken_for(reader)).values_list("slug", flat=True)]


def test_a_person_speaks_for_all_organisations_of_theirs_and_a_system_for_its_own(alice, sora):
    second = make.organisation("second")
    make.membership(alice, second)
    assert names(alice) == ["alice-institute", "second"]
    assert names(System(second, None)) == ["second"]
    assert (names(sora), names(AnonymousUser())) == ([], [])


def test_a_system_and_borrowed_eyes_are_nobody_in_particular(db):
    system = System(make.organisation(), None)
    public, partner = ReadingAs(make.PUBLIC), ReadingAs(make.PARTNERS)
    facts = [
        (each.pk, each.is_active, each.is_authenticated, each.is_anonymous) for each in (system, partner)
    ]
    assert facts == [(None, True, True, False)] * 2
    assert (public.is_authenticated, public.is_anonymous) == (False, True)
    assert [(each.is_staff, each.is_superuser) for each in (system, public, partner)] == [(False, False)] * 3
    assert [clearance(each) for each in (system, public, partner)] == [2, 1, 2]


def test_borrowed_eyes_are_not_lent_on(sora):
    eyes = reading_as(sora, make.PUBLIC)
    assert eyes == ReadingAs(make.PUBLIC)
    assert reading_as(eyes, make.PARTNERS) is eyes
    assert not sees_everything(eyes)
    assert sees_everything(sora)


def test_who_has_no_membership_any_more_reads_like_anybody(alice):
    assert clearance(alice) == make.PARTNERS
    alice.memberships.all().delete()
    assert clearance(alice) == make.PUBLIC


def test_a_superuser_reads_everything(django_user_model):
    assert clearance(django_user_model.objects.create_superuser("root")) == make.INTERNAL


@pytest.fixture
def lead(django_user_model, db):
    """She reads everything and leads chips, and no other area."""
    user = django_user_model.objects.create_user("lead")
    user.user_permissions.add(Permission.objects.get(codename="see_internal"))
    make.membership(user, make.organisation("secretariat"), make.area())
    return user


def test_a_lead_writes_everywhere_only_what_belongs_to_no_area(lead, sora):
    kinds = (models.Initiative, models.Milestone, models.Source, models.Dialogue, models.Organisation)
    assert [writes_everywhere(lead, kind) for kind in kinds] == [False, False, True, True, True]
    assert [writes_everywhere(sora, kind) for kind in kinds] == [True] * 5
    assert [writes_everywhere(AnonymousUser(), kind) for kind in kinds] == [False] * 5


def parts(initiative):
    """One of each kind of what belongs to it."""
    sign, report = make.milestone(initiative), make.update(initiative)
    sign.move(None, "technical")
    return [
        initiative,
        initiative.area,
        sign,
        sign.revisions.get(),
        report,
        make.participation(initiative),
        make.decision(initiative),
        make.evidence(initiative=initiative),
        make.evidence(milestone=sign),
        make.evidence(update=report),
    ]


def test_all_that_belongs_to_the_area_is_the_lead_s_to_write_and_nothing_of_another(lead):
    theirs = parts(make.initiative())
    others = parts(make.initiative(area=make.area("energy", "ENE")))
    assert [record.is_editable_by(lead) for record in theirs] == [True] * 10
    assert [record.is_editable_by(lead) for record in others] == [False] * 10


def test_a_lead_of_two_areas_writes_in_both(lead):
    energy = make.area("energy", "ENE")
    make.membership(lead, make.organisation("second"), energy)
    made = [make.initiative(), make.initiative(area=energy), make.initiative(area=make.area("talent", "TAL"))]
    assert [*models.Initiative.objects.editable_by(lead).order_by("pk")] == made[:2]


def test_who_leads_an_area_but_may_not_read_everything_writes_nothing_in_it(alice, lead):
    chips = make.initiative()
    alice.memberships.get().areas.add(chips.area)
    assert [chips.is_editable_by(user) for user in (alice, lead)] == [False, True]
    assert models.Source.objects.editable_by(alice).count() == 0


def test_a_decision_about_no_initiative_is_for_who_writes_everywhere(lead, sora):
    decision = models.Decision.objects.create(question_en="Whom to invite?")
    assert [decision.is_editable_by(user) for user in (lead, sora)] == [False, True]


def test_a_partner_may_add_to_what_their_organisation_takes_part_in(alice, sora, lead):
    ours, theirs = make.initiative("Ours"), make.initiative("Theirs", area=make.area("energy", "ENE"))
    make.participation(ours, organisation=alice.memberships.get().organisation)
    make.participation(theirs, organisation=make.organisation("second"))
    opened = models.Initiative.objects.order_by("pk").open_to
    assert [[*opened(user)] for user in (alice, lead, sora)] == [[ours], [ours], [ours, theirs]]
    assert [*opened(AnonymousUser())] == []


@pytest.mark.parametrize("veil", ["initiative", "part", "organisation"])
def test_but_not_to_what_partners_do_not_know_they_take_part_in(alice, veil):
    chips, institute = make.initiative(), alice.memberships.get().organisation
    part = make.participation(chips, organisation=institute)
    assert [*models.Initiative.objects.open_to(alice)] == [chips]
    hidden = {"initiative": chips, "part": part, "organisation": institute}[veil]
    hidden.write(visibility=make.INTERNAL)
    assert [*models.Initiative.objects.open_to(alice)] == []
