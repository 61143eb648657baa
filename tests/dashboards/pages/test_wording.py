"""Words and days as each language writes them, and what is said of a text in another language."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from opportunities.models.text import Wording
from opportunities.templatetags import wording

FIRST, LAST = date(2026, 8, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("written", "language", "first", "last"),
    [
        (wording.day, "en", "1 August 2026", "31 December 2026"),
        (wording.day, "fr", "1er août 2026", "31 décembre 2026"),
        (wording.day, "ko", "2026. 8. 1.", "2026. 12. 31."),
        (wording.short_day, "en", "1 Aug 2026", "31 Dec 2026"),
        (wording.short_day, "fr", "1er août 2026", "31 déc. 2026"),
        (wording.short_day, "ko", "2026. 8. 1.", "2026. 12. 31."),
        (wording.day_of_year, "en", "1 Aug", "31 Dec"),
        (wording.day_of_year, "fr", "1er août", "31 déc."),
        (wording.day_of_year, "ko", "8. 1.", "12. 31."),
        (wording.month, "en", "August 2026", "December 2026"),
        (wording.month, "fr", "août 2026", "décembre 2026"),
        (wording.month, "ko", "2026년 8월", "2026년 12월"),
        (wording.short_month, "en", "Aug", "Dec"),
        (wording.short_month, "fr", "août", "déc."),
        (wording.short_month, "ko", "8월", "12월"),
        (wording.quarter, "en", "Q3", "Q4"),
        (wording.quarter, "fr", "T3", "T4"),
        (wording.quarter, "ko", "3분기", "4분기"),
        (wording.quarter_and_year, "en", "Q3 2026", "Q4 2026"),
        (wording.quarter_and_year, "fr", "T3 2026", "T4 2026"),
        (wording.quarter_and_year, "ko", "2026년 3분기", "2026년 4분기"),
    ],
)
def test_a_day_is_written_so_that_two_countries_read_it_alike(written, language, first, last):
    with translation.override(language):
        assert (written(FIRST), written(LAST)) == (first, last)


@pytest.mark.parametrize(("day", "said"), [(1, "1er"), (2, "2"), (10, "10"), (11, "11"), (21, "21")])
def test_only_the_first_of_a_month_is_counted_in_french(day, said):
    with translation.override("fr"):
        assert wording.day(date(2026, 3, day)) == f"{said} mars 2026"


@pytest.mark.parametrize("written", [wording.day, wording.short_day, wording.day_of_year])
def test_no_day_is_nothing(written):
    assert written(None) == ""


@pytest.mark.parametrize(
    ("month", "said"), [(1, "Q1"), (3, "Q1"), (4, "Q2"), (6, "Q2"), (9, "Q3"), (10, "Q4"), (12, "Q4")]
)
def test_a_quarter_has_three_months(month, said):
    assert wording.quarter(date(2026, month, 1)) == said


def test_a_clock_shows_the_hour_where_the_moment_was_taken():
    assert wording.clock(datetime(2026, 3, 2, 4, 5, 59, tzinfo=UTC)) == "04:05"


@pytest.mark.parametrize(("other", "days"), [(date(2026, 7, 31), 1), (FIRST, 0), (date(2026, 8, 3), -2)])
def test_days_ahead_are_counted_from_the_other_day(other, days):
    assert wording.days_from(FIRST, other) == days


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", '<span lang="ko">칩</span> <small class="note">(Korean only)</small>'),
        ("fr", '<span lang="ko">칩</span> <small class="note">(En coréen seulement)</small>'),
        ("ko", "칩"),
    ],
)
def test_a_text_in_another_language_says_which(language, said):
    with translation.override(language):
        assert wording.spoken(Wording("칩", "ko")) == said


def test_where_there_is_no_room_it_says_so_to_the_ear_alone():
    assert wording.tagged(Wording("Puces", "fr")) == '<span lang="fr">Puces</span>'
    assert wording.tagged(Wording("Chips", "en")) == "Chips"


@pytest.mark.parametrize("plain", ["", None, "Chips", Wording("", "fr"), Wording("Chips", None)])
def test_what_stands_in_no_language_is_said_as_it_is(plain):
    assert (wording.spoken(plain), wording.tagged(plain)) == (plain, plain)


def test_what_is_written_is_never_markup():
    assert wording.tagged(Wording("<b>", "fr")) == '<span lang="fr">&lt;b&gt;</span>'
    assert wording.spoken(Wording("<b>", "fr")).startswith('<span lang="fr">&lt;b&gt;</span>')


@pytest.mark.parametrize(("language", "colon"), [("en", ": "), ("fr", "\N{NO-BREAK SPACE}: "), ("ko", ": ")])
def test_a_colon_stands_as_the_language_sets_it(language, colon):
    with translation.override(language):
        assert wording.colon() == colon


def test_an_entry_that_is_not_there_is_nothing():
    assert [wording.of({"a": 1}, "a"), wording.of({"a": 1}, "b"), wording.of(None, "a")] == [1, "", ""]
