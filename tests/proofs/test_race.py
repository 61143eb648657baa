"""Writers race, and a reader who follows the feed misses nothing."""

import pytest

from tests.proofs.conftest import IS_POSTGRES, run


def test_the_reader_misses_nothing(scratch):
    found = run(scratch, "race", "sound", 12, 15)
    assert found["committed"] == 180
    assert found["regretted"] > 10
    assert (found["wrong"], found["wrong_sights"]) == ([0, 0, 0], 0)
    assert found["last"] == found["changes"] == found["clock"] > 180
    assert found["journal"] == ("postgresql" if IS_POSTGRES else "wal")
    # On SQLite a writer that has waited in vain for its turn is refused; on PostgreSQL nobody ever is.
    assert found["refused"] == 0 or not IS_POSTGRES


@pytest.mark.skipif(not IS_POSTGRES, reason="SQLite has one writer at a time: it cannot show this")
@pytest.mark.parametrize("mode", ["naive", "unlocked"])
def test_without_its_two_locks_the_reader_is_wrong(scratch, mode):
    found = run(scratch, "race", mode, 12, 20)
    assert sum(found["wrong"]) + found["wrong_sights"] > 0
