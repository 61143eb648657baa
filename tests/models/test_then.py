"""Each record as it stood at a moment, at the very moment at which something of it was recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from opportunities.choices import Visibility
from opportunities.models import Change, Initiative, Milestone, MilestoneRevision, Organisation, Participation
from opportunities.models.then import if_by, reading, told_by, with_columns
from tests import make

AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
BEFORE = AT - timedelta(microseconds=1)
LONG_BEFORE = AT - timedelta(days=30)


def stood(model, moment, *columns, level=make.PUBLIC):
    return [*model.objects.as_it_stood(level, moment).order_by("pk").values_list(*columns)]


@pytest.fixture
def sign(chips):
    made = make.milestone(chips)
    made.write(created_at=LONG_BEFORE)
    return made


def test_it_was_there_from_the_moment_it_was_written_down(sign):
    sign.write(created_at=AT)
    assert [len(stood(Milestone, moment, "pk")) for moment in (BEFORE, AT)] == [0, 1]


def test_it_was_due_on_the_old_day_up_to_the_move_and_on_the_new_from_it_on(sign):
    sign.move(date(2026, 5, 2), "technical")
    MilestoneRevision.objects.write(at=AT)
    assert [stood(Milestone, moment, "due_on") for moment in (BEFORE, AT)] == [
        [(make.DAY,)],
        [(date(2026, 5, 2),)],
    ]
    assert [len(stood(MilestoneRevision, moment, "pk")) for moment in (BEFORE, AT)] == [0, 1]


@pytest.mark.parametrize(("moment", "met"), [(BEFORE, None), (AT, make.DAY)])
def test_it_was_met_from_when_that_was_recorded(sign, moment, met):
    sign.meet(make.DAY)
    sign.write(completion_recorded_at=AT)
    assert stood(Milestone, moment, "done_on") == [(met,)]


@pytest.mark.parametrize(("moment", "cancelled"), [(BEFORE, None), (AT, AT)])
def test_it_was_cancelled_from_the_moment_it_was(sign, moment, cancelled):
    sign.cancel("No longer needed")
    sign.write(cancelled_at=AT)
    assert stood(Milestone, moment, "cancelled_at", "title_en") == [(cancelled, "Sign")]


def test_a_part_was_there_before_anybody_was_named_for_it(chips):
    part = make.lead(chips, make.organisation(), direction="provides")
    part.write(named_at=AT, ended_at=AT)
    columns = ("organisation", "ended_at", "is_lead", "direction", "country__code")
    assert stood(Participation, BEFORE, *columns) == [(None, None, True, "provides", "CA")]
    assert stood(Participation, AT, *columns) == [(part.organisation_id, AT, True, "provides", "CA")]


@pytest.mark.parametrize(("moment", "there"), [(BEFORE, [0, 1, 1]), (AT, [1, 1, 1])])
def test_an_initiative_was_there_for_all_once_it_was_public_and_before_for_those_within(chips, moment, there):
    chips.write(created_at=LONG_BEFORE, first_public_at=AT)
    found = [len(stood(Initiative, moment, "pk", level=level)) for level in Visibility]
    assert found == there


def test_what_was_never_public_was_there_from_when_it_was_written_down(db):
    make.initiative(visibility=make.PARTNERS).write(created_at=AT)
    counts = [len(stood(Initiative, moment, "pk", level=make.PARTNERS)) for moment in (BEFORE, AT)]
    assert (counts, stood(Initiative, AT, "pk")) == ([0, 1], [])


def test_of_two_turns_at_once_the_one_written_last_is_the_status(chips):
    chips.write(created_at=LONG_BEFORE, first_public_at=LONG_BEFORE)
    for status in ("scoped", "agreed", ""):
        make.update(chips, status=status, published_at=AT)
    assert [stood(Initiative, moment, "status") for moment in (BEFORE, AT)] == [[("raised",)], [("agreed",)]]


def told(moment):
    return [Organisation.objects.filter(told_by(moment, level)).count() for level in Visibility]


def test_whoever_was_told_by_then_had_it_by_then(db):
    make.organisation()
    Change.objects.update(at=AT, audience=6)
    assert told(AT) == [0, 1, 1]


def test_what_the_log_did_not_know_by_then_is_asked_of_its_own_dates(db):
    make.organisation()
    Change.objects.update(at=AT, audience=6)
    assert told(BEFORE) == [1, 1, 1]
    Change.objects.all().delete()
    assert told(AT) == [1, 1, 1]


def test_records_without_a_history_stand_as_they_stand_today(db):
    make.organisation()
    assert stood(Organisation, LONG_BEFORE, "slug") == [("institute",)]


def test_without_a_moment_what_is_known_is_what_is_seen(chips):
    make.milestone(chips, make.INTERNAL)
    counts = [Milestone.objects.known_at(level, None).count() for level in Visibility]
    assert counts == [0, 0, 1]


def test_a_column_that_was_recorded_by_then_says_what_it_says(sign):
    sign.write(cancelled_at=AT)
    found = Milestone.objects.annotate(then=if_by(AT, "cancelled_at", "due_on"))
    assert found.get().then == make.DAY
    assert Milestone.objects.annotate(then=if_by(BEFORE, "cancelled_at")).get().then is None


def test_rows_in_the_place_of_a_table_can_be_filtered_joined_and_changed_in_no_other_query(sign):
    other = make.milestone(make.initiative("Other"), title_en="Other")
    only = reading(Milestone.objects.all(), Milestone.objects.filter(pk=other.pk).values())
    assert [*only.values_list("title_en", "initiative__title_en")] == [("Other", "Other")]
    assert only.filter(initiative__title_en="Chips").count() == 0
    assert Milestone.objects.count() == 2


def test_only_the_columns_named_say_something_else(sign):
    found = with_columns(
        Milestone.objects.filter(pk=sign.pk), title_en=if_by(BEFORE, "cancelled_at", "title_en")
    )
    assert [*found.values_list("title_en", "due_on", "visibility")] == [(None, make.DAY, make.PUBLIC)]
    sign.refresh_from_db()
    assert sign.title_en == "Sign"
