"""Both sides of a bipolar mood on one chart: bars up and down from even, never one line."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from iop_companion.charts.paper_chart import PAPER, PaperChart, draw_paper_chart
from iop_companion.charts.trend_stack import TrendStack, draw_trend_stack
from iop_companion.charts.two_weeks import draw_two_weeks
from iop_companion.domain.measure import DayRule, Kind, Measure, Pole, Scale, Worse
from iop_companion.services.poles import join_poles, poles_sentence
from tests.charts.samples import GAP, LAST, SLEEP, bound, chart, drawn, found, written

LOW = Measure(
    "mood_low", "Mood, low side", Kind.SCALE, Worse.HIGH, DayRule.HIGHEST, Scale(0, 3),
    pole=Pole.LOW,
)  # fmt: skip
HIGH = replace(LOW, id="mood_high", label="Mood, high side", pole=Pole.HIGH)

DOWN = [1, 0, 0, GAP, 2, 3]
UP = [0, 2, 0, GAP, 3, 0]


def both():
    return chart(LOW, DOWN), chart(HIGH, UP)


def ends(figure):
    """The far end of each bar, by its day back from the last one."""
    found_ends = {}
    for bars in found(figure, "bars"):
        corners = bars.get_path().vertices.reshape(-1, 5, 2)
        for box in corners:
            back = LAST.toordinal() - round(float(box[:, 0].mean()))
            found_ends.setdefault(back, []).append(float(box[np.abs(box[:, 1]).argmax(), 1]))
    return {back: sorted(values) for back, values in found_ends.items()}


def test_two_marks_of_a_day_stand_apart_above_and_below_even():
    figure = drawn(bound(draw_trend_stack, TrendStack(join_poles(both()))))

    assert ends(figure) == {5: [-1.0], 4: [2.0], 1: [-2.0, 3.0], 0: [-3.0]}
    assert found(figure, "line") == [], "nothing joins the sides, and no average is drawn"
    assert written(figure, "label") == ["High side", "Even", "Low side"]
    assert written(figure, "title") == ["Mood, low to high"]


def test_an_even_day_is_a_dash_and_a_day_without_an_entry_a_tick():
    figure = drawn(bound(draw_trend_stack, TrendStack(join_poles(both()))))

    (dash,) = found(figure, "zero")
    (tick,) = found(figure, "missing")
    assert dash.get_xdata().tolist() == [(LAST - timedelta(days=3)).toordinal()]
    assert dash.get_ydata().tolist() == [0.0]
    assert tick.get_xdata().tolist() == [(LAST - timedelta(days=2)).toordinal()]


def test_days_added_late_are_hollow_on_both_sides():
    joined = join_poles((chart(LOW, DOWN, late=[1]), chart(HIGH, UP, late=[1])))
    low, high = chart(LOW, [2, 1], late=[0]), chart(HIGH, [3, 0], late=[0])

    figure = drawn(bound(draw_trend_stack, TrendStack(join_poles((low, high)))))

    assert joined[0].late[1]
    assert len(found(figure, "late")) == 2


def test_on_paper_it_is_one_chart_too():
    (joined,) = join_poles(both())

    figure = drawn(bound(draw_paper_chart, PaperChart(joined)))

    assert ends(figure) == {5: [-1.0], 4: [2.0], 1: [-2.0, 3.0], 0: [-3.0]}
    assert PAPER.series


def test_they_take_the_place_of_the_first_of_both_and_leave_the_others():
    low, high = both()
    sleep = chart(SLEEP, [7, 7, 7, 7, 7, 7])

    joined = join_poles((sleep, low, high))

    assert [one.label for one in joined] == ["Sleep", "Mood, low to high"]
    assert joined[1].opposite == low
    assert join_poles((low, sleep)) == (low, sleep), "one side alone stays as it is"


def test_the_sentence_counts_each_day_as_it_was_marked():
    low, high = both()

    assert poles_sentence(low, high) == (
        "Mood, low to high, 7 to 12 March: below even on 2 days, even on 1 day, above even on 1 "
        "day, both ways on 1 day, 1 day without an entry. Low and high are never averaged."
    )


def test_the_two_weeks_after_a_check_in_have_both_sides_and_no_line():
    (joined,) = join_poles(both())
    figure = drawn(bound(draw_two_weeks, joined))

    assert ends(figure) == {5: [-1.0], 4: [2.0], 1: [-2.0, 3.0], 0: [-3.0]}
    assert found(figure, "line") == []
    assert found(figure, "newest") == []
