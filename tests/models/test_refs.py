"""The ref of an initiative: when it is given, by which area, and that no number is given twice."""

import pytest
from django.core.exceptions import ValidationError

from opportunities.models import Initiative
from tests import make


def refs():
    return [*Initiative.objects.order_by("pk").values_list("ref", flat=True)]


def test_refs_count_up_in_each_area_for_itself(db):
    energy = make.area("energy", "ENE")
    for area in (make.area(), energy, make.area(), energy, make.area()):
        make.initiative(area=area)
    assert refs() == ["CHP-1", "ENE-1", "CHP-2", "ENE-2", "CHP-3"]


@pytest.mark.parametrize("level", [make.PARTNERS, make.INTERNAL])
def test_what_is_not_public_takes_no_number(db, level):
    make.initiative(visibility=level)
    make.initiative()
    assert refs() == [None, "CHP-1"]


def test_a_number_is_taken_when_it_becomes_public_not_when_it_was_written(db):
    first, second = (make.initiative(visibility=make.INTERNAL) for _ in range(2))
    for each in (second, first):
        each.visibility = make.PUBLIC
        each.save()
    assert refs() == ["CHP-2", "CHP-1"]


def test_saving_again_takes_no_other_number(chips):
    for _ in range(2):
        chips.save()
    assert (chips.ref, make.area().refs_given) == ("CHP-1", 1)


def test_a_ref_stays_when_the_area_is_another(chips):
    chips.area = make.area("energy", "ENE")
    chips.save()
    make.initiative(area=chips.area)
    assert refs() == ["CHP-1", "ENE-1"]


def test_a_ref_stays_when_its_initiative_is_withdrawn(chips):
    chips.withdraw("Outside the mandate")
    assert refs() == ["CHP-1"]
    make.initiative()
    assert refs() == ["CHP-1", "CHP-2"]


def test_an_area_read_before_the_last_number_was_given_gives_the_next(db):
    stale = make.area()
    make.initiative()
    assert (stale.give_ref(), stale.refs_given) == ("CHP-2", 2)
    assert stale.give_ref() == "CHP-3"


def test_a_new_code_of_an_area_counts_on(chips):
    area = make.area()
    area.code = "SEM"
    area.save()
    make.initiative(area=area)
    assert refs() == ["CHP-1", "SEM-2"]


def test_what_fails_to_be_saved_takes_no_number(db):
    with pytest.raises(ValidationError):
        Initiative(area=make.area(), title_en="New", status="agreed", visibility=make.PUBLIC).save()
    assert (make.area().refs_given, make.initiative().ref) == (0, "CHP-1")


@pytest.mark.parametrize("change", [{"visibility": make.PARTNERS}, {"ref": "CHP-9"}])
def test_neither_readers_nor_refs_are_changed_in_bulk(chips, change):
    (name,) = change
    said = f"{name}: change this record by record, so that its history is kept."
    with pytest.raises(ValidationError) as refusal:
        Initiative.objects.update(summary_en="Changed", **change)
    assert refusal.value.messages == [said]
    chips.refresh_from_db()
    assert (chips.ref, chips.visibility, chips.summary_en) == ("CHP-1", make.PUBLIC, "")


def test_all_that_is_not_changed_in_bulk_is_named_in_order(chips):
    with pytest.raises(ValidationError, match="ref, status, visibility: change this record by record"):
        Initiative.objects.update(visibility=3, status="agreed", ref=None, summary_en="Changed")
    assert Initiative.objects.update(summary_en="Changed") == 1


def test_an_initiative_is_called_by_ref_and_title(chips):
    quiet = make.initiative("Quiet", make.INTERNAL)
    assert (str(chips), str(quiet)) == ("CHP-1 Chips", "Quiet")


@pytest.mark.parametrize(("short", "shown"), [("", "Chips for data centres"), ("Chips", "Chips")])
def test_where_space_is_short_so_is_the_title(db, short, shown):
    assert make.initiative("Chips for data centres", short_title_en=short).display_title == shown


def test_initiatives_stand_by_area_then_by_ref(db):
    last, first = make.area("energy", "ENE"), make.area("talent", "TAL")
    for order, area in enumerate((first, last)):
        area.order = order
        area.save()
    made = [make.initiative(area=area) for area in (last, first, first)]
    assert [*Initiative.objects.all()] == [made[1], made[2], made[0]]


def test_areas_stand_in_their_order_then_by_code(db):
    make.area("energy", "ENE"), make.area("chips", "CHP")
    first = make.area("talent", "TAL")
    type(first).objects.exclude(pk=first.pk).write(order=1)
    assert [*type(first).objects.values_list("code", flat=True)] == ["TAL", "CHP", "ENE"]
