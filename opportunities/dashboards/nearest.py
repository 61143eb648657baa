"""Where a list is empty: the one filter whose removal shows the most."""

from dataclasses import dataclass

from django.db.models import Count, Q


@dataclass
class Nearest:
    label: str
    address: str
    count: int


def nearest(seen, filtered, asked):
    """None where no filter stands alone in the way. One query, however many filters there are."""
    names = [name for name in filtered.form.fields if name != "ordering" and asked.values(name)]
    shown = {f"without_{name}": shown_by(filtered.less(name)) for name in names}
    counts = seen.aggregate(**shown) if shown else {}
    count, name = max(zip(counts.values(), names, strict=True), default=(0, ""))
    return Nearest(filtered.form.fields[name].label, asked.without(name), count) if count else None


def shown_by(found):
    return Count("pk", filter=Q(pk__in=found.order_by().values("pk")))
