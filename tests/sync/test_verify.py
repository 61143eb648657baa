"""`verify_feed` finds whatever is stored otherwise than it ought to be, names it, and mends it."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, QuerySet

from opportunities.choices import Visibility
from opportunities.management.commands import verify_feed
from opportunities.models import Change, ChangeClock, Initiative, Sight, Standing, Tie
from opportunities.representations import SHAPES
from opportunities.sync import verification
from tests import make
from tests.sync.history import History
from tests.sync.mirror import Mirror, fresh

SOUND = "Everything is stored as it ought to be.\n"


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


@pytest.fixture
def sign(chips):
    return make.milestone(chips, make.PARTNERS)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(verify_feed, "BATCH", 2)


def verify(**options):
    """What is said, up to the last word."""
    out = StringIO()
    try:
        call_command("verify_feed", stdout=out, **options)
    except CommandError as refusal:
        return f"{out.getvalue()}{refusal}\n"
    return out.getvalue()


def differ(*lines):
    end = f"{len(lines)} records differ. With --mend they are stored anew and readers hear of it."
    return "".join(f"{line}\n" for line in (*lines, end))


def mended(*lines):
    return "".join(f"{line}\n" for line in (*lines, f"Mended {len(lines)} records."))


def found_and_mended(line):
    assert verify() == differ(line)
    assert verify(mend=True) == mended(line)
    assert verify() == SOUND
    return True


def past_the_recorder(records, **changes):
    """As somebody with the database's own shell would."""
    QuerySet(records.model).filter(pk__in=records.values("pk")).update(**changes)


def test_whatever_happened_all_is_found_as_it_ought_to_be(db):
    history = History(7)
    for _ in range(40):
        history.step()
    assert verify() == SOUND


@pytest.mark.django_db
def test_the_facts_and_the_demonstration_are_stored_as_they_ought_to_be(monkeypatch):
    monkeypatch.setattr(verify_feed, "BATCH", 100)
    call_command("seed", demo=True, stdout=StringIO())
    assert verify() == SOUND


@pytest.mark.django_db
def test_an_empty_database_is_as_it_ought_to_be():
    assert verify() == SOUND


def test_a_row_altered_past_the_recorder_is_named_by_level_and_field(chips):
    past_the_recorder(Initiative.objects.all(), title_en="Altered", status="scoped")
    assert found_and_mended(
        f"initiative {chips.uid}"
        + "".join(
            f" | {level}: claimed_not_shown, status, title" for level in ("internal", "partners", "public")
        )
    )


def test_a_difference_for_some_is_heard_by_them_alone(chips, sign):
    mirrors = {level: Mirror(level) for level in Visibility}
    Sight.objects.filter(uid=sign.uid).update(partners='{"title":"Altered"}')
    for mirror in mirrors.values():
        mirror.pull()
    last = Change.objects.latest("seq").seq
    verify(mend=True)
    change = Change.objects.get(seq__gt=last)
    assert (change.uid, change.audience, change.door, change.actor) == (sign.uid, 2, "verify_feed", None)
    assert [len(mirror.news()) for mirror in mirrors.values()] == [0, 1, 0]
    assert all(mirror.copy == fresh(level) for level, mirror in mirrors.items())


def test_a_representation_in_other_words_reaches_every_reader(chips, monkeypatch):
    mirror = Mirror(Visibility.PUBLIC)
    mirror.pull()
    cut = SHAPES["area"].cut
    monkeypatch.setattr(SHAPES["area"], "cut", lambda row, level: cut(row, level) | {"colour": "blue"})
    assert found_and_mended(f"area {chips.area.uid} | internal: colour | partners: colour | public: colour")
    assert mirror.news() == [("area", chips.area.uid, "upsert")]
    assert mirror.copy == fresh(Visibility.PUBLIC)


def test_a_row_that_never_passed_the_recorder(chips, sign):
    Sight.objects.filter(uid=sign.uid).delete()
    assert found_and_mended(f"milestone {sign.uid} | internal: missing | partners: missing")


def test_a_sight_of_a_row_that_is_no_more(chips, sign):
    mirror = Mirror(Visibility.PARTNERS)
    mirror.pull()
    QuerySet(type(sign)).filter(pk=sign.pk)._raw_delete("default")
    found = verify(mend=True)
    assert f"milestone {sign.uid} | internal: left over | partners: left over | ties: left over\n" in found
    assert verify() == SOUND
    assert ("milestone", sign.uid, "remove") in mirror.news()
    assert mirror.copy == fresh(Visibility.PARTNERS)


def test_a_standing_that_says_something_else(chips, sign):
    changes = Change.objects.count()
    Standing.objects.filter(level=2).update(milestones_met=F("milestones_met") + 1, outlook="blocked")
    assert found_and_mended(f"initiative {chips.uid} | standing at partners: milestones_met, outlook")
    assert Change.objects.count() == changes  # Nobody sees it but through the record, which is right.


def test_a_standing_that_is_missing_or_left_over(chips):
    Standing.objects.filter(level=1).delete()
    assert found_and_mended(f"initiative {chips.uid} | standing at public: missing")
    stray = uuid4()
    Standing.objects.filter(level=3).update(initiative_id=stray)
    assert verify(mend=True) == mended(
        *sorted(
            [
                f"initiative {chips.uid} | standing at internal: missing",
                f"initiative {stray} | standing at internal: left over",
            ],
        )
    )
    assert verify() == SOUND


def test_ties_that_are_missing_turned_or_left_over(chips, sign):
    Tie.objects.filter(uid=sign.uid).delete()
    assert found_and_mended(f"milestone {sign.uid} | ties: missing")
    Tie.objects.filter(uid=sign.uid).update(belongs=False)
    assert found_and_mended(f"milestone {sign.uid} | ties: initiative {chips.uid}")
    stray = uuid4()
    Tie.objects.create(uid=stray, kind="evidence", to=chips.uid, to_kind="initiative", belongs=True)
    assert found_and_mended(f"evidence {stray} | ties: left over")


def test_never_more_records_at_once_than_a_batch(chips, monkeypatch):
    for number in range(5):
        make.country(f"K{number}")
    looked, look = [], verification.look
    monkeypatch.setattr(
        verification, "look", lambda shape, uids: looked.append((shape.kind, len(uids))) or look(shape, uids)
    )
    assert verify() == SOUND
    assert looked == [("country", 2), ("country", 2), ("country", 1), ("area", 1), ("initiative", 1)]


def test_a_clock_that_is_out_of_step(chips):
    newest = Change.objects.latest("seq").seq
    ChangeClock.objects.update(last=newest + 1)
    assert verify() == (
        f"The clock stands at {newest + 1}, the newest change at {newest}.\n"
        "The change log was altered from outside: restore a backup.\n"
    )


def test_numbers_with_a_gap(chips, sign):
    first, newest = (Change.objects.order_by(order).first().seq for order in ("seq", "-seq"))
    Change.objects.filter(seq=first + 1).delete()
    assert f"Of the changes {first} to {newest}, 1 are missing.\n" in verify(mend=True)
    Change.objects.filter(seq__lte=first + 1).delete()
    assert verify() == SOUND  # The beginning may be forgotten.
