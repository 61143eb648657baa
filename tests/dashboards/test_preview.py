"""Whoever sees everything can read a page with lesser eyes: those, never better ones, kept nowhere."""

import re

import pytest

from opportunities.choices import Visibility
from opportunities.visibility import ReadingAs, clearance, reading_as, spoken_for
from tests import make

PAGE = "/en/i/CHP-1"
NOTICE = re.compile(r'<aside class="empty" aria-label="Preview">.*?</aside>')


@pytest.fixture
def initiative(db):
    """With a part for each circle of readers, and a dialogue in the frame that only staff may see."""
    made = make.initiative(officer=None)
    for level, word in [(1, "For all"), (2, "For partners"), (3, "For staff")]:
        make.milestone(made, level, title_en=word)
        make.update(made, level, body_en=f"{word}, reported")
    made.takeaways.add(make.takeaway(make.dialogue("For staff, the dialogue", make.INTERNAL)))
    return made


def seen(client, reader=None):
    """The page without the notice, and without the parameter that it repeats in its own address."""
    text = client.get(PAGE, {"as_reader": reader} if reader else {}).text
    return NOTICE.sub("", text).replace(f"?as_reader={reader}", "").replace(f"as_reader={reader}", "").strip()


def flat(text):
    return re.sub(r"\s+", " ", text)


def test_a_preview_is_what_the_reader_sees(staff, public, partner, initiative):
    assert flat(seen(staff, "public")) == flat(seen(public))
    assert flat(seen(staff, "partners")) == flat(seen(partner))
    assert flat(seen(staff, "staff")) == flat(seen(staff))
    assert len({seen(staff, reader) for reader in ("public", "partners", "staff")}) == 3


def test_it_says_that_it_is_one(staff, initiative):
    page = staff.get(PAGE, {"as_reader": "public"})
    assert "<strong>Preview:</strong> this page as it is saved now, as the public can read it." in page.text
    assert "Preview:" not in staff.get(PAGE).text


def test_nobody_else_has_the_parameter(public, partner, initiative):
    for client in (public, partner):
        for reader in ("public", "partners", "staff", "nobody"):
            refused = client.get(PAGE, {"as_reader": reader})
            other = client.get(PAGE, {"as_nobody": reader})
            assert refused.status_code == 400
            assert refused.text.replace("as_reader", "as_nobody") == other.text


def test_a_staff_account_without_the_right_has_it_neither(alice, partner, initiative):
    alice.is_staff = True
    alice.save()
    assert partner.get(PAGE, {"as_reader": "staff"}).status_code == 400


def test_an_unknown_reader_is_refused(staff, initiative):
    assert staff.get(PAGE, {"as_reader": "chief"}).status_code == 400


def test_it_is_kept_by_nobody(staff, initiative):
    for reader in ("public", "partners", "staff"):
        answer = staff.get(PAGE, {"as_reader": reader})
        assert answer["Cache-Control"] == "no-store, private"
        assert "ETag" not in answer
    kept = staff.get(PAGE)["ETag"]
    assert staff.get(PAGE, {"as_reader": "public"}, headers={"If-None-Match": kept}).status_code == 200


def test_what_the_reader_does_not_find_is_not_found(staff, public, initiative):
    hidden = make.initiative("Hidden", make.INTERNAL)
    page = f"/en/i/{hidden.uid}"
    answer = staff.get(page, {"as_reader": "public"})
    assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
    assert staff.get(page).status_code == 200
    initiative.withdraw("Merged")
    gone = staff.get(PAGE, {"as_reader": "public"})
    assert (gone.status_code, "Merged" in gone.text) == (410, True)


def test_it_goes_no_further_than_the_page(staff, initiative):
    """The next request is the reader's own again, and no other page or door takes the parameter."""
    staff.get(PAGE, {"as_reader": "public"})
    assert "For staff" in staff.get(PAGE).text
    for elsewhere in ("/en/", "/en/initiatives/", "/en/briefing/", "/en/ledger/"):
        assert staff.get(elsewhere, {"as_reader": "public"}).status_code == 400
    assert staff.get(f"/api/v1/initiatives/{initiative.uid}/", {"as_reader": "public"}).status_code == 400
    assert staff.get("/api/v1/initiatives/", {"as_reader": "public"}).status_code == 400


def test_eyes_only_ever_get_worse(sora, alice, django_user_model):
    for level in Visibility:
        assert clearance(reading_as(sora, level)) == level
        assert reading_as(alice, level) is alice
    assert reading_as(sora, Visibility.INTERNAL) is sora


def test_borrowed_eyes_have_no_rights_and_speak_for_nobody(db):
    make.organisation()
    for level in (Visibility.PUBLIC, Visibility.PARTNERS):
        reader = ReadingAs(level)
        assert not reader.has_perm("opportunities.see_internal")
        assert not make.models.Organisation.objects.filter(spoken_for(reader)).exists()
