import pytest

from opportunities.choices import Status
from tests import make


@pytest.fixture
def chips(db):
    """Under way, led on both sides, with a date that lies in the past."""
    made = make.initiative(
        "Chips in data centres", title_fr="Puces", title_ko="반도체", status=Status.UNDER_WAY
    )
    for code in ("CA", "KR"):
        make.lead(made, make.organisation(f"lead-{code.lower()}", name_en=f"Ministry of {code}"), code)
    make.milestone(made, title_en="Site selected")
    make.update(made, body_en="Two sites remain.", on_behalf_of=make.country("CA"))
    return made


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()
