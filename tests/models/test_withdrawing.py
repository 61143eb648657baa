"""Withdrawing and assigning: what of an initiative changes, for whom it is gone, and what stays."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from opportunities.choices import Visibility
from opportunities.models import Initiative
from tests import make


def gone():
    """How many are gone, for each level of readers."""
    return [Initiative.objects.withdrawn_from(level).count() for level in Visibility]


@pytest.mark.parametrize(
    ("had", "told"), [(make.PUBLIC, [1, 1, 1]), (make.PARTNERS, [0, 1, 1]), (make.INTERNAL, [0, 0, 1])]
)
def test_gone_for_those_who_had_it(db, had, told):
    made = make.initiative(visibility=had)
    assert gone() == [0, 0, 0]
    made.withdraw("Outside the mandate")
    assert gone() == told


def test_without_a_reason_it_stays_as_it_is(chips):
    with pytest.raises(ValidationError) as refusal:
        chips.withdraw("")
    said = "Say why it is withdrawn: whoever could read the initiative reads this."
    assert refusal.value.messages == [said]
    chips.refresh_from_db()
    assert (chips.visibility, chips.withdrawn_at, chips.withdrawn_from) == (make.PUBLIC, None, None)


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("Hors mandat", ("", "Hors mandat", "")),
        ({"en": "Outside", "ko": "권한 밖"}, ("Outside", "", "권한 밖")),
    ],
)
def test_the_reason_is_kept_in_the_language_it_was_given_in(chips, reason, kept):
    with translation.override("fr"):
        chips.withdraw(reason)
    names = ("withdrawal_reason_en", "withdrawal_reason_fr", "withdrawal_reason_ko")
    assert Initiative.objects.values_list(*names).get() == kept


def test_when_it_was_withdrawn_is_kept(chips, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    chips.withdraw("Outside the mandate")
    chips.refresh_from_db()
    assert chips.withdrawn_at == now


def test_its_parts_go_along_for_everyone_but_staff(chips):
    sign = make.milestone(chips)
    make.milestone(make.initiative("Other"))
    chips.withdraw("Outside the mandate")
    seen = [type(sign).objects.visible_at(level).filter(pk=sign.pk).exists() for level in Visibility]
    assert seen == [False, False, True]
    sign.refresh_from_db()
    assert (sign.visibility, type(sign).objects.visible_at(make.PUBLIC).count()) == (make.PUBLIC, 1)


def test_it_is_withdrawn_by_the_verb_alone(chips):
    chips.withdrawn_at = timezone.now()
    with pytest.raises(ValidationError) as refusal:
        chips.save()
    assert refusal.value.messages == ["Withdraw the initiative with a public reason."]
    with pytest.raises(ValidationError, match="withdrawn_at: change this record by record"):
        Initiative.objects.update(withdrawn_at=None)
    chips.save(update_fields=["summary_en"])


def test_what_only_partners_had_and_everyone_then_had_is_gone_for_everyone(db):
    made = make.initiative(visibility=make.PARTNERS)
    made.withdraw("Not yet")
    made.visibility = make.PUBLIC
    made.save()
    made.withdraw("Outside the mandate")
    assert (made.withdrawn_from, gone()) == (make.PUBLIC, [1, 1, 1])


def test_what_everyone_had_stays_told_to_everyone_though_partners_had_it_last(chips):
    chips.withdraw("Not now")
    chips.visibility = make.PARTNERS
    chips.save()
    chips.withdraw("Not at all")
    assert (chips.withdrawn_from, gone()) == (make.PUBLIC, [1, 1, 1])


def test_when_it_was_first_public_outlives_its_withdrawal(chips):
    chips.refresh_from_db()
    first = chips.first_public_at
    chips.withdraw("Not now")
    chips.visibility = make.PUBLIC
    chips.save()
    chips.refresh_from_db()
    assert chips.first_public_at == first


def test_an_officer_is_assigned_and_taken_away(chips, sora):
    chips.assign(sora)
    assert Initiative.objects.get().officer == sora
    chips.assign(None)
    assert Initiative.objects.get().officer is None


def test_an_officer_who_leaves_leaves_the_initiative(chips, sora):
    chips.assign(sora)
    sora.delete()
    chips.refresh_from_db()
    assert (chips.officer, chips.ref) == (None, "CHP-1")
