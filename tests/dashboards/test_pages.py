"""The stakeholders' pages, as their readers meet them."""

import html5lib
import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text

LANGUAGES = ("en", "fr", "ko")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "page",
    [
        "",
        "initiatives/",
        "i/CHP-1",
        "initiatives/?health=late&q=chips&country=KR",
        "initiatives/?x=y",
        "i/NOPE",
    ],
)
def test_every_page_is_valid_html_in_every_language(public, chips, language, page):
    answer = public.get(f"/{language}/{page}")
    html5lib.HTMLParser(strict=True).parse(answer.content.decode())
    assert f'<html lang="{language}">'.encode() in answer.content


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(public, chips, django_assert_num_queries, rows):
    make.dialogue(source=make.source()).convenors.add(make.organisation("convenor"))
    for number in range(rows - 1):
        more = make.initiative(f"More {number}", status=Status.AGREED)
        make.milestone(more)
        make.update(more)
    for address, queries in (("/en/", 12), ("/en/initiatives/", 10), ("/en/i/CHP-1", 12)):
        public.get(address)
        with django_assert_num_queries(queries):
            public.get(address)


def test_a_report_shows_at_once(public, chips, sora):
    make.update(chips, body_en="The site is chosen.", as_of=make.DAY.replace(day=3))
    for address in ("/en/", "/en/i/CHP-1"):
        assert "The site is chosen." in text(public, address)


def test_the_overview_counts_what_it_links_to(public, chips):
    page = text(public, "/en/")
    assert '<a href="/en/initiatives/?health=late">1 is late</a>' in page
    assert '<a href="/en/initiatives/?status=under_way">1 is under way</a>' in page
    assert "1 initiative<" in text(public, "/en/initiatives/?health=late")


def test_day_one_names_what_was_raised_and_the_first_steps(public):
    make.initiative("Chips")
    make.initiative("Power")
    page = text(public, "/en/")
    assert "2 opportunities</a> were raised" in page
    assert "name a lead in each country" in page
    assert "No dated milestones yet" in page


def test_an_unknown_filter_is_refused_by_name(public, chips):
    answer = public.get("/en/initiatives/?statuss=raised")
    assert answer.status_code == 400
    assert b"statuss" in answer.content


@pytest.mark.parametrize(
    "query", ["status=nonsense", "health=x", "due=someday", "ordering=x", "cursor=x", "q=%00"]
)
def test_nonsense_is_refused_in_words(public, chips, query):
    assert public.get(f"/en/initiatives/?{query}").status_code == 400


def test_an_unfilled_form_filters_nothing(public, chips):
    assert "1 initiative<" in text(public, "/en/initiatives/?q=&due=&lead=&ordering=attention")


def test_each_filter_can_be_taken_away_again(public, chips):
    page = text(public, "/en/initiatives/?status=under_way&health=late")
    assert 'href="?health=late"' in page
    assert 'href="?status=under_way"' in page


def test_no_match_says_so(public, chips):
    assert "No initiative matches" in text(public, "/en/initiatives/?status=paused")


def test_more_than_fifty_are_shown_in_pages(public):
    for number in range(51):
        make.initiative(f"Initiative {number}")
    first = text(public, "/en/initiatives/")
    assert "51 initiatives" in first
    assert first.count('class="initiatives__title"') == 50
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert text(public, f"/en/initiatives/{following}").count('class="initiatives__title"') == 1


def test_an_organisation_that_is_hidden_is_not_named(public, partner, chips):
    lead = chips.participations.get(country__code="KR").organisation
    lead.visibility = make.PARTNERS
    lead.save()
    for address in ("/en/initiatives/", "/en/i/CHP-1"):
        assert "Ministry of KR" not in text(public, address)
        assert "Not named" in text(public, address)
    assert "Ministry of KR" in text(partner, "/en/i/CHP-1")


def test_each_language_puts_its_own_country_first(public, chips):
    english, korean = text(public, "/en/initiatives/"), text(public, "/ko/initiatives/")
    english, korean = (page.split('class="leads"')[1] for page in (english, korean))
    assert english.index("Ministry of CA") < english.index("Ministry of KR")
    assert korean.index("Ministry of KR") < korean.index("Ministry of CA")


def test_a_text_in_another_language_says_so(public, chips):
    assert '<span lang="en">Two sites remain.</span>' in text(public, "/fr/i/CHP-1")


def test_withdrawn_is_gone_with_its_reason_for_those_who_had_it(public, chips):
    chips.withdraw({"en": "Outside the mandate", "fr": "Hors mandat"})
    answer = public.get("/fr/i/CHP-1")
    assert answer.status_code == 410
    assert "Hors mandat" in answer.content.decode()


def test_hidden_looks_like_never_there(public, chips):
    chips.visibility = make.INTERNAL
    chips.save()
    hidden, absent = public.get("/en/i/CHP-1"), public.get("/en/i/CHP-9")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content.replace(b"CHP-1", b"CHP-9") == absent.content


def test_a_correction_replaces_what_it_corrects(public, chips):
    wrong = chips.updates.get()
    make.update(chips, body_en="One site remains.", supersedes=wrong)
    page = text(public, "/en/i/CHP-1")
    assert "<s><span" not in page
    assert "<s>Two sites remain.</s>" in page


def test_claimed_but_not_shown_is_said(public, chips):
    assert "Claimed, not yet shown" in text(public, "/en/i/CHP-1")


def test_who_knows_the_page_is_told_only_that(public, partner, chips):
    answer = public.get("/en/")
    assert "public" in answer.headers["Cache-Control"]
    again = public.get("/en/", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in partner.get("/en/").headers["Cache-Control"]


def test_the_language_switch_leads_to_the_same_page(public, chips):
    assert 'href="/ko/initiatives/?status=under_way"' in text(public, "/en/initiatives/?status=under_way")


def test_addresses_without_language_lead_to_the_readers_own(public, chips):
    answer = public.get("/i/CHP-1", headers={"Accept-Language": "ko"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ko/i/CHP-1")
    assert "Accept-Language" in answer.headers["Vary"]


def test_words_of_the_source_are_quoted_where_its_text_is_loaded(public, chips):
    source = make.source(text="Before. Use chips in data centres. After.")
    takeaway = make.takeaway(make.dialogue(source=source), start=8, end=33)
    chips.takeaways.add(takeaway)
    assert "<mark>Use chips in data centres</mark>" in text(public, "/en/i/CHP-1")
    source.visibility = make.INTERNAL
    source.save()
    assert "<mark>" not in text(public, "/en/i/CHP-1")
