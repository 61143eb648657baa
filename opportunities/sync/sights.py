"""How records look to a level and since when, joined to a query of them."""

from datetime import UTC

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDay

from opportunities.models import Change, Sight


def with_sight(records, level):
    """Annotate ``as_seen``, the stored body."""
    return records.annotate(as_seen=of_each(Sight.column(level)))


def with_seen_at(records, level):
    """Annotate ``seen_at``, when the body last changed."""
    return records.annotate(seen_at=of_each(f"{Sight.column(level)}_at"))


def with_times_told(records, level):
    """Annotate ``told_on``, the day on which the level was last told of it, and ``times_told`` on that day.

    Of that day alone, because the log forgets. Needs `with_seen_at`.
    """
    heard = Change.objects.heard_at(level).filter(uid=OuterRef("uid"), at__gte=OuterRef("told_on"))
    counted = heard.order_by().values("uid").annotate(count=Count("pk")).values("count")
    told = records.annotate(told_on=TruncDay("seen_at", tzinfo=UTC))
    return told.annotate(times_told=Coalesce(Subquery(counted), 0))


def of_each(column):
    return Subquery(Sight.objects.filter(uid=OuterRef("uid")).values(column))


def with_head(records, level):
    """Annotate ``head``, read in the same statement as the rows: at no time older or newer than they are."""
    return records.annotate(head=Subquery(heads(level)))


def head(level):
    """The mark of the last change that this level may hear of: hidden work does not move it."""
    return heads(level).first()


def last_heard(level):
    """(mark, time) of that change; (None, None) before there is one."""
    return last_changes(level).values_list("mark", "at").first() or (None, None)


def heads(level):
    return last_changes(level).values_list("mark", flat=True)[:1]


def last_changes(level):
    return Change.objects.heard_at(level).order_by("-seq")
