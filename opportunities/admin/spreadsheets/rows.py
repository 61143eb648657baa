"""What a check found, row by row, before anything is saved."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class State(models.TextChoices):
    """The first that is true of a row."""

    REFUSED = "refused", gettext_lazy("Left out")
    CHOICE = "choice", gettext_lazy("Needs a choice")
    REASON = "reason", gettext_lazy("Needs a reason")
    NEW = "new", gettext_lazy("New")
    CHANGE = "change", gettext_lazy("Ready")
    UNCHANGED = "unchanged", gettext_lazy("Unchanged")


SAID_FIRST = (State.CHANGE, State.NEW, State.REASON, State.CHOICE, State.UNCHANGED, State.REFUSED)


def phrase(state, number):
    phrases = {
        State.CHANGE: ngettext("%(number)d changes", "%(number)d change", number),
        State.NEW: ngettext("%(number)d is new", "%(number)d are new", number),
        State.REASON: ngettext("%(number)d needs a reason", "%(number)d need a reason", number),
        State.CHOICE: ngettext("%(number)d needs a choice", "%(number)d need a choice", number),
        State.UNCHANGED: ngettext("%(number)d unchanged", "%(number)d unchanged", number),
        State.REFUSED: ngettext("%(number)d is left out", "%(number)d are left out", number),
    }
    return phrases[state] % {"number": number}


@dataclass
class Change:
    """One cell, now and after; ``looked`` is what stood there at the first look, if that was another."""

    column: str
    label: str
    now: str
    after: str
    looked: str | None = None


@dataclass
class Row:
    number: int
    cells: list
    texts: dict = field(default_factory=dict)
    name: str = ""
    record: Any = None
    is_new: bool = False
    changes: list = field(default_factory=list)
    # [(column, sentence)]; a sentence about the whole row has no column.
    problems: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    needs_reason: bool = False
    said: dict = field(default_factory=dict)
    # In words, where the row brings its own.
    reason: str = ""

    @property
    def state(self):
        if self.problems:
            return State.REFUSED
        if not self.changes:
            return State.UNCHANGED
        if self.unknown:
            return State.CHOICE
        if self.needs_reason:
            return State.REASON
        return State.NEW if self.is_new else State.CHANGE

    def refuse(self, column, sentence):
        self.problems.append((column, str(sentence)))


@dataclass
class Check:
    rows: list

    def of(self, *states):
        return [row for row in self.rows if row.state in states]

    @property
    def counts(self):
        return {state: len(self.of(state)) for state in State}

    @property
    def sentence(self):
        """How many there are of each, and that nothing has happened."""
        counts = {state: number for state, number in self.counts.items() if number}
        parts = [phrase(state, counts[state]) for state in SAID_FIRST if state in counts]
        return _("%(counts)s. Nothing of this is saved yet.") % {"counts": ", ".join(parts)}

    @property
    def refused(self):
        return self.of(State.REFUSED)

    @property
    def to_save(self):
        return [row for row in self.rows if row.state not in (State.REFUSED, State.UNCHANGED)]

    @property
    def to_show(self):
        return [row for row in self.rows if row.state != State.UNCHANGED]

    @property
    def unknown(self):
        """{name: [numbers of the rows]}"""
        found = {}
        for row in self.of(State.CHOICE):
            for name in row.unknown:
                found.setdefault(name, []).append(row.number)
        return found

    @property
    def needs_reason(self):
        return any(row.needs_reason for row in self.to_save)

    @property
    def published(self):
        """How many rows everyone may read from now on."""
        return sum(
            cell.column == "visibility" and cell.after == "public"
            for row in self.to_save
            for cell in row.changes
        )

    @property
    def now(self):
        return {f"{row.number} {cell.column}": cell.now for row in self.rows for cell in row.changes}

    @property
    def mark(self):
        """Another as soon as anything that the page shows is another."""
        seen = [
            (
                row.number,
                row.state,
                row.problems,
                [(cell.column, cell.now, cell.after) for cell in row.changes],
            )
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()
