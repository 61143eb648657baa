"""The words by which the other records are found."""

from datetime import timedelta

import pytest

from tests import make
from tests.filters.asking import (
    COUNTRIES,
    DECISIONS,
    DIALOGUES,
    EVIDENCE,
    FRAMEWORKS,
    MILESTONES,
    ORGANISATIONS,
    PARTICIPATIONS,
    REVISIONS,
    SOURCES,
    STRENGTHS,
    TAKEAWAYS,
    TODAY,
    UPDATES,
    found,
)


@pytest.fixture
def chips(db):
    return make.initiative()


@pytest.fixture
def talent(chips):
    return make.initiative("Talent", area=make.area("talent", "TAL"))


def test_milestones(chips, talent):
    part = make.participation(chips, "KR", organisation=make.organisation())
    mine = make.milestone(chips, due_on=TODAY + timedelta(5), responsible=part, title_en="Sign it")
    make.milestone(talent, due_on=TODAY - timedelta(1), title_en="Other")
    make.milestone(talent, due_on=TODAY + timedelta(5), done_on=TODAY, title_en="Other")
    for query in (
        *("initiative=CHP-1", "area=chips", "state=due_soon", "country=KR", "organisation=institute"),
        *("due=30", "due=2026-03-15..2026-03-15", "q=sign", f"id={mine.uid}"),
        "due_on__gte=2026-03-15&due_on__lte=2026-03-15&state=due_soon",
    ):
        assert found(MILESTONES, query) == [mine]
    assert len(found(MILESTONES, "done_on__gte=2026-03-10&done_on__lte=2026-03-10")) == 1
    assert len(found(MILESTONES, "state=late&state=met")) == 2


def test_updates(chips, talent):
    milestone = make.milestone(chips)
    mine = make.update(
        chips, milestone=milestone, on_behalf_of=make.country("KR"), outlook="at_risk", status="scoped",
        as_of=TODAY, body_ko="보고",
    )  # fmt: skip
    make.update(talent)
    for query in (
        *("initiative=CHP-1", f"milestone={milestone.uid}", "area=CHP", "country=KR", "status=scoped"),
        *("outlook=at_risk", "as_of__gte=2026-03-10", "q=보고"),
    ):
        assert found(UPDATES, query) == [mine]
    assert mine not in found(UPDATES, "as_of__lte=2026-03-09")


def test_revisions(chips, talent):
    moved = []
    for of, reason in ((chips, "scope"), (talent, "funding")):
        milestone = make.milestone(of)
        milestone.move(TODAY, reason, f"Because of {reason}", make.country("KR" if of == chips else "CA"))
        moved.append(milestone)
    mine = moved[0].revisions.get()
    for query in (
        *(f"milestone={moved[0].uid}", "initiative=CHP-1", "reason=scope", "country=KR", "q=scope"),
    ):
        assert found(REVISIONS, query) == [mine]


def test_revisions_of_milestones_by_who_owes_them(chips, talent):
    korea = make.participation(chips, "KR")
    mine = make.milestone(chips, responsible=korea)
    hidden = make.milestone(talent, responsible=make.participation(talent, "KR", make.PARTNERS))
    for milestone in (mine, hidden):
        milestone.move(TODAY, "scope", "", make.country("CA"))
    for query in ("area=chips", "owed_by=KR", "owing=side", f"owed_by={korea.country.uid}"):
        assert found(REVISIONS, query) == [mine.revisions.get()]
    assert found(REVISIONS, "owing=unassigned") == [hidden.revisions.get()]
    assert found(REVISIONS, "owing=joint") == found(REVISIONS, "owed_by=CA") == []


def test_milestones_whose_slip_can_be_told(chips):
    due = make.milestone(chips, title_en="Due")
    met = make.milestone(chips, title_en="Met without a date", due_on=None, done_on=TODAY)
    adrift = make.milestone(chips, title_en="Adrift")
    adrift.move(None, "scope")
    late = make.milestone(chips, title_en="Met after its date was lost")
    late.move(None, "scope")
    late.meet(TODAY)
    given_up = make.milestone(chips, title_en="Given up")
    given_up.cancel("No need")
    assert {*found(MILESTONES, "slip_known=true")} == {due, late}
    assert {*found(MILESTONES, "slip_known=false")} == {met, adrift, given_up}


