"""The list says how initiatives stand, worst first; no form edits the status; a withdrawal says why."""

from datetime import timedelta

import pytest

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from opportunities.models import Initiative, ProgressUpdate
from tests import make
from tests.admin.browser import act, address, confirm, page_of, send


@pytest.fixture
def three(db):
    """Late, silent, and one that claims no health."""
    late = make.initiative("Late", status=Status.UNDER_WAY)
    make.milestone(late)
    return late, make.initiative("Silent", status=Status.SCOPED), make.initiative("Raised")


def listed(client, **filters):
    return list(client.get(address(Initiative), filters).context["cl"].result_list)


def test_the_worst_comes_first(staff, three):
    raised_first = [three[2], three[1], three[0]]
    for initiative in raised_first:
        initiative.save()
    assert listed(staff) == list(three)


def test_the_list_says_how_each_stands(staff, three):
    page = staff.get(address(Initiative)).text
    for words in ("Late", "No recent report", "March 2, 2026"):
        assert words in page


@pytest.mark.parametrize(
    ("filters", "place"),
    [
        ({"health": "late"}, 0),
        ({"health": "no_report"}, 1),
        ({"health": "none"}, 2),
        ({"status__exact": "scoped"}, 1),
    ],
)
def test_filters_find_by_fact(staff, three, filters, place):
    assert listed(staff, **filters) == [three[place]]


def test_each_filter_counts(staff, three):
    page = staff.get(address(Initiative)).text
    for choice in ("Late (1)", "No recent report (1)", "None claimed (1)", "On track (0)"):
        assert choice in page
    assert "Missing on one side or both (3)" in page


def test_a_lead_on_every_side_is_found(staff, three):
    for code in ("CA", "KR"):
        make.lead(three[0], make.organisation(f"of-{code}"), code)
    assert listed(staff, leads="named") == [three[0]]
    assert listed(staff, leads="missing") == list(three[1:])


def test_an_unknown_word_in_a_filter_filters_nothing(staff, three):
    assert listed(staff, health="fine") == list(three)


def test_status_is_not_for_editing(staff, three):
    send(staff, page_of(three[0]), status="delivered", ref="XYZ-9")
    three[0].refresh_from_db()
    assert (three[0].status, three[0].ref) == (Status.UNDER_WAY, "CHP-1")


def test_making_it_public_gives_it_a_ref(staff):
    draft = make.initiative(visibility=make.INTERNAL)
    send(staff, page_of(draft), visibility=make.PUBLIC)
    assert Initiative.objects.get().ref == "CHP-1"


def test_a_draft_written_on_its_page_has_an_author(staff, sora, three):
    row = {"updates-TOTAL_FORMS": 1, "updates-0-body_en": "News", "updates-0-as_of": today_in_seoul()}
    send(staff, page_of(three[0]), **row)
    draft = ProgressUpdate.objects.get()
    assert (draft.author, draft.initiative, draft.published_at) == (sora, three[0], None)


def test_published_reports_stand_on_its_page_unchangeable(staff, three):
    published = make.update(three[0], as_of=today_in_seoul() - timedelta(days=1))
    page = staff.get(page_of(three[0]))
    prefixes = {
        each.formset.prefix: each.has_change_permission for each in page.context["inline_admin_formsets"]
    }
    assert (prefixes["updates"], prefixes["updates-2"]) == (True, False)
    assert published.body in page.text


def test_a_report_is_one_step_from_its_page(staff, three):
    [link] = [url for url, label in staff.get(page_of(three[0])).context["tools"] if "/add/" in url]
    assert staff.get(link).context["adminform"].form.initial["initiative"] == str(three[0].pk)


def test_withdrawing_asks_for_a_public_reason(staff, three):
    quiet = make.initiative("Quiet", make.INTERNAL)
    asked = act(staff, "withdraw", three[0], quiet)
    assert "Late" in asked.text
    assert "Quiet" not in asked.text
    act(staff, "withdraw", three[0], _shown=1, _confirm=1)
    assert not Initiative.objects.filter(withdrawn_at__isnull=False).exists()


def test_withdrawing_with_a_reason(staff, three):
    confirm(staff, "withdraw", three[0], withdrawal_reason_ko="철회")
    gone = Initiative.objects.withdrawn_from(make.PUBLIC).get()
    assert (gone, gone.withdrawal_reason_ko, gone.visibility) == (three[0], "철회", make.INTERNAL)
    page = staff.get(page_of(gone))
    assert "visibility" not in page.context["adminform"].form.fields
    again = act(staff, "withdraw", gone)
    assert "None of the records you chose is open to this." in again.text
