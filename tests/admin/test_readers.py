"""A guest is let in, sees what a partner may, reads only, and finds no way to ask about the rest."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model

from opportunities import models
from opportunities.models.base import unit_of_work
from tests import make
from tests.admin.browser import act, address, confirm, page_of

SECRET = "SECRET"
HIDDEN = make.INTERNAL
RECORDS = [model for model in admin.site._registry if hasattr(model, "visible_through")]
# (model, field) of every choice that the admin completes while somebody types.
COMPLETED = [
    (model, name)
    for model, page in admin.site._registry.items()
    if model in RECORDS
    for name in page.autocomplete_fields
]


@pytest.fixture
def world(sora):
    """Public records, each with something hidden beside it, below it, or cited by it."""
    sora.username = f"{SECRET}-sora"
    sora.save()
    with unit_of_work(sora):
        return fill(sora)


def fill(sora):
    institute = make.organisation("secret-institute", HIDDEN, name_en=SECRET)
    paper = make.source(SECRET, HIDDEN)
    dialogue = make.dialogue(source=paper)
    dialogue.convenors.set([institute])
    plan = make.framework(parent=make.framework(SECRET, HIDDEN))
    initiative = make.initiative(officer=sora, withdrawal_reason_en=SECRET)
    initiative.takeaways.set([make.takeaway(dialogue, title_en=SECRET, visibility=HIDDEN)])
    initiative.frameworks.set([plan.parent])
    owner = make.participation(initiative, organisation=institute)
    milestone = make.milestone(initiative, responsible=owner)
    unseen = make.participation(initiative, "KR", HIDDEN, organisation=institute)
    make.milestone(initiative, responsible=unseen)
    milestone.move(None, "scope", SECRET)
    milestone.revisions.update(visibility=HIDDEN)
    draft = make.update(initiative, HIDDEN, body_en=SECRET)
    make.update(initiative, author=sora, supersedes=draft)
    make.update(make.initiative(SECRET, HIDDEN), body_en=SECRET)
    make.decision(initiative, HIDDEN, question_en=SECRET)
    make.evidence(initiative=initiative, source=paper)
    make.strength(make.takeaway(dialogue, "T2"), HIDDEN, summary_en=SECRET)
    return initiative


def pages(client):
    """{address: text} of every list, and of every record in it."""
    found = {}
    for model in RECORDS:
        response = client.get(address(model))
        found[address(model)] = response.text
        for record in response.context["cl"].result_list:
            found[page_of(record)] = client.get(page_of(record)).text
    return found


def completions(client):
    """{(model, field): texts offered}; none where it is refused."""
    found = {}
    for model, name in COMPLETED:
        asked = {"app_label": "opportunities", "model_name": model._meta.model_name, "field_name": name}
        response = client.get("/admin/autocomplete/", asked)
        offered = response.json()["results"] if response.status_code == 200 else []
        found[model, name] = [each["text"] for each in offered]
    return found


def test_no_page_of_a_guest_tells_of_what_is_hidden(guest, world):
    telling = [page for page, text in pages(guest).items() if SECRET.lower() in text.lower()]
    assert telling == []


def test_but_the_same_pages_tell_staff(guest, chief, world):
    citing = [world, *world.milestones.all(), world.participations.get(visibility=make.PUBLIC)]
    citing += [models.Dialogue.objects.get(), world.updates.get(visibility=make.PUBLIC)]
    citing.append(models.Framework.objects.get(visibility=make.PUBLIC))
    opened = {record: guest.get(page_of(record)).status_code for record in citing}
    assert opened == dict.fromkeys(citing, 200)
    assert [record for record in citing if SECRET not in chief.get(page_of(record)).text] == []


def test_nothing_hidden_is_offered_while_a_guest_types(guest, chief, world):
    offered = completions(guest)
    assert [choice for choice, texts in offered.items() if SECRET in " ".join(texts)] == []
    hidden = {choice for choice, texts in completions(chief).items() if SECRET in " ".join(texts)}
    assert hidden == {*COMPLETED} - {
        (models.Takeaway, "dialogue"),
        (models.Evidence, "milestone"),
        (models.ProgressUpdate, "milestone"),
    }


@pytest.mark.parametrize(
    ("model", "question"),
    [
        (models.Initiative, "officer=1"),
        (models.Initiative, "withdrawal_reason_en__startswith=S"),
        (models.Initiative, "milestones=1"),
        (models.Initiative, "takeaways=1"),
        (models.Initiative, "updated_at__isnull=0"),
        (models.ProgressUpdate, "author__isnull=0"),
        (models.Participation, "organisation=1"),
        (models.Milestone, "responsible__country=1"),
        (models.Source, "text__contains=a"),
    ],
)
def test_a_guest_cannot_ask_by_what_is_not_shown(guest, staff, world, model, question):
    assert guest.get(f"{address(model)}?{question}").status_code == 400
    assert staff.get(f"{address(model)}?{question}").status_code == 200


def test_a_guest_reads_the_columns_that_leave_the_house(guest, chief, world):
    stamps = {"uid", "created_at", "updated_at"}
    asked = chief.get(page_of(world)).context["adminform"]
    shown = guest.get(page_of(world)).context["adminform"]
    assert field_names(asked) - field_names(shown) == stamps | {"visibility", "officer"}
    columns = [client.get(address(models.Initiative)).context["cl"].list_display for client in (guest, chief)]
    assert {*columns[1]} - {*columns[0]} == {"visibility", "action_checkbox"}


def field_names(form):
    return {name for fieldset in form for line in fieldset for name in line.fields}


def test_a_guest_does_not_find_or_sort_by_what_is_not_shown(guest, staff, world):
    search = f"{address(models.Participation)}?q=SECRET"
    assert guest.get(search).context["cl"].result_count == 0
    assert staff.get(search).context["cl"].result_count == 2
    columns = guest.get(address(models.Participation)).context["cl"].sortable_by
    assert "organisation" not in columns
    assert "country" in columns


def test_what_is_hidden_is_not_there(guest, world):
    hidden = models.Initiative.objects.get(visibility=HIDDEN)
    gone = guest.get(page_of(hidden))
    never = guest.get(address(models.Initiative, "change", 9999))
    assert (gone.status_code, gone.url) == (never.status_code, never.url)


def test_a_guest_only_reads(guest, world):
    assert guest.get(address(models.Initiative, "add")).status_code == 403
    assert guest.get(address(models.Initiative, "delete", world.pk)).status_code == 403
    assert guest.post(page_of(world), {"title_en": "Mine"}).status_code == 403
    assert not guest.get(page_of(world)).context["adminform"].form.fields
    confirm(guest, "withdraw", world, withdrawal_reason_en="Mine")
    act(guest, "delete_selected", world, post="yes")
    world.refresh_from_db()
    assert (world.title_en, world.withdrawn_at) == ("Chips", None)


def test_history_the_change_log_and_people_are_for_insiders(guest, chief, world):
    kept = [
        address(models.Initiative, "history", world.pk),
        address(models.Change),
        address(models.Change, "change", models.Change.objects.first().pk),
        address(models.Membership),
        address(models.Token),
        address(get_user_model()),
    ]
    assert [guest.get(page).status_code for page in kept] == [403] * 6
    assert [chief.get(page).status_code for page in kept] == [200] * 6
    assert address(models.Change) not in guest.get("/admin/").text
    assert address(models.Change) in chief.get("/admin/").text
    assert "tools" not in guest.get(page_of(world)).context


def test_the_public_and_a_partner_are_not_let_in(public, partner, world):
    for client in (public, partner):
        assert client.get(page_of(world)).url.startswith("/admin/login/")
