"""What a record looks like at a level: one definition for API, feed, exports, ETag and change log.

`rows()` reads a set of records by columns, once for all levels; `cut()` is pure and leaves what one level
sees. Records are named by id or immutable code, never by name, so that a new name changes one body only.
Nothing here depends on today's date, or a mirror would change over midnight.
"""

from functools import cached_property

import orjson

from opportunities.choices import LANGUAGES, Visibility
from opportunities.health import is_claimed_not_shown
from opportunities.models import (
    CooperationArea,
    Country,
    Decision,
    Dialogue,
    Evidence,
    Framework,
    Initiative,
    Milestone,
    MilestoneRevision,
    Organisation,
    Participation,
    ProgressUpdate,
    Source,
    Strength,
    Takeaway,
)
from opportunities.models.standing import FACTS
from opportunities.visibility import level_of


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
        levels = {f"{name}_level": self.level_of(name) for name in self.cited}
        uids = [f"{name}__uid" for name in (*self.parents, *self.cited)]
        found = list(
            records.order_by()
            .with_level()
            .annotate(**levels)
            .values("pk", "level", *self.all_columns.values(), *self.words, *uids, *levels)
        )
        by_pk = {row["pk"]: row for row in found}
        self.read_many(by_pk)
        self.read_facts(by_pk)
        return found

    def level_of(self, name):
        return level_of(self.model._meta.get_field(name).related_model, f"{name}__")

    def read_many(self, by_pk):
        for name in self.many:
            for row in by_pk.values():
                row[name] = []
            pairs = self.model.objects.filter(pk__in=by_pk, **{f"{name}__isnull": False}).order_by()
            pairs = pairs.annotate(cited_level=self.level_of(name)).values_list(
                "pk", f"{name}__uid", "cited_level"
            )
            for pk, uid, level in pairs:
                by_pk[pk][name].append((uid, level))

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

    def ties(self, row):
        """[(kind, uid, belongs)] of the records whose appearance or vanishing changes this one."""
        belongs = [(kind, row[f"{name}__uid"], True) for name, kind in self.parents.items()]
        cites = [(kind, row[f"{name}__uid"], False) for name, kind in self.cited.items()]
        many = [(kind, uid, False) for name, kind in self.many.items() for uid, _ in row[name]]
        return [tie for tie in (*belongs, *cites, *many) if tie[1] is not None]


def seen(uid, least, level):
    return uid if least <= level else None


class CountryShape(Shape):
    kind, model = "country", Country
    columns = {"code": "code", "is_side": "is_side"}
    texts = ("name",)


class SourceShape(Shape):
    kind, model = "source", Source
    columns = {
        "title": "title",
        "publisher": "publisher",
        "url": "url",
        "published_as_written": "published_as_written",
        "published_on": "published_on",
        "kind": "kind",
        "sha256": "sha256",
    }
    texts = ("label",)


class OrganisationShape(Shape):
    kind, model = "organisation", Organisation
    columns = {
        "slug": "slug",
        "short_name": "short_name",
        "country": "country__code",
        "type": "type",
        "url": "url",
    }
    texts = ("name",)


class AreaShape(Shape):
    kind, model = "area", CooperationArea
    # How many refs were given would tell of initiatives that are gone.
    columns = {"slug": "slug", "code": "code", "order": "order"}
    texts = ("name", "description")


class FrameworkShape(Shape):
    kind, model = "framework", Framework
    columns = {
        "short_name": "short_name",
        "kind": "kind",
        "year": "year",
        "chair_country": "chair_country__code",
        "window_start": "window_start",
        "window_end": "window_end",
    }
    texts = ("name",)


class DialogueShape(Shape):
    kind, model = "dialogue", Dialogue
    columns = {
        "track": "track",
        "edition": "edition",
        "held_on": "held_on",
        "country": "country__code",
        "attribution_rule": "attribution_rule",
    }
    texts = ("title", "summary", "place")


class TakeawayShape(Shape):
    kind, model = "takeaway", Takeaway
    columns = {"code": "code", "kind": "kind", "locator": "locator", "start": "start", "end": "end"}
    texts = ("title", "summary")


class StrengthShape(Shape):
    kind, model = "strength", Strength
    columns = {"country": "country__code", "area": "area__slug"}
    texts = ("summary",)


