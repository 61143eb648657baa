"""The law: a record is never more visible than what it belongs to."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Permission

from opportunities import visibility
from opportunities.choices import Visibility
from opportunities.models import Evidence, Milestone, Strength
from opportunities.visibility import clearance
from tests import make

PUBLIC, PARTNERS, INTERNAL = Visibility


def test_who_is_cleared_for_what(alice, sora, django_user_model):
    nobody = django_user_model.objects.create_user("nobody")
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)
    readers = [AnonymousUser(), nobody, clerk, alice, sora]
    assert [clearance(reader) for reader in readers] == [PUBLIC, PUBLIC, PUBLIC, PARTNERS, INTERNAL]


def test_a_dismissed_member_of_staff_reads_like_anybody(sora):
    sora.is_active = False
    assert clearance(sora) == PUBLIC


def test_see_internal_counts_without_a_membership(django_user_model):
    officer = django_user_model.objects.create_user("officer")
    officer.user_permissions.add(Permission.objects.get(codename="see_internal"))
    assert clearance(officer) == INTERNAL


@pytest.mark.parametrize("level", Visibility)
def test_a_part_is_hidden_with_its_parent(db, level):
    for parent in Visibility:
        make.milestone(make.initiative(visibility=parent), PUBLIC)
    seen = Milestone.objects.visible_at(level)
    assert seen.count() == len([parent for parent in Visibility if parent <= level])


def test_the_narrowest_of_several_parents_wins(db):
    chips = make.initiative()
    evidence = make.evidence(initiative=chips, source=make.source(visibility=PARTNERS))
    assert evidence.effective_visibility == PARTNERS
    chips.visibility = INTERNAL
    chips.save()
    assert evidence.effective_visibility == INTERNAL


def test_grandparents_count(db):
    secret = make.initiative(visibility=INTERNAL)
    make.evidence(milestone=make.milestone(secret))
    assert list(Evidence.objects.visible_at(PARTNERS)) == []


def test_a_parent_that_is_not_there_hides_nothing(db):
    strength = make.strength(make.takeaway(make.dialogue()))
    assert list(Strength.objects.visible_at(PUBLIC)) == [strength]


def test_the_filter_and_the_number_are_one_law(db):
    for own in Visibility:
        for parent in Visibility:
            chips = make.initiative(visibility=parent)
            sign = make.milestone(chips, own)
            make.evidence(own, milestone=sign, source=make.source(visibility=own))
            make.evidence(own, update=make.update(chips, own, milestone=sign))
    for model in (Milestone, Evidence):
        for level in Visibility:
            by_number = model.objects.with_level().filter(level__lte=level)
            assert set(model.objects.visible_at(level)) == set(by_number)


def test_every_record_says_what_it_is_seen_through():
    assert visibility.check_lineage(None) == []


def test_the_check_refuses_a_parent_left_out(monkeypatch):
    monkeypatch.setattr(Milestone, "visible_through", ())
    monkeypatch.setattr(Milestone, "cites", ())
    found = visibility.check_lineage(None)
    assert [error.id for error in found] == ["opportunities.E001"] * 2
    assert "Milestone.initiative" in found[0].msg


def test_new_records_are_internal():
    records = [model for model in apps.get_models() if hasattr(model, "visible_through")]
    hidden = {model for model in records if not model.always_public}
    assert {model._meta.get_field("visibility").get_default() for model in hidden} == {INTERNAL}
