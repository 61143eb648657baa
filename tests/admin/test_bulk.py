"""Acts on many: shown record by record before anything changes, and done only as they were shown."""

from datetime import date

import pytest

from opportunities.models import Change, Initiative, MilestoneRevision, ProgressUpdate
from tests import make
from tests.admin.browser import act, address, confirm, said

MOVED = {"days": 7, "reason": "funding", "words_en": "Budget"}


@pytest.fixture
def two(db):
    return make.initiative("Chips"), make.initiative("Grids")


def shown(client, action, *records, **typed):
    """[(record, [(label, before, after)], refusals)]"""
    lines = act(client, action, *records, _shown=1, **typed).context["lines"]
    return [(line.record, line.differences, line.refusals) for line in lines]


def test_an_act_first_asks_and_names_the_records(staff, sora, two):
    asked = act(staff, "assign", *two)
    assert (asked.context["lines"], list(asked.context["records"])) == ([], list(two))
    assert "Show what will change" in asked.text


def test_what_is_shown_is_not_done(staff, sora, two):
    before = Change.objects.count()
    assert shown(staff, "assign", *two, officer=sora.pk) == [
        (each, [("officer", "–", "sora")], []) for each in two
    ]
    assert not Initiative.objects.exclude(officer=None).exists()
    assert Change.objects.count() == before


def test_an_officer_is_assigned_once_confirmed(staff, sora, two):
    done = confirm(staff, "assign", *two, officer=sora.pk)
    assert (done.url, said(done)) == (address(Initiative), ["2 records changed."])
    assert [each.officer for each in Initiative.objects.all()] == [sora, sora]
    moments = Change.objects.filter(door="admin", actor=sora).values_list("at", flat=True)
    assert (len(moments), len({*moments})) == (2, 1)


def test_an_officer_can_be_taken_off(staff, sora, two):
    two[0].assign(sora)
    confirm(staff, "assign", *two, officer="")
    assert not Initiative.objects.exclude(officer=None).exists()


def test_only_staff_can_be_officers(staff, alice, two):
    asked = act(staff, "assign", *two, _shown=1, officer=alice.pk)
    assert list(asked.context["form"].errors) == ["officer"]


def test_what_was_typed_after_it_was_shown_is_shown_again(staff, sora, chief, django_user_model, two):
    digest = act(staff, "assign", *two, _shown=1, officer=sora.pk).context["digest"]
    other = django_user_model.objects.get(username="chief")
    again = act(staff, "assign", *two, _shown=1, _confirm=1, _digest=digest, officer=other.pk)
    assert again.context["lines"][0].differences == [("officer", "–", "chief")]
    assert "Nothing is changed yet: this is not what was shown before." in again.text
    assert not Initiative.objects.exclude(officer=None).exists()


def test_what_somebody_else_changed_meanwhile_is_shown_again(staff, sora, chief, django_user_model, two):
    digest = act(staff, "assign", *two, _shown=1, officer=sora.pk).context["digest"]
    two[0].assign(django_user_model.objects.get(username="chief"))
    again = act(staff, "assign", *two, _shown=1, _confirm=1, _digest=digest, officer=sora.pk)
    assert again.context["lines"][0].differences == [("officer", "chief", "sora")]
    assert Initiative.objects.get(pk=two[1].pk).officer is None


def test_a_forged_confirmation_does_nothing(staff, sora, two):
    act(staff, "assign", *two, _shown=1, _confirm=1, _digest="x", officer=sora.pk)
    act(staff, "assign", *two, _shown=1, _confirm=1, officer=sora.pk)
    assert not Initiative.objects.exclude(officer=None).exists()


def test_dates_of_open_milestones_move_with_a_reason(staff, two):
    open_one, met = make.milestone(two[0]), make.milestone(two[0], done_on=make.DAY, title_en="Met")
    make.milestone(two[0], due_on=None, title_en="Undated")
    difference = [("1. Sign", "March 2, 2026", "March 9, 2026")]
    assert shown(staff, "shift", *two, **MOVED) == [(two[0], difference, []), (two[1], [], [])]
    assert said(confirm(staff, "shift", *two, **MOVED)) == ["1 record changed."]
    move = MilestoneRevision.objects.get()
    assert (move.milestone, move.reason, move.words_en) == (open_one, "funding", "Budget")
    assert move.new_due_on == date(2026, 3, 9)
    met.refresh_from_db()
    assert met.due_on == make.DAY


def test_chosen_milestones_move_too_and_earlier(staff, two):
    chosen, other = make.milestone(two[0]), make.milestone(two[0])
    confirm(staff, "shift", chosen, **MOVED | {"days": -1, "reason": "brought_forward"})
    chosen.refresh_from_db()
    other.refresh_from_db()
    assert (chosen.due_on, other.due_on) == (date(2026, 3, 1), make.DAY)


