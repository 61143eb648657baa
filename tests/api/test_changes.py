"""The address of the feed: what it answers, and to whom it says "start anew"."""

import orjson
import pytest
from jsonschema import Draft202012Validator

from opportunities.api.resources import RESOURCES
from opportunities.choices import Visibility
from opportunities.models import Change, Sight
from tests import make
from tests.api.world import get, one_of_each
from tests.test_leaks import World

START_ANEW = {
    "type": "about:blank",
    "title": "Gone",
    "status": 410,
    "detail": "What changed since this cursor can no longer be told. Start anew without a cursor.",
    "code": "resync_required",
}


@pytest.fixture
def chips(db):
    return make.initiative("Chips")


def ask(client, cursor="", more="", **headers):
    return get(client, f"changes/?{f'cursor={cursor}&' if cursor else ''}{more}".rstrip("?&"), **headers)


def follow(client, cursor="", more=""):
    """(what is told, the cursor after it), page by page to the end."""
    told, has_more = [], True
    while has_more:
        page = ask(client, cursor, more).json()
        told, cursor, has_more = told + page["changes"], page["cursor"], page["has_more"]
    return told, cursor


def refused(answer):
    return answer.status_code, answer.json()["errors"]


def test_it_begins_with_all_there_is(public, chips):
    page = ask(public).json()
    assert {name: page[name] for name in ("mode", "has_more", "poll_after")} == {
        "mode": "snapshot",
        "has_more": False,
        "poll_after": 60,
    }
    told = {(change["op"], change["kind"], change["id"]) for change in page["changes"]}
    assert told == {("upsert", "initiative", str(chips.uid)), ("upsert", "area", str(chips.area.uid))}


def test_then_what_changed(public, chips):
    _, cursor = follow(public)
    gone = make.organisation()
    _, cursor = follow(public, cursor)
    gone.delete()
    chips.title_en = "More chips"
    chips.save()
    page = ask(public, cursor).json()
    assert page["mode"] == "delta"
    removal, upsert = page["changes"]
    assert removal == {"op": "remove", "kind": "organisation", "id": str(gone.uid)}
    assert (upsert["id"], upsert["object"]["title"]["en"]) == (str(chips.uid), "More chips")


def test_an_object_is_the_record_at_its_own_address_but_for_what_holds_today_only(public, partner, staff):
    one_of_each()
    addresses = {each.shape.kind: each.name for each in RESOURCES}
    for client in (public, partner, staff):
        told, _ = follow(client)
        assert {change["kind"] for change in told} == set(addresses)
        for change in told:
            record = get(client, f"{addresses[change['kind']]}/{change['id']}/").json()
            del record["etag"]
            assert record.pop("today", None) is None or change["kind"] in ("initiative", "milestone")
            assert change["object"] == record


def test_the_stored_bytes_are_the_answer(public, chips):
    seen = Sight.objects.get(uid=chips.uid).public
    assert seen[:-1].encode() in ask(public, more="kinds=initiative").content


def test_a_walk_of_small_pages_brings_what_one_page_does(public):
    one_of_each()
    whole, end = follow(public)
    assert follow(public, more="limit=3") == (whole, end)
    page = ask(public, more="limit=3").json()
    assert (len(page["changes"]), page["has_more"]) == (3, True)


def test_whoever_is_up_to_date_gets_the_same_bytes_and_then_none(public, chips):
    _, cursor = follow(public)
    answer = ask(public, cursor)
    again = ask(public, cursor)
    assert answer.json() == {
        "mode": "delta",
        "changes": [],
        "cursor": cursor,
        "has_more": False,
        "poll_after": 60,
    }
    assert (again.content, again.headers["ETag"]) == (answer.content, answer.headers["ETag"])


