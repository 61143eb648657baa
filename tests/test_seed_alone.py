"""What the seed leaves open stays open; it is public, in three languages, and never overwrites anything."""

import json
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from opportunities.choices import LANGUAGES, Visibility
from opportunities.models import Change, Dialogue, Initiative, Organisation, Participation, Sight
from opportunities.models.base import Record
from tests import make

TODAY = date(2026, 3, 2)
RECORDS = [model for model in apps.get_app_config("opportunities").get_models() if issubclass(model, Record)]
OPEN = {
    "country": set(),
    "organisation": {"type", "url"},
    "source": {"title", "publisher", "url", "published_on", "text", "sha256"},
    "dialogue": set(),
    "takeaway": {"start", "end"},
    "strength": set(),
    "framework": {"window_start", "window_end"},
    "cooperationarea": set(),
    "initiative": {
        *("review_on", "planned_start_on", "planned_end_on", "actual_start_on", "actual_end_on", "officer"),
        *("withdrawn_at", "withdrawn_from", *(f"withdrawal_reason_{language}" for language in LANGUAGES)),
    },
    "participation": {"organisation", "role", "named_at", "ended_at"},
}


def seed():
    said = StringIO()
    call_command("seed", stdout=said)
    return said.getvalue()


@pytest.fixture
def seeded(db):
    return seed()


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in (*RECORDS, Change, Sight)}


def never_filled(model):
    rows = list(model.objects.all())
    return {f.name for f in model._meta.fields if all(getattr(row, f.attname) in (None, "") for row in rows)}


def texts(record):
    """{name: {language: text}} of its translated texts."""
    names = {f.name[:-3] for f in record._meta.fields if f.name.endswith("_en")}
    return {name: {code: getattr(record, f"{name}_{code}") for code in LANGUAGES} for name in names}


# The seed alone


@pytest.mark.parametrize("level", Visibility)
def test_all_thirteen_are_raised_and_claim_nothing_more(seeded, level):
    told = ("status", "supported", "health", "outlook", "leads_named", "next_due_on", "last_report_on")
    standing = Initiative.objects.visible_at(level).with_facts(level).with_health(TODAY).values_list(*told)

    assert list(standing) == [("raised", "raised", None, None, False, None, None)] * 13


def test_nobody_is_named_and_nobody_leads(seeded):
    assert set(Participation.objects.values_list("organisation", "is_lead")) == {(None, False)}


def test_no_framework_is_said_to_carry_an_opportunity(seeded):
    assert not Initiative.objects.exclude(frameworks=None).exists()


def test_what_the_summary_does_not_state_stays_open(seeded):
    kinds = {model: model._meta.model_name for model in RECORDS if model.objects.exists()}

    assert {kind: never_filled(model) for model, kind in kinds.items()} == OPEN


def test_everybody_may_read_all_of_it(seeded):
    levels = [model.objects.with_level().values_list("level", flat=True) for model in RECORDS]

    assert set().union(*levels) == {Visibility.PUBLIC}


def test_opportunities_became_public_when_they_were_seeded(db):
    before = timezone.now()
    seed()

    stamps = Initiative.objects.values_list("first_public_at", flat=True)
    assert all(before <= stamp <= timezone.now() for stamp in stamps)


def test_every_text_stands_in_three_languages_or_in_none(seeded):
    halves = [
        (record, name)
        for model in RECORDS
        for record in model.objects.all()
        for name, words in texts(record).items()
        if len({bool(text) for text in words.values()}) > 1
    ]

    assert halves == []


def test_short_titles_fit_a_box_of_the_board(seeded):
    short = Initiative.objects.values_list("short_title_en", "short_title_fr", "short_title_ko")

    for en, fr, ko in short:
        assert (len(en) <= 24, len(fr) <= 28, len(ko) <= 14) == (True, True, True), (en, fr, ko)
        assert max(len(word) for word in en.split()) <= 14, en


# How it is loaded


def test_the_fixture_names_records_by_uid_alone():
    records = json.loads((settings.BASE_DIR / "fixtures" / "dialogue.json").read_text(encoding="utf-8"))

    assert [record for record in records if "pk" in record or "uid" not in record["fields"]] == []


def test_each_record_enters_the_change_log_once(seeded):
    logged = Change.objects.values_list("uid", "action", "door", "actor")
    uids = [uid for model in RECORDS for uid in model.objects.values_list("uid", flat=True)]

    assert sorted(logged) == sorted((uid, "created", "seed", None) for uid in uids)


def test_it_says_what_it_did(seeded):
    assert seeded == "Loaded the facts of the dialogue: 80 records, all public.\n"


def test_loading_it_again_changes_nothing_and_says_so(seeded):
    before = everything()

    assert seed() == "The database already holds records: nothing was loaded.\n"
    assert everything() == before


def test_an_edit_survives(seeded):
    edited = Initiative.objects.get(ref="CHP-1")
    edited.short_title_ko = "반도체"
    edited.save()
    seed()

    edited.refresh_from_db()
    assert edited.short_title_ko == "반도체"


def test_a_deletion_survives(seeded):
    Dialogue.objects.all().delete()
    Initiative.objects.all().delete()
    before = everything()
    seed()

    assert everything() == before


def test_a_database_that_holds_anything_is_left_alone(db):
    institute = make.organisation()
    seed()

    assert (list(Organisation.objects.all()), Initiative.objects.count()) == ([institute], 0)
