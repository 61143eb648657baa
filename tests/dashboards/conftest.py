import re

import pytest

from opportunities.choices import Status
from opportunities.models.base import unit_of_work
from tests import make


# Recorded once, as one request would be.
@pytest.fixture
@unit_of_work()
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


def led_to(client, page):
    """{address: (the number that leads there, the rows there)}: initiatives, milestones or moves."""
    found = {}
    for link, number in re.findall(r'<a[^>]* href="(/en/[^"#]*)">(\d+)</a>', page):
        address = link.replace("&amp;", "&")
        found[address] = (int(number), len(re.findall(A_ROW, text(client, address))))
    return found


A_ROW = r'<tr role="row">\s*<th role="rowheader" scope="row"><a'
