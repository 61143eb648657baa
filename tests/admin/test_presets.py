"""The daily views above the list of initiatives: whose, how many, and how one in use is left again."""

import pytest
from django.contrib.auth import get_user_model
from django.utils.translation import override

from opportunities.admin.presets import DraftsFilter, presets
from opportunities.choices import Status
from opportunities.models import Initiative
from tests import make
from tests.admin.pages import asking, facets, listed, member_of, page


def told(user, **asked):
    """[(label, address, count, whether it is the current one)]"""
    request = asking(user, asked)
    shown = presets(request, page(Initiative).get_queryset(request))
    return [(str(each["label"]), each["address"], each["count"], each["is_current"]) for each in shown]


def test_each_view_has_its_address_and_all_is_the_first(sora):
    assert told(sora) == [
        ("All", "?", 0, True),
        ("Mine", "?mine=yes", 0, False),
        ("Late", "?health=late", 0, False),
        ("No recent report", "?health=no_report", 0, False),
        ("Drafts", "?drafts=yes", 0, False),
    ]


@pytest.mark.parametrize(
    ("asked", "current"),
    [
        ({"mine": "yes"}, ["Mine"]),
        ({"drafts": "yes"}, ["Drafts"]),
        ({"health": "no_report"}, ["No recent report"]),
        ({"health": "on_track"}, []),
        ({"mine": "no"}, []),
        ({"mine": "yes", "drafts": "yes"}, []),
        ({"q": "chips"}, []),
    ],
)
def test_a_view_is_current_where_nothing_else_is_asked(sora, asked, current):
    assert [label for label, _address, _count, is_current in told(sora, **asked) if is_current] == current


def test_the_views_are_named_in_the_language_of_the_reader(sora):
    with override("ko"):
        korean = [label for label, *_rest in told(sora)]
    assert korean[2:4] == ["지연", "최근 보고 없음"]
    assert not {*korean} & {"All", "Mine", "Late", "No recent report", "Drafts"}


@pytest.fixture
def three(db):
    """One that an officer has, one in an area that is led, and one of nobody."""
    ours = make.initiative("Led", area=make.area("energy", "ENE"))
    return make.initiative("Officer's"), ours, make.initiative("Nobody's")


def mine(user):
    return {each.title for each in listed(user, Initiative, mine="yes")}


def test_mine_is_what_i_am_the_officer_of_or_whose_area_i_lead(sora, three):
    three[0].assign(sora)
    make.membership(sora, make.organisation("secretariat"), three[1].area)
    assert mine(sora) == {"Officer's", "Led"}
    assert told(sora)[1] == ("Mine", "?mine=yes", 2, False)


def test_whoever_has_none_looks_after_all_that_they_may_change(sora, three):
    assert mine(sora) == {"Officer's", "Led", "Nobody's"}
    viewer = member_of("Viewers", get_user_model())
    assert mine(viewer) == set()


def test_two_reports_that_wait_count_once(sora, three):
    for _ in range(2):
        make.update(three[0], make.INTERNAL, published_at=None)
    make.update(three[1])
    assert [each.title for each in listed(sora, Initiative, drafts="yes")] == ["Officer's"]
    assert told(sora)[4] == ("Drafts", "?drafts=yes", 1, False)


def test_a_draft_waits_for_whoever_may_read_it(sora, alice, three):
    make.update(three[0], make.INTERNAL, published_at=None)
    assert [told(user)[4][2] for user in (sora, alice)] == [1, 0]
    assert listed(alice, Initiative, drafts="yes") == []


def test_counts_are_of_all_whatever_the_list_is_narrowed_to(sora, three):
    three[0].write(status=Status.SCOPED)
    counts = [("All", 3), ("No recent report", 1)]
    for asked in ({}, {"status__exact": "raised"}, {"health": "late"}):
        found = [(label, count) for label, _address, count, _is in told(sora, **asked)]
        assert [found[0], found[3]] == counts


def test_a_view_in_use_offers_to_leave_it_and_is_not_counted(sora, three):
    assert "with drafts" not in facets(sora, Initiative)
    shown = page(Initiative).get_changelist_instance(
        asking(sora, {"drafts": "yes", "status__exact": "raised"})
    )
    [spec] = [each for each in shown.filter_specs if isinstance(each, DraftsFilter)]
    assert [(c["display"], c["selected"], c["query_string"]) for c in spec.choices(shown)] == [
        ("All", False, "?status__exact=raised"),
        ("Yes", True, "?drafts=yes&status__exact=raised"),
    ]
    assert spec.get_facet_counts("pk", None) == {}


def test_a_word_that_is_none_narrows_nothing_and_is_shown_as_all(sora, three):
    assert len(listed(sora, Initiative, drafts="perhaps")) == 3
    shown = page(Initiative).get_changelist_instance(asking(sora, {"drafts": "perhaps"}))
    [spec] = [each for each in shown.filter_specs if isinstance(each, DraftsFilter)]
    assert [c["selected"] for c in spec.choices(shown)] == [True, False]
