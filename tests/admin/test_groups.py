"""Three groups: coordinators do all, area leads report on the work, viewers look."""

import pytest
from django.contrib.auth.models import Group

from opportunities.models import Initiative, Organisation, ProgressUpdate
from opportunities.representations import SHAPES
from tests import make
from tests.admin.browser import address, page_of, send
from tests.conftest import signed_in

RECORDS = {shape.model._meta.model_name for shape in SHAPES.values()}
WORK = {
    *("initiative", "participation", "milestone", "milestonerevision", "progressupdate"),
    *("decision", "evidence", "source"),
}


def rights_of(group):
    return {*Group.objects.get(name=group).permissions.values_list("codename", flat=True)}


def each(verbs, models):
    return {f"{verb}_{model}" for verb in verbs for model in models}


@pytest.fixture
def member(db, django_user_model):
    def of(group, leads=None):
        user = django_user_model.objects.create_user("member", is_staff=True)
        user.groups.set([Group.objects.get(name=group)])
        if leads:
            make.membership(user, make.organisation("secretariat"), leads)
        return signed_in(user)

    return of


def test_viewers_see_everything_and_change_nothing(db):
    assert rights_of("Viewers") == {"see_internal"} | each(["view"], RECORDS | {"term"})


def test_area_leads_report_and_keep_the_parts_of_initiatives(db):
    reporting = {"see_internal", "publish_progressupdate", "view_user"}
    assert rights_of("Area leads") == reporting | each(["view"], RECORDS | {"term"}) | each(
        ["add", "change"], WORK | {"term"}
    )


def test_coordinators_do_all_but_delete_people(db):
    verbs = ["view", "add", "change", "delete"]
    reporting = {"see_internal", "publish_progressupdate", "change_every_area"}
    people = each(["view", "add", "change"], ["user"])
    assert rights_of("Coordinators") == reporting | people | each(
        verbs, RECORDS | {"membership", "term", "token"}
    )


def test_a_viewer_reads_an_internal_record_and_no_more(member):
    viewer, record = member("Viewers"), make.initiative("Quiet", make.INTERNAL)
    assert "Quiet" in viewer.get(page_of(record)).text
    assert viewer.get(address(Initiative, "add")).status_code == 403
    assert viewer.post(page_of(record), {"title_en": "Loud"}).status_code == 403


def test_an_area_lead_publishes_but_deletes_nothing(member):
    lead, initiative = member("Area leads", leads=make.area()), make.initiative()
    send(lead, address(ProgressUpdate, "add"), initiative=initiative.pk, body_en="News", _publish=1)
    assert ProgressUpdate.objects.get().published_at
    assert lead.post(address(Initiative, "delete", initiative.pk), {"post": "yes"}).status_code == 403
    assert lead.get(address(Organisation, "add")).status_code == 403


def test_a_coordinator_deletes(member):
    coordinator, initiative = member("Coordinators"), make.initiative()
    coordinator.post(address(Initiative, "delete", initiative.pk), {"post": "yes"})
    assert not Initiative.objects.exists()
