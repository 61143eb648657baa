"""The log forgets its oldest part; whoever is up to date does not notice."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from opportunities.choices import Visibility
from opportunities.models import Change
from opportunities.sync import verification
from opportunities.sync.feed import ResyncRequired
from opportunities.sync.retention import forget_before
from tests import make
from tests.api.test_changes import ask, follow, told_to_start_anew
from tests.sync.mirror import Mirror, fresh

LONG_AGO = timedelta(days=401)


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def age():
    Change.objects.update(at=timezone.now() - LONG_AGO)


def forget(**options):
    out = StringIO()
    call_command("forget_changes", stdout=out, **options)
    return out.getvalue()


def kept():
    return list(Change.objects.order_by("seq").values_list("kind", flat=True))


def edit(record):
    record.name_en += "!"
    record.save()


def test_what_is_older_is_forgotten(chips):
    age()
    make.organisation()
    assert forget() == "Forgot 2 changes older than 400 days.\n"
    assert kept() == ["organisation"]
    assert forget() == "Forgot 0 changes older than 400 days.\n"


def test_the_days_may_be_chosen(chips):
    age()
    make.organisation()
    assert forget(days=402) == "Forgot 0 changes older than 402 days.\n"
    with pytest.raises(CommandError, match="at least one day"):
        forget(days=0)


def test_the_newest_stays_however_old(chips):
    age()
    forget()
    assert kept() == ["initiative"]
    assert list(verification.number_faults()) == []
    make.country("KR")
    assert list(verification.number_faults()) == []


def test_the_last_that_each_level_heard_stays_so_that_nobody_up_to_date_begins_anew(chips):
    institute = make.organisation("quiet", make.PARTNERS)
    mirrors = [Mirror(level) for level in Visibility]
    for mirror in mirrors:
        mirror.pull()
    secret = make.organisation("secret", make.INTERNAL)
    edit(secret)
    age()
    forget()
    assert kept() == ["initiative", "organisation", "organisation", "organisation"]
    edit(institute)
    for mirror in mirrors:
        mirror.pull()
        assert mirror.copy == fresh(mirror.position.level)


def test_a_long_log_is_forgotten_piece_by_piece_from_its_beginning(chips, django_assert_num_queries):
    for number in range(4):
        make.country(f"K{number}")
    age()
    with django_assert_num_queries(4 + 2 * 3 + 1):
        assert forget_before(timezone.now(), batch_size=2) == 5
    assert kept() == ["country"]


@pytest.mark.django_db
def test_an_empty_log_has_nothing_to_forget():
    assert forget() == "Forgot 0 changes older than 400 days.\n"


def test_whoever_has_not_asked_since_begins_anew(chips, public):
    mirror = Mirror(Visibility.PUBLIC)
    mirror.pull()
    _, cursor = follow(public)
    make.organisation()
    age()
    forget()
    with pytest.raises(ResyncRequired):
        mirror.pull()
    assert told_to_start_anew(ask(public, cursor), "/api/v1/changes/")
    again = Mirror(Visibility.PUBLIC)
    again.pull()
    assert again.copy == fresh(Visibility.PUBLIC)
    assert again.news() == []
