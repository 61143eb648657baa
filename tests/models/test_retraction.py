"""Taking a published report back: of which day the correction is, what it says, which stage comes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from opportunities.choices import LANGUAGES
from opportunities.models import Initiative
from opportunities.models.retraction import retraction_of
from tests import make

DAY = make.DAY
SAID = (
    "Taken back: the report that this one corrects no longer holds. What was recorded before it stands again."
)


def report(of, days=0, at=0, **fields):
    published_at = timezone.now() + timedelta(hours=at)
    return make.update(of, as_of=DAY + timedelta(days), published_at=published_at, **fields)


@pytest.mark.parametrize(
    ("others", "days"),
    [((), 0), ((-3,), -3), ((-3, -9), -3), ((2,), 0), ((0,), 0)],
    ids=["alone", "one before", "two before", "one after", "one of the day"],
)
def test_it_is_of_the_day_of_the_report_that_is_the_last_again(chips, others, days):
    for other in others:
        report(chips, other)
    assert retraction_of(report(chips)).as_of == DAY + timedelta(days)


def test_what_its_readers_cannot_see_gives_it_no_day(chips):
    report(chips, -3, visibility=make.PARTNERS)
    report(chips, -5)
    assert retraction_of(report(chips)).as_of == DAY - timedelta(5)
    quiet = report(chips, visibility=make.PARTNERS)
    assert retraction_of(quiet).as_of == DAY


def test_reports_of_another_initiative_give_it_no_day(chips):
    report(make.initiative("Other"), -3)
    assert retraction_of(report(chips)).as_of == DAY


def test_it_repeats_of_whom_and_of_what_the_report_was_and_no_outlook(chips):
    sign, korea = make.milestone(chips), make.country("KR")
    wrong = report(chips, milestone=sign, milestone_met=True, on_behalf_of=korea, outlook="at_risk")
    made = retraction_of(wrong)
    assert (made.initiative, made.milestone, made.on_behalf_of) == (chips, sign, korea)
    assert (made.milestone_met, made.outlook, made.supersedes, made.status) == (False, "", wrong, "")
    assert (made.author, made.published_at) == (None, None)


def test_it_says_so_in_each_language_in_words_of_its_own(chips):
    made = retraction_of(report(chips))
    words = [getattr(made, f"body_{language}") for language in LANGUAGES]
    assert (words[0], len(set(words)), all(words)) == (SAID, 3, True)
    assert (made.reason_en, made.reason_fr, made.reason_ko) == ("", "", "")


def test_where_it_gives_back_a_stage_the_words_are_the_reason_too(chips):
    made = retraction_of(report(chips, status="scoped"))
    assert (made.status, made.reason_en) == ("raised", SAID)
    assert (made.reason_fr, made.reason_ko) == (made.body_fr, made.body_ko)


def test_the_stage_comes_back_that_was_published_before_whatever_day_it_spoke_of(chips):
    report(chips, 5, at=1, status="scoped")
    report(chips, -5, at=2, status="paused")
    report(chips, 9, at=3)
    assert retraction_of(report(chips, at=4, status="not_pursued")).status == "paused"


def test_a_draft_and_another_initiative_give_no_stage_back(chips):
    make.update(chips, make.PARTNERS, published_at=None, status="agreed")
    report(make.initiative("Other"), at=-1, status="delivered")
    report(chips, at=-2, status="scoped")
    assert retraction_of(report(chips, status="paused")).status == "scoped"


def test_a_report_that_moved_no_stage_gives_none_back(chips):
    report(chips, at=-1, status="scoped")
    assert retraction_of(report(chips)).status == ""


def test_a_correction_is_taken_back_like_any_report(chips, sora):
    wrong = report(chips, outlook="off_track")
    first = wrong.undo(sora)
    second = first.undo(sora)
    assert (first.supersedes, second.supersedes) == (wrong, first)
    with pytest.raises(ValidationError) as refusal:
        first.undo(sora)
    told = "This update is corrected already: take back the correction instead."
    assert refusal.value.messages == [told]


def test_a_draft_that_would_correct_it_does_not_stand_in_the_way(chips, sora):
    wrong = report(chips)
    make.update(chips, make.PARTNERS, published_at=None, supersedes=wrong)
    assert wrong.undo(sora).supersedes == wrong


def test_only_its_author_takes_a_draft_back(chips, sora, alice):
    draft = make.update(chips, make.PARTNERS, published_at=None, author=alice)
    with pytest.raises(PermissionDenied) as refusal:
        draft.undo(sora)
    assert str(refusal.value) == "Only whoever wrote a draft takes it back."
    assert draft.undo(alice) is None


def test_a_stage_is_not_given_back_to_fewer_than_read_the_initiative(chips, sora):
    wrong = report(chips, visibility=make.PARTNERS, status="scoped")
    with pytest.raises(ValidationError, match="must be readable by everyone"):
        wrong.undo(sora)
    assert (wrong.corrections.count(), Initiative.objects.get().status) == (0, "raised")


def unchanged(of, by=None):
    return type(report(of, -99)).unchanged(of, "As before", DAY, by)


def test_who_reports_no_change_repeats_the_outlook_last_declared(chips, sora):
    report(chips, -2, outlook="off_track")
    report(chips, -1, outlook="at_risk", on_behalf_of=make.country("KR"))
    report(make.initiative("Other"), outlook="on_track")
    made = unchanged(chips, sora)
    assert (made.outlook, made.on_behalf_of.code, made.status) == ("at_risk", "KR", "")
    assert (made.body_en, made.as_of, made.author) == ("As before", DAY, sora)
    assert (made.published_at, made.visibility) == (None, make.INTERNAL)


def test_where_none_was_declared_none_is_repeated(chips):
    made = unchanged(chips)
    assert (made.outlook, made.on_behalf_of, made.author) == ("", None, None)


@pytest.mark.parametrize(("readers", "outlook"), [(make.PUBLIC, ""), (make.PARTNERS, "at_risk")])
def test_an_outlook_is_repeated_as_the_readers_of_the_initiative_know_it(db, readers, outlook):
    made = make.initiative(visibility=readers)
    report(made, -1, outlook="at_risk", visibility=make.PARTNERS)
    assert unchanged(made).outlook == outlook


def test_no_change_is_not_reported_of_a_day_to_come_nor_without_a_word(chips):
    model = type(report(chips))
    for body, day in (("", DAY), ("As before", DAY.replace(year=2999))):
        with pytest.raises(ValidationError):
            model.unchanged(chips, body, day, None)
    assert model.objects.count() == 1
