"""The parameter `due`: open milestones by when they are due."""

from django.db.models import Q


def due(milestones, spans, today):
    """Open ones in any of the spans, each a word of fields.Dues or two dates."""
    rule = Q()
    for span in spans:
        rule |= Q(pk__in=within(milestones, span, today).order_by().values("pk"))
    return milestones.filter(rule)


def within(milestones, span, today):
    if span == "overdue":
        return milestones.overdue(today)
    if isinstance(span, str):
        return milestones.due_within(int(span), today)
    return milestones.open().filter(due_on__range=span)
