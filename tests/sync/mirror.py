"""A reader's copy kept by the change log, and what it ought to be. (The feed's address comes with it.)"""

from opportunities.models import Change, Sight
from opportunities.representations import SHAPES, as_json


class Mirror:
    """Applies, at its own pace, the changes its level may hear of."""

    def __init__(self, level):
        self.level, self.seq, self.copy = level, 0, {}

    def pull(self):
        heard = Change.objects.heard_at(self.level).filter(seq__gt=self.seq).order_by("seq")
        changes = list(heard.values_list("seq", "kind", "uid"))
        seen = dict(
            Sight.objects.filter(uid__in={uid for _, _, uid in changes}).values_list(
                "uid", Sight.column(self.level)
            )
        )
        for seq, kind, uid in changes:
            self.apply(kind, uid, seen.get(uid))
            self.seq = seq

    def apply(self, kind, uid, body):
        if body:
            self.copy[kind, uid] = body
        else:
            self.copy.pop((kind, uid), None)


def fresh(level):
    """Rendered anew, past what is stored."""
    return {
        (kind, row["uid"]): as_json(shape.cut(row, level))
        for kind, shape in SHAPES.items()
        for row in shape.rows(shape.model.objects.visible_at(level))
    }
