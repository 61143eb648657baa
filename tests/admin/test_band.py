"""A form says who reads the record and what its buttons do; fewer readers are asked about first."""

import pytest

from opportunities.models import Initiative, Milestone
from tests import make
from tests.admin.browser import address, page_of, send

READ_BY_ALL = "Everyone can read this: on the website, in files and feeds, and through the API."
DATES = "Calendars and feeds carry every change of a date to their subscribers."


@pytest.fixture
def initiative(db):
    return make.initiative()


def band(client, record):
    return client.get(page_of(record)).context["band"]


def sentences(client, record):
    return [str(each) for each in band(client, record)["sentences"]]


def buttons(client, record):
    shown = band(client, record)
    return [str(shown["save"]), *(str(label) for _level, label in shown["raises"])]


def test_a_public_record_says_so_in_amber(staff, initiative):
    page = staff.get(page_of(initiative))
    assert sentences(staff, initiative) == [READ_BY_ALL, DATES]
    assert 'class="band band--public"' in page.text
    assert 'value="Save – everyone sees it at once" class="default"' in page.text


def test_the_buttons_name_the_effect(staff):
    circles = {level: make.initiative(visibility=level) for level in (1, 2, 3)}
    assert {level: buttons(staff, each) for level, each in circles.items()} == {
        1: ["Save – everyone sees it at once"],
        2: ["Save – partners see it at once", "Publish to everyone"],
        3: ["Save – for staff only", "Publish to everyone", "Publish to partners"],
    }


def test_publish_to_everyone_does(staff):
    quiet = make.initiative(visibility=make.INTERNAL)
    page = staff.get(page_of(quiet)).text
    assert '<button class="button" name="_raise_to" value="1">Publish to everyone</button>' in page
    send(staff, page_of(quiet), title_en="Loud", _raise_to=1)
    assert Initiative.objects.values_list("title_en", "visibility").get() == ("Loud", make.PUBLIC)


def test_nothing_is_promised_that_its_parents_hide(staff):
    hidden = make.milestone(make.initiative(visibility=make.INTERNAL))
    assert buttons(staff, hidden) == ["Save – for staff only"]
    assert sentences(staff, hidden) == [
        "Only staff can read this.",
        "It is set to more readers, but belongs to a record that fewer may see.",
    ]
    half = make.milestone(make.initiative(visibility=make.PARTNERS), make.INTERNAL)
    assert buttons(staff, half) == ["Save – for staff only", "Publish to partners"]


def test_a_draft_has_its_own_button(staff, initiative):
    draft = make.update(initiative, make.INTERNAL, published_at=None)
    assert buttons(staff, draft) == ["Save – for staff only"]
    assert "It is a draft: publishing it is a button of its own." in sentences(staff, draft)
    assert "Save and publish" in staff.get(page_of(draft)).text


def test_what_is_withdrawn_says_so(staff, initiative):
    initiative.withdraw("Merged")
    assert buttons(staff, initiative) == ["Save – for staff only"]
    assert sentences(staff, initiative)[1].startswith("It is withdrawn")


def test_every_circle_can_be_previewed(staff, initiative):
    assert [each for each, _label in band(staff, initiative)["previews"]] == [
        f"/en/i/CHP-1?as_reader={reader}" for reader in ("public", "partners", "staff")
    ]


def test_a_guest_is_told_nothing_of_readers(guest, initiative):
    assert "band" not in guest.get(page_of(initiative)).context


def test_fewer_readers_are_asked_about_first(staff, initiative):
    asked = send(staff, page_of(initiative), visibility=make.INTERNAL, title_en="Quiet", _save=1)
    assert asked.status_code == 200
    assert "Copies may remain" in asked.text
    assert ("title_en", "Quiet") in asked.context["typed"]
    assert Initiative.objects.values_list("title_en", "visibility").get() == ("Chips", make.PUBLIC)


def test_they_are_fewer_once_confirmed(staff, initiative):
    asked = send(staff, page_of(initiative), visibility=make.INTERNAL, title_en="Quiet", _save=1)
    done = staff.post(page_of(initiative), {**dict(asked.context["typed"]), "_lower": 1})
    assert done.url == address(Initiative)
    assert Initiative.objects.values_list("title_en", "visibility").get() == ("Quiet", make.INTERNAL)


def test_withdrawing_is_offered_instead(staff, initiative):
    asked = send(staff, page_of(initiative), visibility=make.PARTNERS)
    assert 'name="action" value="withdraw"' in asked.text
    milestone = make.milestone(initiative)
    asked = send(staff, page_of(milestone), visibility=make.PARTNERS)
    assert 'name="action" value="withdraw"' not in asked.text


def test_fewer_readers_of_a_part_are_asked_about_on_the_whole(staff, initiative):
    milestone = make.milestone(initiative)
    asked = send(staff, page_of(initiative), **{"milestones-0-visibility": make.INTERNAL, "title_en": "New"})
    assert asked.context["losses"] == [(milestone, "Public", "Internal")]
    assert Milestone.objects.get().visibility == make.PUBLIC
    assert Initiative.objects.get().title_en == "Chips"


def test_what_its_readers_never_had_is_not_asked_about(staff):
    hidden = make.milestone(make.initiative(visibility=make.INTERNAL))
    assert send(staff, page_of(hidden), visibility=make.PARTNERS).status_code == 302


def test_more_readers_are_not_asked_about(staff):
    quiet = make.initiative(visibility=make.INTERNAL)
    assert send(staff, page_of(quiet), visibility=make.PARTNERS).status_code == 302
