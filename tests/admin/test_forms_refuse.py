"""What the forms of records refuse, each with its sentence, and that nothing of it is saved."""

import pytest

from opportunities import models
from tests import make
from tests.admin.browser import address, as_shown, errors, page_of, send

NEEDED = ["This field is required."]
WRITE = ["Write the text in at least one language."]


@pytest.mark.parametrize(
    ("model", "needed", "whole"),
    [
        (models.CooperationArea, {"code", "slug"}, WRITE),
        (models.Country, {"code"}, WRITE),
        (models.Organisation, {"slug"}, WRITE),
        (models.Source, {"kind"}, WRITE),
        (models.Dialogue, {"track"}, WRITE),
        (models.Takeaway, {"dialogue", "code", "kind"}, WRITE),
        (models.Strength, {"country"}, [*WRITE, "Name the takeaway or the source that states it."]),
        (models.Framework, {"kind"}, WRITE),
        (models.Initiative, {"area"}, WRITE),
        (models.Participation, {"initiative", "country"}, None),
        (models.Milestone, {"initiative"}, None),
        (models.Decision, set(), WRITE),
        (models.Evidence, {"source", "kind"},
         ["Link the evidence to exactly one of: an initiative, a milestone, an update."]),
        (models.Term, set(), WRITE),
    ],
)  # fmt: skip
def test_an_empty_form_says_what_is_needed(staff, model, needed, whole):
    refused = errors(send(staff, address(model, "add")))
    assert refused == dict.fromkeys(needed, NEEDED) | ({"__all__": whole} if whole else {})
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"planned_start_on": "2026-03-02", "planned_end_on": "2026-03-01"},
         "The planned end lies before the planned start."),
        ({"actual_start_on": "2026-03-02", "actual_end_on": "2026-03-01"},
         "The actual end lies before the actual start."),
        ({"title_en": ""}, "Write the text in at least one language."),
    ],
)  # fmt: skip
def test_an_initiative_that_cannot_be_is_refused(staff, typed, sentence):
    chips = make.initiative()
    assert errors(send(staff, page_of(chips), **typed)) == {"__all__": [sentence]}
    chips.refresh_from_db()
    assert (chips.title_en, chips.planned_start_on, chips.actual_start_on) == ("Chips", None, None)


def test_what_ends_on_the_day_it_starts_is_taken(staff):
    chips = make.initiative()
    days = {"planned_start_on": "2026-03-02", "planned_end_on": "2026-03-02"}
    assert send(staff, page_of(chips), **days).status_code == 302
    chips.refresh_from_db()
    assert chips.planned_end_on == make.DAY


@pytest.mark.parametrize(
    ("closes", "refusal"),
    [
        ("2026-03-01", {"__all__": ["The window closes before it opens: swap the two dates."]}),
        ("2026-03-02", None),
    ],
)
def test_a_window_opens_before_it_closes(staff, closes, refusal):
    plan = make.framework()
    answer = send(staff, page_of(plan), window_start="2026-03-02", window_end=closes)
    assert (errors(answer) if answer.context else None) == refusal


@pytest.mark.parametrize(
    ("make_one", "typed", "refusal"),
    [
        (lambda: make.country("KR"), {"code": "CA"}, {"code": ["Country with this Code already exists."]}),
        (lambda: make.country("KR"), {"code": "KOR"},
         {"code": ["Ensure this value has at most 2 characters (it has 3)."]}),
        (lambda: make.organisation("second"), {"slug": "first"},
         {"slug": ["Organisation with this Slug already exists."]}),
        (lambda: make.organisation("second"), {"slug": "two words"},
         {"slug": ["Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."]}),
        (lambda: make.takeaway(models.Dialogue.objects.get(), "T2"), {"code": "T1"},
         {"__all__": ["This dialogue already has a takeaway with this code."]}),
        (lambda: make.framework("Plan"), {"year": -1},
         {"year": ["Ensure this value is greater than or equal to 0."]}),
    ],
)  # fmt: skip
def test_what_is_taken_or_cannot_be_meant_is_refused(staff, make_one, typed, refusal):
    make.country("CA")
    make.organisation("first")
    make.takeaway(make.dialogue(), "T1")
    assert errors(send(staff, page_of(make_one()), **typed)) == refusal


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("example.org/about", "https://example.org/about"), ("http://example.org", "http://example.org")],
)
def test_an_address_without_its_beginning_is_taken_as_a_secure_one(staff, typed, stored):
    page = page_of(make.organisation())
    staff.post(page, as_shown(staff.get(page)) | {"url": typed})
    assert models.Organisation.objects.get().url == stored
    refused = staff.post(page, as_shown(staff.get(page)) | {"url": "no address"})
    assert errors(refused) == {"url": ["Enter a valid URL."]}


def test_a_country_has_one_lead_in_an_initiative(staff):
    chips = make.initiative()
    make.lead(chips, make.organisation("first"))
    second = make.participation(chips)
    refused = errors(send(staff, page_of(second), is_lead="on"))
    sentence = "This initiative already has a lead in this country: end that participation first."
    assert refused == {"__all__": [sentence]}
    chips.participations.filter(is_lead=True).update(ended_at="2026-03-01T00:00:00Z")
    assert send(staff, page_of(second), is_lead="on").status_code == 302


def test_a_person_speaks_for_an_organisation_once(staff, sora, alice):
    speaks = alice.memberships.get()
    given = {"user": alice.pk, "organisation": speaks.organisation_id}
    refused = errors(send(staff, address(models.Membership, "add"), **given))
    assert refused == {"__all__": ["This person already speaks for this organisation."]}
    assert list(models.Membership.objects.all()) == [speaks]


@pytest.mark.parametrize(
    "names", [("initiative", "milestone"), ("milestone", "update"), ("initiative", "milestone", "update")]
)
def test_evidence_is_about_one_record_alone(staff, names):
    chips = make.initiative()
    of = {"initiative": chips, "milestone": make.milestone(chips), "update": make.update(chips)}
    given = {"source": make.source().pk, "kind": "report"} | {name: of[name].pk for name in names}
    refused = errors(send(staff, address(models.Evidence, "add"), **given))
    sentence = "Link the evidence to exactly one of: an initiative, a milestone, an update."
    assert refused == {"__all__": [sentence]}
    assert (
        send(staff, address(models.Evidence, "add"), **given | dict.fromkeys(names[1:], "")).status_code
        == 302
    )


def test_only_a_side_decides_or_moves_a_date(staff):
    make.country("CA"), make.country("KR")
    japan = make.country("JP")
    decision = make.decision(make.initiative())
    assert list(errors(send(staff, page_of(decision), side=japan.pk))) == ["side"]
    milestone = make.milestone(decision.initiative)
    moved = {"due_on": "2026-09-01", "move_reason": "scope", "move_side": japan.pk}
    assert list(errors(send(staff, page_of(milestone), **moved))) == ["move_side"]
    assert not models.MilestoneRevision.objects.exists()


def test_a_move_keeps_to_its_reasons(staff):
    milestone = make.milestone(make.initiative())
    moved = {"due_on": "2026-09-01", "move_reason": "weather"}
    assert "move_reason" in errors(send(staff, page_of(milestone), **moved))
    assert send(staff, page_of(milestone), **moved | {"move_reason": "external"}).status_code == 302
    assert milestone.revisions.get().reason == "external"
