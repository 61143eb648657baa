"""The overview's first sentence: in three languages, of one and of many; each number leads to its rows."""

from datetime import timedelta

import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import links, listed, words


def lead(page):
    return page.split('<p class="lead">')[1].split("</p>")[0]


def sentence(client, language):
    return words(lead(text(client, f"/{language}/")))


MANY = {
    "en": (
        "Of 4 opportunities raised in the dialogue, 1 is under way and 1 is delivered. 1 is late,"
        " 0 are off track or at risk, 1 has no recent report and 2 still lack a lead in one or both"
        " countries."
    ),
    "fr": (
        "Le dialogue a soulevé 4 possibilités de coopération : 1 est en cours et 1 est réalisée."
        " 1 est en retard, 0 est compromise ou à risque, 1 est sans rapport récent et 2 sont encore sans"
        " responsable dans l’un des pays ou dans les deux."
    ),
    "ko": (
        "대화에서 제기된 협력 기회 4건 (이행 중 1건, 완료 1건). 지연 1건, 차질·주의 0건,"
        " 최근 보고 없음 1건, 주관기관 미지정 2건 (한쪽 또는 양국)."
    ),
}
ONE = {
    "en": (
        "Of 1 opportunity raised in the dialogue, 0 are under way and 0 are delivered. 0 are late,"
        " 1 is off track or at risk, 0 have no recent report and 1 still lacks a lead in one or both"
        " countries."
    ),
    "fr": (
        "Le dialogue a soulevé 1 possibilité de coopération : 0 est en cours et 0 est réalisée."
        " 0 est en retard, 1 est compromise ou à risque, 0 est sans rapport récent et 1 est encore sans"
        " responsable dans l’un des pays ou dans les deux."
    ),
}


@pytest.mark.parametrize("language", MANY)
def test_it_counts_one_none_and_many_as_its_language_does(public, world, language):
    assert sentence(public, language) == MANY[language]


@pytest.mark.parametrize("language", ONE)
def test_of_a_single_one_it_speaks_in_the_singular(public, db, language):
    only = make.initiative(status=Status.SCOPED)
    make.participation(only, "CA")
    make.update(only, outlook="at_risk")
    assert sentence(public, language) == ONE[language]


def test_two_of_a_kind_are_many_in_french(public, world):
    for title in ("Second", "Third"):
        make.update(make.initiative(title, status=Status.UNDER_WAY), outlook="off_track")
    assert "3 sont en cours et 1 est réalisée." in sentence(public, "fr")
    assert "2 sont compromises ou à risque" in sentence(public, "fr")


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_its_links_are_these_in_this_order(public, world, language):
    assert [address for _said, address in links(lead(text(public, f"/{language}/")))] == [
        f"/{language}/initiatives/",
        f"/{language}/initiatives/?status=under_way",
        f"/{language}/initiatives/?status=delivered",
        f"/{language}/initiatives/?health=late",
        f"/{language}/initiatives/?health=off_track&health=at_risk",
        f"/{language}/initiatives/?health=no_report",
        f"/{language}/initiatives/?missing=lead",
    ]


FOUND = {
    "public": (4, ["CHP-1"], ["TAL-1"], ["CHP-1"], [], ["ENE-1"], ["GOV-1", "TAL-1"]),
    "partner": (5, ["CHP-1"], ["TAL-1"], ["CHP-1"], ["Quiet"], ["ENE-1"], ["GOV-1", "Quiet", "TAL-1"]),
    "staff": (5, ["CHP-1"], ["TAL-1"], ["CHP-1", "ENE-1"], ["Quiet"], [], ["GOV-1", "Quiet", "TAL-1"]),
}


@pytest.mark.parametrize("reader", FOUND)
def test_each_number_leads_to_exactly_its_rows(request, world, reader):
    quiet = make.initiative("Quiet", make.PARTNERS, status=Status.AGREED)
    make.update(quiet, make.PARTNERS, outlook="at_risk")
    make.milestone(make.models.Initiative.objects.get(ref="ENE-1"), make.INTERNAL)
    client = request.getfixturevalue(reader)
    told = links(lead(text(client, "/en/")))
    found = [[ref.replace(str(quiet.uid), "Quiet") for ref in listed(client, to)] for _said, to in told]
    assert (len(found[0]), *map(sorted, found[1:])) == FOUND[reader]
    assert [int(said.split()[0]) for said, _to in told] == [len(each) for each in found]


def test_of_a_past_day_its_numbers_lead_to_the_rows_of_that_day(public, world, april):
    april.shift(timedelta(days=40))
    make.milestone(make.initiative("Later", status=Status.AGREED))
    told = links(lead(text(public, "/en/?as_of=2026-04-01")))
    assert [(said, address, len(listed(public, address))) for said, address in (told[0], told[-1])] == [
        ("4 opportunities", "/en/initiatives/?as_of=2026-04-01", 4),
        ("2 still lack a lead", "/en/initiatives/?missing=lead&as_of=2026-04-01", 2),
    ]
