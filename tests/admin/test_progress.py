"""From draft to publication to correction, and never a word lost."""

import pytest
from django.contrib.auth.models import Permission

from opportunities.choices import Status
from opportunities.health import today_in_seoul
from opportunities.models import ProgressUpdate
from tests import make
from tests.admin.browser import act, address, as_shown, confirm, page_of, said, send

ADD = address(ProgressUpdate, "add")


@pytest.fixture
def initiative(db):
    return make.initiative()


def report(initiative, **more):
    return {"initiative": initiative.pk, "body_en": "Site chosen"} | more


def only():
    return ProgressUpdate.objects.get()


def test_a_report_starts_today_in_seoul(staff, initiative):
    assert as_shown(staff.get(ADD))["as_of"] == today_in_seoul()


def test_saving_keeps_a_draft_by_its_author_for_staff(staff, sora, initiative):
    send(staff, ADD, **report(initiative))
    draft = only()
    assert (draft.author, draft.published_at, draft.visibility) == (sora, None, make.INTERNAL)


def test_only_the_sides_speak(staff, initiative):
    make.country("JP")
    sides = [make.country("CA"), make.country("KR")]
    assert list(staff.get(ADD).context["adminform"].form.fields["on_behalf_of"].queryset) == sides


def test_save_and_publish_reaches_whoever_can_read_the_initiative(staff, initiative):
    response = send(staff, ADD, **report(initiative, status="scoped", reason_en="Agreed"), _publish=1)
    assert response.url == address(ProgressUpdate)
    assert said(response)[0] == "Published. Readers: everyone who can read the initiative."
    initiative.refresh_from_db()
    assert (only().visibility, bool(only().published_at)) == (make.PUBLIC, True)
    assert initiative.status == Status.SCOPED


@pytest.mark.parametrize(
    ("chosen", "reached"),
    [("", make.PUBLIC), ("2", make.PARTNERS), ("3", make.INTERNAL), ("forged", make.INTERNAL)],
)
def test_a_report_can_be_published_to_fewer(staff, initiative, chosen, reached):
    send(staff, ADD, **report(initiative), _publish=1, _readers=chosen)
    assert (only().visibility, bool(only().published_at)) == (reached, True)


def test_a_refusal_says_everything_and_keeps_the_draft(staff, initiative):
    response = send(staff, ADD, **report(initiative, status="paused"), _publish=1)
    draft = only()
    assert response.url == page_of(draft)
    assert (draft.body_en, draft.status, draft.published_at) == ("Site chosen", "paused", None)
    assert draft.visibility == make.INTERNAL
    assert said(response)[:-1] == [
        f"Kept as a draft, {draft}: {why}"
        for why in (
            "Give the reason for the change of status: it is published with it.",
            "“Paused” needs a date of review: give it as “review on” on the initiative first.",
        )
    ]


def test_the_enter_key_saves_and_does_not_publish(staff):
    page = staff.get(ADD).text
    assert 0 < page.index('name="_save"') < page.index('name="_publish"')


def test_a_form_that_cannot_be_saved_comes_back_with_its_words(staff, initiative):
    response = send(staff, ADD, **report(initiative, as_of="tomorrow"), _publish=1)
    assert as_shown(response)["body_en"] == "Site chosen"
    assert not ProgressUpdate.objects.exists()


def test_evidence_given_with_the_report_proves_it(staff, initiative):
    document = make.source()
    row = {"source": document.pk, "kind": "agreement", "visibility": make.PUBLIC}
    linked = {f"evidence-0-{name}": value for name, value in row.items()} | {"evidence-TOTAL_FORMS": 1}
    said = {"status": "agreed", "reason_en": "Signed", "_publish": 1}
    send(staff, ADD, **report(initiative), **said, **linked)
    initiative.refresh_from_db()
    assert initiative.status == Status.AGREED


def test_whoever_may_not_publish_has_no_button_and_keeps_the_draft(staff, sora, initiative):
    sora.user_permissions.remove(Permission.objects.get(codename="publish_progressupdate"))
    assert "Save and publish" not in staff.get(ADD).text
    response = send(staff, ADD, **report(initiative), _publish=1)
    assert (only().body_en, only().published_at) == ("Site chosen", None)
    assert "publishing them is for coordinators and area leads" in said(response)[0]


def test_publishing_from_the_list_says_what_is_missing_of_which(staff, initiative):
    good = make.update(initiative, make.INTERNAL, published_at=None)
    bad = make.update(initiative, make.INTERNAL, published_at=None, status="scoped")
    response = confirm(staff, "publish_drafts", good, bad)
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (bool(good.published_at), bad.published_at) == (True, None)
    assert said(response) == [
        "1 record changed.",
        f"Not changed, {bad}: Give the reason for the change of status: it is published with it.",
    ]


def test_a_published_report_is_for_reading(staff, initiative):
    published = make.update(initiative)
    page = staff.get(page_of(published))
    assert list(page.context["adminform"].form.fields) == ["visibility"]
    assert "Save and publish" not in page.text


def test_a_published_report_can_be_taken_back_to_fewer_readers(staff, initiative):
    published = make.update(initiative)
    send(staff, page_of(published), visibility=make.INTERNAL, _lower=1)
    assert only().visibility == make.INTERNAL


def test_a_correction_starts_from_what_it_corrects(staff, initiative):
    published = make.update(initiative, outlook="at_risk", on_behalf_of=make.country("KR"))
    [link] = [url for url, label in staff.get(page_of(published)).context["tools"] if "supersedes" in url]
    shown = as_shown(staff.get(link))
    assert (shown["body_en"], shown["as_of"]) == ("News", make.DAY)
    assert (shown["outlook"], shown["on_behalf_of"]) == ("at_risk", make.country("KR").pk)
    send(staff, link, body_en="Better news", _publish=1)
    correction = ProgressUpdate.objects.get(supersedes=published)
    assert (correction.body_en, bool(correction.published_at)) == ("Better news", True)


def test_an_address_may_name_a_correction_of_nothing(staff, initiative):
    assert staff.get(ADD, {"supersedes": "nothing"}).status_code == 200


def test_only_milestones_of_the_same_initiative_are_offered(staff, initiative):
    own = make.milestone(initiative)
    make.milestone(make.initiative("Other"))
    form = staff.get(ADD, {"initiative": initiative.pk}).context["adminform"].form
    assert list(form.fields["milestone"].queryset) == [own]


def test_a_published_report_is_deleted_by_nobody_but_the_chief(staff, chief, initiative):
    published = make.update(initiative)
    gone = address(ProgressUpdate, "delete", published.pk)
    assert staff.post(gone, {"post": "yes"}).status_code == 403
    act(staff, "delete_selected", initiative, post="yes")
    assert only() == published
    chief.post(gone, {"post": "yes"})
    assert not ProgressUpdate.objects.exists()
