"""The list of proposals: what stands in it, what each act leaves alone, and what is said."""

import pytest

from opportunities.models import Evidence, ProgressUpdate, Proposal
from tests import make
from tests.admin.browser import address, said
from tests.admin.pages import asking, listed, page, told

LIST = address(Proposal)


@pytest.fixture
def chips(db):
    return make.initiative()


def sent(record, kind="update"):
    organisation = make.organisation(f"sender-{kind}-{record.pk}")
    return Proposal.objects.create(organisation=organisation, kind=kind, uid=record.uid)


def report(chips, **fields):
    return sent(make.update(chips, make.PARTNERS, published_at=None, **fields))


def publish(user, *proposals):
    request = asking(user, sent={})
    page(Proposal).publish(request, Proposal.objects.filter(pk__in=[each.pk for each in proposals]))
    return told(request)


def refuse(client, *proposals, **more):
    chosen = {"action": "refuse", "_selected_action": [each.pk for each in proposals]}
    return client.post(LIST, chosen | more)


def states(user):
    shown = page(Proposal)
    return [str(shown.state(each)) for each in shown.get_queryset(asking(user)).order_by("pk")]


def test_each_says_what_became_of_it(sora, chips):
    waiting, published, refused = (report(chips) for _ in range(3))
    publish(sora, published)
    refused.refuse("Not signed", by=sora)
    assert states(sora) == ["Waiting", "Published", "Refused"]
    assert waiting.record.published_at is None


def test_what_was_published_first_counts_as_published(sora, chips):
    proposal = report(chips)
    proposal.refuse("Not signed", by=sora)
    ProgressUpdate.objects.get().publish(sora)
    assert states(sora) == ["Published"]
    assert listed(sora, Proposal, state="refused") == []
    assert listed(sora, Proposal, state="published") == [proposal]


def test_it_leads_to_the_record_by_its_name(sora, chips):
    proposal = report(chips)
    link = page(Proposal).what(proposal)
    assert link == (
        f'<a href="/admin/opportunities/progressupdate/{proposal.record.pk}/change/">'
        "CHP-1 Chips (2026-03-02)</a>"
    )
    ProgressUpdate.objects.all().delete()
    assert page(Proposal).what(proposal) == "deleted since"


def test_only_what_waits_is_published(sora, chips):
    waiting, refused, gone, proof = (
        report(chips),
        report(chips),
        report(chips),
        sent(make.evidence(make.PARTNERS, initiative=chips, published_at=None), "evidence"),
    )
    refused.refuse("Not signed", by=sora)
    gone.record.delete()
    assert publish(sora, waiting, refused, gone, proof) == ["2 proposals published."]
    assert [each.uid for each in ProgressUpdate.objects.published()] == [waiting.uid]
    assert Evidence.objects.published().get().uid == proof.uid
    assert publish(sora, waiting, refused, gone, proof) == []


def test_one_that_is_incomplete_keeps_nothing_from_the_others(sora, chips):
    incomplete, complete = report(chips, status="scoped"), report(chips)
    why = "Give the reason for the change of status: it is published with it."
    assert publish(sora, incomplete, complete) == [
        f"Kept as a draft, CHP-1 Chips (2026-03-02): {why}",
        "1 proposal published.",
    ]
    assert ProgressUpdate.objects.published().get().uid == complete.uid


def test_several_are_refused_with_one_reason(staff, chips):
    proposals = [report(chips), report(chips)]
    answer = refuse(staff, *proposals, _reason_given=1, words="Name the site.")
    assert said(answer)[-1] == "Done: 2."
    assert [*Proposal.objects.values_list("refusal_reason", flat=True)] == ["Name the site."] * 2
    assert {*ProgressUpdate.objects.values_list("visibility", flat=True)} == {make.INTERNAL}


def test_a_refusal_names_what_it_is_about_and_asks_for_a_reason(staff, chips, sora):
    waiting, refused, gone = (report(chips) for _ in range(3))
    refused.refuse("Not signed", by=sora)
    gone.record.delete()
    asked = refuse(staff, waiting, refused, gone)
    assert asked.context["records"] == [waiting]
    again = refuse(staff, waiting, _reason_given=1, words="")
    assert again.context["form"].errors == {"words": ["This field is required."]}


@pytest.mark.parametrize(("kind", "count"), [("update", 2), ("evidence", 1), ("other", 0)])
def test_they_are_found_by_kind(sora, chips, kind, count):
    for _ in range(2):
        report(chips)
    sent(make.evidence(make.PARTNERS, initiative=chips, published_at=None), "evidence")
    assert len(listed(sora, Proposal, kind=kind)) == count


def test_an_unknown_state_finds_all(sora, chips):
    proposal = report(chips)
    assert listed(sora, Proposal, state="lost") == [proposal]


def test_the_latest_comes_first(sora, chips):
    first, second = report(chips), report(chips)
    assert listed(sora, Proposal) == [second, first]
