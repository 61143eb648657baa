"""Senders are killed at any moment, and any two may meet: all or nothing, and once."""

from tests.proofs.conftest import IS_POSTGRES, run


def test_senders_are_killed_in_the_middle_of_batches(scratch):
    found = run(scratch, "batches", "killed", 50)
    assert found["kills"] == 50
    assert found["torn"] == 0
    # Each that was acknowledged is there, and none twice.
    assert found["batches"] == found["acknowledged"]
    assert found["updates"] == found["proposals"] == 4 * found["batches"]
    assert found["last"] == found["changes"] == found["clock"]
    assert found["wrong_sights"] == 0


def test_batches_in_different_orders_do_not_wait_in_a_circle(scratch):
    found = run(scratch, "batches", "crossed", 6, 8)
    assert found["sent"] == 48
    assert found["statuses"] == ([200] if IS_POSTGRES else found["statuses"])
    assert set(found["statuses"]) <= {200, 503}
    assert (found["batches"], found["updates"], found["torn"]) == (8, 32, 0)
    assert found["last"] == found["changes"]
