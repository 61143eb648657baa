"""What each group may do with each kind of record, and which acts its lists offer."""

import pytest
from django.contrib.auth import get_user_model

from opportunities import models
from tests import make
from tests.admin.pages import asking, member_of, page

User = get_user_model()
# V: look, A: add, C: change, D: delete; in the order of the groups below.
GROUPS = ["Coordinators", "Area leads", "Viewers", "partner"]
RIGHTS = [
    (models.CooperationArea, "VACD", "V", "V", "V"),
    (models.Country, "VACD", "V", "V", "V"),
    (models.Organisation, "VACD", "V", "V", "V"),
    (models.Dialogue, "VACD", "V", "V", "V"),
    (models.Takeaway, "VACD", "V", "V", "V"),
    (models.Strength, "VACD", "V", "V", "V"),
    (models.Framework, "VACD", "V", "V", "V"),
    (models.Source, "VACD", "VAC", "V", "V"),
    (models.Initiative, "VACD", "VAC", "V", "V"),
    (models.Participation, "VACD", "VAC", "V", "V"),
    (models.Milestone, "VACD", "VAC", "V", "V"),
    (models.MilestoneRevision, "VC", "VC", "V", "V"),
    (models.ProgressUpdate, "VACD", "VAC", "V", "VA"),
    (models.Decision, "VACD", "VAC", "V", "V"),
    (models.Evidence, "VACD", "VAC", "V", "V"),
    (models.Change, "V", "V", "V", ""),
    (models.Proposal, "V", "V", "", ""),
    (models.Membership, "VACD", "", "", ""),
    (models.Token, "VACD", "", "", ""),
    (models.Term, "VACD", "VAC", "V", ""),
    (User, "VAC", "V", "", ""),
]
ACTS = [
    (models.Initiative, "delete_selected report_no_change assign shift withdraw",
     "report_no_change assign shift withdraw", "", ""),
    (models.Milestone, "delete_selected shift cancel", "shift cancel", "", ""),
    (models.ProgressUpdate, "delete_selected publish_drafts", "publish_drafts", "", ""),
    (models.Evidence, "delete_selected", "", "", ""),
    (models.MilestoneRevision, "", "", "", ""),
    (models.Proposal, "publish refuse", "publish refuse", "", "publish refuse"),
    (models.Token, "delete_selected rotate revoke", "", "", ""),
    (models.Change, "", "", "", ""),
    (User, "invite take_second_step_off", "", "", ""),
]  # fmt: skip


@pytest.fixture
def people(db, guest):
    """One of each group; the partner's person has every right but that to read internal records."""
    found = [member_of(name, User, name) for name in GROUPS[:3]]
    return [*found, User.objects.get(username="alice")]


def letters(request, model):
    asked = page(model)
    may = {
        "V": asked.has_view_permission(request),
        "A": asked.has_add_permission(request),
        "C": asked.has_change_permission(request),
        "D": asked.has_delete_permission(request),
    }
    return "".join(letter for letter, yes in may.items() if yes)


def test_what_each_group_may_do(people):
    requests = [asking(user) for user in people]
    assert [
        (model, *(letters(request, model) for request in requests)) for model, *_rights in RIGHTS
    ] == RIGHTS


def test_which_acts_each_group_is_offered(people):
    requests = [asking(user) for user in people]
    offered = [
        (model, *(" ".join(page(model).get_actions(request)) for request in requests))
        for model, *_acts in ACTS
    ]
    assert offered == ACTS


def test_only_the_chief_deletes_a_move_or_a_published_report(people):
    chips = make.initiative()
    milestone = make.milestone(chips)
    milestone.move(None, "scope")
    draft, published = make.update(chips, make.INTERNAL, published_at=None), make.update(chips)
    records = [milestone.revisions.get(), published, draft]
    chief = asking(User.objects.create_superuser("chief"))
    may = [
        [page(type(record)).has_delete_permission(request, record) for record in records]
        for request in (chief, asking(people[0]), asking(people[1]))
    ]
    assert may == [[True, True, True], [False, False, True], [False, False, False]]


def test_a_coordinator_changes_no_chief(people):
    coordinator, lead = asking(people[0]), asking(people[1])
    chief = User.objects.create_superuser("chief")
    assert page(User).has_change_permission(coordinator, people[2])
    assert not page(User).has_change_permission(coordinator, chief)
    assert not page(User).has_change_permission(lead, people[2])
    assert page(User).has_change_permission(asking(chief), chief)


def test_nothing_of_a_single_token_is_changed_by_hand(people):
    make.token(make.organisation())
    token, request = models.Token.objects.get(), asking(people[0])
    assert page(models.Token).has_view_permission(request, token)
    assert not page(models.Token).has_change_permission(request, token)


def test_only_the_chief_gives_single_rights(people):
    kept = {"is_superuser", "user_permissions"}
    coordinator = page(User).get_readonly_fields(asking(people[0]))
    chief = page(User).get_readonly_fields(asking(User.objects.create_superuser("chief")))
    assert {*coordinator} - {*chief} == kept
    assert {*chief} == {"last_login", "date_joined"}


@pytest.mark.parametrize(("group", "parts"), [("Coordinators", 6), ("Viewers", 6)])
def test_whoever_looks_sees_all_parts_of_an_initiative(db, group, parts):
    request, chips = asking(member_of(group, User)), make.initiative()
    shown = page(models.Initiative).get_inline_instances(request, chips)
    assert len(shown) == parts
    may_add = [inline.has_add_permission(request, chips) for inline in shown]
    assert may_add == [*[group == "Coordinators"] * 5, False]
