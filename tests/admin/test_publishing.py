"""Save and publish: to whom, what is said, and what a report's form shows before and after."""

from datetime import timedelta

import pytest

from opportunities.admin.publication import chosen_readers
from opportunities.health import today_in_seoul
from opportunities.models import ProgressUpdate
from tests import make
from tests.admin.browser import address, errors, page_of, said, send
from tests.admin.pages import asking, page

ADD = address(ProgressUpdate, "add")


@pytest.fixture
def chips(db):
    return make.initiative()


def draft(of, **fields):
    return make.update(of, make.INTERNAL, published_at=None, **fields)


@pytest.mark.parametrize(
    ("sent", "level"),
    [({}, None), ({"_readers": ""}, None), ({"_readers": "2"}, 2), ({"_readers": "3"}, 3)]
    + [({"_readers": forged}, 3) for forged in ("1", "None", "0", "everyone")],
)
def test_the_readers_are_those_offered_or_staff_alone(sora, sent, level):
    assert chosen_readers(asking(sora, sent={"_publish": "1"} | sent)) == level


@pytest.mark.parametrize(
    ("readers", "sentence"),
    [
        ("", "Published. Readers: everyone who can read the initiative."),
        ("2", "Published. Readers: partners and staff only."),
        ("3", "Published. Readers: staff only."),
    ],
)
def test_it_says_who_reads_it_now(staff, chips, readers, sentence):
    answer = send(staff, page_of(draft(chips)), _publish=1, _readers=readers)
    assert said(answer)[0] == sentence


def test_without_the_button_nothing_is_published(staff, chips):
    answer = send(staff, page_of(draft(chips)), body_en="Better", _readers="2")
    assert ProgressUpdate.objects.values_list("body_en", "published_at", "visibility").get() == (
        "Better",
        None,
        make.INTERNAL,
    )
    assert answer.url == address(ProgressUpdate)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"initiative": ""}, {"initiative": ["This field is required."]}),
        ({"as_of": ""}, {"as_of": ["This field is required."]}),
        ({"body_en": ""}, {"__all__": ["Write the text in at least one language."]}),
        ({"milestone_met": "on"}, {"__all__": ["Choose the milestone that is met."]}),
        ({"body_en": "a\x08b"}, {"body_en": [
            "Remove the control character at position 2: it cannot be shown or exported."]}),
        ({"reason_en": "x" * 201}, {"reason_en": [
            "Ensure this value has at most 200 characters (it has 201)."]}),
    ],
)  # fmt: skip
def test_a_mistake_in_a_report_is_said_and_nothing_is_saved(staff, chips, typed, refusal):
    given = {"initiative": chips.pk, "body_en": "News"} | typed
    assert errors(send(staff, ADD, **given)) == refusal
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize(("days", "refused"), [(-1, {}), (0, {}), (1, {"as_of"})])
def test_a_report_speaks_of_today_at_the_latest(staff, chips, days, refused):
    day = today_in_seoul() + timedelta(days)
    answer = send(staff, ADD, initiative=chips.pk, body_en="News", as_of=day)
    assert (answer.status_code == 200 and errors(answer).keys()) == ({*refused} or False)


def test_a_milestone_of_another_initiative_is_not_taken(staff, chips):
    other = make.milestone(make.initiative("Other"))
    refused = errors(send(staff, ADD, initiative=chips.pk, body_en="News", milestone=other.pk))
    assert refused == {"milestone": ["Choose a milestone of this initiative."]}
    refused = errors(send(staff, page_of(draft(chips)), milestone=other.pk))
    assert refused == {
        "milestone": ["Select a valid choice. That choice is not one of the available choices."]
    }


def fields(user, update=None, **query):
    request = asking(user, query)
    shown = {*page(ProgressUpdate).get_fields(request, update)} - {*page(ProgressUpdate).fields}
    return shown, {*page(ProgressUpdate).get_readonly_fields(request, update)}


def test_a_new_report_shows_what_it_corrects_only_where_it_does(sora):
    assert fields(sora)[0] == set()
    assert fields(sora, supersedes="1")[0] == {"supersedes"}


def test_readers_are_chosen_again_only_of_what_is_published(sora, chips):
    shown, kept = fields(sora, draft(chips))
    assert shown == {"supersedes", ("author", "published_at")}
    assert kept == {"initiative", "author", "published_at", "uid", "created_at", "updated_at"}
    shown, kept = fields(sora, make.update(chips))
    assert shown == {"supersedes", "visibility", ("author", "published_at")}
    assert kept == {
        *("initiative", "as_of", "on_behalf_of", "outlook", "body_en", "body_fr", "body_ko"),
        *("milestone", "milestone_met", "status", "reason_en", "reason_fr", "reason_ko", "supersedes"),
        *("author", "published_at", "uid", "created_at", "updated_at"),
    }


def test_a_form_leads_back_to_the_list_and_not_to_another_form(staff, chips):
    for asked in (ADD, page_of(draft(chips))):
        assert "_addanother" not in staff.get(asked).text
        assert 'name="_publish"' in staff.get(asked).text


def test_a_correction_is_offered_of_what_is_published_alone(staff, chips):
    def labels(update):
        return [str(label) for _address, label in staff.get(page_of(update)).context["tools"]]

    assert labels(draft(chips)) == ["Changes"]
    assert labels(make.update(chips)) == ["Changes", "Write a correction"]


def test_a_correction_corrects_what_is_published_of_the_same_initiative(staff, chips):
    own, other = make.update(chips), make.update(make.initiative("Other"))
    asked = f"{ADD}?initiative={chips.pk}&supersedes={own.pk}"
    assert list(staff.get(asked).context["adminform"].form.fields["supersedes"].queryset) == [own]
    assert list(errors(send(staff, asked, supersedes=other.pk))) == ["supersedes"]
    assert list(errors(send(staff, asked, supersedes=draft(chips).pk))) == ["supersedes"]


def test_the_author_of_a_report_stays_its_author(staff, chief, chips, sora):
    send(staff, ADD, initiative=chips.pk, body_en="News")
    update = ProgressUpdate.objects.get()
    send(chief, page_of(update), body_en="Better", _publish=1)
    update.refresh_from_db()
    assert (update.author, update.body_en, bool(update.published_at)) == (sora, "Better", True)
