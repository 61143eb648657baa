"""Who leads what, and how far that is: one table a side, the side's unnamed leads among its rows."""

from collections import Counter
from dataclasses import dataclass, field

from opportunities.choices import Health


@dataclass
class Lead:
    """What one organisation leads; None leads what nobody is named for."""

    organisation: object
    initiatives: list = field(default_factory=list)
    due: int = 0

    @property
    def met(self):
        return sum(initiative.milestones_met for initiative in self.initiatives)

    @property
    def total(self):
        return sum(initiative.milestones_total for initiative in self.initiatives)

    @property
    def late(self):
        return sum(initiative.health == Health.LATE for initiative in self.initiatives)


def leads_by_side(sides, initiatives, participations, milestones):
    """[(side, [lead])], those who lead most first, over what the reader may see.

    ``participations`` are the leads that are named, ``milestones`` those due soon.
    """
    named = {(part.initiative_id, part.country_id): part.organisation for part in participations}
    due = Counter(milestone.initiative_id for milestone in milestones)
    return [(side, leads_of(side, initiatives, named, due)) for side in sides]


def leads_of(side, initiatives, named, due):
    found = {}
    for initiative in initiatives:
        organisation = named.get((initiative.pk, side.pk))
        lead = found.setdefault(organisation, Lead(organisation))
        lead.initiatives.append(initiative)
        lead.due += due[initiative.pk]
    return sorted(found.values(), key=lambda lead: (lead.organisation is None, -len(lead.initiatives)))
