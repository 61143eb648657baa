"""A request sent again under its key is answered again, and not done again."""

from datetime import timedelta

import pytest

from opportunities.models import IdempotencyKey, ProgressUpdate, Proposal
from tests.api.writing.conftest import Sender, report


def test_the_second_time_it_is_only_answered(sender, chips):
    first = sender.post("updates/", report(chips), idempotency_key="k1")
    again = sender.post("updates/", report(chips), idempotency_key="k1")
    assert (again, sender.headers["Idempotency-Replayed"]) == (first, "true")
    assert ProgressUpdate.objects.count() == 1


def test_it_is_answered_as_things_are_now(sender, chips, sora):
    sender.post("updates/", report(chips), idempotency_key="k1")
    Proposal.objects.get().refuse("Name the site.", by=sora)
    assert sender.post("updates/", report(chips), idempotency_key="k1")[1]["state"] == "refused"


def test_another_request_under_the_same_key_is_a_mistake(sender, chips):
    sender.post("updates/", report(chips), idempotency_key="k1")
    assert sender.post("updates/", report(chips, outlook="at_risk"), idempotency_key="k1")[0] == 422
    assert sender.post("evidence/", report(chips), idempotency_key="k1")[0] == 422
    assert ProgressUpdate.objects.count() == 1


def test_keys_are_each_organisations_own(sender, stranger, chips):
    sender.post("updates/", report(chips), idempotency_key="k1")
    assert stranger.post("updates/", report(chips), idempotency_key="k1")[0] == 403


def test_all_tokens_of_an_organisation_share_its_keys(sender, chips, institute):
    first = sender.post("updates/", report(chips), idempotency_key="k1")
    assert Sender(institute).post("updates/", report(chips), idempotency_key="k1") == first


def test_a_failure_is_not_remembered(sender, chips):
    assert sender.post("updates/", report(chips, outlook="fine"), idempotency_key="k1")[0] == 422
    assert sender.post("updates/", report(chips), idempotency_key="k1")[0] == 201


def test_a_validation_is_not_remembered(sender, chips):
    sender.post("updates/?validate_only=true", report(chips), idempotency_key="k1")
    assert not IdempotencyKey.objects.exists()


def test_a_batch_has_a_key_too(sender, chips):
    asked = {"operations": [{"kind": "update", "body": report(chips)}] * 2}
    first = sender.post("batch/", asked, idempotency_key="k1")
    assert sender.post("batch/", asked, idempotency_key="k1") == first
    assert ProgressUpdate.objects.count() == 2


def test_after_seven_days_a_key_is_free_again(sender, chips):
    sender.post("updates/", report(chips), idempotency_key="k1")
    for key in IdempotencyKey.objects.all():
        key.at -= timedelta(days=7, seconds=1)
        key.save()
    sender.post("updates/", report(chips), idempotency_key="k1")
    assert (ProgressUpdate.objects.count(), IdempotencyKey.objects.count()) == (2, 1)


def test_while_it_runs_it_is_not_begun_again(sender, chips, monkeypatch):
    monkeypatch.setattr(IdempotencyKey, "take", lambda organisation, key: False)
    assert sender.post("updates/", report(chips), idempotency_key="k1")[0] == 409


@pytest.mark.parametrize("key", ["x" * 256, "schlüssel", "a\tb"])
def test_a_key_that_cannot_be_kept_is_refused(sender, chips, key):
    assert sender.post("updates/", report(chips), idempotency_key=key)[0] == 400
