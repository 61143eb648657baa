"""Two people in one form: whoever saves second sees both versions and chooses, field by field.

A form carries the digest of every value that it showed. Where the database holds another by the time the
form is sent, nothing is saved: a page shows theirs beside yours, and sends on what was chosen.
"""

import re
from dataclasses import dataclass

from django.contrib.admin.utils import unquote
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from opportunities.admin.band import typed
from opportunities.admin.shown import digest, sealed, stored, unsealed
from opportunities.models import Change

SEALED = "_shown_values"
CHOICE = "_choice:"
ROW = re.compile(r"(?P<prefix>.+)#(?P<pk>.+)#(?P<name>.+)")


@dataclass
class Choice:
    """One field that two people have seen differently."""

    name: str
    label: str
    record: object
    theirs: str
    mine: str
    # Who left the field alone gets theirs, unless something else is chosen.
    is_mine_changed: bool


def settle(page, request, object_id):
    """The page that asks, or None where nothing has changed since the form was opened."""
    if SEALED not in request.POST:
        return None
    record = page.get_object(request, unquote(object_id))
    if record is None or not page.has_change_permission(request, record):
        return None
    record.stored("pk")  # Locked: of two who send at once, the second sees what the first has saved.
    now, formsets = stored(page, request, record)
    sent, before = Sent(request.POST, formsets), unsealed(request.POST[SEALED])
    sent.choose(now)
    choices, lost = list(differing(before, now, sent)), list(gone(before, now, sent, page.model))
    sent.drop_rows()
    request.POST = sent.data
    return ask(page, request, record, now, choices, lost) if choices or lost else None


def differing(before, now, sent):
    """What others changed; rows that they added are no conflict, for this form says nothing of them."""
    for key, shown in now.items():
        theirs, mine, then = digest(shown.values), digest(sent.values(key)), before.get(key)
        if sent.name(key) and theirs not in (then, mine):
            yield Choice(
                f"{CHOICE}{sent.name(key)}",
                shown.label,
                shown.record,
                shown.in_words(shown.values),
                shown.in_words(sent.values(key)),
                mine != then,
            )


def gone(before, now, sent, model):
    """(label, value) of what was typed into a field or a row that is no more."""
    for key in sorted(before.keys() - now.keys()):
        values = sent.values(key)
        if any(values) and digest(values) != before[key]:
            yield sent.label(key, model), ", ".join(values)


class Sent:
    """The form as it was sent."""

    def __init__(self, data, formsets):
        self.data = data.copy()
        self.formsets = {formset.prefix: formset for formset in formsets}
        self.rows = {prefix: self.pks(prefix, each) for prefix, each in self.formsets.items()}

    def pks(self, prefix, formset):
        """Of the rows that were there when the form was opened, in the order in which they are sent."""
        count, name = self.data.get(f"{prefix}-INITIAL_FORMS", ""), formset.model._meta.pk.name
        places = range(min(int(count), len(self.data))) if count.isdecimal() else ()
        return [self.data.get(f"{prefix}-{place}-{name}", "") for place in places]

    def name(self, key):
        """Where the field stands; None for a row that was not sent."""
        if not (row := ROW.fullmatch(key)):
            return key
        pks = self.rows.get(row["prefix"], [])
        return f"{row['prefix']}-{pks.index(row['pk'])}-{row['name']}" if row["pk"] in pks else None

    def values(self, key):
        return self.data.getlist(self.name(key))

    def label(self, key, model):
        row = ROW.fullmatch(key)
        if row and row["prefix"] in self.formsets:
            model = self.formsets[row["prefix"]].model
        names = {field.name: field.verbose_name for field in model._meta.get_fields() if field.concrete}
        return names.get(row["name"] if row else key, key)

    def choose(self, now):
        """Put theirs where theirs was chosen."""
        chosen = {name for name in self.data if name.startswith(CHOICE)}
        for key, shown in now.items():
            choice = f"{CHOICE}{self.name(key)}"
            if choice in chosen and self.data[choice] == "theirs":
                self.data.setlist(self.name(key), shown.values)
        for name in chosen:
            del self.data[name]

    def drop_rows(self):
        """Rows that others have deleted: a form that still sends them cannot be saved."""
        for prefix, pks in self.rows.items():
            there = {str(row.instance.pk) for row in self.formsets[prefix].initial_forms}
            for place in reversed(range(len(pks))):
                if pks[place] and pks[place] not in there:
                    self.drop(prefix, place)

    def drop(self, prefix, place):
        """And those after it move up."""
        rest = {}
        for name in list(self.data):
            if row := re.fullmatch(rf"{re.escape(prefix)}-(\d+)-(.+)", name):
                number, values = int(row[1]), self.data.pop(name)
                if number != place:
                    rest[f"{prefix}-{number - (number > place)}-{row[2]}"] = values
        for name, values in rest.items():
            self.data.setlist(name, values)
        for count in (f"{prefix}-TOTAL_FORMS", f"{prefix}-INITIAL_FORMS"):
            self.data[count] = str(int(self.data[count]) - 1)


def ask(page, request, record, now, choices, lost):
    kept = [(name, value) for name, value in typed(request) if name != SEALED]
    context = {
        **page.admin_site.each_context(request),
        "title": _("Somebody else changed this meanwhile"),
        "opts": page.opts,
        "record": record,
        "last": Change.objects.filter(uid=record.uid).select_related("actor").order_by("-seq").first(),
        "choices": choices,
        "lost": lost,
        "typed": [*kept, (SEALED, sealed(now))],
    }
    return TemplateResponse(request, "admin/opportunities/conflict.html", context)
