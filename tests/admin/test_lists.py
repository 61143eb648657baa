"""Views that are asked for every day stand above the list of initiatives, with their counts."""

import pytest

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from opportunities.models import Initiative
from tests import make
from tests.admin.browser import address

LIST = address(Initiative)


@pytest.fixture
def four(db, sora):
    """Late, silent, mine, and one with a draft."""
    late = make.initiative("Late", status=Status.UNDER_WAY)
    make.milestone(late)
    mine, drafted = make.initiative("Mine", officer=sora), make.initiative("Drafted")
    make.update(drafted, make.INTERNAL, published_at=None, as_of=today_in_seoul())
    return late, make.initiative("Silent", status=Status.SCOPED), mine, drafted


def views(client, address=LIST):
    """{label: count} of the links above the list."""
    return {str(each["label"]): each["count"] for each in client.get(address).context["presets"]}


def listed(client, label):
    [found] = [each for each in client.get(LIST).context["presets"] if each["label"] == label]
    return [each.title for each in client.get(LIST + found["address"]).context["cl"].result_list]


def test_each_view_has_its_count(staff, four):
    assert views(staff) == {"All": 4, "Mine": 1, "Late": 1, "No recent report": 1, "Drafts": 1}


@pytest.mark.parametrize(
    ("label", "title"),
    [("Mine", "Mine"), ("Late", "Late"), ("No recent report", "Silent"), ("Drafts", "Drafted")],
)
def test_a_view_lists_what_it_counts(staff, four, label, title):
    assert listed(staff, label) == [title]


def test_the_current_view_says_so(staff, four):
    for query, label in [("", "All"), ("?drafts=yes", "Drafts"), ("?health=late", "Late")]:
        shown = staff.get(LIST + query).context["presets"]
        assert [str(each["label"]) for each in shown if each["is_current"]] == [label]
    assert 'href="?health=late" aria-current="page"' in staff.get(f"{LIST}?health=late").text
    mixed = staff.get(f"{LIST}?health=late&area__id__exact={four[0].area_id}").context["presets"]
    assert not any(each["is_current"] for each in mixed)


def test_a_view_in_use_can_be_left_among_the_filters(staff, four):
    titles = [str(each.title) for each in staff.get(f"{LIST}?mine=yes").context["cl"].filter_specs]
    assert "mine" in titles
    assert "mine" not in [str(each.title) for each in staff.get(LIST).context["cl"].filter_specs]
    assert len(staff.get(f"{LIST}?mine=nonsense").context["cl"].result_list) == 4


def test_a_guest_counts_only_what_a_guest_sees(guest, four):
    make.initiative("Hidden", make.INTERNAL, status=Status.SCOPED)
    assert views(guest) == {"All": 4, "Mine": 0, "Late": 1, "No recent report": 1, "Drafts": 0}


def test_the_columns_answer_how_far_it_is(staff, four):
    columns = staff.get(LIST).context["cl"].list_display
    assert columns == [
        *("action_checkbox", "ref", "name", "status", "health"),
        *("next_due_on", "last_report_on", "visibility"),
    ]


def test_the_forms_have_the_whole_width(staff, four):
    assert "nav-sidebar" not in staff.get(LIST).text
