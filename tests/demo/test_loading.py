"""The demonstration is told as of today, is known as fiction, and comes once, over untouched facts only."""

import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError

from opportunities.choices import Visibility
from opportunities.management.commands import load_demo
from opportunities.models import Change, Evidence, Initiative, Milestone, Participation, ProgressUpdate
from opportunities.models.demo import DEMO_RANGE, demo_loaded, is_demo
from tests import make
from tests.demo.telling import RECORDS, everything, fictional, said

ANCHOR = date(2026, 11, 24)


# It is told as of today


@pytest.mark.parametrize("days", [-100, 0, 1000])
def test_every_date_moves_with_the_day_of_loading(seeded, monkeypatch, days):
    monkeypatch.setattr(load_demo, "today_in_seoul", lambda: ANCHOR + timedelta(days=days))
    said("load_demo")

    late = Milestone.objects.get(title_en="Pilot site chosen")
    move = late.revisions.get()
    report = late.updates.filter(visibility=Visibility.PUBLIC).latest("as_of")
    dates = (late.due_on, move.old_due_on, move.at.date(), report.as_of, report.published_at.date())
    assert [day - timedelta(days=days) for day in dates] == [
        date(2026, 10, 31),
        date(2026, 7, 31),
        date(2026, 7, 28),
        date(2026, 11, 20),
        date(2026, 11, 20),
    ]


def test_the_opportunities_were_public_before_the_story_begins(loaded):
    first_report = ProgressUpdate.objects.published().earliest("published_at").published_at

    assert Initiative.objects.filter(ref__isnull=False, first_public_at__lt=first_report).count() == 13


# It is labelled


def test_fiction_is_known_while_it_is_there(seeded):
    before = demo_loaded()
    said("load_demo")
    during = demo_loaded()
    said("load_demo", "--remove")

    assert (before, during, demo_loaded()) == (False, True, False)


def test_asking_whether_it_is_there_costs_one_query(loaded, django_assert_num_queries):
    with django_assert_num_queries(1):
        demo_loaded()


def test_what_it_adds_is_fiction_and_what_was_there_is_fact(seeded):
    before = {record.uid for model in RECORDS for record in model.objects.all()}
    said("load_demo")
    after = {record.uid for model in RECORDS for record in model.objects.all()}

    assert ({is_demo(uid) for uid in before}, {is_demo(uid) for uid in after - before}) == ({False}, {True})


def test_the_file_says_that_it_is_fiction():
    story = json.loads((settings.BASE_DIR / "fixtures" / "demo.json").read_text(encoding="utf-8"))

    assert story["about"].startswith("FICTION. ")


def test_documents_lead_to_an_address_that_nobody_owns(loaded):
    addresses = Evidence.objects.values_list("source__url", flat=True)

    assert {address.split("/")[2] for address in addresses} == {"example.org"}


# It comes once, and only over the facts
def test_loading_it_again_changes_nothing_and_says_so(loaded):
    before = everything()

    assert said("load_demo") == "The demonstration is already loaded: nothing was changed."
    assert everything() == before


def test_it_is_recorded_as_what_it_is(loaded):
    assert set(Change.objects.filter(uid__range=DEMO_RANGE).values_list("door", flat=True)) == {"demo"}


def test_without_the_facts_there_is_nothing_to_tell(db):
    with pytest.raises(CommandError, match="load them first"):
        said("load_demo")
    assert not demo_loaded()


def test_it_does_not_write_over_what_staff_have_entered(seeded):
    part = Participation.objects.get(initiative__ref="CHP-1", country__code="CA")
    part.organisation = make.organisation("real-ministry")
    part.save()
    before = everything()

    with pytest.raises(CommandError, match=r"edited:\n- participation: Canada: Real-Ministry$"):
        said("load_demo")
    assert everything() == before


def test_a_new_installation_is_seeded_with_it_on_request(db):
    facts, fiction = said("seed", "--demo").splitlines()
    count = sum(fictional(model).count() for model in RECORDS)

    assert facts == "Loaded the facts of the dialogue: 80 records, all public."
    assert fiction == f"Loaded the fictional demonstration: {count} records. Every page says so."
