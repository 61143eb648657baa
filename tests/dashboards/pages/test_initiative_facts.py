"""One initiative's page: its facts, its milestones, what was said, and how it is shared."""

import re
from datetime import date

import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import facts, items, links, section, words

PAGE = "/en/i/CHP-1"


def said(client, heading, language="en"):
    return words(section(text(client, f"/{language}/i/CHP-1"), heading))


def milestones(client, language="en"):
    return items(section(text(client, f"/{language}/i/CHP-1"), "h-milestones"))


def test_key_facts_are_all_there(public, chips):
    korea = chips.participations.get(country__code="KR")
    korea.direction, korea.contribution_en = "provides", "Hardware"
    korea.save()
    chips.frameworks.add(make.framework("Partnership"))
    chips.review_on = date(2026, 9, 1)
    chips.save()
    make.decision(chips, needed_by=date(2026, 4, 9), question_en="Which site?")
    make.decision(chips, question_en="Settled?", settled_on=make.DAY)
    assert facts(section(text(public, PAGE), "h-facts")) == {
        "Lead: Canada": "Ministry of CA",
        "Lead: Korea": "Ministry of KR",
        "Canada: Ministry of CA": "Not stated",
        "Korea: Ministry of KR": "Provides · Hardware",
        "Milestones met": "0 / 1",
        "Last report": "2 March 2026",
        "Reports expected": "Every 90 days",
        "Review on": "1 September 2026",
        "Framework": "Partnership",
        "Decision needed · 9 Apr 2026": "Which site?",
        "Visibility": "Public",
    }


def test_what_is_not_known_is_said_and_not_guessed(public, db):
    make.country("CA"), make.country("KR")
    make.initiative(summary_en="Chips for compute")
    page = text(public, PAGE)
    assert facts(section(page, "h-facts")) == {
        "Lead: Canada": "Not named",
        "Lead: Korea": "Not named",
        "Milestones met": "0 / 0",
        "Last report": "None yet",
        "Reports expected": "Every 90 days",
        "Visibility": "Public",
    }
    assert words(section(page, "h-now")) == "Chips for compute No report has been published yet."
    assert words(section(page, "h-milestones")) == "No dated milestones yet"
    assert words(section(page, "h-log")) == "No report has been published yet."
    assert words(section(page, "h-said")) == "Chips for compute No takeaway of the dialogue is linked."
    assert [heading in page for heading in ("h-changes", "h-evidence", "tag tag--")] == [False] * 3


def test_who_led_once_is_named_no_longer(public, chips):
    chips.participations.filter(country__code="KR").update(ended_at=chips.created_at)
    told = facts(section(text(public, PAGE), "h-facts"))
    assert (told["Lead: Korea"], told["Lead: Canada"]) == ("Not named", "Ministry of CA")
    assert not [term for term in told if term.startswith("Korea")]


def test_an_organisation_that_is_hidden_leaves_its_part_unnamed(public, partner, chips):
    make.models.Organisation.objects.filter(slug="lead-kr").update(visibility=make.PARTNERS)
    told = [facts(section(text(client, PAGE), "h-facts")) for client in (public, partner)]
    assert [each["Lead: Korea"] for each in told] == ["Not named", "Ministry of KR"]
    assert [each.get("Korea") for each in told] == ["Not stated", None]


MILESTONES = {
    "en": [
        "Early Met · Canada 1 March 2026",
        "Site selected Late · Joint or not assigned 2 March 2026 30 days late",
        "Long Met late · Joint or not assigned 20 March 2026",
        (
            "Moved Due soon · Joint or not assigned · originally 2 Mar 2026, moved by 31 days 2 April 2026"
            " in 1 day"
        ),
        "Off Cancelled · Joint or not assigned · Not needed 1 May 2026",
        "Far Upcoming · Joint or not assigned 1 June 2026 in 61 days",
        "Some day No date · Joint or not assigned",
    ],
    "fr": [
        "Early Atteint · Canada 1er mars 2026",
        "Site selected En retard · Conjoint ou non attribué 2 mars 2026 30 jours de retard",
        "Long Atteint en retard · Conjoint ou non attribué 20 mars 2026",
    ],
    "ko": [
        "Early 달성 · Canada 2026. 3. 1.",
        "Site selected 지연 · 공동 또는 미지정 2026. 3. 2. 30일 지연",
        "Long 지연 달성 · 공동 또는 미지정 2026. 3. 20.",
    ],
}


@pytest.mark.parametrize("language", MILESTONES)
def test_milestones_stand_by_date_with_their_state_their_side_and_their_days(public, chips, language):
    canada = chips.participations.get(country__code="CA")
    make.milestone(chips, title_en="Some day", due_on=None)
    make.milestone(chips, title_en="Far", due_on=date(2026, 6, 1))
    make.milestone(chips, title_en="Off", due_on=date(2026, 5, 1)).cancel("Not needed")
    make.milestone(chips, title_en="Moved").move(date(2026, 4, 2), "technical")
    make.milestone(chips, title_en="Long", due_on=date(2026, 3, 3), done_on=date(2026, 3, 20))
    early = date(2026, 3, 1)
    make.milestone(chips, title_en="Early", due_on=early, done_on=early, responsible=canada)
    told = [
        re.sub(r" \((En anglais seulement|영어만 제공)\)", "", each) for each in milestones(public, language)
    ]
    assert told[: len(MILESTONES[language])] == MILESTONES[language]


