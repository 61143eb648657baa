"""Records that show their own columns, and nothing worked out from others."""

from opportunities.choices import Visibility
from opportunities.models import (
    CooperationArea,
    Country,
    Decision,
    Dialogue,
    Evidence,
    Framework,
    MilestoneRevision,
    Organisation,
    Participation,
    ProgressUpdate,
    Source,
    Strength,
    Takeaway,
)
from opportunities.representations.shape import Shape


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

    def read_facts(self, by_pk):
        """Does it count? When it began to, may be before its readers could know."""
        published = set(Evidence.objects.filter(pk__in=by_pk).published().values_list("pk", flat=True))
        for pk, row in by_pk.items():
            row["facts"] = {level: {"is_published": pk in published} for level in Visibility}