def test_an_unchanged_poll_is_known_by_one_query(public, chips, django_assert_num_queries):
    _, cursor = follow(public)
    tag = ask(public, cursor).headers["ETag"]
    with django_assert_num_queries(1):
        answer = ask(public, cursor, **{"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    make.milestone(chips)
    assert ask(public, cursor, **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("more", [1, 3])
def test_a_page_costs_the_same_whatever_its_length(public, chips, more, django_assert_num_queries):
    _, cursor = follow(public)
    for number in range(more):
        make.organisation(f"o-{number}")
    with django_assert_num_queries(3):
        assert len(ask(public, cursor).json()["changes"]) == more
    with django_assert_num_queries(2):
        ask(public)


def polls(clients, cursors):
    answers = [ask(client, cursor) for client, cursor in zip(clients, cursors, strict=True)]
    return [(answer.content, answer.headers["ETag"]) for answer in answers]


def test_an_internal_edit_of_a_public_record_moves_nothing_for_others(
    public, partner, system, staff, sora, chips
):
    clients = (public, partner, system, staff)
    cursors = [follow(client)[1] for client in clients]
    before = polls(clients, cursors)
    chips.officer = sora
    chips.save()
    after = polls(clients, cursors)
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, True, True, False]


@pytest.mark.parametrize("hidden", ["PARTNERS", "INTERNAL"])
def test_hidden_work_of_every_kind_moves_nothing_below(public, partner, staff, hidden):
    world = World(Visibility[hidden])
    clients = (public, partner, staff)
    cursors = [follow(client)[1] for client in clients]
    before = polls(clients, cursors)
    world.work()
    after = polls(clients, cursors)
    moved = [old != new for old, new in zip(before, after, strict=True)]
    assert moved == [False, hidden == "PARTNERS", True]


def test_a_public_edit_moves_all(public, partner, system, staff, chips):
    clients = (public, partner, system, staff)
    cursors = [follow(client)[1] for client in clients]
    before = polls(clients, cursors)
    chips.title_en = "More chips"
    chips.save()
    after = polls(clients, cursors)
    for (old, old_tag), (new, new_tag) in zip(before, after, strict=True):
        pages = orjson.loads(old), orjson.loads(new)
        assert [len(page["changes"]) for page in pages] == [0, 1]
        assert pages[0]["cursor"] != pages[1]["cursor"]
        assert old_tag != new_tag


def test_two_partners_and_their_systems_get_the_same_bytes(partner, system, chips, django_user_model, client):
    bob = django_user_model.objects.create_user("bob")
    make.membership(bob, make.organisation("another"))
    client.force_login(bob)
    assert ask(partner).content == ask(client).content == ask(system).content
    _, cursor = follow(partner)
    assert ask(partner, cursor).content == ask(client, cursor).content == ask(system, cursor).content


def test_kinds_are_remembered_by_the_cursor(public, chips):
    told, cursor = follow(public, more="kinds=initiative,milestone")
    assert [change["kind"] for change in told] == ["initiative"]
    make.organisation(), make.milestone(chips)
    told, _ = follow(public, cursor)
    assert sorted(change["kind"] for change in told) == ["initiative", "milestone"]
    assert follow(public, cursor, "kinds=milestone&kinds=initiative")[0] == told


def test_a_cursor_holds_for_its_own_kinds_alone(public, chips):
    for given, asked in (("kinds=initiative", "kinds=milestone"), ("", "kinds=initiative")):
        _, cursor = follow(public, more=given)
        why = "The cursor was given for other kinds: leave out one of the two."
        assert refused(ask(public, cursor, asked)) == (400, {"kinds": why})


NOT_OURS = "Take the cursor from an earlier answer, or leave it out."


@pytest.mark.parametrize("forged", ["x", "A" * 120, "%ff", "%00", "%ED%A0%80", "é", "a=b", "x" * 5000])
def test_a_cursor_that_is_not_ours_is_refused(public, db, forged):
    assert refused(ask(public, forged)) == (400, {"cursor": NOT_OURS})


def test_a_cursor_cannot_be_changed_nor_come_from_another_server(public, chips, settings):
    _, cursor = follow(public)
    for place in range(0, len(cursor), 9):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        assert refused(ask(public, changed)) == (400, {"cursor": NOT_OURS})
    settings.SECRET_KEY = "another"
    assert refused(ask(public, cursor)) == (400, {"cursor": NOT_OURS})


def test_a_cursor_shows_neither_level_nor_mark(staff, chips):
    _, cursor = follow(staff)
    mark = Change.objects.latest("seq").mark
    assert not any(word in cursor for word in (str(mark), mark.hex, "internal"))


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        *(("x=1", "x"), ("count=true", "count"), ("lang=fr", "lang"), ("limit=0", "limit")),
        *(("limit=201", "limit"), ("kinds=initiatives", "kinds"), ("kinds=", "kinds"), ("cursor=", "cursor")),
        *(("kinds=initiative,", "kinds"), ("limit=1&limit=2", "limit"), ("cursor=a&cursor=b", "cursor")),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(public, db, query, parameter):
    answer = get(public, f"changes/?{query}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [parameter])


def told_to_start_anew(answer, location):
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()) == (410, START_ANEW)
    assert answer.headers["Location"] == location
    return True


@pytest.mark.parametrize(
    ("more", "location"),
    [
        ("", "/api/v1/changes/"),
        ("kinds=milestone,initiative", "/api/v1/changes/?kinds=initiative,milestone"),
    ],
)
def test_a_mark_that_a_restore_has_lost_is_gone(public, chips, more, location):
    _, cursor = follow(public, more=more)
    Change.objects.latest("seq").delete()
    assert told_to_start_anew(ask(public, cursor), location)
    assert public.get(location).json()["mode"] == "snapshot"


def test_who_may_read_more_than_before_starts_anew(public, partner, staff, alice, chips):
    cursors = {client: follow(client)[1] for client in (public, partner, staff)}
    for client, cursor in cursors.items():
        for other in cursors:
            answer = ask(other, cursor)
            assert (
                answer.status_code == 200
                if client is other
                else told_to_start_anew(answer, "/api/v1/changes/")
            )


def test_who_may_read_less_than_before_starts_anew(partner, alice, chips):
    make.milestone(chips, make.PARTNERS)
    _, cursor = follow(partner)
    alice.memberships.all().delete()
    assert told_to_start_anew(ask(partner, cursor), "/api/v1/changes/")
    told, _ = follow(partner)
    assert sorted(change["kind"] for change in told) == ["area", "initiative", "organisation"]


def test_it_says_how_it_may_be_kept(public, partner, chips):
    for client, whose in ((public, "public"), (partner, "private")):
        for query in ("", "x=1", "cursor=x"):
            headers = get(client, f"changes/?{query}").headers
            assert (headers["Cache-Control"], headers["Vary"]) == (
                f"{whose}, no-cache",
                "Authorization, Cookie",
            )


def test_a_head_is_a_get_without_its_body(public, chips):
    head, whole = public.head("/api/v1/changes/"), ask(public)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_every_answer_is_as_described(public, staff, chips):
    described = {"components": get(public, "schema/").json()["components"]}
    for client in (public, staff):
        _, cursor = follow(client)
        chips.delete() if client is staff else make.milestone(chips)
        for answer in (ask(client), ask(client, cursor)):
            schema = described | {"$ref": "#/components/schemas/Changes"}
            Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
                answer.json()
            )
    Draft202012Validator(described | {"$ref": "#/components/schemas/Problem"}).validate(START_ANEW)
