"""Writers race, and a reader who follows the feed misses nothing."""

import pytest

from tests.proofs.conftest import IS_POSTGRES, made, run


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
def test_without_its_two_locks_the_reader_is_wrong(template, tmp_path, mode):
    """Sooner or later: a single race may end well by luck, which the sound one above never needs."""
    assert any(is_wrong(template, tmp_path, mode) for _race in range(8))


def is_wrong(template, folder, mode):
    with made(folder, template) as url:
        found = run(url, "race", mode, 12, 20)
    return sum(found["wrong"]) + found["wrong_sights"] > 0
