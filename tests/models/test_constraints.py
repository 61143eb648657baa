"""What two columns of a record have to do with each other, and what a form is told where they have not."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from opportunities import models
from tests import make
from tests.models.conftest import said

DAY = make.DAY
BEFORE = DAY - timedelta(1)


def refused(record):
    """By the database too, past every form."""
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()
    return said(record)


DATES = {
    ("planned_start_on", "planned_end_on"): "The planned end lies before the planned start.",
    ("actual_start_on", "actual_end_on"): "The actual end lies before the actual start.",
}


@pytest.mark.parametrize("pair", DATES)
def test_an_initiative_does_not_end_before_it_starts(chips, pair):
    for start, end in ((DAY, DAY), (BEFORE, DAY), (None, DAY), (DAY, None)):
        chips.__dict__.update(zip(pair, (start, end), strict=True))
        assert said(chips) == []
    chips.__dict__.update(zip(pair, (DAY, BEFORE), strict=True))
    assert refused(chips) == [DATES[pair]]


def test_plan_and_fact_of_an_initiative_do_not_bind_each_other(chips):
    chips.planned_start_on = chips.planned_end_on = DAY
    chips.actual_start_on = chips.actual_end_on = BEFORE
    assert said(chips) == []


@pytest.mark.parametrize(("opens", "closes"), [(DAY, DAY), (BEFORE, DAY), (None, DAY), (DAY, None)])
def test_a_window_may_be_a_day_or_have_one_end_alone(db, opens, closes):
    assert said(make.framework(window_start=opens, window_end=closes)) == []


def test_a_window_does_not_close_before_it_opens(db):
    forum = make.framework()
    forum.window_start, forum.window_end = DAY, BEFORE
    assert refused(forum) == ["The window closes before it opens: swap the two dates."]


@pytest.mark.parametrize(("start", "end"), [(None, None), (0, 1), (5, 9)])
def test_the_words_of_a_takeaway_have_both_ends_or_none(db, start, end):
    assert said(make.takeaway(make.dialogue(), start=start, end=end)) == []


@pytest.mark.parametrize(("start", "end"), [(5, 5), (5, 4), (0, 0), (5, None), (None, 5)])
def test_words_that_end_before_they_begin_are_refused(db, start, end):
    takeaway = make.takeaway(make.dialogue())
    takeaway.start, takeaway.end = start, end
    assert refused(takeaway) == ["Give both the first character and the end, the end being the larger."]


def test_a_code_stands_once_in_a_dialogue_and_again_in_the_next(db):
    first, second = make.dialogue("First"), make.dialogue("Second")
    make.takeaway(first, "T1")
    again = models.Takeaway(dialogue=first, code="T1", kind="theme", title_en="Again")
    assert refused(again) == ["This dialogue already has a takeaway with this code."]
    again.dialogue = second
    assert said(again) == []


@pytest.mark.parametrize("given", [("takeaway",), ("source",), ("takeaway", "source")])
def test_a_strength_is_stated_by_a_takeaway_or_a_source(db, given):
    stated_by = {"takeaway": make.takeaway(make.dialogue()), "source": make.source()}
    strength = models.Strength(country=make.country(), summary_en="Research")
    assert refused(strength) == ["Name the takeaway or the source that states it."]
    for name in given:
        setattr(strength, name, stated_by[name])
    assert said(strength) == []


def subjects(chips):
    return {"initiative": chips, "milestone": make.milestone(chips), "update": make.update(chips)}


@pytest.mark.parametrize("name", ["initiative", "milestone", "update"])
def test_evidence_is_about_one_record(chips, name):
    about = subjects(chips)
    evidence = models.Evidence(source=make.source(), kind="result", **{name: about[name]})
    assert said(evidence) == []
    assert evidence.subject == about[name]


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("initiative", "milestone"),
        ("initiative", "update"),
        ("milestone", "update"),
        ("initiative", "milestone", "update"),
    ],
)
def test_evidence_is_not_about_none_nor_about_several(chips, names):
    about = subjects(chips)
    evidence = models.Evidence(source=make.source(), kind="result", **{name: about[name] for name in names})
    told = "Link the evidence to exactly one of: an initiative, a milestone, an update."
    assert refused(evidence) == [told]


def test_a_milestone_is_met_or_cancelled_and_not_both(chips):
    met = make.milestone(chips, done_on=DAY)
    assert said(met) == []
    met.cancelled_at = timezone.now()
    assert said(met) == ["A milestone that is met cannot also be cancelled."]
    with pytest.raises(ValidationError, match="cannot also be cancelled"):
        make.milestone(chips, done_on=DAY).cancel("No longer needed")
    with pytest.raises(IntegrityError), transaction.atomic():
        met.write(cancelled_at=timezone.now())


def test_a_report_of_a_milestone_met_names_the_milestone(chips):
    report = models.ProgressUpdate(initiative=chips, body_en="Signed", as_of=DAY, milestone_met=True)
    assert refused(report) == ["Choose the milestone that is met."]
    report.milestone = make.milestone(chips)
    assert said(report) == []


@pytest.mark.parametrize("level", [make.PARTNERS, make.INTERNAL])
def test_a_draft_is_for_fewer_than_everyone(chips, level):
    report = models.ProgressUpdate(initiative=chips, body_en="News", as_of=DAY, visibility=make.PUBLIC)
    assert refused(report) == ["Publish the update: setting it to public alone does not."]
    report.visibility = level
    assert said(report) == []


def test_a_person_speaks_once_for_an_organisation_and_also_for_another(alice):
    theirs = alice.memberships.get().organisation
    again = models.Membership(user=alice, organisation=theirs)
    assert refused(again) == ["This person already speaks for this organisation."]
    again.organisation = make.organisation("second")
    assert said(again) == []


@pytest.mark.parametrize(
    ("code", "lead", "ended"),
    [("KR", True, None), ("CA", False, None), ("CA", True, timezone.now())],
    ids=["other country", "no lead", "ended"],
)
def test_beside_a_lead_may_stand(chips, code, lead, ended):
    make.lead(chips, make.organisation())
    part = models.Participation(initiative=chips, country=make.country("CA"), is_lead=True)
    told = "This initiative already has a lead in this country: end that participation first."
    assert refused(part) == [told]
    part.country, part.is_lead, part.ended_at = make.country(code), lead, ended
    assert said(part) == []


def test_another_initiative_has_leads_of_its_own(chips):
    make.lead(chips, make.organisation())
    part = models.Participation(initiative=make.initiative("Grids"), country=make.country(), is_lead=True)
    assert said(part) == []


@pytest.mark.parametrize("always", [make.country, make.area])
@pytest.mark.parametrize("level", [make.PARTNERS, make.INTERNAL])
def test_countries_and_areas_cannot_be_hidden(db, always, level):
    named = always()
    assert (named.visibility, named.effective_visibility) == (make.PUBLIC, make.PUBLIC)
    named.visibility = level
    with pytest.raises(IntegrityError, match="always_public"), transaction.atomic():
        named.save()


def test_a_system_names_a_thing_once_and_leaves_many_unnamed(db):
    sent = {"organisation": make.organisation(), "kind": "update", "system": "crm"}
    for number in ("", "", "7"):
        models.Proposal.objects.create(external_id=number, **sent)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Proposal.objects.create(external_id="7", **sent)


@pytest.mark.parametrize("change", [{"kind": "evidence"}, {"system": "erp"}, {"external_id": "8"}])
def test_the_same_number_of_something_else_is_another_name(db, change):
    sent = {"organisation": make.organisation(), "kind": "update", "system": "crm", "external_id": "7"}
    models.Proposal.objects.create(**sent)
    models.Proposal.objects.create(**sent | change)
    models.Proposal.objects.create(**sent | {"organisation": make.organisation("second")})
    assert models.Proposal.objects.count() == 3


def test_a_key_is_used_once_by_an_organisation(db):
    used = {"key": "k1", "fingerprint": "f", "results": []}
    first, second = make.organisation("first"), make.organisation("second")
    for organisation in (first, second):
        models.IdempotencyKey.objects.create(organisation=organisation, **used)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.IdempotencyKey.objects.create(organisation=first, **used)


def test_a_year_is_all_that_a_forum_must_not_say(db):
    forum = models.Framework(name_en="Forum", kind="forum")
    assert said(forum) == []
    assert (forum.year, forum.window_start, forum.window_end, forum.parent) == (None, None, None, None)


def test_what_is_not_known_of_an_initiative_is_empty(db):
    made = models.Initiative(title_en="Chips", area=make.area())
    dates = ("review_on", "planned_start_on", "planned_end_on", "actual_start_on", "actual_end_on")
    assert said(made) == []
    assert {getattr(made, name) for name in dates} == {None}
    assert (made.status, made.report_every_days, made.officer) == ("raised", 90, None)
