"""Whatever stands in the cells, there is a page that says what it would do."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opportunities.models import Initiative, Milestone
from tests import make
from tests.admin.sheets import as_csv, upload

ODD = [
    *("-", "'-", "=1", "CHP-1", "chp-1", "public", "internal", "0000-00-00", "9999-12-31", "12/08/2025"),
    *(
        "institute",
        "Nobody",
        "90",
        "delivered",
        "CHP",
        "x" * 300,
        "\u202e\u0301",
        "\ufb01",
        "\x85",
        "%s",
        "{{ x }}",
    ),
    # Digits of other kinds.
    *("\uff19\uff10", "\u0662\u0660\u0662\u0666-01-01"),
]
CELLS = (
    st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.just("")
)
COLUMNS = {
    Initiative: [
        "ref",
        "title_en",
        "area",
        "status",
        "lead_ca",
        "officer",
        "review_on",
        "visibility",
        "reason",
    ],
    Milestone: ["initiative", "milestone", "title_ko", "due_on", "done_on", "visibility", "move_reason"],
}


@pytest.mark.parametrize("model", COLUMNS)
def test_no_cells_make_it_fail(staff, model):
    make.country("KR")
    make.country("CA")
    make.organisation()
    make.milestone(make.initiative())
    columns = COLUMNS[model]

    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(
        st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns) + 1), min_size=1, max_size=4)
    )
    def send(rows):
        page = upload(staff, as_csv(columns, *rows), model)
        told = page.context["check"].sentence if "check" in page.context else page.context["form"].errors
        assert told

    send()
