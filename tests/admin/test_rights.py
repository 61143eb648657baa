"""Whoever leads an area writes what belongs to it; of other areas they read, and nothing lets them write."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import PermissionDenied

from opportunities import models
from opportunities.visibility import lineage
from tests import make
from tests.admin import rows
from tests.admin.browser import act, address, confirm, errors, page_of, said, send
from tests.conftest import signed_in

KINDS = [model for model in rows.NEW if model.area_through and model is not models.CooperationArea]
LEFT_ALONE = "1 record is of an area that you do not lead, and is left as it is."


@pytest.fixture
def mina(db, django_user_model):
    """She leads chips, and deletes there too, which her group alone would not let her."""
    user = django_user_model.objects.create_user("mina", is_staff=True)
    user.groups.set([Group.objects.get(name="Area leads")])
    names = [f"delete_{model._meta.model_name}" for model in KINDS]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    make.membership(user, make.organisation("secretariat"), make.area())
    return user


@pytest.fixture
def lead(mina):
    return signed_in(mina)


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


@pytest.fixture
def grids(db):
    return make.initiative("Grids", area=make.area("energy", "ENE"))


def part_of(initiative, model):
    """A record of the kind that belongs to the initiative."""
    milestone = make.milestone(initiative)
    milestone.move(None, "scope")
    parts = {
        models.Initiative: initiative,
        models.Milestone: milestone,
        models.MilestoneRevision: milestone.revisions.get(),
        models.Participation: make.participation(initiative),
        models.ProgressUpdate: make.update(initiative, make.INTERNAL, published_at=None),
        models.Decision: make.decision(initiative),
        models.Evidence: make.evidence(milestone=milestone),
    }
    return parts[model]


def test_every_record_that_belongs_to_an_initiative_belongs_to_its_area():
    through = {model: [way for way in lineage(model) if "initiative__" in way] for model in rows.NEW}
    assert {model for model, ways in through.items() if ways} | {models.Initiative} == {*KINDS}


@pytest.mark.parametrize("model", KINDS)
def test_they_write_in_their_area_and_read_in_others(lead, chips, grids, model):
    mine, theirs = part_of(chips, model), part_of(grids, model)
    assert "_save" in lead.get(page_of(mine)).text
    assert "_save" not in lead.get(page_of(theirs)).text
    assert (lead.post(page_of(mine)).status_code, lead.post(page_of(theirs)).status_code) == (200, 403)


@pytest.mark.parametrize(
    "model", [models.Decision, models.Evidence, models.Participation, models.ProgressUpdate]
)
def test_they_delete_in_their_area_alone(lead, chips, grids, model):
    mine, theirs = part_of(chips, model), part_of(grids, model)
    asked = [lead.get(address(model, "delete", record.pk)).status_code for record in (mine, theirs)]
    assert asked == [200, 403]
    act(lead, "delete_selected", mine, theirs, post="yes")
    assert [*model.objects.filter(pk__in=[mine.pk, theirs.pk])] == [theirs]


def test_nothing_is_written_on_the_page_of_an_initiative_of_others(lead, grids):
    opened = lead.get(page_of(grids))
    assert [inline.has_add_permission for inline in opened.context["inline_admin_formsets"]] == [False] * 6
    assert "Write a report" not in opened.text


def test_a_record_of_no_initiative_is_of_no_area(lead, staff):
    decision = make.decision(None)
    assert "_save" not in lead.get(page_of(decision)).text
    assert "_save" in staff.get(page_of(decision)).text


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (models.Milestone, "initiative"),
        (models.Participation, "initiative"),
        (models.ProgressUpdate, "initiative"),
        (models.Decision, "initiative"),
        (models.Evidence, "initiative"),
        (models.Evidence, "milestone"),
        (models.Evidence, "update"),
    ],
)
def test_nothing_is_put_into_another_area(lead, chips, grids, model, name):
    kind = {"milestone": models.Milestone, "update": models.ProgressUpdate}.get(name, models.Initiative)
    mine, theirs = part_of(chips, kind), part_of(grids, kind)
    asked = {"app_label": "opportunities", "model_name": model._meta.model_name, "field_name": name}
    offered = lead.get("/admin/autocomplete/", asked).json()["results"]
    assert [choice["id"] for choice in offered] == [str(mine.pk)]
    refused = errors(send(lead, address(model, "add"), **{name: theirs.pk}))
    assert "Select a valid choice" in refused[name][0]
    taken = send(lead, address(model, "add"), **{name: mine.pk})
    assert taken.status_code == 302 or name not in errors(taken)


def test_an_initiative_is_neither_made_in_nor_moved_to_another_area(lead, chips, grids):
    typed = {"title_en": "New", "area": grids.area_id}
    assert list(errors(send(lead, address(models.Initiative, "add"), **typed))) == ["area"]
    assert list(errors(send(lead, page_of(chips), area=grids.area_id))) == ["area"]
    send(lead, address(models.Initiative, "add"), **typed | {"area": chips.area_id})
    assert models.Initiative.objects.get(title_en="New").area == chips.area


def test_what_merely_cites_is_chosen_from_everything(lead, chips, grids):
    plan = make.framework("Plan")
    send(lead, page_of(chips), frameworks=[plan.pk])
    assert [*chips.frameworks.all()] == [plan]


def test_bulk_actions_leave_the_rows_of_others_alone(lead, chips, grids):
    asked = act(lead, "withdraw", chips, grids)
    assert [*asked.context["records"]] == [chips]
    confirm(lead, "withdraw", grids, withdrawal_reason_en="Mine")
    confirm(lead, "withdraw", chips, withdrawal_reason_en="Mine")
    withdrawn = models.Initiative.objects.exclude(withdrawn_at=None)
    assert [*withdrawn] == [chips]


def test_whoever_chose_rows_of_others_is_told(lead, chips, grids):
    milestones = [make.milestone(chips), make.milestone(grids)]
    assert said(act(lead, "cancel", *milestones)) == [LEFT_ALONE]


def test_all_rows_at_once_are_theirs_alone_too(lead, chips, grids):
    milestones = [make.milestone(chips), make.milestone(grids)]
    confirm(lead, "cancel", *milestones, select_across=1, cancellation_reason_en="Over")
    assert [each.cancelled_at is None for each in models.Milestone.objects.order_by("pk")] == [False, True]


def test_publishing_keeps_to_the_area_whatever_the_way(lead, mina, chips, grids):
    mine, theirs = part_of(chips, models.ProgressUpdate), part_of(grids, models.ProgressUpdate)
    confirm(lead, "publish_drafts", mine, theirs)
    assert [*models.ProgressUpdate.objects.published()] == [mine]
    assert lead.post(page_of(theirs), {"_publish": 1}).status_code == 403
    with pytest.raises(PermissionDenied, match="do not lead"):
        theirs.publish(mina)


def test_proposals_are_settled_in_their_area_alone(lead, chips, grids):
    drafts = [part_of(each, models.ProgressUpdate) for each in (chips, grids)]
    sender = make.organisation("sender")
    proposals = [
        models.Proposal.objects.create(organisation=sender, kind="update", uid=draft.uid) for draft in drafts
    ]
    assert said(act(lead, "publish", proposals[1])) == [LEFT_ALONE]
    act(lead, "publish", *proposals)
    assert [*models.ProgressUpdate.objects.published()] == drafts[:1]
    act(lead, "refuse", proposals[1], _reason_given=1, words="No")
    assert models.Proposal.objects.get(pk=proposals[1].pk).refused_at is None


def test_a_lead_of_no_area_writes_nowhere(lead, mina, chips):
    mina.memberships.get().areas.clear()
    assert "_save" not in lead.get(page_of(chips)).text
    assert not models.Initiative.objects.editable_by(mina)


def test_only_the_right_to_every_area_opens_every_area(lead, mina, chips, grids):
    assert [*models.Initiative.objects.editable_by(mina)] == [chips]
    mina.groups.set([Group.objects.get(name="Coordinators")])
    mina = type(mina).objects.get()
    assert {*models.Initiative.objects.editable_by(mina)} == {chips, grids}


def test_whoever_may_not_read_everything_edits_nothing(chips, alice, django_user_model):
    for stranger in (alice, AnonymousUser(), django_user_model.objects.create_user("gone", is_active=False)):
        assert not models.Initiative.objects.editable_by(stranger)
        assert not chips.is_editable_by(stranger)


def test_their_pages_ask_as_often_for_three_parts_as_for_one(lead, chips, django_assert_num_queries):
    rows.parts_of(chips)
    lead.get(page_of(chips))
    with django_assert_num_queries(35):
        lead.get(page_of(chips))
    rows.parts_of(chips)
    rows.parts_of(chips)
    with django_assert_num_queries(35):
        lead.get(page_of(chips))


# A partner's person on the staff's site


@pytest.fixture
def theirs(alice, chips):
    """An initiative that alice's organisation takes part in."""
    make.participation(chips, "KR", organisation=alice.memberships.get().organisation)
    return chips


