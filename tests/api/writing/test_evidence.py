"""Evidence of a partner's is shown to partners at once, and counts once staff publish it."""

import pytest

from opportunities.models import Evidence, Initiative, Proposal, Source
from tests import make

MEMO = {"label": {"en": "Memorandum"}, "url": "https://example.org/memo", "kind": "page"}


def proof(of, **more):
    return {"initiative": str(of.uid), "source": MEMO, "kind": "agreement", "locator": "Page 2"} | more


def has_agreement(level):
    return Initiative.objects.with_facts(level).get().has_agreement


def test_it_is_shown_and_does_not_count(sender, chips, partner, public):
    status, told = sender.post("evidence/", proof(chips))
    address = f"/api/v1/evidence/{told['id']}/"
    assert (status, told["object"]["is_published"]) == (201, False)
    assert partner.get(address).json()["locator"] == "Page 2"
    assert public.get(address).status_code == 404
    assert [has_agreement(level) for level in (1, 2, 3)] == [False, False, False]


def test_a_stranger_shows_nothing_of_an_initiative_nor_of_its_parts(stranger, chips):
    said = proof(chips) | {"initiative": None}
    abouts = {
        "initiative": chips,
        "milestone": make.milestone(chips),
        "update": make.update(chips),
    }
    for name, about in abouts.items():
        status, problem = stranger.post("evidence/", said | {name: str(about.uid)})
        assert (status, list(problem["errors"])) == (403, [f"/{name}"])
    assert (Evidence.objects.count(), Proposal.objects.count(), Source.objects.count()) == (0, 0, 0)


def test_published_it_counts_for_whom_it_is_shown(sender, chips, sora):
    sender.post("evidence/", proof(chips))
    Evidence.objects.get().publish(sora, make.PARTNERS)
    assert [has_agreement(level) for level in (1, 2, 3)] == [False, True, True]


def test_published_without_a_level_it_is_as_open_as_its_subject_and_its_source_too(sender, chips, sora):
    sender.post("evidence/", proof(chips))
    Evidence.objects.get().publish(sora)
    assert [has_agreement(level) for level in (1, 2, 3)] == [True, True, True]


def test_refused_it_is_gone_and_its_sender_is_told_why(sender, chips, sora, partner):
    _, told = sender.post("evidence/", proof(chips))
    Proposal.objects.get().refuse("Not signed", by=sora)
    assert partner.get(f"/api/v1/evidence/{told['id']}/").status_code == 404
    assert sender.get(f"proposals/{told['id']}/")[1]["reason"] == "Not signed"


def test_its_update_takes_it_along_when_it_is_published(sender, chips, sora):
    _, update = sender.post("updates/", {"initiative": str(chips.uid), "body": {"en": "Signed"}})
    said = proof(chips, update=update["id"]) | {"initiative": None}
    sender.post("evidence/", said), sender.post("evidence/", said | {"locator": "Page 9"})
    Proposal.objects.of(Evidence.objects.get(locator="Page 9")).get().refuse("No such page", by=sora)
    assert Evidence.objects.published().count() == 0
    Evidence.objects.first().update.publish(sora, make.PARTNERS)
    assert [each.locator for each in Evidence.objects.published()] == ["Page 2"]


def test_a_source_that_says_the_same_is_not_made_twice(sender, chips):
    sender.put("evidence/by-external-id/crm/1/", proof(chips))
    sender.put("evidence/by-external-id/crm/1/", proof(chips))
    assert (Source.objects.count(), sender.headers["Sync-Result"]) == (1, "unchanged")


def test_a_source_may_be_named_by_its_id(sender, chips):
    source = make.source()
    _, told = sender.post("evidence/", proof(chips, source=str(source.uid)))
    assert told["object"]["source"] == str(source.uid)


def test_a_source_that_is_hidden_is_not_there(sender, chips):
    source = make.source("Cable", make.INTERNAL)
    status, problem = sender.post("evidence/", proof(chips, source=str(source.uid)))
    assert (status, list(problem["errors"])) == (404, ["/source"])


@pytest.mark.parametrize("subjects", [(), ("initiative", "milestone")])
def test_it_is_of_exactly_one_record(sender, chips, subjects):
    uids = {"initiative": str(chips.uid), "milestone": str(make.milestone(chips).uid)}
    said = proof(chips) | {"initiative": None} | {name: uids[name] for name in subjects}
    status, problem = sender.post("evidence/", said)
    assert (status, "exactly one" in problem["errors"][""]) == (422, True)


def test_a_source_that_is_wrong_is_refused_by_place(sender, chips):
    status, problem = sender.post(
        "evidence/", proof(chips, source={"kind": "page", "url": "ftp:/x", "label": {}})
    )
    assert (status, list(problem["errors"])) == (422, ["/source/url", "/source"])
    status, problem = sender.post("evidence/", proof(chips, source=MEMO | {"pages": 3}))
    assert (status, list(problem["errors"])) == (400, ["/source/pages"])


@pytest.mark.parametrize("place", ["kind", "source/kind"])
def test_a_kind_that_there_is_not_is_answered_with_those_there_are(sender, chips, place):
    said = proof(chips, kind="rumour") if place == "kind" else proof(chips, source=MEMO | {"kind": "rumour"})
    status, told = sender.post("evidence/", said)
    assert (status, list(told["errors"])) == (422, [f"/{place}"])
    assert told["errors"][f"/{place}"].startswith("Unknown value. Allowed: ")


def test_a_source_that_partners_cannot_see_is_not_taken_for_theirs(sender, chips):
    _, told = sender.post("evidence/", proof(chips))
    Source.objects.update(visibility=make.INTERNAL)
    _, again = sender.post("evidence/", proof(chips))
    assert again["object"]["source"] != told["object"]["source"]
    assert Source.objects.count() == 2
