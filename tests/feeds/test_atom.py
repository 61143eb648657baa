"""The feed, as a reader of feeds meets it: one entry for each report and each date that moved."""

from datetime import timedelta

import feedparser
import pytest

from opportunities.models.demo import DEMO_FIRST
from tests import make


def feed(client, query=""):
    answer = client.get(f"/feeds/updates.atom{query}")
    kind = answer.headers["Content-Type"]
    assert (answer.status_code, kind) == (200, "application/atom+xml; charset=utf-8")
    parsed = feedparser.parse(answer.content, response_headers={"content-type": kind})
    assert (parsed.bozo, parsed.version) == (False, "atom10")
    return parsed


def titles(client, query=""):
    return [entry.title for entry in feed(client, query).entries]


def test_a_report_is_an_entry_that_leads_to_itself(public, chips):
    report = make.update(chips, body_en="Two sites remain.", on_behalf_of=make.country("KR"))
    (entry,) = feed(public).entries
    assert entry.id == f"urn:uuid:{report.uid}"
    assert entry.link == f"http://testserver/en/i/CHP-1#r-{report.uid}"
    assert entry.title == "CHP-1 · Progress report"
    assert "Two sites remain." in entry.summary
    assert f'id="r-{report.uid}"' in public.get("/en/i/CHP-1").content.decode()


def test_moves_stages_and_what_is_met_say_so_latest_first(public, chips, site):
    make.update(chips, status="agreed", reason_en="Signed")
    make.update(chips, milestone=site, milestone_met=True)
    site.move(make.DAY + timedelta(days=3), "scope", "More to do")
    assert titles(public) == [
        "CHP-1 · New date: Site selected",
        "CHP-1 · Milestone met: Site selected",
        "CHP-1 · Stage: Agreed",
    ]
    assert "2 March 2026 → 5 March 2026" in feed(public).entries[0].summary


def test_a_report_that_becomes_public_later_is_news_then(public, partner, chips):
    early = make.update(chips, make.PARTNERS, body_en="Early")
    make.update(chips, body_en="Late")
    assert len(feed(public).entries) == 1
    early.visibility = make.PUBLIC
    early.save()
    first, second = feed(public).entries
    assert "Early" in first.summary
    assert first.updated >= second.updated
    assert first.published < first.updated or first.published <= second.updated


def test_a_correction_stands_in_the_place_of_what_it_corrects(public, chips):
    wrong = make.update(chips, body_en="Wrong")
    make.update(chips, body_en="Right", supersedes=wrong)
    assert [("Right" in entry.summary) for entry in feed(public).entries] == [True]


def test_drafts_hidden_and_withdrawn_reports_are_no_entries(public, partner, chips):
    make.update(chips, make.PARTNERS, published_at=None)
    make.update(chips, make.PARTNERS)
    assert (len(feed(public).entries), len(feed(partner).entries)) == (0, 1)
    make.update(chips)
    held = public.get("/feeds/updates.atom").headers["ETag"]
    chips.withdraw({"en": "Outside the mandate"})
    again = public.get("/feeds/updates.atom", headers={"If-None-Match": held})
    assert (again.status_code, b"<entry>" in again.content) == (200, False)


def test_it_follows_the_filter_and_names_it(public, chips):
    make.update(chips)
    make.update(make.initiative("Other", area=make.area("energy", "ENE")))
    assert titles(public, "?area=chips") == ["CHP-1 · Progress report"]
    parsed = feed(public, "?area=chips&lang=fr")
    assert parsed.feed.link == "http://testserver/fr/initiatives/?area=chips"
    assert parsed.feed.language == "fr"


def test_a_feed_of_nothing_is_valid_and_the_same_twice(public, db):
    first, second = (public.get("/feeds/updates.atom") for _ in range(2))
    assert first.content == second.content
    assert feed(public).entries == []


def test_who_is_up_to_date_is_told_so_until_something_they_see_changes(public, chips):
    make.update(chips)
    held = {"If-None-Match": public.get("/feeds/updates.atom").headers["ETag"]}
    make.update(chips, make.INTERNAL)
    assert public.get("/feeds/updates.atom", headers=held).status_code == 304
    make.update(chips)
    assert public.get("/feeds/updates.atom", headers=held).status_code == 200


def test_demonstration_data_says_so(public, chips):
    assert "subtitle" not in feed(public).feed
    make.organisation("fictional", uid=DEMO_FIRST)
    assert feed(public).feed.subtitle.startswith("Demonstration data.")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(public, chips, site, django_assert_num_queries, rows):
    for _ in range(rows):
        make.update(chips)
        site.move(site.due_on + timedelta(days=1), "scope")
    with django_assert_num_queries(4):
        assert len(feed(public).entries) == 2 * rows
