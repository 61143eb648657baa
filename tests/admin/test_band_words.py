"""Which readers a form speaks of, whom it offers to add, and when it asks before it takes some away."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict

from opportunities.admin.band import (
    FewerReaders,
    band,
    is_withdrawn,
    losses,
    raises,
    refuse_unasked,
    take_meant,
    typed,
)
from opportunities.models import Milestone
from tests import make

EVERYONE, PARTNERS = (1, "Publish to everyone"), (2, "Publish to partners")
CALENDARS = "Calendars and feeds carry every change of a date to their subscribers."


def offered(record):
    return [(level, str(label)) for level, label in raises(record)]


@pytest.mark.parametrize(
    ("of_whole", "of_part", "level", "more"),
    [
        (1, 1, "public", []),
        (1, 2, "partners", [EVERYONE]),
        (1, 3, "internal", [EVERYONE, PARTNERS]),
        (2, 1, "partners", []),
        (2, 2, "partners", []),
        (2, 3, "internal", [PARTNERS]),
        (3, 1, "internal", []),
        (3, 3, "internal", []),
    ],
)
def test_a_part_has_the_readers_of_its_whole_at_most(db, of_whole, of_part, level, more):
    part = make.decision(make.initiative(visibility=of_whole), of_part)
    assert (band(part)["level"], offered(part)) == (level, more)


def test_of_two_wholes_the_narrower_counts(db):
    strength = make.strength(
        make.takeaway(make.dialogue(), visibility=make.PARTNERS), make.INTERNAL, source=make.source()
    )
    assert offered(strength) == [PARTNERS]
    strength.source.write(visibility=make.INTERNAL)
    assert offered(strength) == []


def test_what_is_always_public_is_offered_to_nobody(db):
    assert (offered(make.country()), band(make.area())["level"]) == ([], "public")


def test_dates_are_spoken_of_where_outsiders_read_them(db):
    chips = make.initiative()
    milestone = make.milestone(chips)
    milestone.move(None, "scope")
    dated = [chips, milestone, milestone.revisions.get()]
    undated = [make.decision(chips), make.participation(chips), make.update(chips), make.organisation()]
    assert [CALENDARS in band(record)["sentences"] for record in dated] == [True] * 3
    assert [CALENDARS in band(record)["sentences"] for record in undated] == [False] * 4
    chips.write(visibility=make.INTERNAL)
    assert CALENDARS not in band(milestone)["sentences"]


def test_only_a_draft_waits_for_its_own_button(db):
    chips = make.initiative()
    draft = make.update(chips, make.INTERNAL, published_at=None)
    narrow = make.update(chips, make.PARTNERS)
    assert [[level for level, _label in band(each)["raises"]] for each in (draft, narrow)] == [[], [1]]


def test_what_is_withdrawn_is_raised_by_nobody(db):
    chips = make.initiative()
    decision = make.decision(chips)
    chips.withdraw("Merged")
    assert (is_withdrawn(chips), is_withdrawn(decision)) == (True, False)
    assert (band(chips)["raises"], band(decision)["raises"]) == ([], [])
    assert band(chips)["previews"] == [
        ("/en/i/CHP-1?as_reader=public", "the public"),
        ("/en/i/CHP-1?as_reader=partners", "partners"),
        ("/en/i/CHP-1?as_reader=staff", "staff"),
    ]
    assert band(decision)["previews"] == []


def test_an_initiative_without_a_ref_is_previewed_by_its_identifier(db):
    quiet = make.initiative(visibility=make.INTERNAL)
    assert band(quiet)["previews"][0][0] == f"/en/i/{quiet.uid}?as_reader=public"


def request(**sent):
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values if isinstance(values, list) else [values])
    return SimpleNamespace(POST=data)


def test_a_button_that_publishes_is_the_last_word_on_readers():
    pressed, other = request(visibility="3", _raise_to="1"), request(visibility="3")
    take_meant(pressed)
    take_meant(other)
    assert pressed.POST.dict() == {"visibility": "1"}
    assert other.POST.dict() == {"visibility": "3"}


def test_all_that_was_sent_is_sent_again_but_for_the_token():
    sent = request(title_en="A", takeaways=["1", "2"], csrfmiddlewaretoken="x")
    assert typed(sent) == [("title_en", "A"), ("takeaways", "1"), ("takeaways", "2")]


def form(record, visibility, changed=("visibility",)):
    record.visibility = visibility
    return SimpleNamespace(instance=record, changed_data=list(changed))


def test_readers_are_lost_only_where_some_had_it(db):
    chips, quiet = make.initiative(), make.initiative("Quiet", make.INTERNAL)
    shown, hidden = make.milestone(chips), make.milestone(quiet)
    fewer = [form(shown, make.PARTNERS), form(hidden, make.PARTNERS)]
    assert losses(fewer) == [(shown, "Public", "Partners")]
    assert losses([form(Milestone.objects.get(pk=shown.pk), make.INTERNAL, ["title_en"])]) == []
    assert losses([form(make.decision(chips, make.PARTNERS), make.PUBLIC)]) == []
    assert losses([form(hidden, make.INTERNAL)]) == []
    assert losses([form(Milestone(initiative=chips), make.INTERNAL)]) == []


def test_it_is_asked_once_and_then_done(db):
    chips = make.initiative()
    with pytest.raises(FewerReaders) as question:
        refuse_unasked(request(), [form(chips, make.INTERNAL)], chips)
    assert (question.value.record, question.value.losses) == (chips, [(chips, "Public", "Internal")])
    assert refuse_unasked(request(_lower="1"), [form(chips, make.INTERNAL)], chips) is None
