"""The dialogue's page: its facts in three languages, what each side brings, and how points are told."""

import pytest

from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import facts, items, links, section, words

PAGE = "/en/dialogue/"


@pytest.fixture
def ottawa(db):
    """A dialogue of which everything is stated."""
    source = make.source("Summary", title="As printed", publisher="Publisher", url="https://example.org/s")
    made = make.dialogue(
        "Ottawa dialogue",
        source=source,
        held_on=make.DAY.replace(day=1),
        place_en="Ottawa",
        country=make.country("CA"),
        summary_en="Two days of talks.",
    )
    make.country("KR")
    made.convenors.add(make.organisation("second"), make.organisation("first"))
    return made


FACTS = {
    "en": {"Held on": "1 March 2026", "Place": "Ottawa, Canada", "Attribution": "Not stated"},
    "fr": {"Tenu le": "1er mars 2026"},
    "ko": {"개최일": "2026. 3. 1."},
}


@pytest.mark.parametrize("language", FACTS)
def test_its_facts_stand_in_the_readers_language(public, ottawa, language):
    told = facts(section(text(public, f"/{language}/dialogue/"), "h-facts"))
    assert {term: told.get(term) for term in FACTS[language]} == FACTS[language]


def test_its_source_is_told_as_it_is_printed(public, ottawa):
    assert facts(section(text(public, PAGE), "h-source")) == {
        "Dialogue summary": "Summary",
        "Title as printed": "As printed",
        "Publisher": "Publisher",
        "Date as printed": "Not stated",
        "Stored text": "Not loaded here: the words are ours, with their place in the source.",
    }
    assert links(section(text(public, PAGE), "h-source")) == [("Summary", "https://example.org/s")]


def test_a_date_that_is_known_is_given_beside_the_printed_one(public, ottawa):
    ottawa.source.published_as_written, ottawa.source.published_on = "2 March 2026", make.DAY
    ottawa.source.save()
    told = facts(section(text(public, PAGE), "h-source"))
    assert (told["Date as printed"], told["Published on"]) == ("2 March 2026", "2 March 2026")


@pytest.mark.parametrize("track", ["1", "1.5", "2"])
def test_only_unofficial_talks_are_said_to_bind_nobody(public, db, track):
    make.dialogue(track=track)
    said = "not a commitment of any government" in section(text(public, PAGE), "h-facts")
    assert said is (track == "1.5")


def test_what_each_side_brings_stands_in_the_readers_order_with_its_point(public, ottawa):
    point = make.takeaway(ottawa, "T 4")
    make.strength(point, country=make.country("KR"), summary_en="Hardware")
    make.strength(point, country=make.country("CA"), summary_en="Research")
    told = [
        facts(section(text(public, f"/{language}/dialogue/"), "h-strengths")) for language in ("en", "ko")
    ]
    assert [*told[0].items()] == [("Canada", "Research T 4"), ("Korea", "Hardware T 4")]
    assert [term.split()[0] for term in told[1]] == ["Korea", "Canada"]
    assert ("T 4", "#t-t-4") in links(section(text(public, PAGE), "h-strengths"))


def test_a_side_that_brings_nothing_stated_says_so(public, ottawa):
    assert facts(section(text(public, PAGE), "h-strengths")) == {
        "Canada": "Not stated",
        "Korea": "Not stated",
    }


def test_what_is_brought_to_another_dialogue_is_not_told_here(public, ottawa):
    other = make.takeaway(make.dialogue("Earlier", held_on=make.DAY.replace(year=2020)))
    make.strength(other, summary_en="Elsewhere")
    make.strength(None, source=ottawa.source, summary_en="From the source")
    assert facts(section(text(public, PAGE), "h-strengths"))["Canada"] == "From the source"


def test_points_stand_by_kind_and_kinds_without_any_are_left_out(public, ottawa):
    for code, kind in (("Q1", "question"), ("E1", "emphasis"), ("TH1", "theme"), ("T2", "key_takeaway")):
        make.takeaway(ottawa, code, kind=kind)
    make.takeaway(ottawa, "T1")
    page = text(public, PAGE)
    order = [page.index(f'id="t-{code}"') for code in ("t2", "t1", "th1", "e1", "q1")]
    assert order == sorted(order)
    ottawa.takeaways.filter(kind="theme").delete()
    assert 'id="h-theme"' not in text(public, PAGE)


def test_several_that_came_of_one_point_stand_by_area_and_ref(public, ottawa):
    point = make.takeaway(ottawa)
    for title, area in (("Second", make.area()), ("Third", make.area()), ("First", make.area("a", "AAA"))):
        make.initiative(title, area=area).takeaways.add(point)
    make.models.CooperationArea.objects.filter(code="AAA").update(order=9)
    told = words(section(text(public, PAGE), "h-key_takeaway"))
    assert told.endswith("What came of it: Second CHP-1 · Third CHP-2 · First AAA-1")


def test_of_a_point_nothing_has_come_of_that_is_said(public, ottawa):
    make.takeaway(ottawa)
    told = words(section(text(public, PAGE), "h-key_takeaway"))
    assert told == "T1 · T1 In short In the source: – What came of it: no initiative yet"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Group of Seven"),
        ({"year": 2025}, "Group of Seven (2025)"),
        ({"year": 2025, "chair_country": "CA"}, "Group of Seven (Canada, 2025)"),
        ({"chair_country": "CA"}, "Group of Seven"),
    ],
)
def test_a_framework_says_its_year_and_chair_where_they_are_stated(public, ottawa, fields, said):
    if "chair_country" in fields:
        fields = fields | {"chair_country": make.country(fields["chair_country"])}
    make.framework("Group of Seven", kind="forum", **fields)
    assert items(section(text(public, PAGE), "h-frameworks")) == [said]


def test_an_undated_dialogue_is_never_the_latest(public, ottawa):
    make.dialogue("Undated")
    assert "<h1>Ottawa dialogue</h1>" in text(public, PAGE)


def test_of_two_on_one_day_the_one_recorded_last_is_the_latest(public, ottawa):
    later = make.dialogue("Afternoon", held_on=ottawa.held_on)
    assert "<h1>Afternoon</h1>" in text(public, PAGE)
    assert links(section(text(public, PAGE), "h-others")) == [("Ottawa dialogue", f"{PAGE}{ottawa.uid}/")]
    assert links(section(text(public, f"{PAGE}{ottawa.uid}/"), "h-others")) == [
        ("Afternoon", f"{PAGE}{later.uid}/")
    ]
