"""Day one: everything is raised and nothing is dated, and the page says what to do first."""

import pytest

from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import items, links, listed, main, rows, section, words


@pytest.fixture
def raised(db):
    """Two areas, the second with two initiatives; one of them came of a point of the dialogue."""
    make.country("CA"), make.country("KR")
    energy = make.models.CooperationArea.objects.create(slug="energy", code="ENE", name_en="Energy", order=1)
    chips = make.models.CooperationArea.objects.create(slug="chips", code="CHP", name_en="Chips", order=2)
    make.initiative("Chips", area=chips, summary_en="Chips for compute", short_title_en="Short")
    make.initiative("Memory", area=chips, summary_fr="Mémoire")
    power = make.initiative("Power", area=energy)
    of = make.dialogue()
    power.takeaways.add(make.takeaway(of, "T1", locator="Page 1"), make.takeaway(of, "Q4", locator="Page 4"))


SAID = {
    "en": (
        "3 opportunities were raised in the dialogue. None has a named lead or a dated milestone yet."
        " The next step is to name a lead in each country."
    ),
    "fr": (
        "3 possibilités de coopération ont été soulevées dans le dialogue. Aucune n’a encore de responsable"
        " désigné ni de jalon daté. Il reste maintenant à désigner un responsable dans chaque pays."
    ),
    "ko": (
        "대화에서 제기된 협력 기회 3건. 주관기관과 이정표 기한은 아직 정해지지 않았습니다."
        " 다음 단계: 국가별 주관기관 지정."
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_it_says_what_was_raised_and_what_comes_next(public, raised, language):
    page = text(public, f"/{language}/")
    assert words(page.split('<p class="lead">')[1].split("</p>")[0]) == SAID[language]


def test_each_is_listed_under_its_area_with_its_words_and_their_place(public, raised):
    page = text(public, "/en/")
    assert rows(section(page, "h-raised")) == [
        "Energy Power ENE-1 Page 1 · Page 4",
        "Chips Short CHP-1 Chips for compute",
        "Memory CHP-2 Mémoire (French only)",
    ]
    assert 'rowspan="2"' in section(page, "h-raised")


def test_the_first_steps_count_what_is_still_to_do_and_lead_there(public, raised):
    power = make.models.Initiative.objects.get(ref="ENE-1")
    for side in ("CA", "KR"):
        make.lead(power, make.organisation(f"of-{side.lower()}"), side)
    make.update(power)
    steps = section(text(public, "/en/"), "h-steps")
    assert items(steps) == [
        "1 Name a lead organisation in each country 2 of 3 still to do",
        "2 Add a first dated milestone 3 of 3 still to do",
        "3 Publish a first report Publishing reports is the only way a stage changes.",
    ]
    assert [(address, sorted(listed(public, address))) for _said, address in links(steps)] == [
        ("/en/initiatives/?missing=lead", ["CHP-1", "CHP-2"]),
        ("/en/initiatives/?missing=milestone", ["CHP-1", "CHP-2", "ENE-1"]),
        ("/en/initiatives/?missing=report", ["CHP-1", "CHP-2"]),
    ]


def test_once_a_lead_is_named_only_the_milestones_are_missing(public, raised):
    power = make.models.Initiative.objects.get(ref="ENE-1")
    for side in ("CA", "KR"):
        make.lead(power, make.organisation(f"of-{side.lower()}"), side)
    page = words(main(text(public, "/en/")))
    assert "None has a dated milestone yet. The next step is to name a lead in each country." in page
    make.models.Initiative.objects.exclude(pk=power.pk).delete()
    page = words(main(text(public, "/en/")))
    assert "1 opportunity was raised in the dialogue. None has a dated milestone yet. What the" in page


def test_before_anything_is_raised_it_stands(public, db):
    page = words(main(text(public, "/en/")))
    assert page.startswith(
        "Where cooperation stands No report has been published yet. What has changed lately"
    )
    assert "0 opportunities were raised in the dialogue. None has a named lead" in page


@pytest.mark.parametrize("begins", ["status", "milestone"])
def test_the_first_stage_or_milestone_ends_it(public, raised, begins):
    power = make.models.Initiative.objects.get(ref="ENE-1")
    assert 'id="h-steps"' in text(public, "/en/")
    power.write(status="scoped") if begins == "status" else make.milestone(power, due_on=None)
    page = text(public, "/en/")
    assert ('id="h-steps"' in page, 'id="h-board"' in page) == (False, True)


def test_a_hidden_milestone_ends_it_for_those_who_see_it(public, partner, staff, raised):
    make.milestone(make.models.Initiative.objects.get(ref="ENE-1"), make.PARTNERS)
    assert ['id="h-steps"' in text(client, "/en/") for client in (public, partner, staff)] == [
        True,
        False,
        False,
    ]


def test_a_point_that_is_hidden_gives_no_place(public, staff, raised):
    make.models.Takeaway.objects.filter(code="Q4").update(visibility=make.INTERNAL)
    assert rows(section(text(public, "/en/"), "h-raised"))[0] == "Energy Power ENE-1 Page 1"
    assert rows(section(text(staff, "/en/"), "h-raised"))[0] == "Energy Power ENE-1 Page 1 · Page 4"