def test_a_milestone_moved_back_to_its_first_date_has_not_moved(public, chips):
    sign = chips.milestones.get()
    for day in (20, 2):
        sign.move(make.DAY.replace(day=day), "technical")
    assert milestones(public) == ["Site selected Late · Joint or not assigned 2 March 2026 30 days late"]


def test_one_that_came_forward_says_so(public, chips):
    chips.milestones.get().move(date(2026, 3, 1), "technical")
    assert milestones(public) == [
        (
            "Site selected Late · Joint or not assigned · originally 2 Mar 2026, brought forward by 1 day"
            " 1 March 2026 31 days late"
        )
    ]


def test_the_point_it_came_of_is_told_with_its_place_and_source(public, chips):
    source = make.source("Printed summary", url="https://example.org/summary")
    of = make.dialogue(source=source)
    point = make.takeaway(of, "T4", title_en="Opportunities", summary_en="Our words", locator="Page 4")
    chips.takeaways.add(point)
    assert said(public, "h-said") == (
        "T4 · Opportunities Our words Printed summary, Page 4 What is said in a Track 1.5 dialogue is not a"
        " commitment of any government. What follows from it is recorded here."
    )
    assert ("Printed summary", "https://example.org/summary") in links(text(public, PAGE))


def test_a_source_that_is_hidden_leaves_the_place_alone(public, staff, chips):
    of = make.dialogue(source=make.source("Printed summary", make.INTERNAL))
    chips.takeaways.add(make.takeaway(of, locator="Page 4"))
    told = [said(client, "h-said").split("What is said")[0] for client in (public, staff)]
    assert told == ["T1 · T1 In short Page 4 ", "T1 · T1 In short Printed summary, Page 4 "]


def test_evidence_of_it_its_milestones_and_reports_is_listed_in_order(public, staff, chips):
    make.evidence(
        initiative=chips, source=make.source("First", url="https://example.org/1"), locator="Page 2"
    )
    make.evidence(kind="report", milestone=chips.milestones.get(), source=make.source("Second"))
    make.evidence(kind="result", update=chips.updates.get(), source=make.source("Third"))
    make.evidence(make.INTERNAL, initiative=chips, source=make.source("Fourth"))
    shown = ["Agreement: First, Page 2", "Report: Second", "Result: Third"]
    listed = [items(section(text(client, PAGE), "h-evidence")) for client in (public, staff)]
    assert listed == [shown, [*shown, "Agreement: Fourth"]]


def test_every_way_to_share_it_is_of_it_alone(public, chips):
    assert links(section(text(public, "/ko/i/CHP-1"), "h-share")) == [
        ("고유 링크", "/i/CHP-1"),
        ("CSV 내려받기", "/ko/initiatives/?ref=CHP-1&format=csv"),
        ("JSON", f"/api/v1/initiatives/{chips.uid}/"),
        ("캘린더에 추가(ICS)", "/feeds/milestones.ics?ref=CHP-1&lang=ko"),
        ("구독(Atom)", "/feeds/updates.atom?ref=CHP-1&lang=ko"),
    ]


def test_of_a_past_day_its_file_is_of_that_day_and_there_is_no_json(public, chips, april):
    april.shift(24 * 3600)
    page = text(public, f"{PAGE}?as_of=2026-04-01")
    assert links(section(page, "h-share"))[:3] == [
        ("Permanent link", "/i/CHP-1"),
        ("Download CSV", "/en/initiatives/?ref=CHP-1&format=csv&as_of=2026-04-01"),
        ("Add to calendar (ICS)", "/feeds/milestones.ics?ref=CHP-1&lang=en"),
    ]


def test_without_a_ref_it_is_shared_by_its_identifier(partner, db):
    made = make.initiative("Quiet", make.PARTNERS)
    told = links(section(text(partner, f"/en/i/{made.uid}"), "h-share"))
    assert [address.partition("?")[2] for _said, address in told[:1]] == [f"id={made.uid}&format=csv"]
    assert "Permanent link" not in [said for said, _address in told]


def test_the_way_back_leads_to_the_list_and_to_its_area(public, chips):
    crumbs = text(public, PAGE).split('class="breadcrumb"')[1].split("</nav>")[0]
    assert links(crumbs) == [("Initiatives", "/en/initiatives/"), ("Chips", "/en/initiatives/?area=chips")]
    assert words(crumbs).endswith("Initiatives Chips CHP-1")


@pytest.mark.parametrize("status", [Status.PAUSED, Status.NOT_PURSUED])
def test_what_left_the_ladder_is_tagged_with_its_stage_and_no_health(public, chips, status):
    chips.write(status=status)
    head = text(public, PAGE).split('class="under-title"')[1].split("</p>")[0]
    assert words(head.partition(">")[2]) == status.label
