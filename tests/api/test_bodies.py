"""What each record says, word for word: a partner's program relies on it."""

from datetime import date

import pytest

from opportunities.choices import Visibility
from opportunities.models import Initiative
from tests import make
from tests.api.world import get


def body(client, name, record):
    """Without what every record carries, which is shown to be right elsewhere."""
    said = get(client, f"{name}/{record.uid}/").json()
    return {key: value for key, value in said.items() if key not in ("updated_at", "etag", "today", "id")}


def text(en="", fr="", ko=""):
    return {"en": en, "fr": fr, "ko": ko}


@pytest.fixture
def chips(db):
    return make.initiative("Chips", title_fr="Puces", summary_ko="반도체")


def test_a_country(public):
    made = make.country("KR")
    assert body(public, "countries", made) == {"code": "KR", "is_side": True, "name": text("Korea")}


def test_an_area(public):
    made = make.area()
    assert body(public, "areas", made) == {
        "slug": "chips",
        "code": "CHP",
        "order": 0,
        "name": text("Chips"),
        "description": text(),
    }


def test_an_organisation(public):
    made = make.organisation(
        "stepi", name_ko="과학기술정책연구원", country=make.country("KR"), type="academia"
    )
    assert body(public, "organisations", made) == {
        "slug": "stepi",
        "name": text("Stepi", ko="과학기술정책연구원"),
        "short_name": "",
        "country": "KR",
        "type": "academia",
        "url": "",
    }


def test_a_source_without_its_text(public):
    made = make.source("Summary", text="All that was said", published_as_written="12/08/2025")
    assert body(public, "sources", made) == {
        "label": text("Summary"),
        "title": "",
        "publisher": "",
        "url": "",
        "published_as_written": "12/08/2025",
        "published_on": None,
        "kind": "summary",
        "sha256": made.sha256,
    }


def test_a_dialogue_and_those_who_convened_it_as_far_as_they_may_be_known(public, staff):
    made = make.dialogue("Seoul", held_on=date(2025, 7, 9), country=make.country("KR"), source=make.source())
    known, hidden = make.organisation("known"), make.organisation("hidden", make.INTERNAL)
    made.convenors.add(known, hidden)
    assert body(public, "dialogues", made) == {
        "title": text("Seoul"),
        "summary": text(),
        "place": text(),
        "track": "1.5",
        "edition": 1,
        "held_on": "2025-07-09",
        "country": "KR",
        "attribution_rule": "not_stated",
        "source": str(made.source.uid),
        "convenors": [str(known.uid)],
    }
    assert body(staff, "dialogues", made)["convenors"] == sorted([str(known.uid), str(hidden.uid)])


def test_a_takeaway(public):
    dialogue = make.dialogue()
    made = make.takeaway(dialogue, "T1", locator="Key Takeaways, 1", start=10, end=20)
    assert body(public, "takeaways", made) == {
        "dialogue": str(dialogue.uid),
        "code": "T1",
        "kind": "key_takeaway",
        "title": text("T1"),
        "summary": text("In short"),
        "locator": "Key Takeaways, 1",
        "start": 10,
        "end": 20,
    }


def test_a_strength(public):
    takeaway = make.takeaway(make.dialogue())
    made = make.strength(takeaway, area=make.area())
    assert body(public, "strengths", made) == {
        "country": "CA",
        "area": "chips",
        "summary": text("Research"),
        "takeaway": str(takeaway.uid),
        "source": None,
    }


def test_a_framework_whose_parent_may_not_be_known(public, staff):
    parent = make.framework("Hidden", make.INTERNAL)
    made = make.framework("Plan", parent=parent, kind="forum", year=2025, chair_country=make.country("KR"))
    expected = {
        "name": text("Plan"),
        "short_name": "",
        "kind": "forum",
        "year": 2025,
        "parent": None,
        "chair_country": "KR",
        "window_start": None,
        "window_end": None,
    }
    assert body(public, "frameworks", made) == expected
    assert body(staff, "frameworks", made) == expected | {"parent": str(parent.uid), "visibility": 1}


def test_an_initiative_on_its_first_day(public, chips):
    assert body(public, "initiatives", chips) == {
        "ref": "CHP-1",
        "area": "chips",
        "status": "raised",
        "title": text("Chips", fr="Puces"),
        "short_title": text(),
        "summary": text(ko="반도체"),
        "review_on": None,
        "planned_start_on": None,
        "planned_end_on": None,
        "actual_start_on": None,
        "actual_end_on": None,
        "report_every_days": 90,
        "takeaways": [],
        "frameworks": [],
        "milestones_total": 0,
        "milestones_met": 0,
        "next_due_on": None,
        "next_milestone": None,
        "last_report_on": None,
        "status_changed_on": None,
        "outlook": None,
        "outlooks": {},
        "leads": {},
        "leads_named": False,
        "has_agreement": False,
        "has_evidence": False,
        "supported": "raised",
        "claimed_not_shown": False,
    }


