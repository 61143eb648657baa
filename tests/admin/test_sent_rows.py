"""A form as it was sent: its rows go by their record, wherever they stand and whoever deleted one."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict

from opportunities.admin.conflict import Sent, differing, gone
from opportunities.admin.shown import digest
from opportunities.models import Decision, Initiative


def row(pk):
    return SimpleNamespace(instance=SimpleNamespace(pk=pk))


def sent(*stored, **typed):
    """The form, where rows of these keys are stored."""
    formset = SimpleNamespace(prefix="decisions", model=Decision, initial_forms=[row(pk) for pk in stored])
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data[name.replace("__", "-")] = value
    return Sent(data, [formset])


def two(*stored, **more):
    """Rows 7 and 8, and a new one."""
    given = {"decisions__TOTAL_FORMS": "3", "decisions__INITIAL_FORMS": "2", "title_en": "Chips"}
    given |= {"decisions__0__id": "7", "decisions__0__question_en": "Where?"}
    given |= {"decisions__1__id": "8", "decisions__1__question_en": "When?"}
    return sent(*stored, **given | {"decisions__2__question_en": "New?"} | more)


def test_a_field_is_found_by_its_record():
    form = two(7, 8)
    assert form.name("title_en") == "title_en"
    assert form.name("decisions#8#question_en") == "decisions-1-question_en"
    assert form.name("decisions#9#question_en") is None
    assert form.name("others#8#question_en") is None
    assert (form.values("decisions#7#question_en"), form.values("summary_en")) == (["Where?"], [])


@pytest.mark.parametrize("count", ["", "x", "-1", "²"])
def test_a_count_that_is_none_finds_no_rows(count):
    assert two(7, 8, decisions__INITIAL_FORMS=count).rows == {"decisions": []}


def test_a_count_beyond_all_bounds_ends_with_what_was_sent():
    form = two(7, 8, decisions__INITIAL_FORMS="999999999")
    assert form.rows["decisions"][:3] == ["7", "8", ""]
    assert len(form.rows["decisions"]) == 8


def test_a_row_that_is_gone_is_dropped_and_the_others_move_up():
    form = two(8)
    form.drop_rows()
    assert form.data.dict() == {
        "decisions-TOTAL_FORMS": "2",
        "decisions-INITIAL_FORMS": "1",
        "title_en": "Chips",
        "decisions-0-id": "8",
        "decisions-0-question_en": "When?",
        "decisions-1-question_en": "New?",
    }


def test_where_all_are_gone_the_new_one_is_left():
    form = two()
    form.drop_rows()
    assert {name: form.data[name] for name in form.data if name.startswith("decisions")} == {
        "decisions-TOTAL_FORMS": "1",
        "decisions-INITIAL_FORMS": "0",
        "decisions-0-question_en": "New?",
    }


def test_where_none_is_gone_nothing_moves():
    form = two(7, 8)
    before = form.data.dict()
    form.drop_rows()
    assert form.data.dict() == before


def test_a_field_keeps_all_its_values_when_it_moves():
    form = two(8)
    form.data.setlist("decisions-1-many", ["1", "2"])
    form.drop_rows()
    assert form.data.getlist("decisions-0-many") == ["1", "2"]


def shown(*values):
    return SimpleNamespace(
        values=list(values), label="question", record=None, in_words=lambda values: "+".join(values)
    )


def test_theirs_is_put_where_theirs_was_chosen():
    form = two(7, 8, title_en="Mine")
    form.data["_choice:title_en"] = "theirs"
    form.data["_choice:decisions-1-question_en"] = "mine"
    form.choose({"title_en": shown("Theirs"), "decisions#8#question_en": shown("Theirs too")})
    assert (form.data["title_en"], form.data["decisions-1-question_en"]) == ("Theirs", "When?")
    assert [name for name in form.data if name.startswith("_choice")] == []


@pytest.mark.parametrize(
    ("then", "mine", "now", "asked"),
    [
        ("a", "a", "a", None),
        ("a", "b", "a", None),
        ("a", "b", "b", None),
        ("a", "a", "b", ("b", "a", False)),
        ("a", "b", "c", ("c", "b", True)),
        ("a", "", "c", ("c", "", True)),
    ],
)
def test_a_field_is_asked_about_where_others_changed_it_otherwise(then, mine, now, asked):
    form = two(7, 8, title_en=mine)
    [choice] = [*differing({"title_en": digest([then])}, {"title_en": shown(now)}, form)] or [None]
    assert (choice and (choice.theirs, choice.mine, choice.is_mine_changed)) == asked


def test_a_row_that_others_added_is_no_conflict():
    assert [*differing({}, {"decisions#9#question_en": shown("Theirs")}, two(7, 8))] == []


def test_words_for_what_is_gone_are_shown_if_they_were_changed():
    form = two(8, decisions__0__question_en="Where exactly?", review_on="")
    before = {
        "decisions#7#question_en": digest(["Where?"]),
        "decisions#7#needed_by": digest([]),
        "title_en": digest(["Chips"]),
        "review_on": digest(["2026-03-02"]),
        "decisions#8#question_en": digest(["Before"]),
    }
    now = {"decisions#8#question_en": shown("When?")}
    lost = [*gone(before, now, form, Initiative)]
    assert [(str(label), words) for label, words in lost] == [("question (English)", "Where exactly?")]
    assert [*gone(before, now, two(8), Initiative)] == []


def test_a_field_of_no_model_is_named_as_it_is():
    form = two(7)
    assert str(form.label("title_en", Initiative)) == "title (English)"
    assert str(form.label("decisions#7#needed_by", Initiative)) == "needed by"
    assert form.label("quote", Initiative) == "quote"
