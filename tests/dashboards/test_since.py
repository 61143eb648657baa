"""Since a day: what was recorded after its end, on which side, as far as the reader may see it."""

import csv
from datetime import timedelta

import html5lib
import pytest

from opportunities.choices import Status, Visibility
from opportunities.health import end_of, today_in_seoul
from opportunities.insights.insight import Seen
from opportunities.insights.since import News, Since
from opportunities.models import Initiative, Milestone
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.test_overview import section, words

TODAY = make.DAY + timedelta(60)
DAY = TODAY - timedelta(30)
BEFORE, AFTER = (end_of(DAY) + timedelta(days) for days in (-1, 1))
PUBLIC, PARTNERS, INTERNAL = Visibility


@pytest.fixture
def old(db):
    """There before the day, and nothing has happened."""
    made = make.initiative("Chips")
    made.write(created_at=BEFORE, first_public_at=BEFORE)
    return made


def news(level=PUBLIC):
    """[(kind, side, what)]."""
    sides = [make.country("CA"), make.country("KR")]
    seen = Seen(Initiative.objects.visible_at(level), level, TODAY)
    return [
        (event.kind, event.side, str(getattr(event.about, "title", event.about)))
        for _side, events in Since(seen, DAY).by_side(sides)
        for event in events
    ]


def milestone(of, **fields):
    made = make.milestone(of, **fields)
    made.write(created_at=BEFORE)
    return made


def test_nothing_happened(old):
    milestone(old)
    make.update(old, published_at=BEFORE, status="scoped", as_of=TODAY)
    assert news() == []


def test_what_this_reader_could_not_see_then_is_new(old):
    late = make.initiative("Late to all")
    late.write(created_at=BEFORE, first_public_at=AFTER)
    assert news() == [(News.NEW, None, "Late to all")]
    assert news(PARTNERS) == []


def test_a_stage_changes_when_that_is_published(old):
    make.update(old, status="scoped", published_at=AFTER, on_behalf_of=make.country("KR"), as_of=TODAY)
    make.update(old, published_at=AFTER, as_of=TODAY)
    assert [(kind, side) for kind, side, _what in news()] == [(News.STAGE, "KR")]


@pytest.mark.parametrize(("recorded", "told"), [(BEFORE, False), (AFTER, True)])
def test_met_counts_by_when_it_was_recorded(old, recorded, told):
    done = milestone(old, done_on=make.DAY, responsible=make.participation(old, "CA"))
    done.write(completion_recorded_at=recorded)
    assert (news() == [(News.MET, "CA", "Sign")]) is told


def moved(sign, *days):
    for day, at in days:
        sign.move(sign.due_on + timedelta(day), "technical", side=make.country("CA"))
        sign.revisions.filter(new_due_on=sign.due_on).write(at=at)


@pytest.mark.parametrize(
    ("moves", "slips"),
    [
        ([(10, AFTER)], True),
        ([(10, BEFORE)], False),
        ([(-10, AFTER)], False),
        ([(10, AFTER), (-10, AFTER + timedelta(1))], False),
        ([(-10, BEFORE), (10, AFTER)], True),
    ],
)
def test_a_date_slips_when_it_is_later_than_it_was_on_the_day(old, moves, slips):
    moved(milestone(old), *moves)
    assert (news() == [(News.SLIPPED, "CA", "Sign")]) is slips


def test_what_is_met_no_longer_slips(old):
    sign = milestone(old)
    moved(sign, (10, AFTER))
    sign.meet(TODAY)
    assert [kind for kind, _side, _what in news()] == [News.MET]


def test_silence_is_news_when_it_began_since(old):
    old.write(status=Status.SCOPED)
    make.update(old, status="scoped", published_at=BEFORE, as_of=TODAY - timedelta(91))
    assert news() == [(News.SILENT, None, "Chips")]
    old.updates.all().delete()
    make.update(old, status="scoped", published_at=BEFORE, as_of=DAY - timedelta(91))
    assert news() == []


