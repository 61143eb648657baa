"""One initiative's reports: where it stands, who said what when, what was corrected, and what contradicts."""

from datetime import UTC, date, datetime

import pytest

from opportunities.choices import Status
from opportunities.insights import course
from tests import make
from tests.dashboards.conftest import text
from tests.dashboards.pages.reading import items, rows, section, words

PAGE = "/en/i/CHP-1"


def notes(client):
    """What stands between the ladder and the sections."""
    return words(
        text(client, PAGE).split('class="steps"')[1].split("</ol>")[1].split('<div class="with-side"')[0]
    )


def test_where_it_stands_is_the_latest_report_that_stands(public, chips):
    wrong = make.update(chips, body_en="Wrong.", as_of=date(2026, 3, 9))
    assert words(section(text(public, PAGE), "h-now")) == "Wrong. Joint, 9 March 2026"
    korea = make.country("KR")
    make.update(chips, body_en="Right.", as_of=date(2026, 3, 8), supersedes=wrong, on_behalf_of=korea)
    assert words(section(text(public, PAGE), "h-now")) == "Right. Korea, 8 March 2026"


def test_the_log_holds_every_report_latest_first(public, chips):
    met = make.milestone(chips, title_en="Survey", done_on=make.DAY)
    make.update(chips, body_en="Surveyed.", as_of=date(2026, 3, 9), milestone=met, milestone_met=True)
    make.update(chips, body_en="Doubtful.", as_of=date(2026, 3, 5), outlook="off_track", milestone=met)
    assert items(section(text(public, PAGE), "h-log")) == [
        "9 March 2026 Joint Surveyed. Milestone met: Survey",
        "5 March 2026 Joint Off track Doubtful.",
        "2 March 2026 Canada Two sites remain.",
    ]


def test_what_was_corrected_stays_in_the_log_and_leads_to_what_replaced_it(public, chips):
    correction = make.update(chips, body_en="One site.", supersedes=chips.updates.get())
    log = section(text(public, PAGE), "h-log")
    assert sorted(items(log)) == [
        "2 March 2026 Canada Two sites remain. Replaced by a later report",
        "2 March 2026 Joint One site.",
    ]
    assert f'<a href="#r-{correction.uid}">Replaced by a later report</a>' in log
    assert f'<li id="r-{correction.uid}">' in log


def test_a_correction_that_is_hidden_corrects_for_those_who_see_it(public, partner, chips):
    make.update(chips, make.PARTNERS, body_en="One site.", supersedes=chips.updates.get())
    standing = [words(section(text(client, PAGE), "h-now")) for client in (public, partner)]
    assert standing == ["Two sites remain. Canada, 2 March 2026", "One site. Joint, 2 March 2026"]
    assert "Replaced by" not in text(public, PAGE)


def test_sides_that_see_it_differently_are_both_heard(public, chips):
    told = [("on_track", "CA"), ("off_track", "CA"), ("at_risk", "KR"), ("on_track", None)]
    for day, (outlook, side) in enumerate(told, start=3):
        on_behalf_of = side and make.country(side)
        make.update(chips, outlook=outlook, on_behalf_of=on_behalf_of, as_of=date(2026, 3, day))
    assert "Outlook of each side: Joint: On track · Korea: At risk · Canada: Off track" in notes(public)


def test_one_outlook_alone_is_not_compared(public, chips):
    make.update(chips, outlook="on_track", on_behalf_of=make.country("CA"))
    make.update(chips, body_en="No outlook.", on_behalf_of=make.country("KR"))
    assert "Outlook of each side" not in notes(public)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("scoped", ""),
        ("under_way", "Claimed, not yet shown. The facts recorded here support: Scoped."),
        ("paused", ""),
    ],
)
def test_what_is_claimed_beyond_the_facts_is_said_with_what_they_support(public, chips, status, said):
    chips.write(status=status)
    assert notes(public) == said


def test_delivered_with_an_open_milestone_contradicts_itself(public, chips):
    chips.write(status=Status.DELIVERED)
    assert "Delivered, yet milestones are open." in notes(public)
    chips.milestones.get().meet(make.DAY)
    assert "Delivered, yet milestones are open." not in notes(public)


def test_a_good_outlook_is_held_against_dates_and_evidence(public, chips):
    make.update(chips, outlook="on_track", as_of=date(2026, 3, 3))
    assert notes(public).endswith(
        "Declared on track, yet a milestone is late. Declared on track, yet no evidence is linked."
    )
    chips.milestones.get().move(date(2026, 4, 1), "technical")
    make.evidence(initiative=chips)
    assert "Declared" not in notes(public)


def test_a_date_that_was_taken_away_has_none_to_go_to(public, chips):
    chips.milestones.get().move(None, "external", side=make.country("CA"))
    assert rows(section(text(public, PAGE), "h-changes")) == [
        "1 Apr 2026 Site selected 2 Mar 2026 No date Outside events Canada"
    ]


def test_a_hidden_move_is_in_nobody_else_s_changes(public, partner, chips):
    sign = chips.milestones.get()
    sign.move(date(2026, 5, 1), "technical")
    sign.revisions.update(visibility=make.PARTNERS)
    assert 'id="h-changes"' not in text(public, PAGE)
    assert len(rows(section(text(partner, PAGE), "h-changes"))) == 1


class Report:
    """As much of one as a course is told by."""

    def __init__(self, status, day=2, **fields):
        self.status, self.as_of = status, date(2026, 3, day)
        vars(self).update(fields)


def test_a_stage_is_reached_on_the_day_it_was_first_declared():
    reports = [Report("scoped", 9), Report("", 7), Report("scoped", 5)]
    assert course.steps("scoped", reports, [])[1] == (Status.SCOPED, date(2026, 3, 5), True)


def test_what_left_at_once_had_only_been_raised():
    ladder = [(str(stage), passed) for stage, _day, passed in course.steps("paused", [Report("paused")], [])]
    assert [stage for stage, passed in ladder if passed] == ["raised", "paused"]


def test_what_came_back_to_the_ladder_stands_on_it_alone():
    reports = [Report("agreed", 9), Report("paused", 5), Report("scoped", 3)]
    assert [str(stage) for stage, _day, _passed in course.steps("agreed", reports, [])] == [
        *("raised", "scoped", "agreed", "under_way", "delivered")
    ]


def test_raised_is_dated_by_the_earliest_dialogue():
    class Takeaway:
        def __init__(self, held_on):
            self.dialogue = Report("", held_on=held_on)

    days = [date(2025, 7, 9), None, date(2025, 7, 8)]
    assert course.steps("raised", [], [Takeaway(day) for day in days])[0][1] == date(2025, 7, 8)
    assert course.steps("raised", [], [Takeaway(None)])[0][1] is None


def test_a_move_is_of_the_day_in_seoul_and_turns_say_what_they_follow():
    move = Report("", at=datetime(2026, 3, 4, 15, tzinfo=UTC))
    told = course.changes([move], [Report("paused", 6), Report("", 5), Report("scoped", 3)])
    assert [(each.changed_on.day, getattr(each, "former_status", None)) for each in told] == [
        (6, Status.SCOPED),
        (5, None),
        (3, Status.RAISED),
    ]
