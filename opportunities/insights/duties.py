"""What each organisation leads, takes part in and owes, over what the reader may see."""

from dataclasses import dataclass, field

from opportunities.choices import MilestoneState


@dataclass
class Duty:
    """One organisation's. ``parts`` are its current ones, ``owed`` its open milestones with their state."""

    organisation: object
    parts: list = field(default_factory=list)
    owed: list = field(default_factory=list)
    due: int = 0

    @property
    def initiatives(self):
        """Each once, however many parts the organisation has in it."""
        return list({part.initiative_id: part.initiative for part in self.parts}.values())

    @property
    def led(self):
        return list({part.initiative_id: part.initiative for part in self.parts if part.is_lead}.values())

    @property
    def late(self):
        return sum(milestone.state == MilestoneState.LATE for milestone in self.owed)

    @property
    def last_report_on(self):
        """The latest day that a report on any of its initiatives speaks of."""
        return max((each.last_report_on for each in self.initiatives if each.last_report_on), default=None)


def duties_of(organisations, parts, milestones, days, today):
    """One for each organisation, in their order; ``due`` counts what it owes within so many days.

    ``parts`` stand with their initiatives, ``milestones`` with their ``organisation`` (its key).
    """
    duties = {organisation.pk: Duty(organisation) for organisation in organisations}
    for part in parts:
        duties[part.organisation_id].parts.append(part)
    for milestone in milestones:
        duty = duties[milestone.organisation]
        duty.owed.append(milestone)
        duty.due += bool(milestone.due_on) and 0 <= (milestone.due_on - today).days <= days
    return list(duties.values())


def by_country(duties, sides):
    """[(country or None, [duty])]: the sides always and in their order, then others, then who has none."""
    groups = {side: [] for side in sides}
    elsewhere = [duty.organisation.country for duty in duties if duty.organisation.country not in groups]
    for country in sorted(elsewhere, key=lambda country: (country is None, country and country.code)):
        groups.setdefault(country, [])
    for duty in duties:
        groups[duty.organisation.country].append(duty)
    return list(groups.items())