def draft(client, initiative, **typed):
    given = {"initiative": initiative.pk, "body_en": "News"} | typed
    return send(client, address(models.ProgressUpdate, "add"), **given)


def test_a_partner_proposes_where_the_organisation_takes_part(guest, alice, theirs, staff):
    assert "The secretariat reads it" in guest.get(address(models.ProgressUpdate, "add")).text
    draft(guest, theirs)
    update = models.ProgressUpdate.objects.get()
    assert (update.visibility, update.published_at, update.author) == (make.PARTNERS, None, alice)
    assert models.Proposal.objects.get().organisation == alice.memberships.get().organisation
    act(staff, "publish", models.Proposal.objects.get())
    assert models.ProgressUpdate.objects.published().exists()


def test_and_nowhere_else(guest, theirs, grids):
    hidden = make.initiative("Hidden", make.INTERNAL)
    make.participation(hidden, "KR", organisation=theirs.participations.get().organisation)
    asked = {"app_label": "opportunities", "model_name": "progressupdate", "field_name": "initiative"}
    offered = guest.get("/admin/autocomplete/", asked).json()["results"]
    assert [choice["id"] for choice in offered] == [str(theirs.pk)]
    for other in (grids, hidden):
        [told] = errors(draft(guest, other))["initiative"]
        assert "not one of the available choices" in told
    assert not models.ProgressUpdate.objects.exists()


