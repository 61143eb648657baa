"""Every write is recorded, whichever the door; a reader hears exactly of what they can see change."""

from contextlib import suppress

import pytest
from django.core import serializers
from django.db import transaction
from django.db.models import Max

from opportunities.models import Change, ChangeClock, Initiative, Milestone, Participation
from opportunities.models.base import unit_of_work
from tests import make

PUBLIC, PARTNERS, INTERNAL = 1, 2, 4
ALL = PUBLIC | PARTNERS | INTERNAL


@pytest.fixture
def chips(db):
    return make.initiative(title="Chips")


@pytest.fixture
def sign(chips):
    return make.milestone(chips)


@pytest.fixture
def news(sign):
    start = Change.objects.aggregate(last=Max("seq"))["last"]

    def since():
        changes = Change.objects.filter(seq__gt=start).order_by("seq")
        return [(change.kind, change.audience) for change in changes]

    return since


def test_a_bare_save_is_recorded_with_its_difference(chips, news):
    chips.title_en = "More chips"
    chips.save()
    change = Change.objects.latest("seq")
    assert news() == [("initiative", ALL)]
    assert (change.action, change.door, change.actor) == ("changed", "code", None)
    old = {"en": "Chips", "fr": "", "ko": ""}
    assert change.diff == {"title": [old, old | {"en": "More chips"}]}


def test_a_save_that_changes_nothing_is_no_change(chips, news):
    chips.save()
    assert news() == []


def test_a_hidden_edit_is_heard_by_staff_only(chips, sora, news):
    chips.officer = sora
    chips.save()
    assert news() == [("initiative", INTERNAL)]


def test_a_part_moves_its_parent_for_those_who_see_it(chips, news):
    make.milestone(chips, make.PARTNERS)
    assert news() == [("initiative", PARTNERS | INTERNAL), ("milestone", PARTNERS | INTERNAL)]


def test_evidence_of_a_milestone_moves_the_initiative(sign, news):
    make.evidence(milestone=sign)
    assert news() == [("source", ALL), ("initiative", ALL), ("evidence", ALL)]


def test_a_veiled_parent_veils_its_parts(chips, news):
    chips.visibility = make.PARTNERS
    chips.save()
    assert news() == [("initiative", PUBLIC | INTERNAL), ("milestone", PUBLIC)]


def test_a_veiled_grandparent_veils_too(chips, sign, news):
    make.evidence(milestone=sign)
    before = len(news())
    chips.visibility = make.PARTNERS
    chips.save()
    assert news()[before:] == [
        ("initiative", PUBLIC | INTERNAL),
        ("milestone", PUBLIC),
        ("evidence", PUBLIC),
    ]


def test_an_organisation_that_is_veiled_is_no_longer_named(chips, news):
    institute = make.organisation()
    make.lead(chips, institute)
    before = len(news())
    institute.visibility = make.PARTNERS
    institute.save()
    assert news()[before:] == [
        ("organisation", PUBLIC | INTERNAL),
        ("initiative", PUBLIC),
        ("participation", PUBLIC),
    ]


def test_a_veiled_takeaway_is_no_longer_cited(chips, news):
    takeaway = make.takeaway(make.dialogue())
    chips.takeaways.add(takeaway)
    before = len(news())
    takeaway.visibility = make.INTERNAL
    takeaway.save()
    assert news()[before:] == [("takeaway", ALL), ("initiative", PUBLIC | PARTNERS)]


def test_citing_and_no_longer_citing_are_changes(chips, news):
    takeaway = make.takeaway(make.dialogue())
    before = len(news())
    takeaway.initiatives.add(chips)
    chips.takeaways.clear()
    takeaway.initiatives.set([chips])
    takeaway.initiatives.clear()
    assert news()[before:] == [("initiative", ALL)] * 4


def test_a_framework_whose_parent_is_veiled_stands_alone(db):
    partnership = make.framework("Partnership")
    make.framework("Action plan", parent=partnership)
    start = Change.objects.count()
    partnership.visibility = make.INTERNAL
    partnership.save()
    heard = [change.audience for change in Change.objects.order_by("seq")[start:]]
    assert sorted(heard) == [PUBLIC | PARTNERS, ALL]  # Their order is that of their random ids.


