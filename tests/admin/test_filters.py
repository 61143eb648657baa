"""Each filter beside a list leaves the records that it names, and counts what it would leave."""

from datetime import timedelta

import pytest

from opportunities import models
from opportunities.choices import Status
from opportunities.health import today_in_seoul
from opportunities.models import Change, Initiative, Membership, Milestone, ProgressUpdate, Token
from opportunities.models.base import unit_of_work
from tests import make
from tests.admin.pages import facets, found, listed

TODAY = today_in_seoul()
STATES = {
    "late": -1,
    "due_soon": 0,
    "upcoming": 31,
    "no_date": None,
}


@pytest.fixture
def milestones(db):
    """One in each state, by its word."""
    with unit_of_work():
        chips = make.initiative()
        made = {
            state: make.milestone(chips, due_on=None if days is None else TODAY + timedelta(days))
            for state, days in STATES.items()
        }
        made["met"] = make.milestone(chips, due_on=make.DAY, done_on=make.DAY)
        made["met_late"] = make.milestone(chips, due_on=make.DAY, done_on=make.DAY + timedelta(1))
        made["cancelled"] = make.milestone(chips)
        made["cancelled"].cancel("Merged")
    return made


def test_milestones_are_found_by_their_state(sora, milestones):
    assert {state: listed(sora, Milestone, state=state) for state in milestones} == {
        state: [milestone] for state, milestone in milestones.items()
    }
    assert len(listed(sora, Milestone, state="soon")) == 7


def test_each_state_is_counted_whichever_is_chosen(sora, milestones):
    counted = [
        *("All", "Met (1)", "Met late (1)", "Cancelled (1)", "Late (1)"),
        *("Due soon (1)", "Upcoming (1)", "No date (1)"),
    ]
    assert facets(sora, Milestone)["state"] == counted
    assert facets(sora, Milestone, state="met")["state"] == counted


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "late"), (0, "due_soon"), (30, "due_soon"), (31, "upcoming")]
)
def test_a_state_begins_on_its_day(sora, days, state):
    milestone = make.milestone(make.initiative(), due_on=TODAY + timedelta(days))
    assert listed(sora, Milestone, state=state) == [milestone]


def test_a_filter_counts_within_the_others(sora, milestones):
    [met] = listed(sora, Milestone, state="met")
    met.write(visibility=make.INTERNAL)
    assert facets(sora, Milestone, visibility__exact=3)["state"][1:5] == [
        *("Met (1)", "Met late (0)", "Cancelled (0)", "Late (0)"),
    ]
    assert facets(sora, Milestone, state="met")["visibility"] == [
        *("All", "Public (0)", "Partners (0)", "Internal (1)"),
    ]


def test_reports_are_found_and_counted_by_publication(sora):
    chips = make.initiative()
    published = make.update(chips)
    drafts = [make.update(chips, make.INTERNAL, published_at=None) for _ in range(2)]
    assert listed(sora, ProgressUpdate, published="yes") == [published]
    assert {*listed(sora, ProgressUpdate, published="no")} == {*drafts}
    assert facets(sora, ProgressUpdate)["publication"] == ["All", "Draft (2)", "Published (1)"]


def health_of(user):
    return facets(user, Initiative)["health"]


def test_health_is_counted_from_what_each_reader_may_see(sora, alice):
    chips = make.initiative(status=Status.UNDER_WAY)
    make.milestone(chips, make.PARTNERS, due_on=TODAY - timedelta(1))
    make.update(chips, outlook="on_track", as_of=TODAY)
    make.initiative("Quiet", make.INTERNAL)
    late = ["All", "Late (1)", "Off track (0)", "At risk (0)", "No recent report (0)"]
    assert health_of(sora) == [*late, "On track (0)", "Not assessed (0)", "None claimed (1)"]
    assert health_of(alice) == [*late, "On track (0)", "Not assessed (0)", "None claimed (0)"]
    alice.memberships.all().delete()
    assert [choice for choice in health_of(alice) if "(0)" not in choice] == ["All", "On track (1)"]


def test_leads_are_counted_on_every_side(sora):
    both, one, _none = (make.initiative(title) for title in ("Both", "One", "None"))
    institute = make.organisation()
    for of, code in ((both, "CA"), (both, "KR"), (one, "KR"), (one, "CA")):
        make.lead(of, institute if (of, code) != (one, "CA") else None, code)
    assert facets(sora, Initiative)["leads"] == [
        *("All", "Missing on one side or both (2)", "Named on every side (1)"),
    ]
    assert listed(sora, Initiative, leads="named") == [both]


def test_the_officers_who_have_initiatives_are_offered(sora, django_user_model):
    django_user_model.objects.create_user("idle", is_staff=True)
    mine = make.initiative(officer=sora)
    make.initiative("Nobody's")
    assert facets(sora, Initiative)["officer"] == ["All", "sora (1)", "- (1)"]
    assert listed(sora, Initiative, officer__id__exact=sora.pk) == [mine]


@pytest.mark.parametrize(("asked", "which"), [("1", 0), ("0", 1)])
def test_decisions_are_open_or_settled(sora, asked, which):
    made = make.decision(None), make.decision(None, settled_on=make.DAY)
    assert listed(sora, models.Decision, settled_on__isempty=asked) == [made[which]]


def test_takeaways_are_found_by_the_dialogues_that_have_some(sora):
    first, _empty, second = (make.dialogue(title) for title in ("First", "Empty", "Second"))
    wanted, _other = make.takeaway(first), make.takeaway(second)
    assert listed(sora, models.Takeaway, dialogue__id__exact=first.pk) == [wanted]
    assert facets(sora, models.Takeaway)["dialogue"] == ["All", "First (1)", "Second (1)"]


def test_tokens_are_found_by_the_organisations_that_have_some(sora):
    for slug in ("first", "second", "none"):
        institute = make.organisation(slug)
        if slug != "none":
            make.token(institute)
    wanted = Token.objects.get(organisation__slug="first")
    assert listed(sora, Token, organisation__id__exact=wanted.organisation_id) == [wanted]
    assert facets(sora, Token)["organisation"] == ["All", "First", "Second"]


def test_memberships_are_found_by_the_areas_they_lead(sora, alice):
    leads = make.membership(sora, make.organisation("secretariat"), make.area())
    assert listed(sora, Membership, areas__id__exact=make.area().pk) == [leads]
    assert len(listed(sora, Membership)) == 2


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({"kind": "milestone"}, ["milestone"]),
        ({"action__exact": "changed"}, ["initiative"]),
        ({"door": "demo"}, ["milestone"]),
    ],
)
def test_changes_are_found_by_kind_action_and_door(sora, asked, kinds):
    chips = make.initiative()
    with unit_of_work(door="admin"):
        chips.write(short_title_en="Ch")
    make.milestone(chips)
    Change.objects.filter(kind="milestone").update(door="demo")
    Change.objects.filter(kind="initiative", diff__has_key="milestones_total").delete()
    assert [change.kind for change in listed(sora, Change, **asked)] == kinds


def test_an_answer_to_a_search_is_counted_too(sora, milestones):
    milestones["late"].write(title_en="Grids")
    assert found(sora, Milestone, "grids") == [milestones["late"]]
    assert facets(sora, Milestone, q="grids")["state"][1:5] == [
        *("Met (0)", "Met late (0)", "Cancelled (0)", "Late (1)"),
    ]
