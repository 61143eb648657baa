"""The seed states every fact of the dialogue's published summary."""

from datetime import date

import pytest
from django.core.management import call_command

from opportunities.models import (
    CooperationArea,
    Country,
    Dialogue,
    Framework,
    Initiative,
    Organisation,
    Participation,
    Source,
    Strength,
    Takeaway,
)
from tests import make

# ref, what, Canada, Korea, from
INITIATIVES = """
ENE-1 | Canadian LNG for AI-driven power demand in South Korea | provides | receives | T1 Q4
ENE-2 | Nuclear partnerships for AI-driven power demand in South Korea | not_stated | receives | T1
ENE-3 | Energy infrastructure for AI adoption | not_stated | not_stated | TH3 Q2
CHP-1 | Korean AI chips and hardware in Canadian data centres and compute | receives | provides | T4 Q4
IPD-1 | Alignment on IP protection | joint | joint | T2 Q5
IPD-2 | Alignment on data governance | joint | joint | T2 Q5
IPD-3 | Data collaboration | joint | joint | T2
IPD-4 | Technical interoperability | joint | joint | T2 Q5
IPD-5 | Korean firms license and help scale Canadian AI solutions | provides | receives | T4 Q4
TAL-1 | Fostering AI talent | not_stated | not_stated | TH2 Q2
GOV-1 | Aligning AI regulatory frameworks | joint | joint | TH1 Q2
GOV-2 | Inclusive, secure, forward-looking AI governance frameworks | joint | joint | T3 Q5
GOV-3 | Joint leadership in multilateral and Indo-Pacific initiatives | joint | joint | TH4 Q2 Q5
"""

TABLE = [tuple(line.split(" | ")) for line in INITIATIVES.strip().splitlines()]

# code: kind, title, locator
TAKEAWAYS = {
    "T1": ("key_takeaway", "Energy as an Enabler", "Key Takeaways, 1"),
    "T2": ("key_takeaway", "Complementary Strengths, Shared Standards", "Key Takeaways, 2"),
    "T3": ("key_takeaway", "Global Influence Through Partnership", "Key Takeaways, 3"),
    "T4": ("key_takeaway", "Canada-Korea Commercial Opportunities", "Key Takeaways, 4"),
    "TH1": ("theme", "Aligning regulatory frameworks", "Key themes, 1"),
    "TH2": ("theme", "Fostering AI talent", "Key themes, 2"),
    "TH3": ("theme", "Energy infrastructure for AI adoption", "Key themes, 3"),
    "TH4": ("theme", "Joint leadership in multilateral and Indo-Pacific initiatives", "Key themes, 4"),
    "E1": ("emphasis", "From aspiration to focused implementation", "Key themes, last sentence"),
    "Q1": ("question", "Why does the dialogue matter?", "Q&A, 1"),
    "Q2": ("question", "What were the main themes?", "Q&A, 2"),
    "Q3": ("question", "What does Canada’s G7 presidency bring?", "Q&A, 3"),
    "Q4": ("question", "Where are the commercial opportunities?", "Q&A, 4"),
    "Q5": ("question", "How can the two countries shape global AI governance?", "Q&A, 5"),
}

# name, short name, kind, year, part of, chaired by
FRAMEWORKS = {
    ("Canada–Korea Free Trade Agreement", "", "trade_agreement", 2014, None, None),
    ("Comprehensive Strategic Partnership", "CSP", "partnership", 2022, None, None),
    (
        "Comprehensive Strategic Partnership Action Plan",
        "CSP Action Plan",
        "action_plan",
        2024,
        "Comprehensive Strategic Partnership",
        None,
    ),
    (
        "Recent high-level agreements (critical minerals, energy security, strategic defence coordination)",
        "",
        "agreement",
        None,
        None,
        None,
    ),
    ("G7", "G7", "forum", 2025, None, "CA"),
    ("Asia-Pacific Economic Cooperation", "APEC", "forum", 2025, None, "KR"),
}

# country, what it brings, area, the takeaway that says so (else the summary as a whole)
STRENGTHS = {
    ("CA", "Foundational research in AI", None, None),
    ("CA", "Policy governance in AI", "governance", None),
    ("CA", "Rule-setting in the G7", "governance", "T3"),
    ("CA", "Exports of liquefied natural gas (LNG)", "energy", "T1"),
    ("KR", "Adoption of AI", None, None),
    ("KR", "Legislation on AI", None, None),
    ("KR", "Commercialisation of AI", None, None),
    ("KR", "Hardware and AI chips", "chips", "T4"),
    ("KR", "Minilateral leadership in the Global South and the Indo-Pacific", "governance", "T3"),
}