def test_a_partner_publishes_and_changes_nothing_not_even_its_own(guest, theirs):
    answer = draft(guest, theirs, _publish=1)
    assert "This is of an area that you do not lead" in said(answer)[0]
    update = models.ProgressUpdate.objects.get()
    assert update.published_at is None
    assert guest.post(page_of(update), {"body_en": "Better news"}).status_code == 403
    act(guest, "publish_drafts", update)
    assert not models.ProgressUpdate.objects.published().exists()


def test_a_partner_speaks_for_its_own_side_alone(guest, alice, theirs):
    form = guest.get(address(models.ProgressUpdate, "add")).context["adminform"].form
    assert not form.fields["on_behalf_of"].queryset
    models.Organisation.objects.update(country=make.country("KR"))
    form = guest.get(address(models.ProgressUpdate, "add")).context["adminform"].form
    assert [country.code for country in form.fields["on_behalf_of"].queryset] == ["KR"]


def test_without_an_organisation_nobody_proposes(guest, alice, theirs):
    alice.memberships.all().delete()
    assert guest.get(address(models.ProgressUpdate, "add")).status_code == 403


def test_what_somebody_once_did_reminds_nobody_of_what_is_hidden_since(guest, alice, chips):
    LogEntry.objects.log_actions(alice.pk, [chips], CHANGE, "Changed.")
    chips.visibility = make.INTERNAL
    chips.save()
    pages = ["/admin/", "/admin/opportunities/", address(models.Initiative)]
    assert [page for page in pages if "Chips" in guest.get(page).text] == []


def test_a_refusal_tells_no_more_of_what_is_hidden_than_of_what_never_was(guest, theirs):
    hidden = make.milestone(theirs, make.INTERNAL)
    told = [errors(draft(guest, theirs, milestone=key))["milestone"] for key in (hidden.pk, 9999)]
    assert told[0] == told[1]


def test_nothing_hidden_is_filled_in_for_a_partner(guest, theirs):
    hidden = make.update(theirs, make.INTERNAL, body_en="SECRET")
    page = guest.get(
        address(models.ProgressUpdate, "add"), {"supersedes": hidden.pk, "initiative": theirs.pk}
    )
    assert (page.status_code, "SECRET" in page.text) == (200, False)


def test_a_second_window_shows_no_more_than_the_first(guest, theirs):
    hidden = make.initiative("SECRET", make.INTERNAL)
    for page in (address(models.Initiative), page_of(theirs), page_of(hidden)):
        assert "SECRET" not in guest.get(page, {"_popup": 1, "_to_field": "id"}, follow=True).text
    assert guest.get(address(models.Initiative, "add"), {"_popup": 1}).status_code == 403
