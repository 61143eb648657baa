"""What all filters share: which are there, what they default to, and how a text is looked for."""

from datetime import UTC, datetime, timedelta

import pytest

from opportunities import filters, models
from tests import make
from tests.filters.asking import (
    AREAS,
    DECISIONS,
    DIALOGUES,
    INITIATIVES,
    ORGANISATIONS,
    SOURCES,
    asked,
    found,
)


@pytest.fixture
def institute(db):
    return make.organisation(
        "stepi", name_en="Science", name_fr="Politique", name_ko="과학", short_name="STP"
    )


@pytest.mark.parametrize("word", ["stepi", "STEPI", "tep", "science", "politique", "과학", "stp", "stp 과학"])
def test_each_searched_column_in_each_language_finds_it(institute, word):
    make.organisation("other", name_en="Other")
    assert found(ORGANISATIONS, f"q={word}") == [institute]


@pytest.mark.parametrize("word", ["academia", "example", "stepi other", "sciences"])
def test_other_columns_and_words_do_not(institute, word):
    institute.type, institute.url = "academia", "https://example.org"
    institute.save()
    assert found(ORGANISATIONS, f"q={word}") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "made"),
    [
        (SOURCES, lambda: make.source(publisher="Needle")),
        (SOURCES, lambda: make.source(title="Needle")),
        (SOURCES, lambda: make.source(label_fr="Needle")),
        (DIALOGUES, lambda: make.dialogue(summary_ko="needle")),
        (DIALOGUES, lambda: make.dialogue(place_fr="needle")),
        (DECISIONS, lambda: make.decision(make.initiative(), question_ko="needle")),
        (INITIATIVES, lambda: make.initiative(short_title_ko="needle")),
        (INITIATIVES, lambda: make.initiative(summary_en="a needle")),
    ],
)
def test_each_kind_is_searched_where_its_words_stand(kind, made):
    assert made() in found(kind, "q=needle")
    assert found(kind, "q=thread") == []


@pytest.mark.django_db
def test_the_text_of_a_source_is_not_searched():
    """It stays on this instance: whether a word stands in it must not be told."""
    made = make.source(text="A needle")
    assert (found(SOURCES, "q=needle"), found(SOURCES, "q=summary")) == ([], [made])


@pytest.mark.django_db
def test_the_words_of_a_report_and_of_its_initiative_may_share_a_search():
    chips = make.initiative("Chips")
    make.update(chips, body_en="Delayed")
    make.update(chips, make.PARTNERS, body_en="Budget")
    assert found(INITIATIVES, "q=chips delayed") == [chips]
    assert found(INITIATIVES, "q=chips budget") == []
    assert found(INITIATIVES, "q=chips budget", make.PARTNERS) == [chips]


@pytest.mark.django_db
def test_changed_since_holds_the_moment_itself():
    made = make.area()
    at = models.Sight.objects.get(uid=made.uid).public_at
    for moment, expected in ((at, [made]), (at + timedelta(microseconds=1), [])):
        assert found(AREAS, f"updated_since={moment:%Y-%m-%dT%H:%M:%S.%f}Z") == expected


@pytest.mark.django_db
def test_ids_are_either_or_and_narrow_what_else_is_asked():
    chips, talent, energy = (make.area(each.lower(), each) for each in ("CHP", "TAL", "ENE"))
    ids = f"id={chips.uid}&id={talent.uid}"
    assert set(found(AREAS, ids)) == {chips, talent}
    assert found(AREAS, f"{ids}&code=TAL&code=ENE") == [talent]
    assert found(AREAS, f"slug=ene&id={energy.uid}") == [energy]


def test_a_parameter_says_whether_it_may_be_repeated():
    assert set(filters.CountryFilter.repeatable()) == {"id", "code"}
    assert set(filters.FrameworkFilter.repeatable()) == {"id", "kind", "country", "parent"}
    assert set(filters.SourceFilter.repeatable()) == {"id", "kind"}


def test_what_every_filter_can_be_asked_comes_with_each():
    assert set(filters.CountryFilter.names()) == {"code", "is_side", "id", "updated_since", "q", "ordering"}
    assert set(filters.DecisionFilter.names()) - set(filters.CountryFilter.names()) == {
        *("initiative", "country", "settled", "needed_by__gte", "needed_by__lte")
    }


@pytest.mark.django_db
def test_a_part_of_a_filter_leaves_the_whole_as_it_was():
    asked(AREAS, "", only=["q", "nothing"])
    assert "slug" in filters.AreaFilter.names()
    make.area("talent", "TAL")
    assert found(AREAS, "q=tal&slug=x", only=["q"]) == found(AREAS, "q=tal")


@pytest.mark.django_db
def test_what_is_found_without_one_of_the_words():
    one = make.initiative("One", status="scoped")
    two = make.initiative("Two", status="agreed")
    make.initiative("Three", status="scoped", area=make.area("talent", "TAL"))
    made = asked(INITIATIVES, "area=chips&status=scoped&ordering=-area")
    assert list(made.qs) == [one]
    assert set(made.less("status")) == {one, two}
    assert {each.title_en for each in made.less("area")} == {"One", "Three"}
    assert list(made.less("q")) == [one]


@pytest.mark.django_db
def test_of_an_earlier_moment_it_finds_what_stood_then():
    chips = make.initiative("Chips")
    part = make.lead(chips, make.organisation())
    moment = models.Change.objects.latest("seq").at
    part.ended_at = datetime(2999, 1, 1, tzinfo=UTC)
    part.save()
    for query in ("country=CA", "organisation=institute", "lead=institute"):
        assert found(INITIATIVES, query) == []
        assert found(INITIATIVES, query, moment=moment) == [chips]


@pytest.mark.django_db
def test_a_report_of_later_is_not_searched_for_an_earlier_moment():
    chips = make.initiative("Chips")
    moment = models.Change.objects.latest("seq").at
    make.update(chips, body_en="Delayed")
    assert found(INITIATIVES, "q=delayed") == [chips]
    assert found(INITIATIVES, "q=delayed", moment=moment) == []
    assert found(INITIATIVES, "q=chips", moment=moment) == [chips]
