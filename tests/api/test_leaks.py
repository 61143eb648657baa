"""No parameter tells of what its reader may not see: a hidden record answers as one that never was."""

from datetime import timedelta

import pytest

from opportunities.choices import Visibility
from opportunities.health import today_in_seoul
from opportunities.models import Organisation
from tests import make
from tests.api.world import get, ids

HIDDEN = make.INTERNAL


@pytest.fixture
def chips(db):
    return make.initiative("Chips", status="scoped")


def alike(client, *addresses):
    """The same answer, but for the tag and the links, which repeat the question."""
    answers = [get(client, address) for address in addresses]
    assert len({answer.status_code for answer in answers}) == 1
    return len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("parameter", ["organisation", "lead"])
def test_a_hidden_organisation_is_no_filter(public, staff, chips, parameter):
    hidden = make.organisation("hidden", HIDDEN)
    make.lead(chips, hidden)
    assert alike(public, f"initiatives/?{parameter}=hidden", f"initiatives/?{parameter}=never-was")
    never = "00000000-0000-4000-8000-000000000000"
    assert alike(public, f"initiatives/?{parameter}={hidden.uid}", f"initiatives/?{parameter}={never}")
    assert ids(get(staff, f"initiatives/?{parameter}=hidden")) == [str(chips.uid)]


def test_a_hidden_participation_is_no_filter(public, staff, chips):
    make.lead(chips, make.organisation("known"), "KR", visibility=HIDDEN)
    for query in ("organisation=known", "lead=known", "country=KR"):
        assert ids(get(public, f"initiatives/?{query}")) == []
        assert ids(get(staff, f"initiatives/?{query}")) == [str(chips.uid)]


def test_a_hidden_milestone_moves_neither_filter_nor_order(public, staff, chips):
    other = make.initiative("Other", status="scoped")
    make.milestone(other, due_on=today_in_seoul() + timedelta(days=5))
    make.milestone(chips, HIDDEN)
    for query in ("due=overdue", "health=late", "due=2026-01-01..2026-12-31&q=chips"):
        assert ids(get(public, f"initiatives/?{query}")) == []
        assert ids(get(staff, f"initiatives/?{query}")) == [str(chips.uid)]
    for word in ("next", "attention"):
        orders = [ids(get(client, f"initiatives/?ordering={word}&limit=1")) for client in (public, staff)]
        assert orders == [[str(other.uid)], [str(chips.uid)]]
    assert ids(get(public, "initiatives/?missing=milestone")) == [str(chips.uid)]


@pytest.mark.parametrize("word", ["SECRETWORD", "비밀", "secret"])
def test_hidden_words_are_not_found(public, staff, chips, word):
    make.update(chips, HIDDEN, body_en="The secretword", body_ko="비밀 보고")
    assert ids(get(public, f"initiatives/?q={word}")) == []
    assert ids(get(staff, f"initiatives/?q={word}")) == [str(chips.uid)]


def test_a_hidden_takeaway_or_framework_is_no_filter(public, staff, chips):
    chips.takeaways.add(make.takeaway(make.dialogue(), "T9", HIDDEN))
    chips.frameworks.add(make.framework("Pact", HIDDEN, short_name="PACT"))
    assert alike(public, "initiatives/?takeaway=T9", "initiatives/?takeaway=T8")
    assert alike(public, "initiatives/?framework=PACT", "initiatives/?framework=TREATY")
    assert ids(get(staff, "initiatives/?takeaway=T9&framework=PACT")) == [str(chips.uid)]


def test_a_hidden_responsible_part_names_no_side(public, staff, chips):
    part = make.participation(chips, "KR", HIDDEN)
    milestone = make.milestone(chips, responsible=part)
    assert ids(get(public, "milestones/?country=KR")) == []
    assert ids(get(staff, "milestones/?country=KR")) == [str(milestone.uid)]


def test_a_hidden_initiative_is_no_filter_of_its_parts(public, staff):
    hidden = make.initiative("Hidden", HIDDEN)
    make.milestone(hidden)
    never = "00000000-0000-4000-8000-000000000000"
    assert alike(public, f"milestones/?initiative={hidden.uid}", f"milestones/?initiative={never}")
    assert len(ids(get(staff, f"milestones/?initiative={hidden.uid}"))) == 1


def test_a_reader_s_own_organisation_is_told_only_when_they_may_see_it(partner, system):
    own = Organisation.objects.get()
    named = [{"id": str(own.uid), "slug": "alice-institute"}]
    assert [get(client, "me/").json()["organisations"] for client in (partner, system)] == [named, named]
    own.visibility = Visibility.INTERNAL
    own.save()
    assert [get(client, "me/").json()["organisations"] for client in (partner, system)] == [[], []]
