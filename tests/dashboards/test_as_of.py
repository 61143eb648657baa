"""As of a day: the pages as they stood, from what their reader may see now and could see then."""

import re
from datetime import date, timedelta

import html5lib
import pytest
from django.template.loader import render_to_string

from opportunities.choices import Status
from opportunities.health import end_of, today_in_seoul
from opportunities.insights.pace import Quarter
from opportunities.models import Change, Initiative
from tests import make
from tests.dashboards import test_list
from tests.dashboards.conftest import text
from tests.dashboards.test_overview import section, words

DAY = make.DAY.replace(month=4)
BEFORE, AFTER = (end_of(DAY) + timedelta(days) for days in (-10, 10))
PAGES = ("/en/", "/en/initiatives/", "/en/i/CHP-1")


def as_of(page, day=DAY):
    return f"{page}{'&' if '?' in page else '?'}as_of={day}"


@pytest.fixture
def old(chips):
    """Agreed by the day, under way after it; its milestone moved after it."""
    for model in (type(chips), type(chips.milestones.get())):
        model.objects.all().write(created_at=BEFORE)
    chips.write(first_public_at=BEFORE)
    chips.participations.all().write(named_at=BEFORE)
    chips.updates.all().delete()
    make.update(chips, status="agreed", outlook="on_track", body_en="Agreed.", published_at=BEFORE)
    make.update(chips, status="under_way", body_en="Begun.", published_at=AFTER, as_of=AFTER.date())
    sign = chips.milestones.get()
    sign.move(DAY + timedelta(60), "technical")
    sign.revisions.write(at=AFTER)
    return chips


def refs(page):
    return [ref.removesuffix(f"?as_of={DAY}") for ref in test_list.refs(page)]


def stage(page):
    return re.search(r'aria-current="step">([^<]*)', page)[1]


def test_a_day_before_a_change_shows_the_old_status(public, old):
    assert stage(text(public, as_of("/en/i/CHP-1"))) == "Agreed"
    assert stage(text(public, as_of("/en/i/CHP-1", AFTER.date()))) == "Under way"
    assert "Begun." not in text(public, as_of("/en/i/CHP-1")) + text(public, as_of("/en/"))
    assert ">1 is under way<" not in text(public, as_of("/en/"))
    assert refs(text(public, as_of("/en/initiatives/?status=agreed"))) == ["CHP-1"]
    assert refs(text(public, as_of("/en/initiatives/?status=under_way"))) == []
    assert refs(text(public, "/en/initiatives/?status=under_way")) == ["CHP-1"]


def test_health_and_days_late_are_those_of_the_day(public, old):
    assert "31 days late" in words(section(text(public, as_of("/en/")), "h-attention"))
    assert "31 days" in words(text(public, as_of("/en/i/CHP-1")))
    assert refs(text(public, as_of("/en/initiatives/?health=late&due=overdue"))) == ["CHP-1"]
    assert test_list.refs(text(public, as_of("/en/initiatives/?health=late", AFTER.date()))) == []


@pytest.mark.parametrize("page", [*PAGES, "/ko/", "/en/initiatives/?health=late&ordering=next&q=chips"])
def test_the_same_link_shows_the_same_page_tomorrow(public, old, time_machine, page):
    today = public.get(as_of(page))
    time_machine.move_to(end_of(today_in_seoul() + timedelta(40)), tick=False)
    tomorrow = public.get(as_of(page))
    assert tomorrow.content == today.content
    assert tomorrow.headers["ETag"] == today.headers["ETag"]
    assert public.get(page).content != today.content


def test_what_is_recorded_later_changes_no_page_of_then(public, old):
    before = [public.get(as_of(page)).content for page in PAGES]
    make.update(old, outlook="off_track", status="paused")
    make.milestone(old, title_en="Later")
    old.milestones.first().meet(DAY)
    make.evidence(initiative=old)
    make.decision(old)
    old.participations.first().write(ended_at=AFTER)
    make.initiative("Later")
    assert [public.get(as_of(page)).content for page in PAGES] == before


@pytest.mark.parametrize("page", PAGES)
def test_the_page_says_of_which_day_it_is_and_leads_to_now(public, old, page):
    then = text(public, as_of(page))
    html5lib.HTMLParser(strict=True).parse(then)
    assert "As it stood on <strong>2 April 2026</strong>" in then
    assert f'<a href="{page}">Show how it stands now</a>' in then
    assert "As it stood" not in text(public, page)
    assert "As it stood" not in text(public, as_of(page, today_in_seoul()))