def test_a_move_changes_both_parents(sign, news):
    energy = make.initiative(title="Energy")
    before = len(news())
    sign.initiative = energy
    sign.save()
    assert news()[before:] == [("initiative", ALL), ("initiative", ALL), ("milestone", ALL)]


def test_a_savepoint_rolled_back_leaves_nothing(chips, news):
    with unit_of_work(), suppress(KeyError), transaction.atomic():
        make.milestone(chips)
        Initiative.objects.update(title_en="Gone")
        raise KeyError
    assert news() == []


def test_a_unit_that_fails_leaves_nothing(chips, news):
    with suppress(KeyError), transaction.atomic(), unit_of_work():
        make.milestone(chips)
        raise KeyError
    assert news() == []


def test_bulk_writes_are_recorded(chips, news):
    made = Milestone.objects.bulk_create(Milestone(initiative=chips, title_en=title) for title in "ab")
    Milestone.objects.filter(pk__in=[each.pk for each in made]).update(visibility=make.PUBLIC)
    made[0].title_en = "c"
    Milestone.objects.bulk_update(made[:1], ["title_en"])
    hidden = [("initiative", INTERNAL), ("milestone", INTERNAL), ("milestone", INTERNAL)]
    shown = [("initiative", PUBLIC | PARTNERS), ("milestone", ALL), ("milestone", ALL)]
    assert news() == hidden + shown + [("milestone", ALL)]


def test_a_cascade_leaves_one_change_a_record(chips, news):
    make.participation(chips)
    before = len(news())
    Initiative.objects.filter(pk=chips.pk).delete()
    assert news()[before:] == [("initiative", ALL), ("participation", ALL), ("milestone", ALL)]
    assert {change.action for change in Change.objects.order_by("-seq")[:3]} == {"deleted"}


def test_a_cited_part_that_goes_is_no_longer_cited(chips, sign, news):
    part = make.participation(chips)
    sign.responsible = part
    sign.save()
    before = len(news())
    Participation.objects.all().delete()
    assert news()[before:] == [("participation", ALL), ("milestone", ALL)]


def test_a_fixture_is_recorded(chips, news):
    by_uid = {"use_natural_primary_keys": True, "use_natural_foreign_keys": True}
    text = serializers.serialize("json", [chips], **by_uid)
    for each in serializers.deserialize("json", text.replace("Chips", "Loaded chips")):
        each.save()
    assert news() == [("initiative", ALL)]
    assert Change.objects.latest("seq").door == "signal"


def test_who_wrote_through_which_door_is_recorded(chips, sora):
    with unit_of_work(sora, "desk"):
        chips.title_en = "Chips and racks"
        chips.save()
    change = Change.objects.latest("seq")
    assert (change.actor, change.door) == (sora, "desk")


def test_for_whom_and_in_which_request_is_recorded_of_the_outermost_unit(chips):
    institute = make.organisation()
    with unit_of_work(door="api", organisation=institute.uid, request_id="r-1"), unit_of_work(door="inner"):
        chips.title_en = "Chips and racks"
        chips.save()
    change = Change.objects.latest("seq")
    assert (change.door, change.organisation, change.request_id) == ("api", institute.uid, "r-1")


def test_numbers_have_no_gaps(chips, sign):
    sign.delete()
    assert Change.objects.aggregate(last=Max("seq"))["last"] == Change.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_bare_save_and_its_record_are_one_transaction():
    ChangeClock.objects.get_or_create(pk=1)
    ChangeClock.objects.update(last=0)
    make.initiative()
    ChangeClock.objects.all().delete()  # The recorder cannot write: neither may the save.
    with pytest.raises(TypeError):
        make.initiative(title="Lost")
    assert not Initiative.objects.filter(title_en="Lost").exists()
    ChangeClock.objects.create(pk=1)