class InitiativeShape(Shape):
    kind, model = "initiative", Initiative
    counts_parts = True
    columns = {
        "ref": "ref",
        "area": "area__slug",
        "status": "status",
        "review_on": "review_on",
        "planned_start_on": "planned_start_on",
        "planned_end_on": "planned_end_on",
        "actual_start_on": "actual_start_on",
        "actual_end_on": "actual_end_on",
        "report_every_days": "report_every_days",
        "officer": "officer__username",
        "first_public_at": "first_public_at",
        "withdrawn_at": "withdrawn_at",
    }
    texts = ("title", "short_title", "summary", "withdrawal_reason")
    staff_only = ("officer", "first_public_at", "withdrawn_at", "withdrawal_reason")

    def read_facts(self, by_pk):
        leads = self.leads(by_pk)
        for row in by_pk.values():
            row["facts"] = {}
        for level in Visibility:
            outlooks = self.outlooks(by_pk, level)
            facts = (
                Initiative.objects.filter(pk__in=by_pk)
                .order_by()
                .with_facts(level)
                .values("pk", "status", *FACTS)
            )
            for fact in facts:
                pk, status = fact.pop("pk"), fact.pop("status")
                by_pk[pk]["facts"][level] = fact | {
                    "claimed_not_shown": is_claimed_not_shown(status, fact["supported"]),
                    "outlooks": outlooks.get(pk, {}),
                    "leads": {country: uid for country, uid, least in leads.get(pk, ()) if least <= level},
                }

    def leads(self, by_pk):
        """{initiative: [(country, organisation, the most open level that may know)]}."""
        named = Participation.objects.named_at(Visibility.INTERNAL).filter(is_lead=True, initiative__in=by_pk)
        least = level_of(Organisation, "organisation__")
        columns = ("initiative_id", "country__code", "organisation__uid", "level", "organisation_level")
        found = {}
        for pk, country, uid, own, other in (
            named.order_by("country__code")
            .with_level()
            .annotate(organisation_level=least)
            .values_list(*columns)
        ):
            found.setdefault(pk, []).append((country, uid, max(own, other)))
        return found

    def outlooks(self, by_pk, level):
        """{initiative: {country code or "joint": outlook}}, the latest of each side."""
        found = {}
        latest = ProgressUpdate.objects.outlooks_at(level).filter(initiative__in=by_pk).order_by()
        for pk, side, outlook in latest.values_list("initiative_id", "on_behalf_of__code", "outlook"):
            found.setdefault(pk, {})[side or "joint"] = outlook
        return found


class ParticipationShape(Shape):
    kind, model = "participation", Participation
    columns = {
        "country": "country__code",
        "role": "role",
        "direction": "direction",
        "is_lead": "is_lead",
        "named_at": "named_at",
        "ended_at": "ended_at",
    }
    texts = ("contribution",)
    # It would tell that somebody is named to a reader who may not know whom.
    staff_only = ("named_at",)


class MilestoneShape(Shape):
    kind, model = "milestone", Milestone
    counts_parts = True
    columns = {
        "due_on": "due_on",
        "done_on": "done_on",
        "completion_recorded_at": "completion_recorded_at",
        "cancelled_at": "cancelled_at",
    }
    texts = ("title", "cancellation_reason")
    staff_only = ("completion_recorded_at",)

    def read_facts(self, by_pk):
        for row in by_pk.values():
            row["facts"] = {}
        for level in Visibility:
            facts = Milestone.objects.filter(pk__in=by_pk).order_by().with_facts(level)
            for pk, original, side in facts.values_list("pk", "original_due_on", "side"):
                by_pk[pk]["facts"][level] = {
                    "original_due_on": original,
                    "side": side,
                    "slip_days": slip(original, by_pk[pk]),
                }


def slip(original, row):
    """Days that the milestone is (or was met) after its original date; null without dates."""
    reached = row["done_on"] or row["due_on"]
    return (reached - original).days if reached and original else None


class RevisionShape(Shape):
    kind, model = "revision", MilestoneRevision
    columns = {
        "old_due_on": "old_due_on",
        "new_due_on": "new_due_on",
        "reason": "reason",
        "at": "at",
        "side": "side__code",
    }
    texts = ("words",)


class UpdateShape(Shape):
    kind, model = "update", ProgressUpdate
    columns = {
        "milestone_met": "milestone_met",
        "as_of": "as_of",
        "on_behalf_of": "on_behalf_of__code",
        "status": "status",
        "outlook": "outlook",
        "published_at": "published_at",
        "author": "author__username",
    }
    texts = ("body", "reason")
    staff_only = ("author",)


class DecisionShape(Shape):
    kind, model = "decision", Decision
    columns = {"needed_by": "needed_by", "side": "side__code", "settled_on": "settled_on"}
    texts = ("question",)


class EvidenceShape(Shape):
    kind, model = "evidence", Evidence
    columns = {"kind": "kind", "locator": "locator"}


# What a record belongs to or cites stands before it: the recorder locks and compares in this order.
SHAPES = {
    shape.kind: shape
    for shape in (
        CountryShape(),
        SourceShape(),
        OrganisationShape(),
        AreaShape(),
        FrameworkShape(),
        DialogueShape(),
        TakeawayShape(),
        StrengthShape(),
        InitiativeShape(),
        ParticipationShape(),
        MilestoneShape(),
        RevisionShape(),
        UpdateShape(),
        DecisionShape(),
        EvidenceShape(),
    )
}
KIND_OF = {shape.model: kind for kind, shape in SHAPES.items()}
