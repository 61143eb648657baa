"""A fixed day, and a world of four initiatives on it."""

from datetime import UTC, date, datetime

import pytest

from opportunities.choices import Status
from opportunities.models.base import unit_of_work
from tests import make


@pytest.fixture(autouse=True)
def april(time_machine):
    """Noon of the first of April in Seoul; in Ottawa, it is still March."""
    time_machine.move_to(datetime(2026, 4, 1, 3, tzinfo=UTC), tick=False)
    return time_machine


# `chips` is thirty days late since the second of March.
@pytest.fixture
@unit_of_work()
def world(chips):
    """Beside chips: power, silent and led by the one side in it; talent, delivered; law, raised."""
    power = make.initiative("Power", status=Status.SCOPED, area=make.area("energy", "ENE"))
    make.lead(power, make.organisation("grid", name_en="Grid institute"), "CA")
    talent = make.initiative("Talent", status=Status.DELIVERED, area=make.area("talent", "TAL"))
    make.milestone(talent, title_en="First class", done_on=date(2026, 3, 1))
    make.initiative("Law", area=make.area("governance", "GOV"))
    return chips
