"""What somebody has to decide: by when it is needed, until when it was open, and what it is about."""

from datetime import UTC, date, datetime, timedelta

import pytest

from opportunities.choices import Visibility
from opportunities.models import Decision
from opportunities.models.base import unit_of_work
from tests import make

DAY = make.DAY


def questions(decisions):
    return [*decisions.values_list("question_en", flat=True)]


@pytest.fixture
def asked(chips):
    with unit_of_work():
        for days in (-9, 0, 7, 8):
            make.decision(chips, question_en=str(days), needed_by=DAY + timedelta(days))
        make.decision(chips, question_en="some day")
        make.decision(chips, question_en="settled", needed_by=DAY, settled_on=DAY)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("days", "found"), [(7, ["-9", "0", "7"]), (8, ["-9", "0", "7", "8"]), (0, ["-9", "0"]), (-1, ["-9"])]
)
def test_needed_is_what_is_open_and_overdue_or_due_by_the_last_day(days, found):
    assert questions(Decision.objects.needed_within(days, DAY)) == found


def test_decisions_stand_by_the_day_they_are_needed_then_as_they_were_written(chips):
    for question, days in (("later", 1), ("first", 0), ("second", 0)):
        make.decision(chips, question_en=question, needed_by=DAY + timedelta(days))
    assert questions(Decision.objects.all()) == ["first", "second", "later"]


@pytest.mark.parametrize(
    ("moment", "settled"),
    [
        (datetime(2026, 3, 1, 14, 59, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 1, 15, 0, tzinfo=UTC), DAY),
        (datetime(2026, 3, 9, tzinfo=UTC), DAY),
    ],
)
def test_it_is_settled_from_the_morning_of_that_day_in_seoul(chips, moment, settled):
    made = make.decision(chips, settled_on=DAY)
    made.write(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert Decision.objects.as_it_stood(make.PUBLIC, moment).get().settled_on == settled


def test_it_was_there_from_when_it_was_written_down(chips):
    made, moment = make.decision(chips), datetime(2026, 1, 1, tzinfo=UTC)
    made.write(created_at=moment)
    before = moment - timedelta(microseconds=1)
    found = [Decision.objects.as_it_stood(make.PUBLIC, at).exists() for at in (before, moment)]
    assert found == [False, True]


@pytest.mark.parametrize("own", Visibility)
def test_a_decision_about_no_initiative_is_for_its_own_readers(db, own):
    Decision.objects.create(question_en="Whom to invite?", visibility=own)
    seen = [Decision.objects.visible_at(level).count() for level in Visibility]
    assert seen == [int(own <= level) for level in Visibility]


def test_with_its_initiative_goes_what_was_to_be_decided(chips):
    make.decision(chips)
    kept = Decision.objects.create(question_en="Whom to invite?")
    chips.delete()
    assert Decision.objects.get() == kept


def test_a_decision_is_called_by_its_question(chips):
    assert str(make.decision(chips, needed_by=date(2026, 5, 1))) == "Which site?"
