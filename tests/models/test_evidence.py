"""What shows a claim: about which initiative it counts, who publishes it, and what comes along."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.utils import timezone

from opportunities.choices import Visibility
from opportunities.models import Evidence
from tests import make


@pytest.fixture
def three(chips):
    """About the initiative, about a milestone and about a report of it."""
    source = make.source()
    about = {"initiative": chips, "milestone": make.milestone(chips), "update": make.update(chips)}
    return [make.evidence(source=source, **{name: record}) for name, record in about.items()]


def test_all_ways_lead_to_the_initiative(chips, three):
    other = make.initiative("Other")
    elsewhere = make.evidence(milestone=make.milestone(other))
    assert [*Evidence.objects.about(chips)] == three
    assert [*Evidence.objects.about(other)] == [elsewhere]
    assert [*Evidence.objects.within([chips, other])] == [*three, elsewhere]
    assert [*Evidence.objects.within([])] == []


def test_it_knows_what_it_is_about(chips, three):
    assert [each.subject for each in three] == [chips, chips.milestones.get(), chips.updates.get()]


def test_what_staff_link_counts_at_once_and_what_is_proposed_does_not(chips):
    linked = make.evidence(initiative=chips)
    make.evidence(initiative=chips, published_at=None)
    assert [*Evidence.objects.published()] == [linked]


@pytest.mark.parametrize(
    ("label", "locator", "called"),
    [("Summary", "p. 3", "Summary p. 3"), ("Summary", "", "Summary")],
)
def test_it_is_called_by_its_place_in_the_source(chips, label, locator, called):
    assert str(make.evidence(initiative=chips, source=make.source(label), locator=locator)) == called


def proposed(chips, level=make.PARTNERS, **about):
    about = about or {"initiative": chips}
    return make.evidence(level, source=make.source(visibility=level), published_at=None, **about)


def seen(evidence):
    evidence.refresh_from_db(), evidence.source.refresh_from_db()
    return evidence.visibility, evidence.source.visibility, evidence.published_at is not None


def test_published_it_is_for_the_readers_of_its_subject_and_its_source_comes_along(chips, sora):
    evidence = proposed(chips)
    evidence.publish(sora)
    assert seen(evidence) == (make.PUBLIC, make.PUBLIC, True)


def test_of_a_milestone_for_fewer_it_is_for_those(chips, sora):
    evidence = proposed(chips, make.INTERNAL, milestone=make.milestone(chips, make.PARTNERS))
    evidence.publish(sora)
    assert seen(evidence) == (make.PARTNERS, make.PARTNERS, True)


@pytest.mark.parametrize("level", Visibility)
def test_it_may_be_published_for_whom_one_says(chips, sora, level):
    evidence = proposed(chips, make.INTERNAL)
    evidence.publish(sora, level)
    assert seen(evidence) == (level, level, True)


def test_a_source_that_more_may_read_already_stays_theirs(chips, sora):
    evidence = make.evidence(make.INTERNAL, initiative=chips, published_at=None)
    evidence.publish(sora, make.PARTNERS)
    assert seen(evidence) == (make.PARTNERS, make.PUBLIC, True)


def test_other_sources_stay_as_they_are(chips, sora):
    other = make.source("Other", make.INTERNAL)
    proposed(chips).publish(sora)
    other.refresh_from_db()
    assert other.visibility == make.INTERNAL


def test_whoever_may_not_publish_publishes_no_evidence(chips, alice, sora):
    evidence = proposed(chips)
    with pytest.raises(PermissionDenied, match="for coordinators and area leads"):
        evidence.publish(alice)
    sora.user_permissions.remove(*sora.user_permissions.filter(codename="change_every_area"))
    with pytest.raises(PermissionDenied, match="an area that you do not lead"):
        evidence.publish(type(sora).objects.get(pk=sora.pk))
    assert seen(evidence) == (make.PARTNERS, make.PARTNERS, False)


@pytest.mark.parametrize("name", ["initiative", "milestone", "update"])
def test_the_lead_of_the_area_publishes_it_whatever_it_is_about(chips, sora, name):
    sora.user_permissions.remove(*sora.user_permissions.filter(codename="change_every_area"))
    lead = type(sora).objects.get(pk=sora.pk)
    make.membership(lead, make.organisation(), chips.area)
    about = {"initiative": chips, "milestone": make.milestone(chips), "update": make.update(chips)}
    evidence = proposed(chips, **{name: about[name]})
    evidence.publish(lead)
    assert seen(evidence) == (make.PUBLIC, make.PUBLIC, True)


def test_it_stood_from_its_publication_on(chips):
    evidence, moment = make.evidence(initiative=chips), timezone.now()
    evidence.write(published_at=moment)
    before = moment - timedelta(microseconds=1)
    stood = [Evidence.objects.as_it_stood(make.PUBLIC, at).count() for at in (before, moment)]
    assert stood == [0, 1]


def test_a_source_is_not_removed_from_under_its_evidence(chips):
    evidence = make.evidence(initiative=chips)
    with pytest.raises(ProtectedError):
        evidence.source.delete()
    chips.delete()
    assert not Evidence.objects.exists()
    evidence.source.delete()
