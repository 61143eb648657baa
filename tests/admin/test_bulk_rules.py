"""Acts on many: what may go, what stops the rest, and what is said of each record."""

import pytest
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError

from opportunities.admin.acts import Cancel, NoChange, Publish, ShiftPlans, Withdraw, told, words_of, written
from opportunities.admin.bulk import Act, Line, attempt, digest_of, may_go, say
from opportunities.models import Initiative
from tests import make
from tests.admin.pages import asking, page
from tests.admin.pages import told as messages


class TitleForm(forms.Form):
    title = forms.CharField()


class Rename(Act):
    """Refuses what is called No; of what is called Forbidden it says that one may not."""

    form_class = TitleForm

    def shown(self, record):
        return {"title": record.title, "area": str(record.area)}

    def do(self, record, by, form):
        if record.title == "No":
            raise ValidationError(["First", "Second"])
        if record.title == "Forbidden":
            raise PermissionDenied("Not yours")
        record.write(title_en=form.cleaned_data["title"])


class RenameAll(Rename):
    all_or_nothing = True


def filled(**typed):
    form = TitleForm({"title": "New"} | typed)
    assert form.is_valid()
    return form


def titles():
    return list(Initiative.objects.order_by("pk").values_list("title_en", flat=True))


@pytest.fixture
def three(db):
    return [make.initiative(title) for title in ("Old", "No", "Forbidden")]


def look(sora, act, titles=("Old", "No", "Forbidden")):
    """(lines, digest), of the records as they are stored."""
    lines, _done = attempt(sora, stored(titles), act, filled(), None)
    return lines, digest_of(lines, filled())


def do(sora, act, confirmed, titles=("Old", "No", "Forbidden")):
    return attempt(sora, stored(titles), act, filled(), confirmed)


def stored(titles):
    return Initiative.objects.filter(title_en__in=titles).order_by("pk")


def test_only_what_differs_is_told_and_each_refusal_with_its_record(three, sora):
    lines, _digest = look(sora, Rename())
    assert [(line.differences, line.refusals) for line in lines] == [
        ([("title", "Old", "New")], []),
        ([], ["First", "Second"]),
        ([], ["Not yours"]),
    ]
    assert titles() == ["Old", "No", "Forbidden"]


def test_what_was_confirmed_is_done_and_the_refused_stay(three, sora):
    lines, digest = look(sora, Rename())
    assert do(sora, Rename(), digest) == (lines, True)
    assert titles() == ["New", "No", "Forbidden"]


def test_where_all_go_together_one_refusal_stops_all(three, sora):
    lines, digest = look(sora, RenameAll())
    assert do(sora, RenameAll(), digest) == (lines, False)
    assert titles() == ["Old", "No", "Forbidden"]
    _lines, digest = look(sora, RenameAll(), ["Old"])
    assert do(sora, RenameAll(), digest, ["Old"])[1]
    assert titles() == ["New", "No", "Forbidden"]


@pytest.mark.parametrize(
    ("lines", "some", "all_of_them"),
    [
        ([], False, False),
        ([Line(None, [], [])], False, False),
        ([Line(None, [], ["No"])], False, False),
        ([Line(None, [("a", "1", "2")], [])], True, True),
        ([Line(None, [("a", "1", "2")], []), Line(None, [], [])], True, True),
        ([Line(None, [("a", "1", "2")], []), Line(None, [], ["No"])], True, False),
    ],
)
def test_it_may_go_where_something_changes(lines, some, all_of_them):
    assert (may_go(lines, Rename()), may_go(lines, RenameAll())) == (some, all_of_them)


def test_the_digest_is_of_what_was_shown_and_of_what_was_typed(db):
    chips, grids = make.initiative(), make.initiative("Grids")
    lines = [Line(chips, [("title", "Chips", "New")], [])]
    others = [
        ([Line(grids, [("title", "Chips", "New")], [])], filled()),
        ([Line(chips, [("title", "Chips", "Other")], [])], filled()),
        ([Line(chips, [("title", "Chips", "New")], ["No"])], filled()),
        (lines, filled(title="Other")),
    ]
    assert digest_of(list(lines), filled()) == digest_of(lines, filled())
    assert digest_of(lines, filled()) not in [digest_of(*other) for other in others]


def test_it_says_how_many_and_each_refusal(three, sora):
    request = asking(sora)
    lines = [Line(three[0], [("a", "1", "2")], []), Line(three[1], [], ["First", "Second"])]
    say(page(Initiative), request, [*lines, Line(three[2], [], [])])
    assert messages(request) == [
        "1 record changed.",
        "Not changed, CHP-2 No: First",
        "Not changed, CHP-2 No: Second",
    ]


def test_a_report_is_told_by_day_side_outlook_and_words(db):
    chips = make.initiative()
    assert told(None) == "–"
    assert told(make.update(chips)) == "March 2, 2026 · Jointly · Not assessed · News"
    korea = make.update(chips, outlook="off_track", on_behalf_of=make.country("KR"))
    assert told(korea) == "March 2, 2026 · Korea · Off track · News"
    assert (written(None), written(make.DAY)) == ("–", "March 2, 2026")


def test_words_are_kept_by_language():
    form = forms.Form()
    form.cleaned_data = {"words_en": "A", "words_fr": "B", "words_ko": "C", "reason": "D"}
    assert words_of(form, "words") == {"en": "A", "fr": "B", "ko": "C"}


def test_a_plan_is_shown_with_all_that_is_open_and_moves_what_has_a_date(db):
    chips = make.initiative()
    later = make.milestone(chips, title_en="Later", due_on=make.DAY.replace(month=4))
    dated = make.milestone(chips)
    make.milestone(chips, title_en="Undated", due_on=None)
    make.milestone(chips, title_en="Met", done_on=make.DAY)
    assert ShiftPlans().shown(chips) == {
        "1. Later": "April 2, 2026",
        "2. Sign": "March 2, 2026",
        "3. Undated": "–",
    }
    assert list(ShiftPlans().dated(chips)) == [dated, later]


def test_what_is_gone_is_shown_with_its_reason(db):
    chips = make.initiative(visibility=make.PARTNERS)
    milestone = make.milestone(chips)
    assert Cancel().shown(milestone) == {"state": "March 2, 2026"}
    assert Withdraw().shown(chips) == {"readers": "Partners"}
    milestone.cancel("Merged")
    chips.withdraw("Over")
    assert Cancel().shown(milestone) == {"state": "Cancelled: Merged"}
    assert Withdraw().shown(chips) == {"readers": "Withdrawn: Over"}


def test_a_report_that_meets_no_milestone_moves_none(db):
    chips = make.initiative()
    named = make.update(chips, make.INTERNAL, published_at=None, milestone=make.milestone(chips))
    assert Publish().shown(named) == {"report": "Draft (Internal): News", "status": "Raised"}


def test_the_last_draft_is_shown_beside_the_last_report(db):
    chips = make.initiative()
    assert NoChange().shown(chips) == {"last report": "–", "latest draft": "–"}
    make.update(chips, make.INTERNAL, body_en="Known to staff")
    make.update(chips, make.INTERNAL, published_at=None, body_en="Half done")
    assert NoChange().shown(chips) == {
        "last report": "March 2, 2026 · Jointly · Not assessed · Known to staff",
        "latest draft": "March 2, 2026 · Jointly · Not assessed · Half done",
    }