@pytest.mark.parametrize("hidden", [PARTNERS, INTERNAL])
def test_hidden_news_are_news_to_those_who_may_see_them(old, hidden):
    moved(milestone(old), (10, AFTER))
    Milestone.objects.get().revisions.write(visibility=hidden)
    milestone(old, visibility=hidden, title_en="Hidden", done_on=DAY)
    make.update(old, hidden, status="scoped", published_at=AFTER)
    make.initiative("Hidden", hidden).write(created_at=AFTER)
    shown = {level: [kind for kind, _side, _what in news(level)] for level in Visibility}
    everything = [News.SLIPPED, News.NEW, News.STAGE, News.MET]
    assert sorted(shown[INTERNAL]) == sorted(everything)
    assert shown[PUBLIC] == []
    assert sorted(shown[PARTNERS]) == sorted(everything if hidden == PARTNERS else [])


@pytest.mark.parametrize("language", ["en", "fr", "ko"])
def test_the_page_tells_it_side_by_side(public, chips, language):
    moved(chips.milestones.get(), (400, end_of(today_in_seoul() - timedelta(1))))
    page = text(public, f"/{language}/since/?date={today_in_seoul() - timedelta(20)}")
    html5lib.HTMLParser(strict=True).parse(page)
    canada = words(section(page, "h-side-1" if language != "ko" else "h-side-2"))
    assert "Chips in data centres" in canada or language != "en"
    assert chips.ref in canada


def test_without_a_day_it_looks_back_a_month_and_the_overview_leads_there(public, chips):
    assert 'href="/en/since/"' in text(public, "/en/")
    month_ago = today_in_seoul() - timedelta(30)
    page = text(public, "/en/since/")
    assert f'name="date" value="{month_ago}"' in page
    assert f'href="/en/?as_of={month_ago}"' in page


@pytest.mark.parametrize("query", ["date=tomorrow", "date=2999-01-01", "day=2026-03-31"])
def test_a_day_that_cannot_be_is_refused_in_words(public, db, query):
    answer = public.get(f"/en/since/?{query}")
    assert answer.status_code == 400
    assert f"{query.partition('=')[0]}: ".encode() in answer.content


def told(client, address):
    return [(event["kind"], event["initiative"]) for event in client.get(address).json()["events"]]


def test_programs_and_spreadsheets_are_told_the_same(public, staff, chips):
    moved(chips.milestones.get(), (400, end_of(today_in_seoul() - timedelta(1))))
    make.milestone(chips, make.INTERNAL, done_on=today_in_seoul())
    asked = f"date={today_in_seoul() - timedelta(20)}"
    for client, kinds in [(public, ["new", "slipped"]), (staff, ["new", "met", "slipped"])]:
        expected = [(kind, chips.ref) for kind in [*kinds, "silent"]]
        assert told(client, f"/api/v1/insights/since/?{asked}") == expected
        assert told(client, f"/en/since/?format=json&{asked}") == expected
        sheet = client.get(f"/en/since/?format=csv&{asked}").content.decode("utf-8-sig")
        rows = csv.DictReader(sheet.splitlines())
        assert [(row["kind"], row["initiative"]) for row in rows] == expected


def test_the_links_of_the_page_keep_its_day(public, chips):
    page = text(public, "/en/since/")
    month_ago = today_in_seoul() - timedelta(30)
    assert f'href="?date={month_ago}&amp;format=csv&amp;table=events"' in page
    assert f'href="/api/v1/insights/since/?date={month_ago}"' in page


def test_one_area_has_its_own_news(public, chips):
    make.initiative("Patents", area=make.area("ip", "IPD"))
    asked = "/api/v1/insights/since/?area="
    assert told(public, f"{asked}chips") == [("new", chips.ref)]
    assert told(public, f"{asked}chips") != told(public, f"{asked}ip") != []


@pytest.mark.parametrize("query", ["date=tomorrow", "date=2999-01-01", "day=2026-03-31"])
def test_the_api_refuses_a_day_that_cannot_be(public, db, query):
    answer = public.get(f"/api/v1/insights/since/?{query}")
    assert (answer.status_code, [*answer.json()["errors"]]) == (400, [query.partition("=")[0]])


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_news(public, chips, django_assert_num_queries, rows):
    for number in range(rows - 1):
        more = make.initiative(f"More {number}", status=Status.SCOPED)
        moved(make.milestone(more), (10, end_of(today_in_seoul() - timedelta(1))))
        make.milestone(more, done_on=today_in_seoul())
        make.update(more, status="scoped")
    with django_assert_num_queries(8):
        public.get("/en/since/")
