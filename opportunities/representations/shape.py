"""What a record looks like at a level: one definition for API, feed, exports, ETag and change log.

`rows()` reads a set of records by columns, once for all levels; `cut()` is pure and leaves what one level
sees. Records are named by id or immutable code, never by name, so that a new name changes one body only.
Nothing here depends on today's date, or a mirror would change over midnight.
"""

from functools import cached_property, partial

import orjson

from opportunities.choices import LANGUAGES, Visibility
from opportunities.representations.compiled import Compiled
from opportunities.visibility import level_of

# Filled as shapes are defined.
KIND_OF: dict[type, str] = {}


def as_json(seen) -> str:
    """The same bytes for the same record; nothing for one that is not seen."""
    return orjson.dumps(seen, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z).decode() if seen else ""


class Shape:
    """One kind of record.

    What it belongs to and what it cites follow from the model; `columns` and `texts` name the rest of what
    may leave the house, `staff_only` what only internal readers see.
    """

    kind: str
    model: type
    columns: dict[str, str] = {}
    texts: tuple[str, ...] = ()
    staff_only: tuple[str, ...] = ()
    # Does it show facts derived from the records that belong to it?
    counts_parts = False
    # What `of_today` reads of a row (see today.py); none where nothing about the record depends on the day.
    today_columns: tuple[str, ...] = ()

    def __init_subclass__(cls):
        KIND_OF[cls.model] = cls.kind

    @cached_property
    def all_columns(self):
        return {"id": "uid", "visibility": "visibility", **self.columns}

    @cached_property
    def hidden(self):
        return {"visibility", *self.staff_only}

    @cached_property
    def words(self):
        return {f"{text}_{language}": (text, language) for text in self.texts for language in LANGUAGES}

    @cached_property
    def parents(self):
        """{name: kind} of the records it is seen through."""
        return {name: self.kind_of(name) for name in self.model.visible_through}

    @cached_property
    def cited(self):
        """{name: kind} of the records it points at, one each."""
        return {name: self.kind_of(name) for name in self.model.cites if name not in self.many}

    @cached_property
    def many(self):
        """{name: kind} of the records it points at, any number of them."""
        fields = {field.name for field in self.model._meta.many_to_many}
        return {name: self.kind_of(name) for name in self.model.cites if name in fields}

    def kind_of(self, name):
        return KIND_OF[self.model._meta.get_field(name).related_model]

    def rows(self, records):
        """Dicts by lookup; with pk, level, ``<cited>_level``, ``<many>`` as (uid, level), facts by level."""
        return self.completed(self.read(records))

    def rows_of(self, uids):
        """The same of these, whoever asks for them."""
        return self.completed(self.by_uid(uids))

    @cached_property
    def by_uid(self):
        return Compiled(lambda uids: self.read(self.model.objects.filter(uid__in=uids)))

    @cached_property
    def levels(self):
        return {f"{name}_level": self.level_of(name) for name in self.cited}

    @cached_property
    def lookups(self):
        """What is read of each record itself."""
        uids = [f"{name}__uid" for name in (*self.parents, *self.cited)]
        read = ("pk", "level", *self.all_columns.values(), *self.words, *uids, *self.levels)
        return tuple(dict.fromkeys(read))

    def read(self, records):
        return records.order_by().with_level().annotate(**self.levels).values_list(*self.lookups)

    def completed(self, found):
        rows = [dict(zip(self.lookups, values, strict=True)) for values in found]
        by_pk = {row["pk"]: row for row in rows}
        self.read_many(by_pk)
        self.read_facts(by_pk)
        return rows

    @cached_property
    def pointed_at(self):
        """{name of a relation: a query of (uid) of what these records point at now}."""
        return {name: Compiled(partial(self.ends, name)) for name in (*self.parents, *self.cited, *self.many)}

    def ends(self, name, uids):
        pointing = self.model.objects.filter(uid__in=uids, **{f"{name}__isnull": False}).order_by()
        return pointing.values_list(f"{name}__uid")

    def level_of(self, name):
        return level_of(self.model._meta.get_field(name).related_model, f"{name}__")

    def read_many(self, by_pk):
        for name in self.many:
            for row in by_pk.values():
                row[name] = []
            for pk, uid, level in self.cited_by[name](by_pk):
                by_pk[pk][name].append((uid, level))

    @cached_property
    def cited_by(self):
        """{name of a list: a query of (pk, uid of one that it cites, its level)}."""
        return {name: Compiled(partial(self.citations, name), of=int) for name in self.many}

    def citations(self, name, keys):
        citing = self.model.objects.filter(pk__in=keys, **{f"{name}__isnull": False}).order_by()
        return citing.annotate(cited_level=self.level_of(name)).values_list(
            "pk", f"{name}__uid", "cited_level"
        )

    def read_facts(self, by_pk):
        for row in by_pk.values():
            row["facts"] = {level: {} for level in Visibility}

    def cut(self, row, level):
        """The row as `level` sees it, or None."""
        if row["level"] > level:
            return None
        hidden = self.hidden if level < Visibility.INTERNAL else ()
        body = {name: row[lookup] for name, lookup in self.all_columns.items() if name not in hidden}
        for text in self.texts:
            if text not in hidden:
                body[text] = {language: row[f"{text}_{language}"] for language in LANGUAGES}
        body |= {name: row[f"{name}__uid"] for name in self.parents}
        body |= {name: seen(row[f"{name}__uid"], row[f"{name}_level"], level) for name in self.cited}
        body |= {name: sorted(uid for uid, least in row[name] if least <= level) for name in self.many}
        return body | row["facts"][level]

    def of_today(self, row, today):
        """What is true of it on this day, shown beside the body."""
        raise NotImplementedError

    def standings(self, row):
        """What is kept in columns beside the body, level by level."""
        return []

    def ties(self, row):
        """[(kind, uid, belongs)] of the records whose appearance or vanishing changes this one."""
        belongs = [(kind, row[f"{name}__uid"], True) for name, kind in self.parents.items()]
        cites = [(kind, row[f"{name}__uid"], False) for name, kind in self.cited.items()]
        many = [(kind, uid, False) for name, kind in self.many.items() for uid, _ in row[name]]
        return [tie for tie in (*belongs, *cites, *many) if tie[1] is not None]


def seen(uid, least, level):
    return uid if least <= level else None
