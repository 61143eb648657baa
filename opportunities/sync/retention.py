"""Forgets the oldest part of the change log, so that the rest of it stays whole."""

from django.db.models import Min

from opportunities.choices import Visibility
from opportunities.models import Change


def forget_before(moment, batch_size):
    """How many were forgotten. Whoever is up to date stays so: the last change of each level is kept."""
    end = first_to_keep(moment)
    forgotten = 0
    while oldest := list(
        Change.objects.filter(seq__lt=end).order_by("seq").values_list("seq", flat=True)[:batch_size]
    ):
        # From the oldest on, or an interrupted run would leave a gap.
        forgotten += Change.objects.filter(seq__lte=oldest[-1]).delete()[0]
    return forgotten


def first_to_keep(moment):
    recent = Change.objects.filter(at__gte=moment).aggregate(seq=Min("seq"))["seq"]
    heads = [
        Change.objects.heard_at(level).order_by("-seq").values_list("seq", flat=True).first()
        for level in Visibility
    ]
    return min((seq for seq in (recent, *heads) if seq is not None), default=0)