@pytest.fixture(autouse=True)
def seeded(db):
    call_command("seed", verbosity=0)


def rows(model, *fields):
    return set(model.objects.values_list(*fields))


def as_row(initiative):
    directions = dict(initiative.participations.values_list("country__code", "direction"))
    codes = initiative.takeaways.values_list("code", flat=True)
    return initiative.ref, initiative.title_en, directions["CA"], directions["KR"], " ".join(codes)


def test_the_thirteen_opportunities_are_those_of_the_table():
    assert {as_row(initiative) for initiative in Initiative.objects.all()} == set(TABLE)


def test_each_opportunity_has_one_part_for_each_side():
    parts = Participation.objects.values_list("initiative__ref", "country__code")

    assert sorted(parts) == sorted((row[0], code) for row in TABLE for code in ("CA", "KR"))


def test_only_the_two_contributions_to_governance_are_stated():
    stated = Participation.objects.exclude(contribution_en="")

    assert set(stated.values_list("initiative__ref", "country__code", "contribution_en")) == {
        ("GOV-2", "CA", "Role as a rule-setter in the G7"),
        ("GOV-2", "KR", "Growing minilateral leadership in the Global South and the Indo-Pacific"),
    }


def test_areas_come_in_order_and_know_how_many_refs_they_gave():
    areas = CooperationArea.objects.values_list("slug", "code", "name_en", "refs_given")

    assert list(areas) == [
        ("energy", "ENE", "Energy for AI", 3),
        ("chips", "CHP", "AI chips and compute", 1),
        ("ip", "IPD", "IP, data and standards", 5),
        ("talent", "TAL", "Talent", 1),
        ("governance", "GOV", "AI governance", 3),
    ]
    assert rows(Initiative, "ref", "area__code") == {(ref, ref[:3]) for ref, *_ in TABLE}


def test_the_next_opportunity_in_an_area_gets_the_next_ref():
    assert make.initiative(area=CooperationArea.objects.get(code="IPD")).ref == "IPD-6"


def test_takeaways_come_in_the_order_of_the_summary():
    stated = Takeaway.objects.values_list("code", "kind", "title_en", "locator")

    assert list(stated) == [(code, *facts) for code, facts in TAKEAWAYS.items()]


def test_the_dialogue_was_held_in_seoul():
    assert (
        Dialogue.objects.values().get().items()
        >= {
            "title_en": "Canada–Korea Track 1.5 Dialogue on Artificial Intelligence",
            "track": "1.5",
            "edition": 1,
            "held_on": date(2025, 7, 9),
            "place_en": "Seoul",
            "country_id": Country.objects.get(code="KR").pk,
            "attribution_rule": "not_stated",
            "source_id": Source.objects.get().pk,
        }.items()
    )


def test_three_organisations_convened_it():
    assert rows(Organisation, "slug", "name_en", "short_name", "country__code") == {
        ("apf-canada", "Asia Pacific Foundation of Canada", "APF Canada", "CA"),
        ("stepi", "Science and Technology Policy Institute", "STEPI", "KR"),
        ("embassy-of-canada-korea", "Embassy of Canada in Korea", "", "CA"),
    }
    assert set(Dialogue.objects.get().convenors.all()) == set(Organisation.objects.all())


def test_the_two_sides_are_canada_and_korea():
    assert rows(Country, "code", "name_en", "is_side") == {
        ("CA", "Canada", True),
        ("KR", "South Korea", True),
    }


def test_frameworks_and_forums_are_those_the_summary_names():
    stated = rows(
        Framework, "name_en", "short_name", "kind", "year", "parent__name_en", "chair_country__code"
    )

    assert stated == FRAMEWORKS


def test_each_strength_says_who_states_it():
    assert rows(Strength, "country__code", "summary_en", "area__slug", "takeaway__code") == STRENGTHS
    assert not Strength.objects.filter(takeaway=None).exclude(source=Source.objects.get()).exists()


def test_the_printed_date_is_kept_as_printed():
    printed = rows(Source, "kind", "published_as_written", "published_on")

    assert printed == {("summary", "12/08/2025", None)}
