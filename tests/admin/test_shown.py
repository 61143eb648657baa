"""What a form showed, as the browser sends it back: the same values give the same seal, others another."""

import pytest
from django import forms

from opportunities.admin.shown import Shown, digest, fields, row_key, sealed, stored, unsealed
from opportunities.models import Initiative, Milestone
from tests import make
from tests.admin.browser import page_of


class Form(forms.Form):
    box = forms.BooleanField(required=False)
    word = forms.CharField(required=False)
    day = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d"), required=False)
    one = forms.ChoiceField(choices=[("a", "First"), ("b", "Second")], required=False)
    many = forms.MultipleChoiceField(choices=[("a", "First"), ("b", "Second")], required=False)


def shown(name, **initial):
    return Shown(name, Form(initial=initial)[name], None)


@pytest.mark.parametrize(
    ("name", "initial", "values"),
    [
        ("box", True, ["on"]),
        ("box", False, []),
        ("word", "Chips", ["Chips"]),
        ("word", None, [""]),
        ("day", make.DAY, ["2026-03-02"]),
        ("one", "b", ["b"]),
        ("many", ["a", "b"], ["a", "b"]),
    ],
)
def test_values_are_those_that_a_browser_would_send(name, initial, values):
    assert shown(name, **{name: initial}).values == values


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("box", ["on"], "Yes"),
        ("box", [], "No"),
        ("word", ["Chips"], "Chips"),
        ("one", ["b"], "Second"),
        ("one", ["c"], "c"),
        ("one", [""], ""),
        ("many", ["a", "", "b"], "First, Second"),
    ],
)
def test_in_words_a_choice_is_told_by_its_label(name, values, words):
    assert shown(name).in_words(values) == words


def test_records_are_told_by_their_names_and_no_others(db):
    area, other = make.area(), make.area("energy", "ENE")
    field = forms.ModelChoiceField(type(area).objects.exclude(pk=other.pk))
    bound = type("One", (forms.Form,), {"area": field})()["area"]
    told = Shown("area", bound, None).in_words
    assert [told([value]) for value in (str(area.pk), str(other.pk), "x", "")] == ["Chips", "", "", ""]


@pytest.mark.parametrize(
    "others",
    [["One\r\ntwo"], ["  One\ntwo "], ["", "One\ntwo"], ["One\ntwo", " "]],
)
def test_line_ends_outer_spaces_and_what_is_empty_make_no_difference(others):
    assert digest(others) == digest(["One\ntwo"])


@pytest.mark.parametrize("others", [["One two"], ["one\ntwo"], ["One", "two"], [], ["One\ntwo", "One\ntwo"]])
def test_another_value_is_another(others):
    assert digest(others) != digest(["One\ntwo"])


def test_the_order_of_several_values_makes_no_difference():
    assert digest(["1", "2"]) == digest(["2", "1"])
    assert digest(["1", "2"]) != digest(["1", "3"])


def test_a_seal_opens_to_the_digest_of_each_value():
    seal = sealed({"word": shown("word", word="Chips"), "box": shown("box", box=False)})
    assert unsealed(seal) == {"word": digest(["Chips"]), "box": digest([])}
    assert "Chips" not in seal


@pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abc:forged"])
def test_a_forged_seal_says_that_nothing_was_shown(forged):
    assert unsealed(forged) == {}


def test_rows_go_by_their_record_without_what_ties_them_to_it(staff, rf, sora):
    chips = make.initiative()
    sign = make.milestone(chips)
    page = staff.get(page_of(chips)).context["adminform"].model_admin
    request = rf.get("/")
    request.user = sora
    found, formsets = stored(page, request, chips)
    key = row_key("milestones", sign.pk)
    assert key == f"milestones#{sign.pk}#"
    assert found[f"{key}title_en"].record == sign
    assert sorted(name.removeprefix(key) for name in found if name.startswith(key)) == [
        *("due_on", "move_reason", "move_side", "move_words_en", "move_words_fr", "move_words_ko"),
        *("responsible", "title_en", "title_fr", "title_ko", "visibility"),
    ]
    assert found["title_en"].record == chips
    assert [each.prefix for each in formsets][:2] == ["participations", "milestones"]


def test_what_is_stored_is_read_whatever_was_sent(staff, rf, sora):
    chips = make.initiative()
    page = staff.get(page_of(chips)).context["adminform"].model_admin
    request = rf.post("/?title_en=Address", {"title_en": "Sent"})
    request.user = sora
    found, _formsets = stored(page, request, chips)
    assert found["title_en"].values == ["Chips"]
    assert (request.method, request.POST["title_en"]) == ("POST", "Sent")


def test_a_new_row_is_not_among_what_was_shown(db):
    chips = make.initiative()
    make.milestone(chips)
    rows = forms.inlineformset_factory(Initiative, Milestone, fields=["title_en"], extra=2)(instance=chips)
    empty = forms.Form()
    empty.instance = chips
    assert [name.rpartition("#")[2] for name in fields(empty, [rows])] == ["title_en"]
