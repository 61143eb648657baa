"""The demonstration goes without a trace, unless real records hang on it."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from opportunities.management.commands import load_demo
from opportunities.models import Initiative, Milestone, Organisation, Participation, ProgressUpdate
from tests import make
from tests.demo.telling import everything, fictional, said


def test_removing_it_restores_the_facts_exactly(seeded):
    before = everything()
    said("load_demo")
    during = everything()
    removed = said("load_demo", "--remove")

    assert (removed, everything()) == ("Removed the fictional demonstration.", before)
    assert during != before


def test_removing_it_on_a_later_day_restores_them_too(seeded, monkeypatch):
    before = everything()
    said("load_demo")
    monkeypatch.setattr(load_demo, "today_in_seoul", lambda: today_in_seoul() + timedelta(days=400))
    said("load_demo", "--remove")

    assert everything() == before


def test_there_is_nothing_to_remove_twice(loaded):
    said("load_demo", "--remove")

    assert said("load_demo", "--remove") == "There is no demonstration to remove."


def test_it_can_be_told_again(loaded):
    before = set(fictional(ProgressUpdate).values_list("uid", "as_of", "body_en"))
    said("load_demo", "--remove")
    said("load_demo")

    assert set(fictional(ProgressUpdate).values_list("uid", "as_of", "body_en")) == before


def refusal():
    with pytest.raises(CommandError) as refused:
        said("load_demo", "--remove")
    return str(refused.value).splitlines()


def test_it_stays_while_real_records_hang_on_it_and_names_them(loaded, alice):
    milestone = Milestone.objects.get(title_en="Pilot site chosen")
    ministry = Organisation.objects.get(slug="innovation-industry-ca")
    make.update(milestone.initiative, milestone=milestone, as_of=date(2026, 3, 2))
    make.participation(Initiative.objects.get(ref="IPD-4"), organisation=ministry)
    make.evidence(milestone=milestone, source=make.source("Site visit"))
    make.membership(alice, ministry)
    before = everything()

    assert refusal() == [
        "Nothing was removed. Delete or unlink first what hangs on it:",
        "- evidence: Site visit",
        "- membership: alice – Innovation and industry ministry",
        "- participation: Canada: Innovation and industry ministry",
        f"- progress update: {milestone.initiative} (2026-03-02)",
    ]
    assert everything() == before


def test_a_fact_that_cites_it_keeps_it_too(loaded):
    dialogue = make.dialogue("Second dialogue")
    dialogue.convenors.add(Organisation.objects.get(slug="foreign-ca"))

    assert refusal()[1:] == ["- dialogue: Second dialogue"]


def test_what_staff_have_written_into_the_facts_since_is_theirs_and_stays(loaded):
    part = Participation.objects.get(initiative__ref="CHP-1", country__code="CA", is_lead=True)
    part.organisation = make.organisation("real-ministry")
    part.save()
    said("load_demo", "--remove")

    part.refresh_from_db()
    assert (part.organisation.slug, part.is_lead) == ("real-ministry", True)


def test_a_status_that_a_real_report_declares_outlives_the_story(loaded):
    chips = Initiative.objects.get(ref="CHP-1")
    make.update(chips, status=Status.PAUSED, as_of=today_in_seoul())
    said("load_demo", "--remove")

    assert dict(Initiative.objects.values_list("ref", "status"))["CHP-1"] == Status.PAUSED
    assert Initiative.objects.exclude(status=Status.RAISED).count() == 1


def test_a_fictional_date_that_staff_moved_goes_with_its_milestone(seeded):
    before = everything()
    said("load_demo")
    Milestone.objects.get(title_en="Pilot begins").move(to=None, reason="scope")
    said("load_demo", "--remove")

    assert everything() == before
