"""The dialogue: what was said, where that is written, what came of it, and what came of nothing."""

import html5lib
import pytest

from opportunities.models import Source
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.test_overview import section, words

PAGE = "/en/dialogue/"


@pytest.fixture
def seoul(db):
    """A dialogue with a source, a takeaway, a theme, a question, and one initiative that came of all."""
    source = make.source("Printed summary", published_as_written="12/08/2025")
    dialogue = make.dialogue("Seoul dialogue", source=source, held_on=make.DAY, place_en="Seoul")
    dialogue.convenors.add(make.organisation("foundation"))
    chips = make.initiative("Chips")
    for code, kind in (("T1", "key_takeaway"), ("TH1", "theme"), ("Q1", "question")):
        chips.takeaways.add(make.takeaway(dialogue, code, kind=kind, locator=f"Place of {code}"))
    return dialogue


def test_before_there_is_one_the_page_says_so(public, db):
    assert "No dialogue is recorded yet." in text(public, PAGE)


def test_facts_are_those_recorded_and_the_rest_is_not_stated(public, seoul):
    facts = words(section(text(public, PAGE), "h-facts"))
    assert "Held on 2 March 2026 Place Seoul Convened by Foundation" in facts
    assert "Attribution Not stated" in facts
    assert "not a commitment of any government" in facts


def test_a_date_as_printed_is_not_interpreted(public, seoul):
    assert "Date as printed 12/08/2025 (not interpreted) Stored text Not loaded here" in words(
        section(text(public, PAGE), "h-source")
    )


def test_each_point_says_where_it_stands_and_what_came_of_it(public, seoul):
    page = text(public, PAGE)
    for kind, code in (("key_takeaway", "T1"), ("theme", "TH1")):
        assert words(section(page, f"h-{kind}")).endswith(
            f"{code} · {code} In short In the source: Place of {code} What came of it: Chips CHP-1"
        )


def test_an_answer_is_composed_from_what_belongs_with_its_question(public, seoul):
    make.strength(seoul.takeaways.get(code="T1"), summary_en="Research")
    make.framework("Group of Seven", short_name="G7", kind="forum", year=2025, chair_country=make.country())
    make.framework("Another", short_name="CSP")
    make.takeaway(seoul, "T2")
    question = seoul.takeaways.get(code="Q1")
    question.title_en = "What does the G7’s chair bring?"
    question.save()
    answer = words(section(text(public, PAGE), "h-answers"))
    assert "Points of the dialogue T1 T1 · TH1 TH1 Frameworks" in answer
    assert "Frameworks and forums Group of Seven (Canada, 2025) What each" in answer
    assert "What each side brings Canada: Research In the source" in answer


def test_a_short_name_inside_a_word_names_nothing(public, seoul):
    make.framework("Arrangement", short_name="hort")
    assert "Arrangement" not in section(text(public, PAGE), "h-answers")


def test_orphans_of_both_sides_are_listed(public, seoul):
    make.takeaway(seoul, "T2", title_en="Left alone")
    make.initiative("From nowhere")
    assert words(section(text(public, PAGE), "h-orphans")).endswith(
        "no initiative has come T2 Left alone Initiatives that name no point of a dialogue From nowhere CHP-2"
    )


def test_without_orphans_it_says_none(public, seoul):
    assert words(section(text(public, PAGE), "h-orphans")).count("None") == 2


def test_words_are_marked_in_context_and_nothing_in_them_is_markup(public, seoul):
    seoul.source.text = "We <b>agree</b> to build. Later."
    seoul.source.save()
    takeaway = seoul.takeaways.get(code="T1")
    takeaway.start, takeaway.end = 3, 15
    takeaway.save()
    page = text(public, PAGE)
    assert "<mark>&lt;b&gt;agree&lt;/b&gt;</mark>" in page
    assert f"Matches its hash <code>{seoul.source.sha256[:12]}</code>" in page


def test_a_text_that_no_longer_matches_its_hash_is_not_quoted(public, seoul):
    seoul.source.text = "We agree to build."
    seoul.source.save()
    takeaway = seoul.takeaways.get(code="T1")
    takeaway.start, takeaway.end = 0, 8
    takeaway.save()
    assert "<mark>We agree</mark>" in text(public, PAGE)
    Source.objects.filter(pk=seoul.source.pk).write(text="We never agreed.")
    page = text(public, PAGE)
    assert "<mark>" not in page
    assert "No longer matches its hash" in page


def test_the_latest_comes_first_and_leads_to_the_others(public, seoul):
    later = make.dialogue("Ottawa dialogue", held_on=make.DAY.replace(year=2027))
    undated = make.dialogue("Undated dialogue")
    page = text(public, PAGE)
    assert "<h1>Ottawa dialogue</h1>" in page
    assert words(section(page, "h-others")) == (
        ">Other dialogues Seoul dialogue , 2 Mar 2026 Undated dialogue"
    )
    assert "<h1>Undated dialogue</h1>" in text(public, f"{PAGE}{undated.uid}/")
    assert f"{PAGE}{later.uid}/" in text(public, f"{PAGE}{seoul.uid}/")


def test_what_is_hidden_is_nowhere_on_it(public, staff, seoul):
    hidden = make.dialogue("Quiet talks", make.INTERNAL)
    make.takeaway(seoul, "T9", make.INTERNAL, title_en="Quiet point")
    quiet = make.initiative("Quiet initiative", make.INTERNAL)
    quiet.takeaways.add(seoul.takeaways.get(code="T1"))
    seoul.source.visibility = make.INTERNAL
    seoul.source.save()
    for words_of_it in ("Quiet talks", "Quiet point", "Quiet initiative", "Printed summary"):
        assert words_of_it not in text(public, PAGE)
        assert words_of_it in text(staff, PAGE)
    assert public.get(f"{PAGE}{hidden.uid}/").status_code == 404


def test_an_initiative_that_came_of_hidden_words_shows_as_one_of_none(public, staff, seoul):
    hidden = make.takeaway(seoul, "T9", make.INTERNAL)
    make.initiative("Of hidden words").takeaways.add(hidden)
    assert "Of hidden words" in section(text(public, PAGE), "h-orphans")
    assert "Of hidden words" not in section(text(staff, PAGE), "h-orphans")


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_it_is_valid_html(public, seoul, language):
    html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/dialogue/"))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_queries_do_not_grow(public, seoul, django_assert_num_queries, count):
    make.models.Takeaway.objects.bulk_create(
        make.models.Takeaway(dialogue=seoul, code=f"N{n}", kind="theme", title_en="More", visibility=1)
        for n in range(count)
    )
    public.get(PAGE)
    with django_assert_num_queries(10):
        public.get(PAGE)