def test_an_initiative_well_under_way(public, chips):
    lead = make.lead(chips, make.organisation(), "KR")
    make.evidence(initiative=chips)
    make.milestone(chips, done_on=date(2026, 3, 1))
    following = make.milestone(chips, due_on=date(2026, 9, 1))
    make.update(chips, outlook="on_track", on_behalf_of=make.country("KR"), status="under_way")
    make.update(chips, outlook="at_risk", as_of=date(2026, 2, 1))
    chips.refresh_from_db()
    chips.write(status="delivered")
    said = body(public, "initiatives", chips)
    assert {name: said[name] for name in FACTS} == {
        "milestones_total": 2,
        "milestones_met": 1,
        "next_due_on": "2026-09-01",
        "next_milestone": str(following.uid),
        "last_report_on": "2026-03-02",
        "status_changed_on": "2026-03-02",
        "outlook": "at_risk",
        "outlooks": {"KR": "on_track", "joint": "at_risk"},
        "leads": {"KR": str(lead.organisation.uid)},
        "leads_named": True,
        "has_agreement": True,
        "has_evidence": True,
        "supported": "under_way",
        "claimed_not_shown": True,
    }


FACTS = (
    *("milestones_total", "milestones_met", "next_due_on", "next_milestone", "last_report_on"),
    *("status_changed_on", "outlook", "outlooks", "leads", "leads_named", "has_agreement", "has_evidence"),
    *("supported", "claimed_not_shown"),
)


def test_what_only_staff_read_of_an_initiative(partner, staff, chips, sora):
    chips.officer = sora
    chips.save()
    more = body(staff, "initiatives", chips).keys() - body(partner, "initiatives", chips).keys()
    assert more == {"visibility", "officer", "first_public_at", "withdrawn_at", "withdrawal_reason"}
    assert body(staff, "initiatives", chips)["officer"] == "sora"


def test_a_participation_whose_organisation_may_not_be_known(public, staff, chips):
    hidden = make.organisation("hidden", make.INTERNAL)
    made = make.lead(chips, hidden, "KR", role="funding", direction="provides", contribution_en="Fabs")
    expected = {
        "initiative": str(chips.uid),
        "country": "KR",
        "organisation": None,
        "role": "funding",
        "direction": "provides",
        "contribution": text("Fabs"),
        "is_lead": True,
        "ended_at": None,
    }
    assert body(public, "participations", made) == expected
    told = body(staff, "participations", made)
    assert told.keys() - expected.keys() == {"visibility", "named_at"}
    assert told["organisation"] == str(hidden.uid)


def test_a_milestone_that_moved(public, chips):
    part = make.participation(chips, "KR")
    made = make.milestone(chips, due_on=date(2026, 5, 1), responsible=part)
    made.move(date(2026, 5, 31), "funding", "Budget pending", make.country("KR"))
    assert body(public, "milestones", made) == {
        "initiative": str(chips.uid),
        "title": text("Sign"),
        "due_on": "2026-05-31",
        "done_on": None,
        "cancelled_at": None,
        "cancellation_reason": text(),
        "responsible": str(part.uid),
        "side": "KR",
        "original_due_on": "2026-05-01",
        "slip_days": 30,
    }
    revision = body(public, "revisions", made.revisions.get())
    assert revision.pop("at")[:4] == str(made.updated_at.year)
    assert revision == {
        "milestone": str(made.uid),
        "old_due_on": "2026-05-01",
        "new_due_on": "2026-05-31",
        "reason": "funding",
        "words": text("Budget pending"),
        "side": "KR",
    }


def test_an_update_without_its_author(public, staff, chips, sora):
    old = make.update(chips)
    made = make.update(chips, supersedes=old, author=sora, body_ko="보고", outlook="at_risk")
    said = body(public, "updates", made)
    assert said.pop("published_at") is not None
    assert said == {
        "initiative": str(chips.uid),
        "milestone": None,
        "milestone_met": False,
        "as_of": "2026-03-02",
        "on_behalf_of": None,
        "body": text("News", ko="보고"),
        "status": "",
        "outlook": "at_risk",
        "reason": text(),
        "supersedes": str(old.uid),
    }
    assert body(staff, "updates", made)["author"] == "sora"


def test_a_decision(public, chips):
    made = make.decision(chips, needed_by=date(2026, 4, 1), side=make.country("CA"))
    assert body(public, "decisions", made) == {
        "initiative": str(chips.uid),
        "question": text("Which site?"),
        "needed_by": "2026-04-01",
        "side": "CA",
        "settled_on": None,
    }


def test_a_piece_of_evidence(public, chips):
    made = make.evidence(initiative=chips, locator="p. 4")
    assert body(public, "evidence", made) == {
        "source": str(made.source.uid),
        "locator": "p. 4",
        "kind": "agreement",
        "initiative": str(chips.uid),
        "milestone": None,
        "update": None,
        "is_published": True,
    }


PEOPLE = ("public", "partner", "staff")


@pytest.mark.parametrize("before", Visibility)
@pytest.mark.parametrize("after", Visibility)
def test_a_record_appears_and_vanishes_at_once(request, chips, before, after):
    """From each level to each other, for a record and for what belongs to it."""
    clients = [request.getfixturevalue(name) for name in PEOPLE]
    part = make.milestone(chips)
    for level in (before, after):
        Initiative.objects.filter(pk=chips.pk).write(visibility=level)
        for address in (f"initiatives/{chips.uid}/", f"milestones/{part.uid}/"):
            statuses = [get(client, address).status_code for client in clients]
            assert statuses == [404] * (level - 1) + [200] * (4 - level)
        for address in ("initiatives/", "milestones/", "initiatives/?q=chips", "milestones/?state=late"):
            counts = [len(get(client, address).json()["results"]) for client in clients]
            assert counts == [0] * (level - 1) + [1] * (4 - level)