def test_links_lead_to_pages_of_the_same_day(public, old):
    for page in PAGES:
        content = text(public, as_of(page)).split("Show how it stands now")[1]
        links = re.findall(r'href="(/en/(?:i/|initiatives/)[^"]*)"', content)
        assert links
        assert [link for link in links if "as_of=2026-04-02" not in link] == []
    shown = text(public, as_of("/en/initiatives/?status=agreed"))
    assert '<input type="hidden" name="as_of" value="2026-04-02">' in shown
    assert 'class="chip" href="?as_of=2026-04-02"' in shown
    assert '<a href="/en/initiatives/?status=agreed">Show how it stands now</a>' in shown


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("day", ["2999-01-01", "yesterday", "2026-02-30", "2026-3-1"])
def test_a_day_to_come_or_none_is_refused_in_words(public, old, page, day):
    answer = public.get(as_of(page, day))
    assert answer.status_code == 400
    assert "as_of: Write today’s date or an earlier one, such as 2026-03-31." in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_cannot_answer_is_refused_by_name(public, old, page):
    answer = public.get(f"{page}?statuss=raised")
    assert answer.status_code == 400
    assert b"statuss: there is no such filter." in answer.content


def test_day_one_can_be_looked_at_again(public, old):
    old.write(first_public_at=BEFORE - timedelta(20))
    page = text(public, as_of("/en/", BEFORE.date() - timedelta(10)))
    assert "1 opportunity</a> was raised in the dialogue." in page
    assert "No report has been published yet." in page


def test_nothing_was_there_before_it_was_public(public, partner, old):
    old.write(first_public_at=AFTER)
    assert public.get(as_of("/en/i/CHP-1")).status_code == 404
    assert refs(text(public, as_of("/en/initiatives/"))) == []
    assert refs(text(partner, as_of("/en/initiatives/"))) == ["CHP-1"]


def test_the_withdrawn_is_gone_from_every_day(public, partner, staff, old):
    old.withdraw("Outside the mandate")
    for reader in (public, partner):
        assert reader.get(as_of("/en/i/CHP-1")).status_code == 410
        assert [b"Chips in" in reader.get(as_of(page)).content for page in PAGES] == [False] * 3
    assert "Chips in" in text(staff, as_of("/en/initiatives/"))


@pytest.mark.parametrize("hidden", [make.PARTNERS, make.INTERNAL])
def test_hidden_work_moves_not_one_byte_of_then(public, partner, staff, old, hidden):
    readers = [public] if hidden == make.PARTNERS else [public, partner]
    Change.objects.update(at=BEFORE)
    before = [reader.get(as_of(page)).content for reader in readers for page in PAGES]
    shown = staff.get(as_of("/en/i/CHP-1")).content
    sign = old.milestones.get()
    sign.move(DAY + timedelta(90), "technical", "In secret")
    sign.revisions.filter(new_due_on=sign.due_on).write(visibility=hidden, at=BEFORE)
    sign.write(due_on=DAY + timedelta(60))
    make.update(old, hidden, status="paused", outlook="off_track", body_en="In secret", published_at=BEFORE)
    make.milestone(old, hidden, title_en="In secret").write(created_at=BEFORE)
    make.evidence(hidden, initiative=old).write(published_at=BEFORE)
    make.initiative("In secret", hidden).write(created_at=BEFORE)
    Change.objects.update(at=BEFORE)
    after = [reader.get(as_of(page)).content for reader in readers for page in PAGES]
    assert [page.count(b"In secret") for page in after] == [0] * len(after)
    assert after == before
    assert staff.get(as_of("/en/i/CHP-1")).content != shown


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_then_do_not_grow_with_the_rows(public, old, django_assert_num_queries, rows):
    for number in range(rows - 1):
        more = make.initiative(f"More {number}", status=Status.AGREED)
        make.milestone(more)
        make.update(more, published_at=BEFORE)
    Initiative.objects.all().write(first_public_at=BEFORE)
    for page, queries in (("/en/", 12), ("/en/initiatives/", 10), ("/en/i/CHP-1", 12)):
        with django_assert_num_queries(queries):
            public.get(as_of(page))


@pytest.mark.parametrize(("as_of", "links"), [(None, 2), (DAY, 0)])
def test_the_pace_of_a_past_day_leads_nowhere_for_lists_know_today_alone(as_of, links):
    shown = {"quarter": Quarter(date(2026, 1, 1), planned=2, met=1), "list": "/", "as_of": as_of}
    assert render_to_string("dashboards/overview/quarter.html", shown).count("<a href") == links
