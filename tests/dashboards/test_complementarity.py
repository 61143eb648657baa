"""Who provides, and who receives: drawn between two sides, told however many there are."""

import re

import html5lib
import pytest

from opportunities.models import Country
from tests import make
from tests.dashboards.conftest import led_to, text


@pytest.fixture
def flows(chips):
    chips.participations.filter(country__code="CA").update(direction="receives")
    chips.participations.filter(country__code="KR").update(direction="provides")
    return chips


def sides(*codes):
    for code in codes:
        make.country(code)
    Country.objects.update(is_side=False)
    Country.objects.filter(code__in=codes).update(is_side=True)


def heads(page):
    """[(which way an arrow points, where)]."""
    return re.findall(r'class="flows__head" href="#flow-(\w+)" x="([\d%]+)"', page)


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
@pytest.mark.parametrize("codes", [[], ["CA"], ["CA", "KR"], ["CA", "JP", "KR"]])
def test_it_is_valid_whoever_the_sides_are(public, flows, language, codes):
    sides(*codes)
    html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/complementarity/"))


def test_it_says_in_a_sentence_a_side_what_each_does(public, flows):
    page = text(public, "/en/complementarity/")
    assert "Canada: 0 provided, 1 received, 0 joint, 0 not stated." in page
    assert "Korea: 1 provided, 0 received, 0 joint, 0 not stated." in page


def test_arrows_lead_from_who_provides_to_who_receives(public, flows):
    assert heads(text(public, "/en/complementarity/")) == [("left", "0%"), ("left", "72%")]
    assert heads(text(public, "/ko/complementarity/")) == [("right", "28%"), ("right", "100%")]


def test_joint_points_both_ways_and_not_stated_none(public, flows):
    flows.participations.filter(country__code="CA").update(direction="joint")
    flows.participations.filter(country__code="KR").update(direction="not_stated")
    assert heads(text(public, "/en/complementarity/")) == [("right", "28%"), ("left", "0%")]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["CA"], "A flow needs two sides"),
        (["CA", "JP", "KR"], "Between more than two sides nothing is drawn"),
    ],
)
def test_other_than_two_sides_are_told_in_the_table_alone(public, flows, codes, said):
    sides(*codes)
    page = text(public, "/en/complementarity/")
    assert said in page
    assert "flows__line" not in page
    table = page.split('id="h-flows"')[1].split("</thead>")[0]
    assert table.count('role="columnheader"') == 1 + len(codes)


def test_what_each_side_brings_names_its_source(public, flows):
    takeaway = make.takeaway(make.dialogue(), title_en="Energy", locator="Key Takeaways, 1")
    make.strength(takeaway, country=make.country("KR"), summary_en="Hardware")
    make.strength(takeaway, make.PARTNERS, summary_en="Quiet")
    strengths = text(public, "/en/complementarity/").split('id="h-strengths"')[1]
    words = " ".join(re.sub("<[^>]*>", " ", strengths).split())
    assert "Canada Nothing is stated." in words
    assert "Korea Hardware Energy · Key Takeaways, 1" in words
    assert "Quiet" not in words


def test_each_count_leads_to_exactly_its_initiatives(public, partner, flows):
    initiatives = "/en/initiatives/"
    chips = make.initiative("Packaging")
    for direction in ("provides", "receives"):
        make.participation(chips, "KR", direction=direction)
    make.participation(chips, "CA", make.PARTNERS, direction="joint")
    make.initiative("Power", area=make.area("energy", "ENE"))
    assert led_to(public, text(public, "/en/complementarity/")) == {
        f"{initiatives}?receives=CA": (1, 1),
        f"{initiatives}?not_stated=CA": (2, 2),
        f"{initiatives}?provides=KR": (1, 1),
        f"{initiatives}?joint=KR": (1, 1),
        f"{initiatives}?not_stated=KR": (1, 1),
        f"{initiatives}?area=chips&receives=CA": (1, 1),
        f"{initiatives}?area=chips&not_stated=CA": (1, 1),
        f"{initiatives}?area=chips&provides=KR": (1, 1),
        f"{initiatives}?area=chips&joint=KR": (1, 1),
        f"{initiatives}?area=energy&not_stated=CA": (1, 1),
        f"{initiatives}?area=energy&not_stated=KR": (1, 1),
    }
    of_partners = led_to(partner, text(partner, "/en/complementarity/?area=chips"))
    assert of_partners == {
        f"{initiatives}?area=chips&receives=CA": (1, 1),
        f"{initiatives}?area=chips&joint=CA": (1, 1),
        f"{initiatives}?area=chips&provides=KR": (1, 1),
        f"{initiatives}?area=chips&joint=KR": (1, 1),
    }


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_queries_do_not_grow_with_the_rows(public, db, django_assert_num_queries, rows):
    make.country("CA"), make.country("KR")
    make.participations(make.initiatives(rows), "KR", direction="provides")
    public.get("/en/complementarity/")
    with django_assert_num_queries(7):
        public.get("/en/complementarity/")


def test_a_hidden_part_draws_no_arrow(public, partner, flows):
    flows.participations.update(visibility=make.PARTNERS)
    assert heads(text(public, "/en/complementarity/")) == []
    assert len(heads(text(partner, "/en/complementarity/"))) == 2
