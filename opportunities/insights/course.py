"""How an initiative came to where it is: over lists of what the reader may see, reports latest first."""

from opportunities.choices import LADDER, Status
from opportunities.health import SEOUL


def steps(status, reports, takeaways):
    """[(stage, date reached or None, is passed)]: the ladder, and below it what left it.

    Raised on the day of the dialogue.
    """
    held = [takeaway.dialogue.held_on for takeaway in takeaways if takeaway.dialogue.held_on]
    reached = {Status.RAISED: min(held, default=None)}
    reached |= {report.status: report.as_of for report in reports if report.status}
    declared = Status(status)
    place = LADDER.index(declared if declared in LADDER else last_rung(reports))
    ladder = [(stage, reached.get(stage), index <= place) for index, stage in enumerate(LADDER)]
    return ladder if declared in LADDER else [*ladder, (declared, reached.get(declared), True)]


def last_rung(reports):
    """The last stage of the ladder that was declared."""
    return next((report.status for report in reports if report.status in LADDER), Status.RAISED)


def outlooks(reports):
    """[(country or None, outlook)]: the latest of each side, shown side by side, never averaged."""
    latest = {}
    for report in reports:
        if report.outlook:
            latest.setdefault(report.on_behalf_of, report.get_outlook_display())
    return list(latest.items())


def changes(moves, reports):
    """Moves of dates and turns of stage, latest first, each ``changed_on`` a day in Seoul."""
    for move in moves:
        move.changed_on = move.at.astimezone(SEOUL).date()
    turns = [report for report in with_former_status(reports) if report.status]
    for turn in turns:
        turn.changed_on = turn.as_of
    return sorted([*moves, *turns], key=lambda change: change.changed_on, reverse=True)


def with_former_status(reports):
    """Each that gives a status also says which it follows."""
    former = Status.RAISED
    for report in reversed(reports):
        if report.status:
            report.former_status, former = former, Status(report.status)
    return reports
