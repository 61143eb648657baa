from uuid import UUID

from django.http import Http404
from django.utils.functional import cached_property

from opportunities.choices import LADDER, Status, Track
from opportunities.dashboards import errors
from opportunities.dashboards.page import Page
from opportunities.health import SEOUL, contradictions, days_late
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
from opportunities.visibility import may_see


class InitiativePage(Page):
    """How far is it, who owes what, and how do we know?"""

    template_name = "dashboards/initiative.html"
    nav = "initiatives"

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
        seen = Initiative.objects.visible_at(self.level).with_facts(self.level).with_health(self.today)
        return self.named(seen.select_related("area")).get()

    def named(self, initiatives):
        """By its ref; what was never public has none yet, and is named by its identifier."""
        try:
            return initiatives.filter(uid=UUID(self.kwargs["ref"]))
        except ValueError:
            return initiatives.filter(ref=self.kwargs["ref"])

    def seen(self, model):
        """The records of this kind that belong to the initiative, as far as the reader may see them."""
        return model.objects.visible_at(self.level).filter(initiative=self.initiative)

    def get_context_data(self, **kwargs):
        updates = self.updates()
        standing = with_former_status([update for update in updates if not update.shown_corrections])
        takeaways = self.takeaways()
        participations = self.participations()
        return super().get_context_data(
            initiative=self.initiative,
            steps=self.steps(standing, takeaways),
            changes=self.changes(standing),
            latest=next(iter(standing), None),
            outlooks=self.outlooks(standing),
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

    def steps(self, standing, takeaways):
        """[(stage, date reached or None, is passed)]: the ladder, and below it what left it.

        Raised on the day of the dialogue.
        """
        held = [takeaway.dialogue.held_on for takeaway in takeaways if takeaway.dialogue.held_on]
        reached = {Status.RAISED: min(held, default=None)}
        reached |= {update.status: update.as_of for update in standing if update.status}
        declared = Status(self.initiative.status)
        place = LADDER.index(declared if declared in LADDER else last_rung(standing))
        steps = [(stage, reached.get(stage), index <= place) for index, stage in enumerate(LADDER)]
        return steps if declared in LADDER else [*steps, (declared, reached.get(declared), True)]

    def outlooks(self, standing):
        """[(country or None, outlook)]: the latest of each side, shown side by side, never averaged."""
        latest = {}
        for update in standing:
            if update.outlook:
                latest.setdefault(update.on_behalf_of, update.get_outlook_display())
        return list(latest.items())

    def milestones(self):
        seen = self.seen(Milestone).with_facts(self.level).with_state(self.today)
        return seen.order_by("due_on", "pk")

    def changes(self, standing):
        """Moves of dates and turns of stage, latest first, each ``changed_on`` a day in Seoul."""
        moves = list(self.moves())
        for move in moves:
            move.changed_on = move.at.astimezone(SEOUL).date()
        turns = [update for update in standing if update.status]
        for turn in turns:
            turn.changed_on = turn.as_of
        return sorted([*moves, *turns], key=lambda change: change.changed_on, reverse=True)

    def moves(self):
        moves = MilestoneRevision.objects.visible_at(self.level).filter(milestone__initiative=self.initiative)
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
        seen = Evidence.objects.visible_at(self.level).about(self.initiative)
        return seen.select_related("source", "milestone", "update").order_by("pk")


def leads_of(participations):
    """{country code: [organisation]}."""
    named = {}
    for part in participations:
        if part.is_lead and part.shown:
            named.setdefault(part.country.code, []).append(part.shown)
    return named


def last_rung(updates):
    """The last stage of the ladder that was declared; updates come latest first."""
    return next((update.status for update in updates if update.status in LADDER), Status.RAISED)


def with_former_status(updates):
    """Latest first; each that gives a status also says which it follows."""
    former = Status.RAISED
    for update in reversed(updates):
        if update.status:
            update.former_status, former = former, Status(update.status)
    return updates
