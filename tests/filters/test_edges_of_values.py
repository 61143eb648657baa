"""The first and the last value that a parameter takes, and the nearest that it does not."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from opportunities.filters import fields
from opportunities.models import CooperationArea, Country
from tests import make

UID = "6f1c2a52-8f0e-4e0b-9a55-0f4e5b1f3c1d"


def sentence(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        (fields.Day(), "1900-01-01", date(1900, 1, 1)),
        (fields.Day(), "2999-12-31", date(2999, 12, 31)),
        (fields.Month(), "1900-01", date(1900, 1, 1)),
        (fields.Month(), "2999-12", date(2999, 12, 1)),
        (fields.Flag(), "1", True),
        (fields.Number(), "0", 0),
        (fields.Number(), "9999", 9999),
        (fields.Number(), "0007", 7),
        (fields.SearchText(), "x" * 200, "x" * 200),
        (fields.SearchText(), "a\tb", "a\tb"),
        (fields.Moment(), "2026-03-31T00:00:00+09:00", datetime(2026, 3, 30, 15, tzinfo=UTC)),
        (fields.Moment(), "2026-03-31T23:59:59.999999-05:00", datetime(2026, 4, 1, 4, 59, 59, 999999, UTC)),
    ],
)
def test_the_edge_is_still_read(field, written, meant):
    assert field.clean(written) == meant


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        *[
            (fields.Month(), each, "Write a month between 1900-01 and 2999-12, such as 2026-03.")
            for each in ("1899-12", "3000-01", "2026-13", "2026-00", "2026-3", "2026-03-01", "2026")
        ],
        *[(fields.Flag(), each, "Write 1, or leave it out.") for each in ("0", "true", "11", " 1")],
        *[
            (fields.Number(), each, "Write a whole number of at most four digits.")
            for each in ("10000", "1.0", "+1", " 1", "1\n", "٣")
        ],
        *[(fields.YesNo(), each, "Write true or false.") for each in ("True", "yes", "0", " true")],
        *[
            (fields.Moment(), each, str(fields.Moment.hint))
            for each in (
                "2026-03-31T09:00Z",
                "2026-03-31T09:00:00.1234567Z",
                "2026-03-31t09:00:00Z",
                "1899-12-31T09:00:00Z",
                "3000-01-01T09:00:00Z",
                "2026-03-31T09:00:00Z\n",
            )
        ],
    ],
)
def test_one_step_further_is_refused_with_what_to_write(field, written, said):
    assert sentence(field, written) == said


@pytest.mark.parametrize(
    ("written", "fine"), [("2026-03-09", True), ("2026-03-10", True), ("2026-03-11", False)]
)
def test_a_day_of_the_past_may_be_today_and_not_tomorrow(monkeypatch, written, fine):
    monkeypatch.setattr(fields, "today_in_seoul", lambda: date(2026, 3, 10))
    if fine:
        assert fields.PastDay().clean(written) == date.fromisoformat(written)
    else:
        assert (
            sentence(fields.PastDay(), written) == "Write today’s date or an earlier one, such as 2026-03-31."
        )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["", "overdue"], ["overdue"]),
        (["2026-03-31..2026-01-01"], [(date(2026, 3, 31), date(2026, 1, 1))]),
        (["90", "90"], ["90", "90"]),
    ],
)
def test_spans_are_taken_as_they_are_written(written, meant):
    assert fields.Dues().clean(written) == meant


@pytest.mark.parametrize(
    "written", ["Overdue", "030", "30 ", "2026-01-01..2026-02-30", "2026-01-01 .. 2026-03-31"]
)
def test_a_span_in_other_words_is_refused_with_the_words_there_are(written):
    assert sentence(fields.Dues(), ["30", written]) == (
        "Write overdue, 30, 90, or two dates such as 2026-01-01..2026-03-31."
    )


@pytest.mark.parametrize(
    "written", [UID.replace("-", ""), f"urn:uuid:{UID}", f" {UID}", f"{UID}\n", UID[:-1] + "g"]
)
def test_an_id_in_any_other_form_is_refused(written):
    assert sentence(fields.Identifiers(), [UID, written]) == f"Write an id, such as {UID}."


@pytest.fixture
def countries(db):
    make.country("CA"), make.country("KR")
    return fields.Records(records=Country.objects.all(), keys=["code"])


def test_blank_values_beside_others_are_passed_over(countries):
    assert countries.clean(["", "KR"]) == [Country.objects.get(code="KR").pk]


def test_a_record_named_twice_is_one(countries):
    korea = Country.objects.get(code="KR")
    assert countries.clean(["KR", "KR", str(korea.uid), str(korea.uid).upper()]) == [korea.pk]


@pytest.mark.parametrize("key", ["kr", "KR ", "XX"])
def test_a_key_must_be_written_as_it_is(countries, key):
    assert sentence(countries, ["CA", key]) == "You can see no such record. Name it by: code, id."


def test_a_key_with_a_control_character_is_refused_before_it_is_asked_for(
    countries, django_assert_num_queries
):
    with django_assert_num_queries(0):
        said = sentence(countries, ["K\x00R"])
    assert said == "Remove the control character at position 2: it cannot be shown or exported."


@pytest.mark.django_db
def test_a_key_is_found_however_its_letters_are_composed():
    made = make.area("e", "É")
    areas = fields.Records(records=CooperationArea.objects.all(), keys=["slug", "code"])
    assert areas.clean(["E\N{COMBINING ACUTE ACCENT}"]) == [made.pk]
    assert sentence(areas, ["E"]) == "You can see no such record. Name it by: slug, code, id."
