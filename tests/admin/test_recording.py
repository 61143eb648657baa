"""What is written here is recorded in the name of who wrote it."""

import pytest

from opportunities.models import Change, Initiative, Milestone, Organisation
from tests import make
from tests.admin.browser import act, address, page_of, send


def changes_since(seq):
    columns = ("kind", "action", "door", "actor__username")
    return sorted(Change.objects.filter(seq__gt=seq).values_list(*columns))


@pytest.fixture
def since(db):
    """The number of the last change before the act."""
    return lambda: Change.objects.values_list("seq", flat=True).first() or 0


def test_a_form_with_its_inlines_is_one_unit_by_its_sender(staff, since):
    initiative = make.initiative()
    before = since()
    row = {"decisions-TOTAL_FORMS": 1, "decisions-0-question_en": "Where?", "decisions-0-visibility": 1}
    response = send(staff, page_of(initiative), title_en="Better", **row)
    assert response.url == address(Initiative)
    assert changes_since(before) == [
        ("decision", "created", "admin", "sora"),
        ("initiative", "changed", "admin", "sora"),
    ]


def test_a_refused_form_leaves_nothing(staff, since):
    initiative = make.initiative()
    before = since()
    send(staff, page_of(initiative), title_en="", title_fr="", title_ko="")
    assert changes_since(before) == []
    assert Initiative.objects.get().title_en == "Chips"


def test_a_bulk_delete_leaves_one_change_per_record(staff, since):
    milestones = [make.milestone(make.initiative()) for _ in range(3)]
    before = since()
    act(staff, "delete_selected", *milestones, post="yes")
    assert Milestone.objects.count() == 0
    assert changes_since(before) == [
        *[("initiative", "changed", "admin", "sora")] * 3,
        *[("milestone", "deleted", "admin", "sora")] * 3,
    ]


def test_a_deletion_takes_its_parts_along(staff, since):
    initiative = make.initiative()
    make.milestone(initiative)
    before = since()
    staff.post(address(Initiative, "delete", initiative.pk), {"post": "yes"})
    assert changes_since(before) == [
        ("initiative", "deleted", "admin", "sora"),
        ("milestone", "deleted", "admin", "sora"),
    ]


def test_what_others_rest_on_is_not_deleted(staff):
    organisation = make.organisation()
    make.lead(make.initiative(), organisation)
    asked = act(staff, "delete_selected", organisation)
    assert "would require deleting the following protected related objects" in asked.text
    act(staff, "delete_selected", organisation, post="yes")
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_the_change_log_tells_who_changed_what(staff):
    initiative = make.initiative()
    send(staff, page_of(initiative), title_en="Better")
    change = Change.objects.first()
    listed = staff.get(address(Change), {"uid": initiative.uid}).context["cl"].result_list
    assert listed[0] == change
    page = staff.get(address(Change, "change", change.seq)).text
    assert "<del>Chips</del>" in page
    assert "Title (English)" in page
    assert "Title (Français)" not in page
    assert 'name="_save"' not in page


def test_nobody_writes_the_change_log(chief):
    make.initiative()
    change = Change.objects.first()
    assert chief.get(address(Change, "add")).status_code == 403
    assert chief.post(address(Change, "change", change.seq), {"door": "x"}).status_code == 403
    assert chief.post(address(Change, "delete", change.seq), {"post": "yes"}).status_code == 403
