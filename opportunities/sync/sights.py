"""How records look to a level and since when, joined to a query of them."""

from django.db.models import OuterRef, Subquery

from opportunities.models import Change, Sight


def with_sight(records, level):
    """Annotate ``as_seen``, the stored body."""
    return records.annotate(as_seen=of_each(Sight.column(level)))


def with_seen_at(records, level):
    """Annotate ``seen_at``, when the body last changed."""
    return records.annotate(seen_at=of_each(f"{Sight.column(level)}_at"))


def of_each(column):
    return Subquery(Sight.objects.filter(uid=OuterRef("uid")).values(column))


def with_head(records, level):
    """Annotate ``head``, read in the same statement as the rows: at no time older or newer than they are."""
    return records.annotate(head=Subquery(heads(level)))


def head(level):
    """The mark of the last change that this level may hear of: hidden work does not move it."""
    return heads(level).first()


def heads(level):
    return Change.objects.heard_at(level).order_by("-seq").values_list("mark", flat=True)[:1]
