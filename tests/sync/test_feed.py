"""The feed: all there is, then what changed, and never more than one level may know."""

from itertools import permutations

import pytest

from opportunities.choices import Visibility
from opportunities.models import Change
from opportunities.sync import feed
from opportunities.sync.feed import Position, ResyncRequired
from tests import make
from tests.sync.mirror import Mirror, fresh

PUBLIC, PARTNERS, INTERNAL = Visibility


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


@pytest.fixture
def mirrors(chips):
    """One a level, up to date."""
    made = {level: Mirror(level) for level in Visibility}
    for mirror in made.values():
        mirror.pull()
    return made


def show(record, visibility):
    record.visibility = visibility
    record.save()


def told(mirror):
    return [(kind, op) for kind, _uid, op in mirror.news()]


def test_a_snapshot_is_all_that_its_level_sees(chips):
    make.milestone(chips, make.PARTNERS), make.initiative("Hidden", make.INTERNAL)
    for level in Visibility:
        mirror = Mirror(level, limit=2)
        mirror.pull()
        assert mirror.copy == fresh(level) != {}


def test_kinds_narrow_snapshot_and_deltas_alike(chips):
    mirror = Mirror(PUBLIC, ["milestone"])
    assert mirror.news() == []
    made = make.milestone(chips)
    assert mirror.news() == [("milestone", made.uid, "upsert")]
    assert Mirror(PUBLIC, ["milestone"]).news() == [("milestone", made.uid, "upsert")]


def test_a_snapshot_of_the_very_length_of_a_page_has_no_more(chips):
    page = feed.read(Position(PUBLIC), limit=2)  # The area, and the initiative in it.
    assert (len(page.news), page.has_more, page.position.after) == (2, False, None)


def test_what_changes_during_a_snapshot_comes_after_it(chips):
    mirror = Mirror(PUBLIC, limit=1)
    mirror.turn()
    chips.title_en = "More chips"
    chips.save()
    gone = make.organisation()
    gone.delete()
    mirror.pull()
    mirror.pull()
    assert mirror.copy == fresh(PUBLIC)


def test_who_is_up_to_date_stays_where_they_are(mirrors):
    for mirror in mirrors.values():
        before = mirror.position
        page = mirror.turn()
        assert (page.mode, page.news, page.has_more, page.position) == ("delta", [], False, before)


def test_hidden_work_moves_nobody_below(mirrors, chips, sora):
    before = {level: mirror.position for level, mirror in mirrors.items()}
    chips.officer = sora
    chips.save()
    make.milestone(chips, make.INTERNAL)
    assert [told(mirror) for mirror in mirrors.values()] == [
        [],
        [],
        [("initiative", "upsert"), ("milestone", "upsert")],
    ]
    assert [mirror.position == before[level] for level, mirror in mirrors.items()] == [True, True, False]


def test_a_public_edit_moves_all(mirrors, chips):
    chips.title_en = "More chips"
    chips.save()
    assert [told(mirror) for mirror in mirrors.values()] == [[("initiative", "upsert")]] * 3


@pytest.mark.parametrize(("before", "after"), list(permutations(Visibility, 2)))
def test_a_change_of_readers_is_told_to_those_who_gain_or_lose_it_once(chips, before, after):
    institute = make.organisation("institute", before)
    mirrors = {level: Mirror(level) for level in Visibility}
    for mirror in mirrors.values():
        mirror.pull()
    show(institute, after)
    for level, mirror in mirrors.items():
        had, has = before <= level, after <= level
        # Staff see in the record itself who its readers are.
        expected = "upsert" if has and (not had or level == INTERNAL) else "remove" if had and not has else ""
        assert told(mirror) == ([("organisation", expected)] if expected else [])
        assert told(mirror) == []
        assert mirror.copy == fresh(level)


def test_a_veiled_initiative_is_removed_with_its_parts(mirrors, chips):
    make.milestone(chips)
    for mirror in mirrors.values():
        mirror.pull()
    show(chips, make.PARTNERS)
    assert [sorted(told(mirror)) for mirror in mirrors.values()] == [
        [("initiative", "remove"), ("milestone", "remove")],
        [],
        [("initiative", "upsert")],
    ]


def test_a_record_edited_then_removed_is_told_of_once_even_on_pages_of_one(chips):
    institute = make.organisation()
    mirror = Mirror(PUBLIC)
    mirror.pull()
    institute.name_en = "Renamed"
    institute.save()
    make.country("KR")
    show(institute, make.INTERNAL)
    mirror.limit = 1
    assert told(mirror) == [("country", "upsert"), ("organisation", "remove")]


