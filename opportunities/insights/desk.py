"""What waits for one person on the staff. The desk and the reminders both ask here, and so say the same."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import cached_property

from opportunities.choices import Health, ProposalState
from opportunities.health import DUE_SOON_DAYS
from opportunities.insights.overview import Overview
from opportunities.models import (
    Change,
    Decision,
    Evidence,
    Initiative,
    Milestone,
    Organisation,
    ProgressUpdate,
    Proposal,
)
from opportunities.visibility import clearance, sees_everything

LATEST = 5


@dataclass
class Sent:
    """A proposal, with what was sent."""

    proposal: Proposal
    record: ProgressUpdate | Evidence


class Desk:
    def __init__(self, user, today):
        self.user, self.today, self.level = user, today, clearance(user)

    @cached_property
    def mine(self):
        """A query of the initiatives that this person looks after."""
        return Initiative.objects.visible_at(self.level).of_the_desk(self.user)

    @cached_property
    def initiatives(self):
        """Worst first."""
        found = self.mine.with_facts(self.level).with_health(self.today).by_attention()
        return list(found.select_related("area"))

    @cached_property
    def writable(self):
        """Keys of those on which this person may report: an officer need not lead the area."""
        return {*self.mine.editable_by(self.user).values_list("pk", flat=True)}

    @cached_property
    def needing(self):
        """Those that need a report or a decision."""
        return Overview(self.initiatives, areas=()).need_attention

    def doing(self, *healths):
        return [each for each in self.initiatives if each.health in healths]

    @property
    def late(self):
        return self.doing(Health.LATE)

    @property
    def silent(self):
        return self.doing(Health.NO_REPORT)

    @cached_property
    def awaited(self):
        """{initiative: its next milestone}"""
        next_ones = [each.next_milestone for each in self.initiatives]
        found = Milestone.objects.visible_at(self.level).filter(uid__in=next_ones)
        return {milestone.initiative_id: milestone for milestone in found}

    @cached_property
    def drafts(self):
        """Their own, and those on what they look after; the oldest first."""
        theirs = Q(author=self.user.pk) | Q(initiative__in=self.mine)
        drafts = ProgressUpdate.objects.visible_at(self.level).drafts().filter(theirs)
        return list(drafts.with_readers().select_related("initiative", "author").order_by("created_at", "pk"))

    @cached_property
    def due(self):
        """Milestones of the next days."""
        due = Milestone.objects.visible_at(self.level).due_within(DUE_SOON_DAYS, self.today)
        return list(
            due.filter(initiative__in=self.mine).select_related("initiative").order_by("due_on", "pk")
        )

    @cached_property
    def decisions(self):
        """Open, and needed within the next days or overdue."""
        needed = Decision.objects.visible_at(self.level).needed_within(DUE_SOON_DAYS, self.today)
        return list(needed.filter(initiative__in=self.mine).select_related("initiative"))

    @property
    def may_settle(self):
        may_publish = self.user.has_perm("opportunities.publish_progressupdate")
        return may_publish and sees_everything(self.user)

    @cached_property
    def sent(self):
        """What partners' systems sent about these initiatives, and nobody has settled yet."""
        if not self.may_settle:
            return []
        updates = ProgressUpdate.objects.filter(initiative__in=self.mine)
        evidence = Evidence.objects.within(self.mine).select_related("source")
        waiting = Proposal.objects.in_state(ProposalState.WAITING).select_related("organisation")
        found = {}
        for records in (updates.select_related("initiative"), evidence):
            asked = records.filter(uid__in=waiting.values("uid"))
            found |= {record.uid: record for record in asked}
        return [Sent(each, found[each.uid]) for each in waiting.filter(uid__in=list(found))]

    @cached_property
    def heard(self):
        """The latest that partners' systems changed, each with the ``sender`` it came from."""
        if not sees_everything(self.user):
            return []
        changes = list(Change.objects.heard_at(self.level).filter(door="api").order_by("-seq")[:LATEST])
        senders = Organisation.objects.filter(uid__in=[change.organisation for change in changes])
        names = {organisation.uid: organisation for organisation in senders}
        for change in changes:
            change.sender = names.get(change.organisation)
        return changes
