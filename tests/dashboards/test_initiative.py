"""One initiative's page: how far it is, what changed, and what was said."""

import re
from datetime import UTC, datetime

import html5lib
import pytest

from opportunities.choices import Status
from tests import make
from tests.dashboards.conftest import text

DAY = make.DAY


def steps(page):
    """[(class and aria of the item, words)] of the ladder."""
    ladder = page.split('<ol class="steps"')[1].split("</ol>")[0]
    return [
        ("steps__done" in attributes, "aria-current" in attributes, re.sub("<[^>]*>", " ", words).strip())
        for attributes, words in re.findall(r"<li([^>]*)>(.*?)</li>", ladder)
    ]


def report(chips, status, day, **fields):
    chips.write(status=status)
    return make.update(chips, status=status, reason_en="Because", as_of=DAY.replace(day=day), **fields)


def test_the_ladder_is_dark_up_to_the_declared_stage(public, chips):
    assert [(done, current) for done, current, _ in steps(text(public, "/en/i/CHP-1"))] == [
        (True, False),
        (True, False),
        (True, False),
        (True, True),
        (False, False),
    ]


@pytest.mark.parametrize("left", [Status.PAUSED, Status.NOT_PURSUED])
def test_what_left_the_ladder_shows_how_far_it_came_and_when_it_left(public, chips, left):
    report(chips, Status.SCOPED, 3)
    report(chips, left, 4)
    page = text(public, "/en/i/CHP-1")
    assert steps(page) == [
        (True, False, "Raised"),
        (True, False, "Scoped 3 Mar 2026"),
        (False, False, "Agreed"),
        (False, False, "Under way"),
        (False, False, "Delivered"),
        (True, True, f"{left.label} 4 Mar 2026"),
    ]
    html5lib.HTMLParser(strict=True).parse(page)


def test_changes_of_dates_and_stage_stand_in_one_order(public, chips):
    report(chips, Status.SCOPED, 10, on_behalf_of=make.country("CA"))
    sign = chips.milestones.get()
    for on, to in ((9, 20), (11, 21)):
        sign.move(DAY.replace(day=to), "technical", "Tests", make.country("KR"))
        sign.revisions.filter(new_due_on=DAY.replace(day=to)).write(at=datetime(2026, 3, on, tzinfo=UTC))
    rows = re.findall(r"<tr.*?</tr>", text(public, "/en/i/CHP-1").split('"stack changes"')[1], re.DOTALL)[1:]
    words = [re.sub("<[^>]*>", " ", row).split() for row in rows]
    assert [" ".join(row) for row in words] == [
        "11 Mar 2026 Site selected 20 Mar 2026 21 Mar 2026 Technical: Tests Korea",
        "10 Mar 2026 Stage Raised Scoped Because Canada",
        "9 Mar 2026 Site selected 2 Mar 2026 20 Mar 2026 Technical: Tests Korea",
    ]


def test_a_change_is_told_by_the_day_in_seoul(public, chips):
    sign = chips.milestones.get()
    sign.move(DAY.replace(day=20), "technical")
    sign.revisions.write(at=datetime(2026, 3, 10, 23, tzinfo=UTC))
    changes = text(public, "/en/i/CHP-1").split('"stack changes"')[1]
    assert "11 Mar 2026" in changes
    assert "10 Mar 2026" not in changes


@pytest.mark.parametrize(("track", "is_said"), [("1.5", True), ("1", False)])
def test_only_what_was_said_unofficially_is_said_to_bind_nobody(public, chips, track, is_said):
    chips.takeaways.add(make.takeaway(make.dialogue(track=track)))
    assert ("not a commitment of any government" in text(public, "/en/i/CHP-1")) is is_said


def test_a_quotation_stands_between_whole_words_of_its_paragraph(public, chips):
    around = "word " * 60
    source = make.source(text=f"Another paragraph.\n{around}use chips {around}\nAnother.")
    start = source.text.index("use chips")
    chips.takeaways.add(make.takeaway(make.dialogue(source=source), start=start, end=start + 9))
    quotation = text(public, "/en/i/CHP-1").split('"quotation"')[1].split("</blockquote>")[0]
    before, words, after = re.sub("<[^>]*>", "|", quotation).strip("|>").replace("||", "|").split("|")
    assert words == "use chips"
    assert (before[:9], after[-9:]) == ("[…] word ", " word […]")
    assert "Another" not in quotation


def test_the_first_of_a_month_is_counted_in_french(public, chips):
    make.update(chips, as_of=DAY.replace(day=1))
    page = text(public, "/fr/i/CHP-1")
    assert "1er mars 2026" in page
    assert "2 mars 2026" in page