def test_of_a_record_that_changes_on_and_on_only_the_last_is_told(chips):
    institute = make.organisation()
    mirror = Mirror(PUBLIC)
    mirror.pull()
    for number in range(5):
        institute.name_en = str(number)
        institute.save()
    mirror.limit = 2
    pages = [mirror.turn() for _ in range(3)]
    assert [(len(page.news), page.has_more) for page in pages] == [(0, True), (0, True), (1, False)]
    assert mirror.copy == fresh(PUBLIC)


def test_a_record_that_was_shown_for_a_while_is_removed_though_nobody_fetched_it(mirrors):
    """It was theirs to see, so the removal tells nothing that was hidden from them."""
    institute = make.organisation("brief", make.INTERNAL)
    show(institute, make.PARTNERS)
    show(institute, make.INTERNAL)
    assert [told(mirror) for mirror in mirrors.values()] == [
        [],
        [("organisation", "remove")],
        [("organisation", "upsert")],
    ]


def test_a_record_that_was_never_shown_is_never_removed(mirrors):
    make.organisation("secret", make.INTERNAL).delete()
    assert [told(mirror) for mirror in mirrors.values()] == [[], [], [("organisation", "remove")]]


def test_a_reader_of_other_kinds_hears_of_no_removal_and_moves_on(chips):
    institute = make.organisation()
    mirror = Mirror(PUBLIC, ["milestone"])
    mirror.pull()
    before = mirror.position.mark
    institute.delete()
    assert told(mirror) == []
    assert mirror.position.mark == Change.objects.latest("seq").mark != before


def test_the_head_is_read_before_the_rows(mirrors, chips, monkeypatch):
    """What is written between the two is told next time: not skipped, and not twice."""
    read_head = feed.head_for

    def then_write(position):
        head = read_head(position)
        monkeypatch.setattr(feed, "head_for", read_head)
        make.milestone(chips)
        return head

    monkeypatch.setattr(feed, "head_for", then_write)
    mirror = mirrors[PUBLIC]
    heard = [told(mirror) for _ in range(3)]
    assert heard == [[], [("initiative", "upsert"), ("milestone", "upsert")], []]
    assert mirror.copy == fresh(PUBLIC)


def test_a_mark_that_the_log_does_not_know_is_refused(mirrors):
    Change.objects.order_by("seq").last().delete()  # As a restored backup would know less.
    for mirror in mirrors.values():
        with pytest.raises(ResyncRequired):
            mirror.turn()


def test_a_snapshot_begun_before_a_restore_is_refused_too(chips):
    mirror = Mirror(PUBLIC, limit=1)
    mirror.turn()
    Change.objects.order_by("seq").last().delete()
    with pytest.raises(ResyncRequired):
        mirror.turn()


def test_a_mark_of_hidden_work_is_none(mirrors, chips):
    make.milestone(chips, make.INTERNAL)
    hidden = Change.objects.latest("seq").mark
    with pytest.raises(ResyncRequired):
        feed.read(Position(PARTNERS, mark=hidden), 1)
    assert feed.read(Position(INTERNAL, mark=hidden), 1).news == []


@pytest.mark.django_db
def test_who_began_before_anything_happened_hears_it_all():
    mirror = Mirror(PUBLIC)
    mirror.pull()
    assert (mirror.copy, mirror.position) == ({}, Position(PUBLIC, mark=feed.START))
    assert (told(mirror), mirror.position.mark) == ([], feed.START)
    make.country("KR")
    assert told(mirror) == [("country", "upsert")]


@pytest.mark.django_db
def test_who_began_before_anything_happened_begins_anew_once_that_is_forgotten():
    make.country("CA"), make.country("KR")
    Change.objects.filter(seq=1).delete()
    with pytest.raises(ResyncRequired):
        feed.read(Position(PUBLIC, mark=feed.START), 1)


@pytest.mark.parametrize("more", [1, 3])
def test_a_page_costs_the_same_whatever_its_length(chips, more, django_assert_num_queries):
    mirror = Mirror(PUBLIC)
    with django_assert_num_queries(2):
        mirror.turn()
    with django_assert_num_queries(2):
        mirror.turn()
    for number in range(more):
        make.organisation(f"o-{number}")
    mirror.limit = more
    make.area("more", "MOR")
    with django_assert_num_queries(4):
        assert len(mirror.turn().news) == more
    with django_assert_num_queries(3):
        assert len(mirror.turn().news) == 1
