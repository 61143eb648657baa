"""Which reports stand, which is the last, whose outlook counts, and for whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from opportunities.choices import Visibility
from opportunities.health import today_in_seoul
from opportunities.models import ProgressUpdate
from tests import make
from tests.models.conftest import said

DAY = make.DAY
NOW = timezone.now()


def report(of, body="News", days=0, at=0, **fields):
    """Speaks of so many days after the day; published at so many hours from now."""
    fields = {"published_at": NOW + timedelta(hours=at)} | fields
    return make.update(of, body_en=body, as_of=DAY + timedelta(days), **fields)


def bodies(updates):
    return [*updates.values_list("body_en", flat=True)]


def test_the_last_report_is_of_the_latest_day_then_published_last_then_written_last(chips):
    report(chips, "written last", 1, 1)
    report(chips, "published first", 1, 0)
    report(chips, "of an earlier day", 0, 9)
    report(chips, "twin", 1, 1)
    expected = ["twin", "written last", "published first", "of an earlier day"]
    assert bodies(ProgressUpdate.objects.order_by("pk").latest_first()) == expected
    assert bodies(ProgressUpdate.objects.all()) == expected


def test_published_are_those_with_a_moment_of_publication(chips):
    report(chips, "published")
    report(chips, "draft", visibility=make.PARTNERS, published_at=None)
    assert bodies(ProgressUpdate.objects.published()) == ["published"]
    assert bodies(ProgressUpdate.objects.drafts()) == ["draft"]


def test_what_is_corrected_stands_no_more_and_the_correction_does(chips):
    first = report(chips, "first")
    second = report(chips, "second", supersedes=first)
    assert bodies(ProgressUpdate.objects.standing_at(make.PUBLIC)) == ["second"]
    report(chips, "third", supersedes=second)
    assert bodies(ProgressUpdate.objects.standing_at(make.PUBLIC)) == ["third"]


def test_a_correction_that_is_not_published_corrects_nothing(chips):
    first = report(chips, "first")
    report(chips, "draft", supersedes=first, visibility=make.PARTNERS, published_at=None)
    assert bodies(ProgressUpdate.objects.standing_at(make.INTERNAL)) == ["first"]


def outlooks(level=make.PUBLIC):
    found = ProgressUpdate.objects.outlooks_at(level).order_by("on_behalf_of__code", "pk")
    return [*found.values_list("on_behalf_of__code", "outlook")]


def test_each_side_has_its_latest_outlook(chips):
    canada, korea = make.country("CA"), make.country("KR")
    report(chips, days=1, outlook="at_risk", on_behalf_of=canada)
    report(chips, days=0, at=9, outlook="on_track", on_behalf_of=canada)
    report(chips, days=0, outlook="off_track", on_behalf_of=korea)
    report(chips, days=9, outlook="", on_behalf_of=korea)
    assert outlooks() == [("CA", "at_risk"), ("KR", "off_track")]


def test_jointly_is_a_voice_of_its_own(chips):
    report(chips, days=0, outlook="at_risk")
    report(chips, days=1, outlook="on_track")
    assert outlooks() == [(None, "on_track")]
    report(chips, days=2, outlook="off_track", on_behalf_of=make.country("CA"))
    assert sorted(outlooks(), key=str) == [("CA", "off_track"), (None, "on_track")]


def test_of_one_day_the_outlook_published_last_counts(chips):
    report(chips, at=1, outlook="on_track")
    report(chips, at=0, outlook="off_track")
    assert outlooks() == [(None, "on_track")]


def test_a_newer_outlook_of_another_initiative_hides_none(chips):
    report(chips, outlook="at_risk")
    report(make.initiative("Other"), days=1, outlook="on_track")
    assert outlooks() == [(None, "at_risk"), (None, "on_track")]


def test_a_newer_outlook_hides_the_older_from_those_alone_who_may_read_it(chips):
    report(chips, outlook="on_track")
    report(chips, days=1, outlook="off_track", visibility=make.PARTNERS)
    expected = [[(None, "on_track")], [(None, "off_track")], [(None, "off_track")]]
    assert [outlooks(level) for level in Visibility] == expected


@pytest.mark.parametrize("own", Visibility)
def test_its_readers_will_be_those_of_the_initiative(db, own):
    make.update(make.initiative(visibility=own), make.INTERNAL)
    assert ProgressUpdate.objects.with_readers().get().readers == own


@pytest.mark.parametrize(("met", "readers"), [(True, make.PARTNERS), (False, make.PUBLIC)])
def test_its_readers_will_be_those_of_the_milestone_it_meets(chips, met, readers):
    report(chips, milestone=make.milestone(chips, make.PARTNERS), milestone_met=met)
    assert ProgressUpdate.objects.with_readers().get().readers == readers


def test_a_report_is_of_a_milestone_of_its_own_initiative(chips):
    sign = make.milestone(make.initiative("Other"))
    made = ProgressUpdate(initiative=chips, body_en="News", as_of=DAY, milestone=sign)
    assert said(made) == ["Choose a milestone of this initiative."]
    made.milestone = make.milestone(chips)
    assert said(made) == []


@pytest.mark.parametrize(("days", "told"), [(0, []), (1, ["A report cannot speak of a day to come."])])
def test_a_report_may_speak_of_today_in_seoul(chips, days, told):
    made = ProgressUpdate(initiative=chips, body_en="News")
    made.as_of = today_in_seoul() + timedelta(days)
    assert said(made) == told


def test_a_report_speaks_of_today_in_seoul_unless_said_otherwise(chips, time_machine):
    time_machine.move_to("2026-03-01T15:00:00+00:00", tick=False)
    assert ProgressUpdate(initiative=chips).as_of == DAY


def test_only_a_published_report_of_the_same_initiative_is_corrected(chips):
    draft = report(chips, visibility=make.PARTNERS, published_at=None)
    elsewhere = report(make.initiative("Other"))
    made = ProgressUpdate(initiative=chips, body_en="No", as_of=DAY)
    for wrong in (draft, elsewhere):
        made.supersedes = wrong
        assert said(made) == ["Choose a published update of this initiative."]
    made.supersedes = report(chips)
    assert said(made) == []


FROZEN = {
    "as_of": DAY - timedelta(1),
    "body_fr": "Autre",
    "reason_ko": "다른",
    "status": "agreed",
    "outlook": "at_risk",
    "milestone_met": True,
}


@pytest.mark.parametrize("column", FROZEN)
def test_what_was_published_is_not_rewritten(chips, column):
    made = report(chips)
    setattr(made, column, FROZEN[column])
    with pytest.raises(ValidationError) as refusal:
        made.save()
    told = "This update is published and stays as it is: write a new one that corrects it."
    assert (refusal.value.messages, refusal.value.code) == ([told], "published")
    with pytest.raises(ValidationError, match=f"{column}: change this record by record"):
        ProgressUpdate.objects.update(**{column: FROZEN[column]})


@pytest.mark.parametrize("name", ["milestone", "on_behalf_of", "supersedes", "initiative"])
def test_nor_is_whom_and_what_it_speaks_of(chips, name):
    made = report(chips)
    other = {
        "milestone": make.milestone,
        "on_behalf_of": lambda of: make.country(),
        "supersedes": report,
        "initiative": lambda of: make.initiative("Other"),
    }[name](chips)
    setattr(made, name, other)
    with pytest.raises(ValidationError, match="stays as it is"):
        made.save()


def test_a_draft_is_rewritten_and_what_is_published_changes_its_readers(chips):
    draft = report(chips, "draft", visibility=make.PARTNERS, published_at=None)
    draft.body_en, draft.as_of = "rewritten", DAY - timedelta(1)
    draft.save()
    published = report(chips, "published")
    published.visibility = make.INTERNAL
    published.save()
    assert bodies(ProgressUpdate.objects.filter(visibility=make.INTERNAL)) == ["published"]
    assert bodies(ProgressUpdate.objects.drafts()) == ["rewritten"]


def test_a_report_is_published_by_the_verb_alone(chips):
    made = ProgressUpdate(initiative=chips, body_en="News", as_of=DAY, published_at=NOW)
    with pytest.raises(ValidationError) as refusal:
        made.save()
    told = "Use “publish”: it checks what the update claims and moves what it says."
    assert refusal.value.messages == [told]
    assert not ProgressUpdate.objects.exists()


def test_a_report_is_called_by_its_initiative_and_its_day(chips):
    assert str(report(chips)) == "CHP-1 Chips (2026-03-02)"


def test_who_wrote_it_may_leave_and_it_stays(chips, alice):
    made = report(chips, author=alice)
    alice.delete()
    made.refresh_from_db()
    assert (made.author, made.body) == (None, "News")
