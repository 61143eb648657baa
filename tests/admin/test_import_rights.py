"""Whose files and whose records: a person sees and changes no more through a spreadsheet than by hand."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from opportunities.admin.spreadsheets.unfinished import unfinished
from opportunities.models import Initiative, Milestone, Upload
from tests import make
from tests.admin import rows
from tests.admin.browser import address, said
from tests.admin.sheets import changes, check, page_of_check, problems, rows_of, save
from tests.conftest import signed_in

GONE = "This file is not here: it is saved, forgotten, or older than a week."
NOT_THEIRS = [("", "You may not write this one.")]


@pytest.fixture
def lead(db, django_user_model):
    """She leads chips, as others lead energy."""
    user = django_user_model.objects.create_user("mina", is_staff=True)
    user.groups.set([Group.objects.get(name="Area leads")])
    make.membership(user, make.organisation("secretariat"), make.area())
    return signed_in(user)


@pytest.fixture
def grids(db):
    return make.initiative("Grids", area=make.area("energy", "ENE"))


@pytest.fixture
def chips(db):
    make.country("CA"), make.country("KR")
    return make.initiative("Chips")


def test_an_area_lead_changes_what_is_in_her_area_alone(lead, chips, grids):
    page = check(lead, ["ref", "title_en"], ["CHP-1", "New"], ["ENE-1", "Newer"])
    assert (list(changes(page)), problems(page)) == ([2], {3: NOT_THEIRS})
    save(lead, page)
    grids.refresh_from_db()
    assert grids.title_en == "Grids"


def test_she_moves_nothing_out_of_her_area_and_nothing_into_it(lead, chips, grids):
    page = check(lead, ["ref", "area"], ["CHP-1", "ENE"], ["ENE-1", "CHP"])
    assert problems(page) == {2: NOT_THEIRS, 3: NOT_THEIRS}


def test_she_begins_nothing_in_other_areas(lead, chips, grids):
    page = check(lead, ["ref", "area", "title_en"], ["", "ENE", "New"], ["", "CHP", "Newer"])
    assert (list(changes(page)), problems(page)) == ([3], {2: NOT_THEIRS})
    milestones = ["initiative", "milestone", "title_en"], ["ENE-1", "", "Sign"], ["CHP-1", "", "Sign"]
    page = check(lead, *milestones, model=Milestone)
    assert (list(changes(page)), problems(page)) == ([3], {2: NOT_THEIRS})


def test_milestones_of_other_areas_are_not_hers_either(lead, chips, grids):
    milestone = make.milestone(grids)
    page = check(lead, ["milestone", "title_en"], [milestone.uid, "New"], model=Milestone)
    assert problems(page) == {2: NOT_THEIRS}


def test_who_may_only_change_begins_nothing(staff, sora, chips):
    sora.user_permissions.remove(Permission.objects.get(codename="add_initiative"))
    page = check(staff, ["ref", "area", "title_en"], ["", "CHP", "New"])
    assert problems(page) == {2: NOT_THEIRS}


def test_who_may_not_write_parts_names_no_leads(staff, sora, chips):
    make.organisation("kari")
    sora.user_permissions.remove(Permission.objects.get(codename="add_participation"))
    page = check(staff, ["ref", "lead_ca"], ["CHP-1", "kari"])
    assert problems(page) == {2: [("", "You may not name leads.")]}


def test_who_may_not_add_organisations_chooses_among_those_there_are(staff, sora, chips):
    kari = make.organisation("kari")
    make.organisation("stepi", country=make.country("KR"))
    sora.user_permissions.remove(Permission.objects.get(codename="add_organisation"))
    page = check(staff, ["ref", "lead_ca"], ["CHP-1", "Kari Institute"])
    choices = dict(page.context["form"].fields["choice_1"].choices)
    assert list(choices) == ["", "leave", str(kari.pk)]
    assert save(staff, page, choice_1="create").status_code == 200
    save(staff, page, choice_1=str(kari.pk))
    assert chips.participations.get().organisation == kari


def test_a_viewer_exports_and_imports_nothing(db, django_user_model, chips):
    user = django_user_model.objects.create_user("viewer", is_staff=True)
    user.groups.set([Group.objects.get(name="Viewers")])
    viewer = signed_in(user)
    assert len(rows_of(viewer.get(address(Initiative, "export", "csv")))) == 2
    assert viewer.get(address(Initiative, "import")).status_code == 403
    links = [label for _address, label in viewer.get(address(Initiative)).context["sheets"]]
    assert links == ["Export for Excel", "Export as CSV"]


def test_a_guest_is_offered_nothing(guest, chips):
    assert guest.get(address(Initiative)).context["sheets"] == []


def test_the_files_of_others_are_not_there(staff, chief, chips):
    page = check(staff, ["ref", "title_en", "area"], ["CHP-1", "New", "nowhere"])
    check_page, left_out = page_of_check(page), page.context["left_out"]
    assert [staff.get(url).status_code for url in (check_page, left_out)] == [200, 200]
    answers = [chief.get(check_page), chief.get(left_out)]
    answers += [
        chief.post(check_page, sent) for sent in ({"_forget": "1"}, {"mark": page.context["check"].mark})
    ]
    assert {(answer.url, *said(answer)[-1:]) for answer in answers} == {(address(Initiative, "import"), GONE)}
    assert Upload.objects.exists()


def test_what_is_not_finished_is_told_to_its_sender_alone(staff, sora, chips, django_user_model):
    page = check(staff, ["ref", "title_en"], ["CHP-1", "New"], ["XYZ-9", "Newer"])
    save(staff, page)
    [upload] = unfinished(sora)
    assert (upload.address, upload.waiting, upload.saved) == (page_of_check(page), 1, 1)
    assert "1 row of this file is saved already; these are left." in staff.get(upload.address).text
    assert unfinished(django_user_model.objects.create_user("other")) == []


def test_what_is_left_for_a_week_is_forgotten(staff, sora, chips):
    page = check(staff, ["ref", "title_en"], ["CHP-1", "New"])
    Upload.objects.update(at=timezone.now() - timedelta(days=8))
    assert unfinished(sora) == []
    assert said(staff.get(page_of_check(page))) == [GONE]
    check(staff, ["ref", "title_en"], ["CHP-1", "Newer"])
    assert Upload.objects.count() == 1


def test_a_second_click_saves_nothing_twice(staff, chips):
    page = check(staff, ["ref", "area", "title_en"], ["", "CHP", "New"])
    first, second = save(staff, page), save(staff, page)
    assert (first.url, second.url) == (address(Initiative), address(Initiative, "import"))
    assert Initiative.objects.filter(title_en="New").count() == 1


@pytest.mark.parametrize(("model", "queries"), [(Initiative, 11), (Milestone, 8)])
def test_a_check_asks_as_often_for_four_rows_as_for_two(staff, django_assert_num_queries, model, queries):
    for count in (2, 4):
        records = [rows.NEW[model]() for _ in range(count)]
        key = "ref" if model is Initiative else "milestone"
        sent = [[getattr(record, "ref", record.uid), "New"] for record in records]
        page = check(staff, [key, "title_en"], *sent, model=model)
        with django_assert_num_queries(queries):
            again = staff.get(page_of_check(page))
        assert len(changes(again)) == count
