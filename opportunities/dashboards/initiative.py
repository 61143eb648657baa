from uuid import UUID

from django.db.models import F
from django.http import Http404
from django.utils.functional import cached_property

from opportunities.choices import Track
from opportunities.dashboards import errors
from opportunities.dashboards.page import Page
from opportunities.dashboards.preview import Previewed
from opportunities.filters.fields import PastDay
from opportunities.health import contradictions, days_late
from opportunities.insights import course
from opportunities.models import (
    Decision,
    Evidence,
    Framework,
    Initiative,
    Milestone,
    MilestoneRevision,
    Organisation,
    Participation,
    ProgressUpdate,
    Source,
    Takeaway,
)
from opportunities.models.standing import FACTS
from opportunities.models.text import CONTROL
from opportunities.visibility import may_see


class InitiativePage(Previewed, Page):
    """How far is it, who owes what, and how do we know?"""

    template_name = "dashboards/initiative.html"
    nav = "initiatives"
    parameters = {"as_of": PastDay(required=False)}

    def get(self, request, ref):
        try:
            return super().get(request, ref=ref)
        except Initiative.DoesNotExist:
            return self.gone()

    def gone(self):
        """Whoever could read it learns that it was withdrawn, and why; all others that there is nothing."""
        withdrawn = self.named(Initiative.objects.withdrawn_from(self.level)).first()
        if withdrawn is None:
            raise Http404
        return errors.gone(self.request, withdrawn.withdrawal_reason)

    @cached_property
    def initiative(self):
        one = self.named(Initiative.objects.known_at(*self.reader))
        return one.with_facts(*self.reader).with_health(self.today).select_related("area").get()

    def named(self, initiatives):
        """By its ref; what was never public has none yet, and is named by its identifier."""
        ref = self.kwargs["ref"]
        try:
            return initiatives.filter(uid=UUID(ref))
        except ValueError:
            # What no text can hold is no ref, and PostgreSQL does not even look for it.
            return initiatives.none() if CONTROL.search(ref) else initiatives.filter(ref=ref)

    def seen(self, model):
        """The records of this kind that belong to the initiative, as far as the reader may know them."""
        return model.objects.known_at(*self.reader).filter(initiative=self.initiative)

    def get_context_data(self, **kwargs):
        updates = self.updates()
        standing = [update for update in updates if not update.shown_corrections]
        takeaways = self.takeaways()
        participations = self.participations()
        return super().get_context_data(
            initiative=self.initiative,
            alone=f"ref={self.initiative.ref}" if self.initiative.ref else f"id={self.initiative.uid}",
            steps=course.steps(self.initiative.status, standing, takeaways),
            changes=course.changes(list(self.moves()), standing),
            latest=next(iter(standing), None),
            outlooks=course.outlooks(standing),
            late=days_late(self.initiative.next_due_on, self.today),
            contradictions=contradictions({**self.facts, "status": self.initiative.status}, self.today),
            updates=updates,
            milestones=self.milestones(),
            participations=participations,
            leads=leads_of(participations),
            takeaways=takeaways,
            is_unofficial=any(each.dialogue.track == Track.ONE_AND_A_HALF for each in takeaways),
            frameworks=Framework.objects.visible_at(self.level).filter(initiatives=self.initiative),
            evidence=self.evidence(),
            decisions=self.seen(Decision).filter(settled_on=None).select_related("side"),
            **kwargs,
        )

    @property
    def facts(self):
        return {name: getattr(self.initiative, name) for name in FACTS}

    def updates(self):
        """Published, latest first, each with the corrections that the reader may see."""
        updates = list(
            self.seen(ProgressUpdate).published().latest_first().select_related("on_behalf_of", "milestone")
        )
        for update in updates:
            update.shown_corrections = [each for each in updates if each.supersedes_id == update.pk]
        return updates

    def milestones(self):
        seen = self.seen(Milestone).with_facts(*self.reader).with_state(self.today)
        return seen.order_by(F("due_on").asc(nulls_last=True), "pk")

    def moves(self):
        moves = MilestoneRevision.objects.known_at(*self.reader).filter(milestone__initiative=self.initiative)
        return moves.select_related("milestone", "side").order_by("-at")

    def participations(self):
        """Each with ``shown``: its organisation, or None where none is named to this reader."""
        parts = self.seen(Participation).filter(ended_at=None).select_related("country", "organisation")
        parts = list(parts.annotate(is_named=may_see(self.level, Organisation, "organisation__")))
        for part in parts:
            part.shown = part.organisation if part.is_named else None
        return parts

    def takeaways(self):
        """Each with ``source``, where the reader may see it, and ``words``, where its text is loaded."""
        seen = Takeaway.objects.visible_at(self.level).filter(initiatives=self.initiative)
        seen = seen.annotate(shows_source=may_see(self.level, Source, "dialogue__source__"))
        takeaways = list(seen.select_related("dialogue__source").order_by("pk"))
        for takeaway in takeaways:
            takeaway.source = takeaway.dialogue.source if takeaway.shows_source else None
            takeaway.words = takeaway.quoted_from(takeaway.source)
        return takeaways

    def evidence(self):
        seen = Evidence.objects.known_at(*self.reader).published().about(self.initiative)
        return seen.select_related("source", "milestone", "update").order_by("pk")


def leads_of(participations):
    """{country code: [organisation]}."""
    named = {}
    for part in participations:
        if part.is_lead and part.shown:
            named.setdefault(part.country.code, []).append(part.shown)
    return named
