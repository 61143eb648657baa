"""One more of each record, under parents of its own, so that a question per row would show."""

from datetime import timedelta
from itertools import count
from string import ascii_uppercase

from opportunities import models
from tests import make

number = count(1)


def code():
    """Two signs that no real country has."""
    tens, ones = divmod(next(number), 10)
    return f"{ascii_uppercase[tens % 26]}{ones}"


def country():
    return make.country(code())


def area():
    return make.area(f"area-{next(number)}", f"A{code()}")


def organisation():
    return make.organisation(f"organisation-{next(number)}", country=country())


def framework():
    return make.framework(parent=make.framework(), chair_country=country())


def dialogue():
    made = make.dialogue(country=country(), source=make.source())
    made.convenors.set([organisation(), organisation()])
    return made


def takeaway():
    return make.takeaway(dialogue())


def strength():
    return make.strength(takeaway(), country=country(), area=area(), source=make.source())


def initiative():
    made = make.initiative(f"Initiative {next(number)}", area=area())
    made.takeaways.set([takeaway()])
    made.frameworks.set([framework()])
    return made


def participation(of=None):
    return make.participation(of or initiative(), organisation=organisation(), is_lead=False)


def milestone(of=None):
    of = of or initiative()
    return make.milestone(of, responsible=participation(of))


def revision(of=None):
    of = of or milestone()
    of.move(of.due_on + timedelta(days=1), "scope", "More to do", make.country())
    return of.revisions.last()


def update(of=None, **fields):
    of = of or initiative()
    given = {"milestone": milestone(of), "on_behalf_of": make.country(), "supersedes": make.update(of)}
    return make.update(of, **given | fields)


def draft(of=None):
    return update(of, published_at=None, visibility=make.INTERNAL)


def decision(of=None):
    return make.decision(of or initiative(), side=make.country())


def evidence(**of):
    return make.evidence(source=make.source(f"Source {next(number)}"), **of or {"update": update()})


NEW = {
    models.CooperationArea: area,
    models.Country: country,
    models.Decision: decision,
    models.Dialogue: dialogue,
    models.Evidence: evidence,
    models.Framework: framework,
    models.Initiative: initiative,
    models.Milestone: milestone,
    models.MilestoneRevision: revision,
    models.Organisation: organisation,
    models.Participation: participation,
    models.ProgressUpdate: update,
    models.Source: make.source,
    models.Strength: strength,
    models.Takeaway: takeaway,
}


def parts_of(initiative):
    """One more of everything that stands on an initiative's page."""
    for part in (participation, milestone, draft, update, decision):
        part(initiative)
    evidence(initiative=initiative)
    initiative.takeaways.add(takeaway())
    initiative.frameworks.add(framework())