def test_milestones_by_the_oldest_date_that_is_seen(chips):
    moved, quietly, standing = (
        make.milestone(chips, title_en=word) for word in ("Moved", "Quietly", "Standing")
    )
    given_up = make.milestone(chips, title_en="Given up")
    given_up.cancel("No need")
    for milestone in (moved, quietly):
        milestone.move(TODAY + timedelta(30), "scope")
    quietly.revisions.update(visibility=make.PARTNERS)
    day = "original_due_on__lte=2026-03-02"
    assert {*found(MILESTONES, day)} == {moved, standing, given_up}
    assert {*found(MILESTONES, f"{day}&cancelled=false")} == {moved, standing}
    assert found(MILESTONES, f"{day}&cancelled=true") == [given_up]
    assert found(MILESTONES, "original_due_on__lte=2026-03-01") == []


def test_dialogues_and_what_they_concluded(db):
    mine = make.dialogue("Seoul", track="2", country=make.country("KR"), held_on=TODAY, place_en="Busan")
    mine.convenors.add(make.organisation())
    other = make.dialogue("Ottawa")
    for query in (
        *("track=2", "country=KR", "organisation=institute", "q=seoul", "q=busan"),
        "held_on__gte=2026-03-10&held_on__lte=2026-03-10",
    ):
        assert found(DIALOGUES, query) == [mine]
    said = make.takeaway(mine, "T1")
    make.takeaway(other, "T2", kind="theme")
    for query in (f"dialogue={mine.uid}", "code=T1", "kind=key_takeaway", "q=t1"):
        assert found(TAKEAWAYS, query) == [said]


def test_strengths(chips):
    takeaway, source = make.takeaway(make.dialogue()), make.source()
    mine = make.strength(takeaway, area=chips.area, source=source, country=make.country("KR"))
    make.strength(make.takeaway(make.dialogue("Other"), "T2"), summary_en="Markets")
    for query in ("country=KR", "area=chips", "takeaway=T1", f"source={source.uid}", "q=research"):
        assert found(STRENGTHS, query) == [mine]


def test_frameworks_and_sources(db):
    parent = make.framework("Partnership", short_name="CSP", year=2022)
    mine = make.framework(
        "Plan", kind="action_plan", year=2024, parent=parent, chair_country=make.country("KR")
    )
    for query in (
        "kind=action_plan",
        "year=2024",
        "country=KR",
        "parent=CSP",
        f"parent={parent.uid}",
        "q=plan",
    ):
        assert found(FRAMEWORKS, query) == [mine]
    paper = make.source("Paper", kind="report", published_on=TODAY)
    make.source("Page", kind="page")
    for query in ("kind=report", "q=paper", "published_on__gte=2026-03-10&published_on__lte=2026-03-10"):
        assert found(SOURCES, query) == [paper]


def test_organisations_and_countries(db):
    make.country("JP")
    mine = make.organisation("stepi", country=make.country("KR"), type="academia", short_name="STEPI")
    make.organisation("apf")
    for query in ("slug=stepi", "country=KR", "type=academia", "q=stepi"):
        assert found(ORGANISATIONS, query) == [mine]
    assert [country.code for country in found(COUNTRIES, "is_side=false")] == ["JP"]
    assert found(COUNTRIES, "code=KR&is_side=true") == [mine.country]


def test_participations_and_decisions(chips, talent):
    mine = make.lead(
        chips, make.organisation(), "KR", role="funding", direction="joint", contribution_en="Labs"
    )
    make.participation(talent)
    for query in (
        *("initiative=CHP-1", "country=KR", "organisation=institute", "role=funding", "direction=joint"),
        *("is_lead=true", "q=labs"),
    ):
        assert found(PARTICIPATIONS, query) == [mine]
    open_one = make.decision(chips, needed_by=TODAY, side=make.country("KR"))
    settled = make.decision(talent, settled_on=TODAY, question_en="Who pays?")
    for query in ("initiative=CHP-1", "country=KR", "settled=false", "q=site", "needed_by__lte=2026-03-10"):
        assert found(DECISIONS, query) == [open_one]
    assert found(DECISIONS, "settled=true") == [settled]


def test_evidence(chips, talent):
    milestone, report, source = make.milestone(talent), make.update(talent), make.source()
    of_chips = make.evidence(initiative=chips, source=source, kind="result", locator="p. 4")
    of_milestone, of_update = make.evidence(milestone=milestone), make.evidence(update=report)
    for query in ("initiative=CHP-1", f"source={source.uid}", "kind=result", "q=p."):
        assert found(EVIDENCE, query) == [of_chips]
    assert found(EVIDENCE, f"milestone={milestone.uid}") == [of_milestone]
    assert found(EVIDENCE, f"update={report.uid}") == [of_update]
