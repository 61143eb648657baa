"""What a parameter may say, and what is said of the rest."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from opportunities.filters import fields
from opportunities.models import CooperationArea
from tests import make

UID = "6f1c2a52-8f0e-4e0b-9a55-0f4e5b1f3c1d"
CHOICES = [("raised", "Raised"), ("agreed", "Agreed")]
READ = [
    (fields.Words(choices=CHOICES), ["raised", "agreed"], ["raised", "agreed"]),
    (fields.Word(choices=CHOICES), "raised", "raised"),
    (fields.Identifiers(), [UID, UID.upper()], [UUID(UID), UUID(UID)]),
    (fields.Dues(), ["overdue", "30", "90"], ["overdue", "30", "90"]),
    (fields.Dues(), ["2026-01-01..2026-03-31"], [(date(2026, 1, 1), date(2026, 3, 31))]),
    (fields.YesNo(), "true", True),
    (fields.YesNo(), "false", False),
    (fields.Day(), "2024-02-29", date(2024, 2, 29)),
    (fields.Moment(), "2026-03-31T09:00:00Z", datetime(2026, 3, 31, 9, tzinfo=UTC)),
    (fields.Moment(), "2026-03-31T09:00:00.25+09:00", datetime(2026, 3, 31, 0, 0, 0, 250000, UTC)),
    (fields.Number(), "2026", 2026),
    (fields.SearchText(), " two  words ", "two  words"),
    (fields.SearchText(), "가", "가"),
]
REFUSED = [
    (fields.Words(choices=CHOICES), ["raised", "x"], "Unknown value. Allowed: raised, agreed."),
    (fields.Word(choices=CHOICES), "x", "Unknown value. Allowed: raised, agreed."),
    (fields.Identifiers(), [UID[:-1]], f"Write an id, such as {UID}."),
    (fields.Identifiers(), ["{" + UID + "}"], f"Write an id, such as {UID}."),
    *[
        (fields.Dues(), [each], "Write overdue, 30, 90, or two dates such as 2026-01-01..2026-03-31.")
        for each in ("31", "late", "..", "2026-01-01", "2026-01-01..", "2026-01-01..2026-02-02..2026-03-03")
    ],
    (fields.YesNo(), "1", "Write true or false."),
    *[
        (fields.Day(), each, "Write a date between 1900-01-01 and 2999-12-31, such as 2026-03-31.")
        for each in ("2026-02-29", "20260301", "2026-W10-1", "1899-12-31", "3000-01-01", "٢٠٢٦-01-01")
    ],
    *[
        (fields.Moment(), each, fields.Moment.hint)
        for each in ("2026-03-31", "2026-03-31T09:00:00", "2026-03-31T09:00:00 09:00", "2026-03-31T25:00:00Z")
    ],
    (fields.Number(), "-1", "Write a whole number of at most four digits."),
    (fields.Number(), "12345", "Write a whole number of at most four digits."),
    (fields.SearchText(), "x" * 201, "Write at most 200 characters in UTF-8."),
    (fields.SearchText(), "\N{REPLACEMENT CHARACTER}", "Write at most 200 characters in UTF-8."),
    (
        fields.SearchText(),
        "a\0",
        "Remove the control character at position 2: it cannot be shown or exported.",
    ),
]


@pytest.mark.parametrize(("field", "written", "meant"), READ)
def test_it_is_read(field, written, meant):
    assert field.clean(written) == meant


@pytest.mark.parametrize(("field", "written", "said"), REFUSED)
def test_it_is_refused_with_what_would_have_been_allowed(field, written, said):
    with pytest.raises(ValidationError) as refusal:
        field.clean(written)
    assert refusal.value.messages == [str(said)]


@pytest.mark.parametrize("field", {type(field): field for field, *_ in READ}.values())
def test_what_is_not_given_is_none(field):
    field.required = False
    several = isinstance(field, fields.Words | fields.Several)
    assert [field.clean(each) for each in ([[], [""]] if several else ["", None])] == [None, None]


@pytest.mark.django_db
def test_records_are_found_by_key_or_id_in_one_query(django_assert_num_queries):
    chips, talent = make.area(), make.area("talent", "TAL")
    field = fields.Records(records=CooperationArea.objects.all(), keys=["slug", "code"])
    with django_assert_num_queries(1):
        assert sorted(field.clean(["chips", "TAL", str(chips.uid)])) == sorted([chips.pk, talent.pk])


@pytest.mark.django_db
def test_an_unknown_id_is_nobody_and_an_unknown_key_is_refused():
    field = fields.Records(records=CooperationArea.objects.all(), keys=["slug"])
    assert field.clean([UID]) == []
    with pytest.raises(ValidationError, match="You can see no such record"):
        field.clean(["chips"])
