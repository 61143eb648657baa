"""How fiction is told from fact: by the uid of a record, at both ends of a range, and of an organisation."""

from uuid import UUID

import pytest

from opportunities.models.demo import DEMO_FIRST, DEMO_LAST, demo_loaded, demo_records, is_demo
from tests import make
from tests.dashboards.conftest import text

STRIP = 'class="demo-strip"'
BEFORE, AFTER = UUID(int=DEMO_FIRST.int - 1), UUID(int=DEMO_LAST.int + 1)


@pytest.mark.parametrize(
    ("uid", "known"),
    [
        (BEFORE, False),
        (DEMO_FIRST, True),
        (UUID("de300000-0000-4000-8000-0000000a0001"), True),
        (DEMO_LAST, True),
        (AFTER, False),
        (UUID("de300000-0000-4000-9000-000000000000"), False),
    ],
)
def test_both_ends_of_the_range_are_fiction_and_what_lies_beside_is_not(db, uid, known):
    made = make.organisation(uid=uid)
    assert (is_demo(uid), demo_loaded()) == (known, known)
    assert [*demo_records()] == ([made] if known else [])


def test_an_initiative_alone_is_no_demonstration(db):
    make.initiative(uid=DEMO_FIRST)
    assert not demo_loaded()


@pytest.mark.parametrize("hidden", [make.PARTNERS, make.INTERNAL])
def test_every_reader_is_told_whatever_is_fiction(public, partner, staff, hidden):
    make.organisation("fictional", hidden, uid=DEMO_FIRST)
    assert [STRIP in text(client, "/en/") for client in (public, partner, staff)] == [True] * 3


@pytest.mark.parametrize("with_dialogue", [False, True])
@pytest.mark.parametrize("path", ["", "method/", "i/NOPE", "nowhere/", "initiatives/?x=1"])
def test_pages_and_refusals_say_so_as_long_as_it_is_there(public, db, with_dialogue, path):
    if with_dialogue:
        make.dialogue()
    made = make.organisation("fictional", uid=DEMO_LAST)
    assert STRIP in public.get(f"/ko/{path}").text
    made.delete()
    assert STRIP not in public.get(f"/ko/{path}").text


SAID = {
    "en": "Demonstration data.",
    "fr": "Données de démonstration.",
    "ko": "시연용 자료.",
}


@pytest.mark.parametrize("language", SAID)
def test_it_is_said_in_the_readers_language(public, db, language):
    make.organisation(uid=DEMO_FIRST)
    page = text(public, f"/{language}/briefing/?as_of=2026-01-01")
    assert page.split(STRIP)[1].split("<strong>")[1].split("</strong>")[0] == SAID[language]
    assert page.split('class="sheet__foot"')[1].count(SAID[language]) == 1
