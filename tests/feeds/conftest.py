import pytest
from icalendar import Calendar

from opportunities.choices import Status
from opportunities.models.base import unit_of_work
from tests import make


# Recorded once, as one request would be.
@pytest.fixture
@unit_of_work()
def chips(db):
    """Korea takes part, leads, and owes a milestone."""
    made = make.initiative("Chips in data centres", title_ko="반도체", status=Status.UNDER_WAY)
    part = make.lead(made, make.organisation("ministry", country=make.country("KR")), "KR")
    make.milestone(made, title_en="Site selected", responsible=part)
    return made


@pytest.fixture
def site(chips):
    return chips.milestones.get()


def events(client, query=""):
    """{summary: event} of the calendar."""
    answer = client.get(f"/feeds/milestones.ics{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(answer.content)
    assert calendar.errors == []
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
