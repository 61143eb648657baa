"""Each record is hidden by each record it belongs to, from every reader, and by none that it merely cites."""

import pytest
from django.contrib.auth.models import AnonymousUser

from opportunities.choices import Visibility
from opportunities.visibility import System
from tests import make

# (anyone, a partner, a partner's system, staff)
SEEN = {
    make.PUBLIC: [True, True, True, True],
    make.PARTNERS: [False, True, True, True],
    make.INTERNAL: [False, False, False, True],
}


def chips(level=make.PUBLIC):
    return make.initiative(visibility=level)


def sign(level=make.PUBLIC, of=make.PUBLIC):
    return make.milestone(chips(of), level)


def moved(milestone):
    milestone.move(None, "technical")
    move = milestone.revisions.get()
    move.write(visibility=make.PUBLIC)
    return move


def proof(**about):
    return make.evidence(**about)


def report(level=make.PUBLIC, of=make.PUBLIC, milestone=make.PUBLIC):
    initiative = chips(of)
    return make.update(initiative, level, milestone=make.milestone(initiative, milestone))


def point(level=make.PUBLIC, of=make.PUBLIC):
    return make.takeaway(make.dialogue(visibility=of), visibility=level)


# {who is seen through whom: the record, given at which level the other stands}
THROUGH = {
    "initiative, itself": chips,
    "organisation, itself": lambda level: make.organisation(f"o{level}", level),
    "source, itself": lambda level: make.source(visibility=level),
    "dialogue, itself": lambda level: make.dialogue(visibility=level),
    "framework, itself": lambda level: make.framework(visibility=level),
    "milestone, itself": sign,
    "milestone, initiative": lambda level: sign(of=level),
    "move, itself": lambda level: with_level(moved(sign()), level),
    "move, milestone": lambda level: moved(sign(level)),
    "move, initiative": lambda level: moved(sign(of=level)),
    "part, itself": lambda level: make.participation(chips(), visibility=level),
    "part, initiative": lambda level: make.participation(chips(level)),
    "report, itself": report,
    "report, initiative": lambda level: report(of=level),
    "report, milestone": lambda level: report(milestone=level),
    "decision, itself": lambda level: make.decision(chips(), level),
    "decision, initiative": lambda level: make.decision(chips(level)),
    "evidence, itself": lambda level: make.evidence(level, initiative=chips()),
    "evidence, initiative": lambda level: proof(initiative=chips(level)),
    "evidence, milestone": lambda level: proof(milestone=sign(level)),
    "evidence, initiative of the milestone": lambda level: proof(milestone=sign(of=level)),
    "evidence, report": lambda level: proof(update=report(level)),
    "evidence, initiative of the report": lambda level: proof(update=report(of=level)),
    "evidence, milestone of the report": lambda level: proof(update=report(milestone=level)),
    "evidence, source": lambda level: proof(initiative=chips(), source=make.source(visibility=level)),
    "takeaway, itself": point,
    "takeaway, dialogue": lambda level: point(of=level),
    "strength, itself": lambda level: make.strength(point(), level),
    "strength, takeaway": lambda level: make.strength(point(level)),
    "strength, dialogue": lambda level: make.strength(point(of=level)),
    "strength, source": lambda level: make.strength(None, source=make.source(visibility=level)),
    "strength, source beside": lambda level: make.strength(point(), source=make.source(visibility=level)),
}


def with_level(record, level):
    record.write(visibility=level)
    return record


@pytest.fixture
def readers(alice, sora):
    institute = alice.memberships.get().organisation
    return [AnonymousUser(), alice, System(institute, token=None), sora]


def seen_by(readers, record):
    found = type(record).objects.filter(pk=record.pk)
    return [found.visible_to(reader).exists() for reader in readers]


@pytest.mark.parametrize("way", THROUGH)
def test_it_is_seen_by_whom_the_narrower_is_seen(way, readers):
    records = {level: THROUGH[way](level) for level in Visibility}
    assert {level: seen_by(readers, record) for level, record in records.items()} == SEEN
    levels = {level: record.effective_visibility for level, record in records.items()}
    assert levels == {level: level for level in Visibility}


def hidden(maker, *arguments):
    return maker(*arguments, visibility=make.INTERNAL)


def of_hidden_convenor():
    dialogue = make.dialogue()
    dialogue.convenors.add(hidden(make.organisation, "hidden"))
    return dialogue


def of_hidden_takeaway_and_framework():
    initiative = chips()
    initiative.takeaways.add(point(make.INTERNAL))
    initiative.frameworks.add(hidden(make.framework))
    return initiative


def of_hidden_responsible():
    initiative = chips()
    return make.milestone(initiative, responsible=hidden(make.participation, initiative))


def of_hidden_corrected():
    initiative = chips()
    return make.update(initiative, supersedes=hidden(make.update, initiative))


CITING = {
    "dialogue, source": lambda: make.dialogue(source=hidden(make.source)),
    "dialogue, convenor": of_hidden_convenor,
    "initiative, takeaway and framework": of_hidden_takeaway_and_framework,
    "part, organisation": lambda: make.lead(chips(), hidden(make.organisation, "hidden")),
    "milestone, responsible": of_hidden_responsible,
    "report, corrected": of_hidden_corrected,
    "framework, parent": lambda: make.framework(parent=hidden(make.framework)),
}


@pytest.mark.parametrize("way", CITING)
def test_what_is_merely_cited_hides_nothing(way, readers):
    record = CITING[way]()
    assert seen_by(readers, record) == [True, True, True, True]
    assert record.effective_visibility == make.PUBLIC
