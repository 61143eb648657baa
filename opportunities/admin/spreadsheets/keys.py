"""Which record a row is about: by its ref or its identifier, never by its title."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from opportunities.admin.spreadsheets.columns import meant
from opportunities.models.text import columns

TITLES = columns("title")


def uids(keys):
    """Those of the texts that are identifiers."""
    for key in keys:
        try:
            yield UUID(key)
        except ValueError:
            continue


def named(initiatives, keys):
    refs = {ref for key in keys for ref in (key, key.upper())}
    return initiatives.filter(Q(ref__in=refs) | Q(uid__in=list(uids(keys)))).order_by("pk")


def by_key(initiatives):
    """{ref or identifier, in small letters: initiative}"""
    found = list(initiatives)
    by_uid = {str(initiative.uid): initiative for initiative in found}
    return by_uid | {initiative.ref.casefold(): initiative for initiative in found if initiative.ref}


def titles_of(row):
    return {name: meant(row.texts[name]) for name in TITLES if row.texts.get(name)}


class Titles:
    """Those that new rows must not repeat: a file that is sent twice would make everything twice."""

    def __init__(self, records, rows, parent=None):
        typed = {title for row in rows for title in titles_of(row).values()}
        same = Q(title_en__in=typed) | Q(title_fr__in=typed) | Q(title_ko__in=typed)
        self.taken = {
            (parent and record[parent], record[name])
            for record in records.filter(same).order_by().values(*TITLES, *filter(None, [parent]))
            for name in TITLES
        }

    def refuse(self, row, missing, of=None):
        """Refuse a new row that lacks what it needs, or is there already."""
        titles = titles_of(row)
        missing = missing if titles else [*missing, TITLES[0]]
        if missing:
            row.refuse(
                missing[0],
                _("To create one, these cells are needed too: %(names)s.") % {"names": ", ".join(missing)},
            )
        for name, title in titles.items():
            if (of, title) in self.taken:
                row.refuse(
                    name,
                    _("One with this title is there already: write its ref, or another title."),
                )
            self.taken.add((of, title))
