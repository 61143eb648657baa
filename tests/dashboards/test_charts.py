"""Charts by their numbers: where a bar begins and ends, how high a stair stands, what a grid counts."""

from datetime import date
from types import SimpleNamespace

import pytest

from opportunities.choices import MoveReason, Owing, Status
from opportunities.dashboards.charts.bars import Bars, drawn
from opportunities.dashboards.charts.funnel import Funnel
from opportunities.dashboards.charts.owed import Owed
from opportunities.dashboards.charts.pace import PaceFigure
from opportunities.dashboards.charts.slipped import Slipped
from opportunities.insights.ledger import Account
from opportunities.insights.slip import ReasonSlip
from opportunities.insights.span import Span
from opportunities.insights.stages import Rung

YEAR = Span(date(2026, 1, 1), date(2027, 1, 1))


def pace(planned=0, met=0, today=date(2026, 7, 1), span=YEAR):
    planned_on, met_on = [date(2026, 2, 1)] * planned, [date(2026, 3, 1)] * met
    seen = SimpleNamespace(today=today)
    shown = SimpleNamespace(
        planned_on=planned_on, met_on=met_on, planned=planned, met=met, span=span, seen=seen
    )
    return PaceFigure(shown)


@pytest.mark.parametrize(
    ("most", "step", "top"),
    [
        (0, 1, 1),
        (1, 1, 1),
        (5, 1, 5),
        (6, 2, 6),
        (7, 2, 8),
        (10, 2, 10),
        (11, 5, 15),
        (25, 5, 25),
        (26, 10, 30),
        (51, 20, 60),
        (1001, 500, 1500),
    ],
)
def test_about_five_lines_of_a_round_step_reach_the_most(most, step, top):
    chart = pace(planned=most)
    assert (chart.step, chart.most) == (step, top)
    assert [count for _height, count in chart.rows()] == list(range(0, top + 1, step))


def test_more_met_than_planned_sets_the_height_too():
    assert pace(planned=1, met=7).most == 8


def test_nothing_stands_at_the_bottom_and_the_most_at_the_top():
    assert pace(planned=4).rows() == [(214, 0), (166, 1), (117, 2), (68, 3), (20, 4)]
    chart = pace(planned=4, met=2)
    assert (chart.planned_height, chart.met_height) == (20, 117)


def test_stairs_rise_where_days_lie_and_what_is_met_ends_today():
    chart = pace(planned=2, met=1)
    assert chart.plan == "M0 100 H8.49 V0.00 H100.00"
    assert chart.met == "M0 100 H16.16 V50.00 H49.59"
    assert chart.today == "49.59%"


@pytest.mark.parametrize(
    ("today", "early", "late"),
    [
        (date(2026, 1, 1), True, False),
        (date(2026, 4, 2), True, False),
        (date(2026, 4, 3), False, False),
        (date(2026, 10, 20), False, False),
        (date(2026, 10, 21), False, True),
    ],
)
def test_words_stand_where_today_leaves_them_room(today, early, late):
    chart = pace(today=today)
    assert (chart.is_early, chart.is_late) == (early, late)


def test_years_are_named_where_they_begin():
    two = Span(date(2025, 7, 1), date(2027, 1, 1))
    assert pace(span=two).years == [("0.00%", 2025), ("33.52%", 2026)]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"late": 1, "open": 3}, [("late", "0.00%", "25.00%"), ("open", "25.00%", "75.00%")]),
        ({"late": 0, "open": 4}, [("open", "0.00%", "100.00%")]),
        ({"late": 2, "open": 0}, [("late", "0.00%", "50.00%")]),
        ({"late": 0, "open": 0}, []),
    ],
)
def test_parts_of_a_bar_follow_one_another_and_none_is_drawn_for_nothing(parts, told):
    assert drawn(parts, 25) == told


class Words(Bars):
    def rows(self):
        return self.shown


def test_the_longest_bar_fills_the_width_and_each_line_stands_below_the_last():
    chart = Words([("A", {"open": 1}, "1"), ("B", {"late": 3, "open": 1}, "4")])
    assert chart.lines == [
        (0, "A", "1", [("open", "0.00%", "25.00%")]),
        (46, "B", "4", [("late", "0.00%", "75.00%"), ("open", "75.00%", "25.00%")]),
    ]
    assert (chart.height, chart.name) == (92, "words")


@pytest.mark.parametrize("rows", [[], [("A", {"open": 0}, "0")]])
def test_bars_of_nothing_are_drawn_without_a_part(rows):
    assert [parts for _y, _label, _words, parts in Words(rows).lines] == [[] for _row in rows]


@pytest.mark.parametrize(("overdue", "words"), [(0, "3"), (1, "3, 1 of them overdue")])
def test_what_is_owed_says_how_much_of_it_is_overdue(overdue, words):
    account = Account(Owing.JOINT, None, open=3, overdue=overdue, undated=0, next_on=None)
    assert Owed([account]).rows() == [("Owed jointly", {"late": overdue, "open": 3 - overdue}, words)]


@pytest.mark.parametrize(
    ("declared", "supported", "parts"),
    [
        (3, 1, {"shown": 1, "claimed": 2, "unclaimed": 0}),
        (1, 3, {"shown": 1, "claimed": 0, "unclaimed": 2}),
        (2, 2, {"shown": 2, "claimed": 0, "unclaimed": 0}),
    ],
)
def test_a_rung_tells_what_is_shown_claimed_and_not_claimed(declared, supported, parts):
    rung = SimpleNamespace(stage=Status.AGREED, declared=declared, supported=supported)
    assert Funnel([rung]).rows() == [("Agreed", parts, f"{declared} declared, {supported} shown")]
    assert {"declared", "supported"} <= {*Rung.__dataclass_fields__}


@pytest.mark.parametrize(
    ("moves", "days", "words"),
    [
        (1, None, "1 move"),
        (2, None, "2 moves"),
        (1, 30, "1 move, 30 days on average"),
        (3, -2, "3 moves, -2 days on average"),
        (2, 0, "2 moves, 0 days on average"),
    ],
)
def test_a_reason_tells_its_moves_and_their_mean(moves, days, words):
    row = ReasonSlip(MoveReason.FUNDING, moves, days, days)
    assert Slipped([row]).rows() == [("Funding", {"open": moves}, words)]
