"""The wizard: a spreadsheet is checked cell by cell, and nothing is saved before the last click."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from opportunities.models import Change, Initiative, Milestone, Organisation, Upload
from tests import make
from tests.admin.browser import said
from tests.admin.sheets import changes, check, page_of_check, problems, save

LATER = date(2026, 9, 1)


@pytest.fixture
def chips(db):
    make.country("CA"), make.country("KR")
    return make.initiative("Chips", short_title_en="Chips")


def test_a_cell_is_shown_now_and_after_and_nothing_is_saved(staff, chips):
    page = check(staff, ["ref", "title_en"], ["CHP-1", "AI chips"])
    assert changes(page) == {2: {"title_en": ("Chips", "AI chips")}}
    assert '<del><span class="visually-hidden">Now: </span>Chips</del>' in page.text
    assert page.context["check"].sentence == "1 changes. Nothing of this is saved yet."
    chips.refresh_from_db()
    assert chips.title_en == "Chips"


def test_the_last_click_saves_it_and_the_history_tells_how(staff, sora, chips):
    page = check(staff, ["ref", "title_en"], ["CHP-1", "AI chips"])
    answer = save(staff, page)
    assert (answer.status_code, said(answer)) == (302, ["1 row saved."])
    chips.refresh_from_db()
    assert chips.title_en == "AI chips"
    change = Change.objects.first()
    assert (change.door, change.actor, change.diff["title"][1]["en"]) == ("import", sora, "AI chips")
    assert LogEntry.objects.get().change_message == "Imported from “sheet.csv”: title_en."
    assert not Upload.objects.exists()


def test_a_blank_cell_changes_nothing_and_a_hyphen_empties(staff, chips):
    page = check(staff, ["ref", "title_en", "short_title_en"], ["CHP-1", "", "-"])
    assert changes(page) == {2: {"short_title_en": ("Chips", "")}}
    save(staff, page)
    chips.refresh_from_db()
    assert (chips.title_en, chips.short_title_en) == ("Chips", "")


def test_a_lead_is_named_without_a_reason_and_replaced_with_one(staff, chips):
    kari, nrc = make.organisation("kari"), make.organisation("nrc")
    save(staff, check(staff, ["ref", "lead_ca"], ["CHP-1", "KARI"]))
    assert chips.participations.get().organisation == kari
    page = check(staff, ["ref", "lead_ca"], ["chp-1", "nrc"])
    assert page.context["check"].sentence == "1 needs a reason. Nothing of this is saved yet."
    assert save(staff, page).context["form"].errors == {"reason": ["This field is required."]}
    other = make.initiative("Other")
    page = check(staff, ["ref", "lead_ca", "title_en"], ["CHP-1", "nrc", ""], [other.ref, "", "Another"])
    save(staff, page, reason="New mandate")
    assert [(part.organisation, bool(part.ended_at)) for part in chips.participations.all()] == [
        (kari, True),
        (nrc, False),
    ]
    assert [entry.change_message for entry in LogEntry.objects.order_by("-pk")[:2]] == [
        "Imported from “sheet.csv”: title_en.",
        "Imported from “sheet.csv”: lead_ca. Reason: New mandate",
    ]


def test_a_name_that_is_not_known_is_chosen_or_created(staff, chips):
    known = make.organisation("institute")
    other = make.initiative("Other")
    rows = ["ref", "lead_kr"], ["CHP-1", "표준협의회"], [other.ref, "표준협의회"]
    page = check(staff, *rows)
    assert page.context["check"].sentence == "2 need a choice. Nothing of this is saved yet."
    assert list(save(staff, page).context["form"].errors) == ["choice_1"]
    save(staff, page, choice_1="create")
    made = Organisation.objects.exclude(pk=known.pk).get()
    assert (made.name_ko, made.visibility, made.country.code) == ("표준협의회", make.INTERNAL, "KR")
    assert {part.organisation for part in made.participations.all()} == {made}
    assert made.participations.count() == 2


def test_rows_of_a_name_can_be_left_out(staff, chips):
    other = make.initiative("Other")
    page = check(staff, ["ref", "title_en", "lead_ca"], ["CHP-1", "New", "Nobody"], [other.ref, "Newer", ""])
    left = save(staff, page, choice_1="leave")
    chips.refresh_from_db(), other.refresh_from_db()
    assert (chips.title_en, other.title_en) == ("Chips", "Newer")
    upload = Upload.objects.get()
    assert (left.status_code, upload.rows, upload.saved, upload.waiting) == (
        302,
        [[2, ["CHP-1", "New", "Nobody"]]],
        1,
        1,
    )


def test_a_date_moves_with_its_reason(staff, chips):
    milestone = make.milestone(chips)
    page = check(staff, ["milestone", "due_on"], [milestone.uid, "2026. 9. 1."], model=Milestone)
    assert changes(page) == {2: {"due_on": ("2026-03-02", "2026-09-01")}}
    assert list(save(staff, page).context["form"].errors) == ["move_reason"]
    save(staff, page, move_reason="funding", move_words_ko="예산")
    move = milestone.revisions.get()
    assert (move.old_due_on, move.new_due_on, move.reason, move.words_ko) == (
        make.DAY,
        LATER,
        "funding",
        "예산",
    )


def test_a_reason_in_the_row_is_its_own(staff, chips):
    milestone = make.milestone(chips)
    header = ["initiative", "milestone", "due_on", "move_reason", "move_side", "move_words_en"]
    page = check(staff, header, ["CHP-1", milestone.uid, LATER, "scope", "kr", "More to do"], model=Milestone)
    assert "Reason: Scope changed, More to do" in page.text
    save(staff, page)
    move = milestone.revisions.get()
    assert (move.reason, move.side.code, move.words_en) == ("scope", "KR", "More to do")


def test_new_rows_are_for_staff_only(staff, chips):
    save(staff, check(staff, ["ref", "area", "title_fr"], ["", "chp", "Puces"]))
    made = Initiative.objects.get(title_fr="Puces")
    assert (made.ref, made.visibility, made.area.code) == (None, make.INTERNAL, "CHP")
    save(
        staff, check(staff, ["initiative", "title_en", "due_on"], [made.uid, "Sign", LATER], model=Milestone)
    )
    assert made.milestones.get().due_on == LATER
    again = check(staff, ["ref", "area", "title_fr"], ["", "CHP", "Puces"])
    assert [column for column, _ in problems(again)[2]] == ["title_fr"]


def test_what_is_published_says_so(staff, chips):
    page = check(staff, ["ref", "area", "title_en", "visibility"], ["", "CHP", "New", "public"])
    assert "1 row will be readable by everyone as soon as it is saved." in page.text
    save(staff, page)
    assert Initiative.objects.get(title_en="New").ref == "CHP-2"


def test_a_record_changed_meanwhile_is_shown_again_and_not_overwritten(staff, chips):
    page = check(staff, ["ref", "title_en"], ["CHP-1", "AI chips"])
    chips.title_en = "Semiconductors"
    chips.save()
    again = save(staff, page)
    assert changes(again) == {2: {"title_en": ("Semiconductors", "AI chips")}}
    assert "Changed since you sent the file. It was: Chips" in again.text
    assert "Nothing is saved: records have changed since you looked." in again.text
    chips.refresh_from_db()
    assert chips.title_en == "Semiconductors"
    save(staff, again)
    chips.refresh_from_db()
    assert chips.title_en == "AI chips"


def test_all_or_nothing(staff, chips, monkeypatch):
    other = make.initiative("Other")
    page = check(staff, ["ref", "title_en"], ["CHP-1", "New"], [other.ref, "Newer"])
    saved = Initiative.save

    def fail(self, *args, **kwargs):
        saved(self, *args, **kwargs)
        if self == other:
            raise ValidationError("Refused at the last moment.")

    monkeypatch.setattr(Initiative, "save", fail)
    answer = save(staff, page)
    assert "Nothing is saved. Refused at the last moment." in answer.text
    chips.refresh_from_db()
    assert chips.title_en == "Chips"


def test_a_file_is_forgotten_on_request_and_by_itself(staff, chips):
    page = check(staff, ["ref", "title_en"], ["CHP-1", "New"])
    answer = staff.post(page_of_check(page), {"_forget": "1"})
    assert said(answer) == ["The file is forgotten."]
    assert not Upload.objects.exists()


def test_organisations_of_one_name_are_not_taken_for_each_other(staff, chips):
    first, second = (make.organisation(slug, name_en="Institute") for slug in ("one", "two"))
    make.lead(chips, first)
    page = check(staff, ["ref", "title_en", "lead_ca"], ["CHP-1", "New", "two"])
    assert changes(page)[2]["lead_ca"] == ("Institute (one)", "Institute (two)")
    save(staff, page, reason="Merger")
    assert chips.participations.get(ended_at=None).organisation == second


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "1 modifiée, 1 laissée de côté. Rien de cela n’est encore enregistré."),
        ("ko", "변경 1건, 제외 1건. 아직 저장된 것은 없습니다."),
    ],
)
def test_it_counts_in_the_language_of_its_reader(staff, chips, language, sentence):
    page = check(staff, ["ref", "title_en"], ["CHP-1", "New"], ["XYZ-9", "Newer"])
    assert sentence in staff.get(page_of_check(page), headers={"accept-language": language}).text
