"""The orders of each kind of record: what comes first, what comes last, and what decides between equals."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from opportunities import filters, models
from opportunities.models.base import unit_of_work
from tests import make
from tests.filters.asking import INITIATIVES, TODAY, asked, found

EARLY, LATE = date(2026, 1, 1), date(2026, 2, 1)
UIDS = [UUID(int=n, version=4) for n in (1, 2, 3)]


def of_dialogues(on, uid):
    return make.dialogue(held_on=on, uid=uid)


def of_sources(on, uid):
    return make.source(published_on=on, uid=uid)


def of_decisions(on, uid):
    return make.decision(models.Initiative.objects.first(), needed_by=on, uid=uid)


def of_milestones(on, uid):
    return make.milestone(models.Initiative.objects.first(), due_on=on, uid=uid)


def of_frameworks(on, uid):
    return make.framework(year=on and on.month, uid=uid)


ORDERS = [
    ("held_on", (models.Dialogue, filters.DialogueFilter), of_dialogues),
    ("published_on", (models.Source, filters.SourceFilter), of_sources),
    ("needed_by", (models.Decision, filters.DecisionFilter), of_decisions),
    ("due_on", (models.Milestone, filters.MilestoneFilter), of_milestones),
    ("year", (models.Framework, filters.FrameworkFilter), of_frameworks),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("word", "kind", "made"), ORDERS)
def test_by_date_the_undated_last_either_way(word, kind, made):
    make.initiative()
    undated, late, early = (made(on, uid) for on, uid in zip((None, LATE, EARLY), UIDS, strict=True))
    assert found(kind, f"ordering={word}") == [early, late, undated]
    assert found(kind, f"ordering=-{word}") == [late, early, undated]


@pytest.mark.django_db
@pytest.mark.parametrize(("word", "kind", "made"), ORDERS)
def test_equals_stand_in_the_order_of_their_ids_either_way(word, kind, made):
    make.initiative()
    third, first, second = (made(LATE, uid) for uid in (UIDS[2], UIDS[0], UIDS[1]))
    assert found(kind, f"ordering={word}") == found(kind, f"ordering=-{word}") == [first, second, third]


@pytest.mark.django_db
def test_without_a_word_records_come_in_the_order_of_their_ids():
    kind = models.Organisation, filters.OrganisationFilter
    zeta, alpha = (make.organisation(slug, uid=uid) for slug, uid in (("zeta", UIDS[0]), ("alpha", UIDS[1])))
    assert found(kind, "") == found(kind, "ordering=id") == found(kind, "ordering=-id") == [zeta, alpha]
    assert found(kind, "ordering=slug") == [alpha, zeta]
    assert found(kind, "ordering=-slug") == [zeta, alpha]


@pytest.mark.django_db
def test_areas_come_as_numbered_and_then_by_code():
    kind = models.CooperationArea, filters.AreaFilter
    chips, talent, energy = (make.area(each.lower(), each) for each in ("CHP", "TAL", "ENE"))
    chips.order = 1
    chips.save()
    assert found(kind, "ordering=order") == [energy, talent, chips]
    assert found(kind, "ordering=-order") == [chips, talent, energy]


@pytest.mark.django_db
def test_reports_of_one_day_come_as_they_were_published():
    kind, chips = (models.ProgressUpdate, filters.UpdateFilter), make.initiative()
    noon = chips.created_at
    second = make.update(chips, published_at=noon + timedelta(hours=1))
    first = make.update(chips, published_at=noon)
    older = make.update(chips, as_of=EARLY, published_at=noon + timedelta(hours=2))
    assert found(kind, "ordering=as_of") == [older, first, second]
    assert found(kind, "ordering=-as_of") == [second, first, older]


@pytest.mark.django_db
def test_what_changed_last_in_the_reader_s_eyes_comes_last():
    kind = models.Organisation, filters.OrganisationFilter
    first, second = make.organisation("first"), make.organisation("second")
    first.short_name = "F"
    first.save()
    assert found(kind, "ordering=updated_at") == [second, first]
    assert found(kind, "ordering=-updated_at") == [first, second]


@pytest.fixture
def three(db):
    with unit_of_work():
        return [make.initiative(title, status="scoped") for title in ("A", "B", "C")]


def titles(query, level=make.PUBLIC):
    return "".join(each.title_en for each in found(INITIATIVES, query, level))


def test_the_next_milestone_first_and_those_without_last(three):
    make.milestone(three[0], due_on=LATE)
    make.milestone(three[2], due_on=EARLY)
    assert (titles("ordering=next"), titles("ordering=-next")) == ("CAB", "ACB")


def test_of_equal_health_what_is_due_first_comes_first(three):
    make.milestone(three[0], due_on=LATE)
    make.milestone(three[1], due_on=EARLY)
    make.update(three[2], as_of=TODAY, outlook="on_track")
    assert titles("ordering=attention") == "BAC"
    assert titles("ordering=-attention") == "CAB"


def test_the_worst_health_comes_before_what_is_due_before(three):
    make.update(three[0], as_of=TODAY, outlook="at_risk")
    make.milestone(three[0], due_on=date(2026, 12, 1))
    make.update(three[1], as_of=TODAY, outlook="on_track")
    make.milestone(three[1], due_on=date(2026, 4, 1))
    assert titles("ordering=attention&id=" + "&id=".join(str(each.uid) for each in three[:2])) == "AB"


def test_the_oldest_report_first_and_those_without_last(three):
    make.update(three[1], as_of=EARLY)
    make.update(three[0], as_of=LATE)
    assert (titles("ordering=report"), titles("ordering=-report")) == ("BAC", "ABC")


def test_by_area_as_numbered_and_within_it_by_ref(three):
    talent = make.area("talent", "TAL")
    make.initiative("D", area=talent)
    models.CooperationArea.objects.filter(slug="chips").update(order=1)
    assert (titles("ordering=area"), titles("ordering=-area")) == ("DABC", "CBAD")


def test_a_hidden_milestone_gives_no_place_in_any_order(three):
    make.milestone(three[2], make.INTERNAL, due_on=EARLY)
    make.milestone(three[1], due_on=LATE)
    assert titles("ordering=next")[0] == titles("ordering=attention")[0] == "B"
    assert titles("ordering=next", make.INTERNAL)[0] == titles("ordering=attention", make.INTERNAL)[0] == "C"


@pytest.mark.django_db
def test_an_order_that_there_is_not_is_refused_with_those_there_are():
    said = asked((models.Country, filters.CountryFilter), "ordering=name").errors
    allowed = "id, updated_at, code, -id, -updated_at, -code"
    assert {name: list(words) for name, words in said.items()} == {
        "ordering": [f"Unknown value. Allowed: {allowed}."]
    }
