"""What the API serves: under which name, in which shape, found by which filters."""

from opportunities import filters
from opportunities.api.problems import Withdrawn
from opportunities.api.properties import properties_of
from opportunities.choices import LANGUAGES, Visibility
from opportunities.models import Initiative
from opportunities.models.text import columns
from opportunities.representations import SHAPES


class Resource:
    """One kind of record."""

    name = ""
    shape = None
    filters = None
    # May one be withdrawn, and answer with the reason?
    may_be_gone = False

    @property
    def title(self):
        return self.shape.kind.title()

    @property
    def columns(self):
        return ("as_seen", "seen_at", *self.shape.today_columns)

    def field_names(self, level):
        hidden = self.shape.hidden if level < Visibility.INTERNAL else set()
        return properties_of(self).keys() - hidden

    def explain_absence(self, uid, level):
        """Raise what there is to say of a record that is not seen, to whom it may be said."""


class Initiatives(Resource):
    name = "initiatives"
    shape = SHAPES["initiative"]
    filters = filters.InitiativeFilter
    may_be_gone = True

    def explain_absence(self, uid, level):
        gone = Initiative.objects.withdrawn_from(level).filter(uid=uid)
        for reason in gone.values_list(*columns("withdrawal_reason")):
            raise Withdrawn(dict(zip(LANGUAGES, reason, strict=True)))


class Milestones(Resource):
    name = "milestones"
    shape = SHAPES["milestone"]
    filters = filters.MilestoneFilter


class Updates(Resource):
    name = "updates"
    shape = SHAPES["update"]
    filters = filters.UpdateFilter


class Organisations(Resource):
    name = "organisations"
    shape = SHAPES["organisation"]
    filters = filters.OrganisationFilter


class Areas(Resource):
    name = "areas"
    shape = SHAPES["area"]
    filters = filters.AreaFilter


class Countries(Resource):
    name = "countries"
    shape = SHAPES["country"]
    filters = filters.CountryFilter


class Takeaways(Resource):
    name = "takeaways"
    shape = SHAPES["takeaway"]
    filters = filters.TakeawayFilter


class Strengths(Resource):
    name = "strengths"
    shape = SHAPES["strength"]
    filters = filters.StrengthFilter


class Frameworks(Resource):
    name = "frameworks"
    shape = SHAPES["framework"]
    filters = filters.FrameworkFilter


class Dialogues(Resource):
    name = "dialogues"
    shape = SHAPES["dialogue"]
    filters = filters.DialogueFilter


class Sources(Resource):
    name = "sources"
    shape = SHAPES["source"]
    filters = filters.SourceFilter


class Evidence(Resource):
    name = "evidence"
    shape = SHAPES["evidence"]
    filters = filters.EvidenceFilter


class Decisions(Resource):
    name = "decisions"
    shape = SHAPES["decision"]
    filters = filters.DecisionFilter


class Participations(Resource):
    name = "participations"
    shape = SHAPES["participation"]
    filters = filters.ParticipationFilter


class Revisions(Resource):
    name = "revisions"
    shape = SHAPES["revision"]
    filters = filters.RevisionFilter


RESOURCES = (
    Initiatives(),
    Milestones(),
    Updates(),
    Organisations(),
    Areas(),
    Countries(),
    Takeaways(),
    Strengths(),
    Frameworks(),
    Dialogues(),
    Sources(),
    Evidence(),
    Decisions(),
    Participations(),
    Revisions(),
)
