"""Which initiatives are somebody's, and which drafts are waiting."""

from django.contrib.auth.models import Permission

from opportunities.models import Initiative, Preferences, ProgressUpdate, Proposal
from tests import make


def desk_of(user):
    return {*Initiative.objects.of_the_desk(user)}


def test_an_officer_has_what_the_officer_looks_after(sora):
    mine = make.initiative(officer=sora)
    make.initiative("Other")
    assert desk_of(sora) == {mine}


def test_a_lead_has_what_is_in_the_area(sora):
    energy = make.area("energy", "ENE")
    make.membership(sora, make.organisation()).areas.set([energy])
    mine = make.initiative(area=energy)
    make.initiative("Other")
    assert desk_of(sora) == {mine}


def test_who_looks_after_none_has_all_that_may_be_changed(sora):
    every = {make.initiative(), make.initiative("Other")}
    assert desk_of(sora) == every
    sora.user_permissions.remove(Permission.objects.get(codename="change_initiative"))
    del sora._perm_cache, sora._user_perm_cache
    assert desk_of(sora) == set()


def test_whose_officer_somebody_is_is_for_insiders(alice):
    alice.user_permissions.add(Permission.objects.get(codename="change_initiative"))
    make.initiative(officer=alice)
    assert desk_of(alice) == set()


def test_a_draft_is_written_here_and_not_published(sora):
    chips = make.initiative()
    draft = make.update(chips, make.INTERNAL, published_at=None)
    make.update(chips)
    sent = make.update(chips, make.PARTNERS, published_at=None)
    Proposal.objects.create(organisation=make.organisation(), kind="update", uid=sent.uid)
    assert list(ProgressUpdate.objects.drafts()) == [draft]


def test_a_person_is_reminded_once_a_day(sora):
    assert [Preferences.objects.claim(sora, make.DAY) for _ in range(2)] == [True, False]
    assert Preferences.objects.claim(sora, make.DAY.replace(day=3))


def test_whoever_never_chose_is_written_to_in_english(sora):
    chosen = Preferences.objects.of(sora)
    assert (chosen.language, chosen.reminders, chosen.reminded_on) == ("en", True, None)