def test_half_a_plan_is_not_moved(staff, two):
    good, last = make.milestone(two[0]), make.milestone(two[1], due_on=date(9999, 12, 30))
    refused = [(last, [], ["The new date is out of range: give fewer days."])]
    assert shown(staff, "shift", good, last, **MOVED)[1:] == refused
    confirm(staff, "shift", good, last, **MOVED)
    assert not MilestoneRevision.objects.exists()


@pytest.mark.parametrize("typed", [{"days": 0}, {"days": 99999}, {"reason": ""}, {"words_en": "a\x08b"}])
def test_a_move_that_cannot_be_is_said(staff, two, typed):
    asked = act(staff, "shift", *two, _shown=1, **MOVED | typed)
    assert list(asked.context["form"].errors) == list(typed)


def unchanged(**typed):
    return {"as_of": "2026-03-10", "body_en": "No change", "then": "draft"} | typed


def test_no_change_repeats_the_outlook_of_whoever_spoke_last(staff, sora, two):
    korea = make.country("KR")
    make.update(two[0], outlook="at_risk", on_behalf_of=korea)
    confirm(staff, "report_no_change", *two, **unchanged())
    first, second = ProgressUpdate.objects.drafts().order_by("initiative")
    assert (first.outlook, first.on_behalf_of, first.author) == ("at_risk", korea, sora)
    assert (first.body_en, first.as_of, first.published_at) == ("No change", date(2026, 3, 10), None)
    assert (second.outlook, second.on_behalf_of) == ("", None)


def test_no_change_can_be_published_at_once(staff, two):
    make.update(two[0], outlook="on_track")
    lines = shown(staff, "report_no_change", two[0], **unchanged(then="publish"))
    before, after = (
        f"March {day}, 2026 · Jointly · On track · {body}" for day, body in [(2, "News"), (10, "No change")]
    )
    assert lines == [(two[0], [("last report", before, after)], [])]
    confirm(staff, "report_no_change", two[0], **unchanged(then="publish"))
    assert ProgressUpdate.objects.published().latest_first().first().body_en == "No change"


def test_no_change_repeats_nothing_that_its_readers_do_not_know(staff, two):
    make.update(two[0], make.INTERNAL, outlook="off_track")
    confirm(staff, "report_no_change", two[0], **unchanged(then="publish"))
    assert ProgressUpdate.objects.get(body_en="No change").outlook == ""


def test_no_change_of_a_day_to_come_is_refused_record_by_record(staff, two):
    refused = ["A report cannot speak of a day to come."]
    lines = shown(staff, "report_no_change", *two, **unchanged(as_of="2999-01-01"))
    assert lines == [(each, [], refused) for each in two]
    assert not ProgressUpdate.objects.exists()


def test_the_words_offered_stand_in_each_language(staff, two):
    form = act(staff, "report_no_change", *two).context["form"]
    assert form["body_fr"].value() == "Aucun changement depuis le dernier rapport."
    assert form["body_ko"].value() == "지난 보고 이후 변동 사항 없음."


def test_publishing_shows_the_words_and_what_they_move(staff, two):
    milestone = make.milestone(two[0])
    draft = make.update(
        two[0], make.INTERNAL, published_at=None, milestone=milestone, milestone_met=True,
        status="scoped", reason_en="Agreed",
    )  # fmt: skip
    [(_draft, differences, _refusals)] = shown(staff, "publish_drafts", draft)
    assert differences == [
        ("report", "Draft (Internal): News", "Published (Public): News"),
        ("status", "Raised", "Scoped"),
        ("Sign", "–", "March 2, 2026"),
    ]


def test_publishing_to_fewer(staff, two):
    draft = make.update(two[0], make.INTERNAL, published_at=None)
    confirm(staff, "publish_drafts", draft, readers="2")
    assert ProgressUpdate.objects.get().visibility == make.PARTNERS


def test_what_is_published_already_is_not_offered(staff, two):
    page = act(staff, "publish_drafts", make.update(two[0]))
    assert "None of the records you chose is open to this." in page.text


def test_withdrawing_shows_who_reads_it_and_what_they_will_read(staff, two):
    assert shown(staff, "withdraw", two[0], withdrawal_reason_en="Merged") == [
        (two[0], [("readers", "Public", "Withdrawn: Merged")], [])
    ]


def test_a_guest_is_offered_none_of_it(guest, sora, two):
    for action, typed in [
        ("assign", {"officer": sora.pk}),
        ("shift", MOVED),
        ("report_no_change", unchanged()),
    ]:
        confirm(guest, action, *two, **typed)
    assert "report_no_change" not in guest.get(address(Initiative)).text
    assert not Initiative.objects.exclude(officer=None).exists()
    assert not ProgressUpdate.objects.exists()


def test_all_that_a_filter_finds_is_sent_as_one(staff, sora, two):
    asked = act(staff, "assign", two[0], select_across=1)
    assert asked.text.count('name="_selected_action"') == 1
    confirm(staff, "assign", two[0], select_across=1, officer=sora.pk)
    assert [each.officer for each in Initiative.objects.all()] == [sora, sora]
