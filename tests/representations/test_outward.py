"""A stored body on its way out: its ETag, the languages and the fields that were asked for."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import orjson
import pytest

from opportunities.representations import SHAPES
from opportunities.representations.outward import Outward, digest, etag, in_one, spliced

AT = datetime(2026, 3, 2, 9, 0, 0, 120000, UTC)
STORED = '{"code":"KR","name":{"en":"Korea","fr":"","ko":"한국"}}'
MILESTONE = {"as_seen": '{"title":{"en":"","fr":"","ko":""}}', "seen_at": AT, "state": "late"}


def country(level=1, seen_at=AT, stored=STORED, day=date(2026, 3, 10)):
    return Outward({"as_seen": stored, "seen_at": seen_at}, SHAPES["country"], level, day)


def milestone(day):
    row = MILESTONE | {"due_on": date(2026, 3, 9)}
    return Outward(row, SHAPES["milestone"], 1, day)


def asked(fields=(), lang=None):
    return SimpleNamespace(fields=fields, lang=lang)


def test_the_stored_words_stay_as_they_are_and_what_is_added_follows():
    assert orjson.dumps(spliced('{"b":1,"a":2}', {"z": AT})) == (
        b'{"b":1,"a":2,"z":"2026-03-02T09:00:00.120000Z"}'
    )


def test_a_record_goes_out_with_its_time_and_its_etag():
    out = country()
    assert orjson.loads(orjson.dumps(out.whole())) == {
        "code": "KR",
        "name": {"en": "Korea", "fr": "", "ko": "한국"},
        "updated_at": "2026-03-02T09:00:00.120000Z",
        "etag": out.etag(),
    }


def test_what_depends_on_the_day_stands_apart():
    said = orjson.loads(orjson.dumps(milestone(date(2026, 3, 10)).whole()))
    assert said["today"] == {"state": "late", "days_late": 1, "days_left": None}
    assert list(said) == ["title", "updated_at", "today", "etag"]


def test_an_etag_is_strong_and_has_two_parts():
    tag = country().etag()
    assert (tag[0], tag[-1]) == ('"', '"')
    seen, how = tag.strip('"').split(".")
    assert (len(seen), len(how)) == (24, 8)


@pytest.mark.parametrize(
    "other",
    [
        country(level=2),
        country(seen_at=datetime(2026, 3, 2, 9, 0, 0, 120001, UTC)),
        country(stored=STORED.replace("Korea", "Corea")),
    ],
)
def test_another_level_another_time_or_another_word_is_another_record(other):
    assert other.digest != country().digest
    assert other.etag().split(".")[1] == country().etag().split(".")[1]


def test_another_day_is_another_etag_only_where_the_day_is_shown():
    days = date(2026, 3, 10), date(2026, 3, 11)
    assert country(day=days[0]).etag() == country(day=days[1]).etag()
    before, after = (milestone(day) for day in days)
    assert before.digest == after.digest
    assert before.etag() != after.etag()


def test_how_it_was_asked_for_changes_the_second_part_alone():
    plain, french = country().etag(), country().etag("lang=fr")
    assert plain.split(".")[0] == french.split(".")[0]
    assert plain.split(".")[1] != french.split(".")[1]


def test_an_etag_of_one_mark_depends_on_each_thing_asked():
    assert len({etag("m", 1, "/a"), etag("m", 2, "/a"), etag("m", 1, "/b"), etag("n", 1, "/a")}) == 4
    assert etag("m", 1, "/a") == etag("m", 1, "/a")


def test_a_digest_tells_the_parts_from_their_sum_and_takes_any_text():
    assert digest("a", "b") != digest("ab")
    assert (len(digest("a")), len(digest("a", size=4))) == (24, 8)
    assert digest("\udcff") != digest("?")


@pytest.mark.parametrize(
    ("written", "language", "told"),
    [
        ({"en": "A", "fr": "B", "ko": "C"}, "fr", "B"),
        ({"en": "A", "fr": "", "ko": "C"}, "fr", "A"),
        ({"en": "", "fr": "", "ko": "C"}, "fr", "C"),
        ({"en": "", "fr": "B", "ko": "C"}, "en", "B"),
        ({"en": "", "fr": "", "ko": ""}, "ko", ""),
    ],
)
def test_a_text_in_one_language_or_the_first_that_is_written(written, language, told):
    assert in_one(written, language) == told


def test_nothing_asked_is_the_whole():
    assert orjson.dumps(country().shaped(asked())) == orjson.dumps(country().whole())


def test_fields_come_in_the_order_of_the_record():
    assert list(country().shaped(asked(fields=("etag", "code")))) == ["code", "etag"]


def test_a_language_turns_each_text_into_one_and_leaves_the_rest():
    said = country().shaped(asked(lang="ko"))
    assert (said["name"], said["code"], said["updated_at"]) == ("한국", "KR", AT)
    assert country().shaped(asked(lang="fr"))["name"] == "Korea"
    assert country().shaped(asked(lang="ko", fields=("name",))) == {"name": "한국"}


def test_a_text_that_this_reader_does_not_get_is_not_made_up():
    assert "name" not in country(stored='{"code":"KR"}').shaped(asked(lang="ko"))
