"""The words that a desk keeps: of which rows, whose, how many of a stranger's, and where they go back to."""

from types import SimpleNamespace

import pytest

from opportunities.admin.desk.page import desk_on
from opportunities.admin.desk.words import Words, keep_of_a_stranger, typed_in
from opportunities.health import today_in_seoul


def test_rows_in_which_something_is_written_are_kept_whole():
    posted = {
        "7-body": "Site chosen",
        "7-outlook": "at_risk",
        "7-met": "",
        "8-body": " ",
        "8-outlook": "on_track",
        "9-met": "x",
        "as_of": "2026-03-02",
    }
    assert typed_in(posted) == {"7": {"body": "Site chosen", "outlook": "at_risk", "met": ""}}


@pytest.mark.parametrize("name", ["7-title", "x7-body", "-body", "7-body-x", "7body", "1" * 19 + "-body"])
def test_a_field_of_another_name_is_not_kept(name):
    assert typed_in({name: "Words"}) == {}
    assert typed_in({"1" * 18 + "-body": "Words"}) == {"1" * 18: {"body": "Words"}}


def update(published_at=None, milestone_met=True):
    return SimpleNamespace(
        pk=70,
        initiative_id=7,
        body="Site chosen",
        outlook="at_risk",
        published_at=published_at,
        milestone_met=milestone_met,
        milestone=SimpleNamespace(uid="a-uid"),
    )


def test_what_is_kept_is_the_writers_alone():
    session = {}
    words = Words(session, 1)
    words.typed["7"] = {"body": "Site chosen"}
    words.logged["8"] = 80
    words.keep()
    assert session == {"desk": {"writer": "1", "typed": {"7": {"body": "Site chosen"}}, "logged": {"8": 80}}}
    again, other = Words(session, 1), Words(session, 2)
    assert (again.typed, again.logged) == ({"7": {"body": "Site chosen"}}, {"8": 80})
    assert (other.typed, other.logged) == ({}, {})


def test_what_is_logged_is_typed_no_more():
    words = Words({}, 1)
    words.typed = {"7": {"body": "Site chosen"}, "8": {"body": "Other"}}
    words.log(update())
    assert (words.typed, words.logged) == ({"8": {"body": "Other"}}, {"7": 70})


@pytest.mark.parametrize(("met", "uid"), [(True, "a-uid"), (False, "")])
def test_the_words_of_a_draft_taken_back_return_to_its_row(met, uid):
    words = Words({}, 1)
    words.logged = {"7": 70, "8": 80}
    words.take_back(update(milestone_met=met))
    assert words.typed == {"7": {"body": "Site chosen", "outlook": "at_risk", "met": uid}}
    assert words.logged == {"8": 80}


def test_newer_words_of_the_row_are_not_overwritten():
    words = Words({}, 1)
    words.typed = {"7": {"body": "Newer"}}
    words.take_back(update())
    assert words.typed == {"7": {"body": "Newer"}}


def test_the_words_of_what_was_published_stay_published():
    words = Words({}, 1)
    words.logged = {"7": 70}
    words.take_back(update(published_at="2026-03-02"))
    assert (words.typed, words.logged) == ({}, {})


def stranger(**posted):
    request = SimpleNamespace(
        session={}, POST={name.replace("_", "-"): text for name, text in posted.items()}
    )
    keep_of_a_stranger(request)
    return request.session["desk"]["typed"]


def test_a_stranger_may_leave_words_of_a_bearable_length():
    most = "x" * 20_000
    assert stranger(**{"7_body": most}) == {"7": {"body": most}}
    assert stranger(**{"7_body": most + "x"}) == {}
    assert stranger(**{"7_body": most[1:], "7_outlook": "xx"}) == {}


def test_the_length_is_that_of_all_rows_together():
    half = "x" * 10_000
    kept = stranger(**{"7_body": half, "8_body": half, "9_body": "x"})
    assert [*kept] == ["7", "8"]


def test_a_stranger_overwrites_nothing_of_another_writer():
    session = {"desk": {"writer": "1", "typed": {"7": {"body": "Theirs"}}, "logged": {}}}
    keep_of_a_stranger(SimpleNamespace(session=session, POST={"writer": "2", "8-body": "Mine"}))
    assert session["desk"] == {"writer": "2", "typed": {"8": {"body": "Mine"}}, "logged": {}}


def test_a_stranger_who_was_the_writer_adds_to_it():
    session = {"desk": {"writer": "1", "typed": {"7": {"body": "Before"}}, "logged": {"9": 90}}}
    keep_of_a_stranger(SimpleNamespace(session=session, POST={"writer": "1", "8-body": "After"}))
    assert session["desk"]["typed"] == {"7": {"body": "Before"}, "8": {"body": "After"}}
    assert session["desk"]["logged"] == {"9": 90}


@pytest.mark.parametrize(
    ("as_of", "place", "address"),
    [
        (None, "", "/admin/"),
        ("", "", "/admin/"),
        ("", "i-7", "/admin/#i-7"),
        ("2026-03-02", "", "/admin/?as_of=2026-03-02"),
        ("2026-03-02", "i-7", "/admin/?as_of=2026-03-02#i-7"),
        ("a day & more", "", "/admin/?as_of=a+day+%26+more"),
    ],
)
def test_the_desk_is_opened_again_on_its_day_and_at_its_row(as_of, place, address):
    assert desk_on(as_of, place) == address


def test_the_day_of_today_is_not_in_the_address():
    assert desk_on(str(today_in_seoul()), "i-7") == "/admin/#i-7"
