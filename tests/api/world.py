"""One record of every kind, each with something in it."""

from datetime import date, timedelta

from opportunities.models.base import unit_of_work
from tests import make


def one_of_each(nth=1):
    """{name of the resource: record}, all public."""
    # Recorded once, as one request would be: each on its own takes its time.
    with unit_of_work():
        return made(nth)


def made(nth):
    source = make.source(f"Summary {nth}")
    institute = make.organisation(f"institute-{nth}", country=make.country("KR"))
    dialogue = make.dialogue(f"Dialogue {nth}", source=source, held_on=date(2025, 7, nth))
    dialogue.convenors.add(institute)
    takeaway = make.takeaway(dialogue, f"T{nth}")
    framework = make.framework(f"Agreement {nth}", short_name=f"A{nth}", year=2020 + nth)
    initiative = make.initiative(f"Chips {nth}", status="scoped")
    initiative.takeaways.add(takeaway)
    initiative.frameworks.add(framework)
    part = make.lead(initiative, institute, "KR")
    milestone = make.milestone(initiative, responsible=part)
    milestone.move(make.DAY + timedelta(days=nth), "scope", "More to do")
    update = make.update(initiative, milestone=milestone, outlook="on_track")
    return {
        "initiatives": initiative,
        "milestones": milestone,
        "updates": update,
        "organisations": institute,
        "areas": make.area(f"area-{nth}", f"A{nth}"),
        "countries": make.country(f"{nth:02}"),
        "takeaways": takeaway,
        "strengths": make.strength(takeaway, area=initiative.area),
        "frameworks": framework,
        "dialogues": dialogue,
        "sources": source,
        "evidence": make.evidence(initiative=initiative, source=source),
        "decisions": make.decision(initiative, needed_by=make.DAY, side=make.country("CA")),
        "participations": part,
        "revisions": milestone.revisions.get(),
    }


def get(client, address, **headers):
    return client.get(f"/api/v1/{address}", headers=headers)


def ids(response):
    return [record["id"] for record in response.json()["results"]]
