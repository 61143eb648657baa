"""What waits for one person, on the desk and in the reminders: never more than they may read."""

import pytest

from opportunities.health import today_in_seoul
from opportunities.insights.desk import Desk
from opportunities.models import Proposal
from opportunities.models.base import unit_of_work
from tests import make


@pytest.fixture
def sent(db):
    """By an organisation that is hidden from partners, about what they can read."""
    chips, sender = make.initiative(), make.organisation("hidden", make.INTERNAL)
    with unit_of_work(door="api", organisation=sender.uid):
        update = make.update(chips, make.PARTNERS, published_at=None)
    return Proposal.objects.create(organisation=sender, kind="update", uid=update.uid)


def desk_of(user):
    return Desk(user, today_in_seoul())


def test_staff_are_told_what_partners_sent_and_by_whom(sora, sent):
    desk = desk_of(sora)
    assert [each.proposal for each in desk.sent] == [sent]
    assert [change.sender for change in desk.heard] == [sent.organisation]


def test_a_partner_is_told_neither(alice, sent):
    alice.memberships.get().areas.set([make.area()])
    desk = desk_of(alice)
    assert len(desk.initiatives) == 1
    assert (desk.sent, desk.heard) == ([], [])
