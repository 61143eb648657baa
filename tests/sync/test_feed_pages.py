"""Pages of the feed: how long they are, where each goes on, and what of a kind nobody asked for."""

from uuid import UUID

import pytest

from opportunities.models import Change, Country, Sight
from opportunities.sync import feed
from opportunities.sync.feed import START, Head, News, Position, ResyncRequired
from tests import make

PUBLIC, PARTNERS, INTERNAL = make.PUBLIC, make.PARTNERS, make.INTERNAL
UIDS = [UUID(int=n) for n in (1, 2, 3)]


@pytest.fixture
def three(db):
    """Written in another order than that of their ids."""
    return [
        Country.objects.create(code=code, name_en=code, uid=UIDS[number])
        for code, number in (("BB", 1), ("AA", 0), ("CC", 2))
    ]


def walk(position, limit):
    """[(mode, ids, has_more)] of the pages up to the first that has no more; and the position then."""
    pages, more = [], True
    while more:
        page = feed.read(position, limit)
        pages.append((page.mode, [news.uid.int for news in page.news], page.has_more))
        position, more = page.position, page.has_more
    return pages, position


@pytest.mark.parametrize(
    ("limit", "pages"),
    [
        (1, [([1], True), ([2], True), ([3], False)]),
        (2, [([1, 2], True), ([3], False)]),
        (3, [([1, 2, 3], False)]),
        (4, [([1, 2, 3], False)]),
    ],
)
def test_a_snapshot_goes_by_ids_and_ends_at_the_head(three, limit, pages):
    found, position = walk(Position(PUBLIC), limit)
    assert found == [("snapshot", *page) for page in pages]
    assert position == Position(PUBLIC, mark=Change.objects.latest("seq").mark)


@pytest.mark.parametrize(
    ("limit", "pages"),
    [
        (1, [([2], True), ([1], True), ([3], False)]),
        (2, [([2, 1], True), ([3], False)]),
        (3, [([2, 1, 3], False)]),
    ],
)
def test_a_delta_goes_by_the_order_of_changes(three, limit, pages):
    found, position = walk(Position(PUBLIC, mark=START), limit)
    assert found == [("delta", *page) for page in pages]
    assert position == Position(PUBLIC, mark=Change.objects.latest("seq").mark)


def test_a_page_of_a_delta_goes_on_from_its_last_line(three):
    page = feed.read(Position(PUBLIC, mark=START), 2)
    assert page.position.mark == Change.objects.order_by("seq")[1].mark
    assert page.head == Change.objects.latest("seq").mark


def test_during_a_snapshot_the_first_head_is_kept_and_the_newest_is_told(three):
    first = feed.read(Position(PUBLIC), 1)
    make.area()
    second = feed.read(first.position, 5)
    assert second.position.mark == first.head != second.head
    assert walk(second.position, 5)[0][0][0] == "delta"


def test_news_tells_kind_id_body_and_time_and_of_what_is_gone_kind_and_id(three):
    gone = three[0]
    gone.delete()
    news = {each.uid: each for each in feed.read(Position(PUBLIC, mark=START), 9).news}
    sight = Sight.objects.get(uid=UIDS[0])
    assert news[UIDS[0]] == News("country", UIDS[0], sight.public, sight.public_at)
    assert news[UIDS[1]] == News("country", UIDS[1])


def test_each_level_is_sent_its_own_body(db):
    made = make.organisation("institute", PARTNERS)
    bodies = [feed.read(Position(level, mark=START), 9).news if level > 1 else [] for level in (1, 2, 3)]
    stored = Sight.objects.get(uid=made.uid)
    assert [[news.body for news in each] for each in bodies] == [[], [stored.partners], [stored.internal]]
    assert stored.partners != stored.internal


@pytest.mark.parametrize("limit", [1, 2, 9])
def test_other_kinds_take_no_place_on_a_page_and_are_passed_at_its_end(three, limit):
    area = make.area()
    make.country("ZZ")
    page = feed.read(Position(PUBLIC, frozenset(["area"]), mark=START), limit)
    assert ([news.uid for news in page.news], page.has_more) == ([area.uid], False)
    assert page.position.mark == Change.objects.latest("seq").mark
    assert feed.read(page.position, limit).news == []


def test_a_change_of_many_kinds_is_sent_to_who_asked_for_several(three):
    area, hidden = make.area(), make.organisation("hidden", PARTNERS)
    position = Position(PUBLIC, frozenset(["area", "organisation"]), mark=START)
    assert [news.uid for news in feed.read(position, 9).news] == [area.uid]
    told = feed.read(Position(PARTNERS, position.kinds, mark=START), 9).news
    assert [news.uid for news in told] == [area.uid, hidden.uid]


def test_a_mark_that_never_was_is_refused_in_a_delta_and_in_a_snapshot(three):
    for after in (None, START):
        with pytest.raises(ResyncRequired):
            feed.read(Position(PUBLIC, mark=UUID(int=9), after=after), 5)


def test_the_beginning_is_a_mark_as_long_as_the_first_change_is_known(three):
    assert feed.head_for(Position(PUBLIC, mark=START)).since == 0
    first = Change.objects.order_by("seq").first()
    assert feed.head_for(Position(PUBLIC, mark=first.mark)).since == first.seq
    first.delete()
    assert feed.head_for(Position(PUBLIC, mark=START)).since is None


@pytest.mark.django_db
def test_of_a_log_that_nobody_may_hear_of_the_head_is_the_beginning():
    make.organisation("hidden", INTERNAL)
    assert feed.head_for(Position(PARTNERS, mark=START)) == Head(0, START, 0)
    assert feed.head_for(Position(PARTNERS, mark=UUID(int=9))).since is None
    assert feed.head_for(Position(INTERNAL, mark=START)).since == 0
    assert feed.read(Position(PARTNERS), 5) == feed.Page(
        "snapshot", [], Position(PARTNERS, mark=START), False, START
    )
