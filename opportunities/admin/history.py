"""The change log as people read it: who changed what, why, when in both capitals, and through which door."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opportunities.admin.differences import REASONS, Names, Row, rows
from opportunities.models import Change
from opportunities.models.text import preferred
from opportunities.representations import SHAPES
from opportunities.sync import history

DOORS = {
    "admin": gettext_lazy("staff site"),
    "api": gettext_lazy("API"),
    "import": gettext_lazy("spreadsheet import"),
}
MOST = 200


@dataclass
class Told:
    """One record in one commit."""

    change: Change
    kind: str
    name: str
    address: str
    rows: list[Row]
    why: str

    @property
    def is_whole(self):
        """All of it came or went: its fields are details."""
        return self.change.action != Change.Action.CHANGED


@dataclass
class Unit:
    """What one person did at once."""

    at: object
    who: str
    door: str
    told: list[Told]


def units(changes, level):
    """Readable units of the latest of these changes; and whether there are more."""
    found = list(changes[: MOST + 1])
    names = Names(found[:MOST], level)
    told = [unit_of(unit, names) for unit in history.in_units(found[:MOST])]
    return {"units": [unit for unit in told if unit.told], "has_more": len(found) > MOST}


def unit_of(changes, names):
    first, whys = changes[0], reasons(changes, names)
    told = [told_of(change, names, whys) for change in changes if not is_told_by_milestone(change, changes)]
    door = DOORS.get(first.door) or _("command “%(name)s”") % {"name": first.door}
    return Unit(
        first.at,
        str(first.actor or _("nobody signed in")),
        door,
        [each for each in told if each.rows or each.why],
    )


def told_of(change, names, whys):
    record, model = names.record(change.kind, change.uid), SHAPES[change.kind].model
    page = f"admin:opportunities_{model._meta.model_name}_change"
    return Told(
        change,
        str(model._meta.verbose_name),
        str(record or last_known(change)),
        reverse(page, args=[record.pk]) if record else "",
        list(rows(change, names)),
        whys.get(str(change.uid), ""),
    )


def last_known(change):
    """What a record that is gone was called."""
    for name in SHAPES[change.kind].texts:
        if text := in_one(change.diff.get(name, (None, None))[0]):
            return text
    return _("deleted since")


def in_one(text):
    return next((text[language] for language in preferred() if text.get(language)), "") if text else ""


def reasons(changes, names):
    """{uid: why}, as it was written along with the change."""
    found = {}
    for change in changes:
        record = names.record(change.kind, change.uid)
        for name in REASONS:
            if text := in_one(change.diff.get(name, (None, None))[1]):
                found[str(change.uid)] = text
        if is_move(change) and record:
            words = f": {record.words}" if record.words else ""
            found[str(record.milestone.uid)] = f"{record.get_reason_display()}{words}"
        if change.kind == "update" and record and record.status and "published_at" in change.diff:
            found[str(record.initiative.uid)] = record.reason
    return found


def is_move(change):
    return change.kind == "revision" and change.action == Change.Action.CREATED


def is_told_by_milestone(change, changes):
    """The milestone's own change says the same, and gets the reason."""
    return is_move(change) and any(str(each.uid) == change.diff["milestone"][1] for each in changes)
