"""As of a moment: the facts that were recorded by then, for who may see them now and could see them then."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from opportunities.choices import Status, Visibility
from opportunities.health import SEOUL, end_of
from opportunities.models import Change, Decision, Initiative, Milestone, Participation, ProgressUpdate
from opportunities.models.standing import FACTS
from tests import make
from tests.sync.history import History

THEN = end_of(date(2026, 3, 31))
BEFORE, AFTER = THEN - timedelta(10), THEN + timedelta(10)
PUBLIC, PARTNERS, INTERNAL = Visibility


@pytest.fixture
def chips(db):
    """There long before; tests say what was recorded when."""
    made = make.initiative(status=Status.UNDER_WAY)
    return backdated(made, first_public_at=BEFORE)


def backdated(record, **columns):
    """Written down before, and nothing in the log says otherwise: as the demonstration does it."""
    record.write(created_at=BEFORE, **columns)
    return record


def then(model, level=PUBLIC, moment=THEN):
    return model.objects.known_at(level, moment)


def facts(level=PUBLIC, moment=THEN):
    return then(Initiative, level, moment).with_facts(level, moment).values("status", *FACTS).get()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_as_of_now_is_now(seed):
    history = History(seed)
    for _ in range(30):
        history.step()
    now = timezone.now()
    for level in Visibility:
        asked = then(Initiative, level, now).order_by("pk")
        kept = Initiative.objects.known_at(level).with_facts(level).order_by("pk").values_list("pk", *FACTS)
        assert list(asked.with_facts(level, now).values_list("pk", *FACTS)) == list(kept)
        assert list(asked.worked_out(level, now).values_list("pk", *FACTS)) == list(kept)


def test_a_day_is_its_end_in_seoul():
    assert end_of(date(2026, 3, 31)) == datetime(2026, 3, 31, 23, 59, 59, 999999, SEOUL)
    assert end_of(date(2026, 3, 31)) < datetime(2026, 3, 31, 15, tzinfo=UTC)


def test_the_status_is_what_was_last_published(chips):
    assert facts()["status"] == Status.RAISED
    make.update(chips, status="agreed", published_at=BEFORE, as_of=date(2026, 3, 3))
    make.update(chips, status="scoped", published_at=BEFORE + timedelta(1), as_of=date(2026, 3, 2))
    make.update(chips, published_at=BEFORE + timedelta(2))
    make.update(chips, status="paused", published_at=AFTER)
    assert facts()["status"] == Status.SCOPED
    assert [facts(moment=moment)["status"] for moment in (BEFORE, AFTER)] == [Status.AGREED, Status.PAUSED]


def test_a_report_counts_from_its_publication_not_from_the_day_it_speaks_of(chips):
    make.update(chips, outlook="at_risk", published_at=AFTER, as_of=date(2026, 3, 2))
    assert (facts()["last_report_on"], facts()["outlook"]) == (None, None)
    assert facts(moment=AFTER)["outlook"] == "at_risk"


def test_a_correction_corrects_from_its_publication(chips):
    wrong = make.update(chips, outlook="off_track", published_at=BEFORE)
    make.update(chips, outlook="on_track", supersedes=wrong, published_at=AFTER)
    assert [facts(moment=moment)["outlook"] for moment in (THEN, AFTER)] == ["off_track", "on_track"]
    assert ProgressUpdate.objects.standing_at(PUBLIC, THEN).get() == wrong


@pytest.fixture
def sign(chips):
    """Due on 2 March, moved before and after the moment."""
    made = backdated(make.milestone(chips))
    for day, at in ((date(2026, 4, 2), BEFORE), (date(2026, 5, 2), AFTER)):
        made.move(day, "technical")
        made.revisions.filter(new_due_on=day).write(at=at)
    return made


def dates(level=PUBLIC, moment=THEN):
    milestone = then(Milestone, level, moment).with_facts(level, moment).get()
    return milestone.original_due_on, milestone.due_on


def test_a_milestone_was_due_when_the_moves_by_then_say(sign):
    assert dates() == (make.DAY, date(2026, 4, 2))
    assert dates(moment=AFTER) == (make.DAY, date(2026, 5, 2))
    assert facts()["next_due_on"] == date(2026, 4, 2)


def test_a_move_in_secret_does_not_move_the_date_of_the_others(sign):
    sign.revisions.filter(at=AFTER).write(visibility=INTERNAL)
    assert [dates(level)[1] for level in Visibility] == [date(2026, 5, 2), date(2026, 5, 2), date(2026, 4, 2)]
    sign.revisions.filter(at=BEFORE).write(visibility=INTERNAL)
    assert [dates(level)[0] for level in Visibility] == [date(2026, 5, 2), date(2026, 5, 2), make.DAY]


@pytest.mark.parametrize(("recorded", "met"), [(BEFORE, 1), (AFTER, 0)])
def test_met_and_cancelled_count_once_recorded(chips, recorded, met):
    done = backdated(make.milestone(chips, done_on=make.DAY), completion_recorded_at=recorded)
    dropped = backdated(make.milestone(chips))
    dropped.cancel("No longer needed")
    dropped.write(cancelled_at=recorded)
    found = facts()
    assert (found["milestones_met"], found["milestones_total"]) == (met, 2 - met)
    states = then(Milestone).with_state(date(2026, 3, 31)).values_list("pk", "state")
    assert dict(states) == dict.fromkeys((done.pk, dropped.pk), "late") | (
        {done.pk: "met", dropped.pk: "cancelled"} if met else {}
    )


def test_what_was_not_written_down_yet_was_not_there(chips):
    for make_part in (make.milestone, make.decision):
        make_part(chips).write(created_at=AFTER)
    make.evidence(initiative=chips).write(published_at=AFTER)
    assert not facts()["milestones_total"]
    assert not facts()["has_evidence"]
    assert not then(Decision).exists()


def test_leads_are_those_named_by_then_and_not_ended(chips):
    first = make.lead(chips, make.organisation("first"))
    first.write(named_at=BEFORE, ended_at=AFTER)
    second = make.lead(chips, make.organisation("second"))
    second.write(named_at=AFTER)

    def leads(moment):
        return list(Participation.objects.leads_at(PUBLIC, moment).values_list("organisation__slug"))

    assert leads(BEFORE - timedelta(1)) == []
    assert leads(THEN) == [("first",)]
    assert leads(AFTER) == [("second",)]
    assert facts()["leads_named"]


def test_a_decision_was_open_until_it_was_settled(chips):
    backdated(make.decision(chips, settled_on=date(2026, 4, 1)))
    assert [then(Decision, moment=moment).get().settled_on for moment in (THEN, AFTER)] == [
        None,
        date(2026, 4, 1),
    ]


def test_an_initiative_is_there_from_when_the_reader_had_it(chips):
    chips.write(first_public_at=AFTER)
    assert [then(Initiative, level).exists() for level in Visibility] == [False, True, True]
    assert then(Initiative, moment=AFTER).exists()


def test_what_was_hidden_then_is_not_shown_for_then(chips):
    """Written down and logged before, for staff alone; everyone hears of it after."""
    secret = backdated(make.milestone(chips, INTERNAL))
    Change.objects.filter(uid=secret.uid).update(at=BEFORE)
    secret.visibility = PUBLIC
    secret.save()
    Change.objects.filter(uid=secret.uid, at__gt=BEFORE).update(at=AFTER)
    assert [facts(level)["milestones_total"] for level in Visibility] == [0, 0, 1]
    assert [facts(level, AFTER)["milestones_total"] for level in Visibility] == [1, 1, 1]


def test_what_is_hidden_now_is_not_shown_for_then(sign, chips):
    make.update(chips, PARTNERS, status="agreed", outlook="off_track", published_at=BEFORE)
    sign.visibility = INTERNAL
    sign.save()
    assert [facts(level)["status"] for level in Visibility] == ["raised", "agreed", "agreed"]
    assert [facts(level)["milestones_total"] for level in Visibility] == [0, 0, 1]
    chips.withdraw("Outside the mandate")
    assert not then(Initiative).exists()
    assert not then(Initiative, PARTNERS).exists()


def test_the_past_can_be_counted_joined_and_asked_within_another_question(sign, chips):
    late = then(Milestone).overdue(date(2026, 4, 10))
    assert late.count() == 1
    assert then(Initiative).filter(pk__in=late.values("initiative"), status="raised").get() == chips
    assert late.select_related("initiative").get().initiative.title == "Chips"
