"""Organisations: who leads, who owes what and when; both countries alike, and never a person."""

import re
from datetime import timedelta

import html5lib
import pytest

from opportunities.health import today_in_seoul
from tests import make
from tests.dashboards.conftest import led_to, text
from tests.dashboards.test_overview import section, words

INDEX = "/en/orgs/"


def rows(page):
    """Every row of the index, in words."""
    body = page.split('class="stack duties"')[1].split("</table>")[0].split("</thead>")[1]
    return [words(row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]


def owes(chips, organisation, **fields):
    part = chips.participations.get(organisation__slug=organisation)
    return make.milestone(chips, responsible=part, **fields)


def test_both_countries_show_the_same_columns(public, chips):
    soon = today_in_seoul() + timedelta(days=90)
    owes(chips, "lead-kr")
    owes(chips, "lead-kr", due_on=soon)
    owes(chips, "lead-kr", due_on=soon + timedelta(days=1))
    for organisation in ("lead-kr", "lead-ca"):
        named = chips.participations.get(organisation__slug=organisation)
        named.organisation.country = named.country
        named.organisation.save()
    make.organisation("forum", name_en="Forum")
    assert rows(text(public, INDEX)) == [
        *("Canada", "Ministry of CA 1 1 0 0 0 2 Mar 2026"),
        *("Korea", "Ministry of KR 1 1 3 1 1 2 Mar 2026"),
        *("Without a country", "Forum 0 0 0 0 0 None yet"),
    ]


def test_each_number_leads_to_exactly_its_rows(public, partner, chips):
    late = owes(chips, "lead-kr")
    owes(chips, "lead-kr", due_on=today_in_seoul() + timedelta(days=90))
    owes(chips, "lead-kr", due_on=today_in_seoul() + timedelta(days=91))
    make.milestone(chips, make.PARTNERS, responsible=late.responsible)
    duties = "/en/ledger/milestones/?due=90&organisation=lead-kr"
    overdue = "/en/ledger/milestones/?due=overdue&organisation=lead-kr"
    index = {
        "/en/initiatives/?lead=lead-ca": (1, 1),
        "/en/initiatives/?organisation=lead-ca": (1, 1),
        "/en/initiatives/?lead=lead-kr": (1, 1),
        "/en/initiatives/?organisation=lead-kr": (1, 1),
        duties: (1, 1),
        overdue: (1, 1),
    }
    assert led_to(public, text(public, INDEX)) == index
    assert led_to(partner, text(partner, INDEX)) == index | {overdue: (2, 2)}
    own = {"/en/initiatives/?lead=lead-kr": (1, 1), duties: (1, 1), overdue: (1, 1)}
    assert led_to(public, text(public, "/en/orgs/lead-kr/")) == own


def test_each_language_begins_with_its_own_country(public, chips):
    assert rows(text(public, "/ko/orgs/"))[0].startswith("Korea")
    assert rows(text(public, INDEX))[0] == "Canada"


def test_before_anybody_is_named_the_page_says_so(public):
    make.country("CA"), make.country("KR")
    nobody = "No organisation is named yet."
    assert rows(text(public, INDEX)) == ["Canada", nobody, "Korea", nobody]


def test_they_stand_in_the_order_of_their_names(public):
    for slug, name in (("a", "Zinc"), ("b", "argon"), ("c", "Boron")):
        make.organisation(slug, name_en=name, country=make.country())
    assert [row.split()[0] for row in rows(text(public, INDEX))] == ["Canada", "argon", "Boron", "Zinc"]


def test_a_third_country_has_its_own_group(public, chips):
    make.organisation("tokyo", name_en="Tokyo", country=make.country("JP"))
    assert rows(text(public, INDEX))[4:6] == ["JP", "Tokyo 0 0 0 0 0 None yet"]


def test_met_and_cancelled_milestones_are_owed_no_longer(public, chips):
    owes(chips, "lead-kr", done_on=make.DAY)
    owes(chips, "lead-kr").cancel("Not needed")
    assert "Ministry of KR 1 1 0 0 0 2 Mar 2026" in rows(text(public, INDEX))


def test_counts_lead_to_exactly_their_rows(public, chips):
    make.initiative("Somebody else's")
    joined = make.initiative("Joined")
    make.participation(joined, "KR", organisation=chips.participations.get(country__code="KR").organisation)
    assert "Ministry of KR 1 2 0 0 0 2 Mar 2026" in rows(text(public, INDEX))
    assert "1 initiative<" in text(public, "/en/initiatives/?lead=lead-kr")
    assert "2 initiatives<" in text(public, "/en/initiatives/?organisation=lead-kr")


def test_one_of_them_shows_what_it_owes_and_when(public, chips):
    owes(chips, "lead-kr", title_en="Build", due_on=None)
    owes(chips, "lead-kr", title_en="Choose")
    owes(chips, "lead-ca", title_en="Deliver")
    owed = words(section(text(public, "/en/orgs/lead-kr/"), "h-owed"))
    late = (today_in_seoul() - make.DAY).days
    assert owed.endswith(
        "Choose Late · Chips in data centres CHP-1 2 March 2026 "
        f"{late} days late Build No date · Chips in data centres CHP-1"
    )
    assert "Deliver" not in owed


def test_one_of_them_shows_its_parts_and_reports(public, chips):
    page = text(public, "/en/orgs/lead-kr/")
    late = (today_in_seoul() - make.DAY).days
    part = "Chips in data centres CHP-1 Leads · Not stated Under way Late Site selected"
    assert words(section(page, "h-parts")).endswith(f"{part} {late} days late 2 Mar 2026")
    assert "2 March 2026 Canada Chips in data centres CHP-1 Two sites remain." in words(
        section(page, "h-reports")
    )


def test_every_way_to_share_it_is_answered(public, chips):
    links = re.findall('href="(/[^"#]+)"', section(text(public, "/en/orgs/lead-kr/"), "h-share"))
    assert [(public.get(link.replace("&amp;", "&")).status_code) for link in links] == [200] * 5


def test_an_ended_part_is_no_longer_its_part(public, chips):
    chips.participations.filter(country__code="KR").update(ended_at=chips.created_at)
    assert "not named in any initiative yet" in text(public, "/en/orgs/lead-kr/")


@pytest.mark.parametrize("hidden", [make.PARTNERS, make.INTERNAL])
def test_one_that_is_hidden_looks_like_one_that_never_was(public, staff, hidden):
    make.organisation("discreet", hidden, name_en="Quiet office")
    secret, absent = public.get("/en/orgs/discreet/"), public.get("/en/orgs/never/")
    assert (secret.status_code, absent.status_code) == (404, 404)
    assert secret.content.replace(b"discreet", b"never") == absent.content
    assert "Quiet office" not in text(public, INDEX)
    assert "Quiet office" in text(staff, INDEX)


def test_what_is_hidden_is_neither_counted_nor_listed(public, staff, chips):
    part = chips.participations.get(organisation__slug="lead-kr")
    make.milestone(chips, make.INTERNAL, responsible=part, title_en="In secret")
    hidden = make.initiative("Hidden", make.INTERNAL)
    make.participation(hidden, "KR", organisation=part.organisation)
    assert "Ministry of KR 1 1 0 0 0 2 Mar 2026" in rows(text(public, INDEX))
    assert "Ministry of KR 1 2 1 0 1 2 Mar 2026" in rows(text(staff, INDEX))
    for words_of_it in ("In secret", "Hidden"):
        assert words_of_it not in text(public, "/en/orgs/lead-kr/")
        assert words_of_it in text(staff, "/en/orgs/lead-kr/")


def test_a_part_that_is_hidden_owes_nothing_here(public, staff, chips):
    part = make.participation(
        chips, "KR", make.INTERNAL, organisation=chips.participations.get(country__code="KR").organisation
    )
    make.milestone(chips, responsible=part)
    assert "Ministry of KR 1 1 0 0 0 2 Mar 2026" in rows(text(public, INDEX))
    assert "Ministry of KR 1 1 1 0 1 2 Mar 2026" in rows(text(staff, INDEX))


def test_no_person_is_named(staff, chips, sora):
    chips.officer = sora
    chips.save()
    make.membership(sora, chips.participations.get(country__code="KR").organisation)
    for address in (INDEX, "/en/orgs/lead-kr/"):
        assert "sora" not in text(staff, address)


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_both_pages_are_valid_html(public, chips, language):
    owes(chips, "lead-kr")
    for address in ("orgs/", "orgs/lead-kr/"):
        html5lib.HTMLParser(strict=True).parse(text(public, f"/{language}/{address}"))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_queries_do_not_grow(public, chips, django_assert_num_queries, count):
    part = chips.participations.get(country__code="KR")
    make.models.Organisation.objects.bulk_create(
        make.models.Organisation(slug=f"more-{n}", name_en="More", visibility=1) for n in range(count)
    )
    make.models.Milestone.objects.bulk_create(
        make.models.Milestone(
            initiative=chips, title_en="More", due_on=make.DAY, responsible=part, visibility=1
        )
        for n in range(count)
    )
    for address, queries in ((INDEX, 7), ("/en/orgs/lead-kr/", 9)):
        public.get(address)
        with django_assert_num_queries(queries):
            public.get(address)
