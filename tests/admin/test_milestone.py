"""A date that moves asks for its reason in the same form; a milestone is cancelled with a public one."""

from datetime import date

import pytest

from opportunities.models import Milestone, MilestoneRevision
from tests import make
from tests.admin.browser import act, address, as_shown, confirm, errors, page_of, send

LATER = date(2026, 9, 1)
REFUSAL = ["The date changes: choose why, or set the old date again."]


@pytest.fixture
def milestone(db):
    return make.milestone(make.initiative())


def test_a_move_without_a_reason_is_refused_in_words(staff, milestone):
    response = send(staff, page_of(milestone), due_on=LATER)
    assert errors(response) == {"move_reason": REFUSAL}
    milestone.refresh_from_db()
    assert milestone.due_on == make.DAY


def test_a_move_with_a_reason_is_kept_with_it(staff, milestone):
    korea = make.country("KR")
    moved = {"move_reason": "funding", "move_side": korea.pk, "move_words_ko": "예산"}
    assert send(staff, page_of(milestone), due_on=LATER, **moved).status_code == 302
    move = milestone.revisions.get()
    assert (move.old_due_on, move.new_due_on, move.reason) == (make.DAY, LATER, "funding")
    assert (move.side, move.words_en, move.words_ko) == (korea, "", "예산")


def test_taking_a_date_away_is_a_move_too(staff, milestone):
    assert errors(send(staff, page_of(milestone), due_on="")) == {"move_reason": REFUSAL}


def test_a_first_date_and_other_changes_need_no_reason(staff, milestone):
    undated = make.milestone(milestone.initiative, due_on=None)
    assert send(staff, page_of(undated), due_on=LATER).status_code == 302
    assert send(staff, page_of(milestone), title_en="Sign it").status_code == 302
    assert not MilestoneRevision.objects.exists()


def test_the_reason_is_asked_on_the_page_of_the_initiative_too(staff, milestone):
    page = page_of(milestone.initiative)
    refused = send(staff, page, **{"milestones-0-due_on": LATER})
    inline = next(
        each for each in refused.context["inline_admin_formsets"] if each.formset.prefix == "milestones"
    )
    assert inline.formset.errors == [{"move_reason": REFUSAL}]
    send(staff, page, **{"milestones-0-due_on": LATER, "milestones-0-move_reason": "scope"})
    assert milestone.revisions.get().reason == "scope"


def test_a_control_character_in_the_words_is_refused(staff, milestone):
    moved = {"due_on": LATER, "move_reason": "scope", "move_words_en": "a\x08b"}
    found = errors(send(staff, page_of(milestone), **moved))
    assert list(found) == ["move_words_en"]


def test_only_a_part_of_the_same_initiative_is_offered_as_responsible(staff, milestone):
    own = make.participation(milestone.initiative)
    other = make.participation(make.initiative("Other"))
    form = staff.get(page_of(milestone)).context["adminform"].form
    assert list(form.fields["responsible"].queryset) == [own]
    assert "responsible" in errors(send(staff, page_of(milestone), responsible=other.pk))


def test_cancelling_asks_for_a_public_reason_first(staff, milestone):
    asked = act(staff, "cancel", milestone)
    assert asked.status_code == 200
    assert milestone.title in asked.text
    refused = act(staff, "cancel", milestone, _shown=1)
    assert "Write the reason in at least one language: it is public." in refused.text
    assert Milestone.objects.get().cancelled_at is None


def test_cancelling_with_a_reason(staff, milestone):
    met = make.milestone(milestone.initiative, done_on=make.DAY)
    done = confirm(staff, "cancel", milestone, met, cancellation_reason_fr="Sans objet")
    assert done.url == address(Milestone)
    milestone.refresh_from_db()
    met.refresh_from_db()
    assert (milestone.cancellation_reason_fr, bool(milestone.cancelled_at)) == ("Sans objet", True)
    assert met.cancelled_at is None
    assert "cancellation_reason_fr" in as_shown(staff.get(page_of(milestone)))
    assert "cancellation_reason_fr" not in as_shown(staff.get(page_of(met)))


def test_the_dates_of_a_move_stay_as_recorded(staff, milestone):
    milestone.move(LATER, "scope", "More to do")
    move = milestone.revisions.get()
    send(staff, page_of(move), words_en="Scope grew", old_due_on="2020-01-01")
    move.refresh_from_db()
    assert (move.words_en, move.old_due_on) == ("Scope grew", make.DAY)
    assert staff.post(address(MilestoneRevision, "delete", move.pk), {"post": "yes"}).status_code == 403
