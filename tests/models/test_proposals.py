"""What a partner's system sent is refused with a reason, by whom it concerns, and before it is published."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from opportunities.models import ProgressUpdate, Proposal
from tests import make


@pytest.fixture
def sent(db):
    """An update of an institute that waits for staff."""
    report = make.update(make.initiative(), make.PARTNERS, published_at=None, body_en="Site chosen")
    return Proposal.objects.create(organisation=make.organisation("institute"), kind="update", uid=report.uid)


def state(proposal):
    proposal.refresh_from_db()
    report = ProgressUpdate.objects.get(uid=proposal.uid)
    return proposal.refused_at is not None, proposal.refusal_reason, report.visibility


def test_a_refusal_takes_it_out_of_the_partners_sight_and_says_why(sent, sora):
    sent.refuse("Name the site.", by=sora)
    assert state(sent) == (True, "Name the site.", make.INTERNAL)


def test_without_a_reason_it_is_not_refused(sent, sora):
    with pytest.raises(ValidationError, match="Say why"):
        sent.refuse("", by=sora)
    assert state(sent) == (False, "", make.PARTNERS)


def test_what_is_published_is_corrected_and_not_refused(sent, sora):
    sent.record.publish(sora)
    with pytest.raises(ValidationError, match="published already"):
        sent.refuse("Too late", by=sora)
    assert state(sent) == (False, "", make.PUBLIC)


def test_whoever_may_not_publish_may_not_refuse(sent, alice):
    with pytest.raises(PermissionDenied):
        sent.refuse("Not ours", by=alice)
    assert state(sent) == (False, "", make.PARTNERS)


def test_staff_without_the_area_may_not_refuse(sent, sora):
    sora.user_permissions.remove(*sora.user_permissions.filter(codename="change_every_area"))
    sora = type(sora).objects.get(pk=sora.pk)
    with pytest.raises(PermissionDenied):
        sent.refuse("Not mine", by=sora)
    make.membership(sora, make.organisation("secretariat")).areas.add(sent.record.initiative.area)
    sent.refuse("Mine now", by=type(sora).objects.get(pk=sora.pk))
    assert state(sent) == (True, "Mine now", make.INTERNAL)
