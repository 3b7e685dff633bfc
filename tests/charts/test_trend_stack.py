"""The stack of trends, by what is drawn."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from iop_companion.catalog.themes import palette
from iop_companion.charts.raster import ChartSize, to_rgba
from iop_companion.charts.trend_stack import TrendStack, draw_trend_stack, event_places
from iop_companion.domain.chart_series import ChartEvent
from tests.charts.samples import (
    GAP,
    LAST,
    MOOD,
    MOVEMENT,
    SLEEP,
    bound,
    chart,
    drawn,
    found,
    usual,
    written,
)

DAYS = 28


def stack(*series, events=()):
    return bound(draw_trend_stack, TrendStack(series, tuple(events)))


def test_a_day_without_an_entry_breaks_every_line_and_gets_a_tick():
    values = [5, 6, GAP, 4, 5, GAP, 6, 5]

    figure = drawn(stack(chart(SLEEP, values), chart(SLEEP, values)))

    line = found(figure, "line")[-1]
    np.testing.assert_array_equal(line.get_ydata(), np.array(values, float))
    ticks = found(figure, "missing")[-1]
    assert ticks.get_xdata().tolist() == [(LAST - timedelta(days=d)).toordinal() for d in (5, 2)]


def test_the_average_is_drawn_only_on_days_with_an_entry_and_four_of_seven():
    values = [5, 5, GAP, 5, 5, 5, GAP, GAP, GAP, GAP, 9, 5]

    figure = drawn(stack(chart(MOOD, values)))

    average = found(figure, "line")[0].get_ydata()
    entered_enough = [4, 5]
    assert np.flatnonzero(~np.isnan(average)).tolist() == entered_enough


def test_a_lone_average_between_gaps_stays_visible_as_a_dot():
    values = [5, 5, 5, GAP, 5, GAP, 5]

    figure = drawn(stack(chart(MOOD, values)))

    dots = found(figure, "lone")[0]
    assert len(dots.get_xdata()) == 2


def test_days_added_late_are_hollow():
    figure = drawn(stack(chart(MOOD, [5, 6, 4, 5], late=[1])))

    late, dots = found(figure, "late")[0], found(figure, "dots")[0]
    assert late.get_ydata().tolist() == [6]
    assert late.get_markerfacecolor() == palette("light")["surface"]
    assert dots.get_ydata().tolist() == [5, 4, 5]


def test_the_usual_range_is_shaded_with_edges_and_clipped_to_the_scale():
    figure = drawn(stack(chart(MOOD, [5] * DAYS, band=usual(7.5, 12.0))))

    band = found(figure, "usual")[0].get_path().vertices[:, 1]
    assert (band.min(), band.max()) == (7.5, 10.0)
    assert [edge.get_ydata()[0] for edge in found(figure, "usual edge")] == [7.5, 10.0]
    assert "My usual range" in written(figure, "label")


def test_bars_start_at_zero_and_a_zero_is_a_dash_not_nothing():
    figure = drawn(stack(chart(MOOD, [5] * 4), chart(MOVEMENT, [0, 30, GAP, 20])))

    heights = found(figure, "bars")[0].get_path().vertices[:, 1]
    assert set(heights.tolist()) == {0.0, 30.0, 20.0}
    zero = found(figure, "zero")[0].get_xdata()
    assert zero.tolist() == [(LAST - timedelta(days=3)).toordinal()]
    assert len(found(figure, "missing")[0].get_xdata()) == 1


def test_past_two_thousand_days_weekly_medians_are_drawn_and_the_title_says_so():
    rng = np.random.default_rng(3)
    values = rng.integers(0, 11, 2101).astype(float)
    values[7:14] = np.nan

    figure = drawn(stack(chart(MOOD, values)))

    line = found(figure, "line")[0].get_ydata()
    assert len(line) == 301
    assert line[0] == np.median(values[:7])
    assert np.isnan(line[1])
    assert written(figure, "unit") == ["0 to 10, weekly medians"]
    assert not found(figure, "dots")


def test_two_thousand_days_are_still_drawn_day_by_day():
    figure = drawn(stack(chart(MOOD, [5.0] * 2000)))

    assert len(found(figure, "dots")[0].get_xdata()) == 2000
    assert written(figure, "unit") == ["0 to 10"]


def test_mood_is_tallest_and_all_panels_share_their_days():
    series = [chart(MOOD, [5] * DAYS), chart(SLEEP, [7] * DAYS), chart(MOVEMENT, [20] * DAYS)]

    areas = to_rgba(stack(*series), ChartSize(704, 424), palette("light")).areas

    assert areas[0].height / areas[1].height == pytest.approx(2.3)
    assert areas[1].height == pytest.approx(areas[2].height)
    assert len({(a.left, a.width, a.first, a.last) for a in areas}) == 1
    assert areas[-1].top + areas[-1].height < 424


def test_the_day_under_the_pointer_is_the_day_drawn_there():
    area = to_rgba(stack(chart(MOOD, [5] * DAYS)), ChartSize(704, 300), palette("light")).areas[0]

    day = LAST.toordinal() - 3
    assert area.day_at(area.x_of(day) + 4) == day
    assert area.day_at(-100) == LAST.toordinal() - DAYS + 1
    assert area.day_at(9999) == LAST.toordinal()


def test_events_run_through_every_panel_and_are_named_over_the_first():
    events = [
        ChartEvent(LAST - timedelta(days=20), "IOP start"),
        ChartEvent(LAST - timedelta(days=200), "Long ago"),
    ]

    figure = drawn(stack(chart(MOOD, [5] * DAYS), chart(SLEEP, [7] * DAYS), events=events))

    assert len(found(figure, "event")) == 2
    assert written(figure, "event name") == ["IOP start"]


def test_more_than_five_events_are_numbered():
    events = [ChartEvent(LAST - timedelta(days=4 * n), f"Thing {n}") for n in range(6, 0, -1)]

    figure = drawn(stack(chart(MOOD, [5] * DAYS), events=events))

    assert written(figure, "event name") == ["1", "2", "3", "4", "5", "6"]


def test_numbered_events_of_one_day_say_so_at_their_line():
    days = [24, 24, 24, 16, 8, 8]
    events = [ChartEvent(LAST - timedelta(days=n), f"Thing {at}") for at, n in enumerate(days)]

    figure = drawn(stack(chart(MOOD, [5] * DAYS), events=events))

    assert [name for name in written(figure, "event name") if name] == ["1–3", "4", "5–6"]


def test_event_names_never_touch_and_give_way_to_either_side():
    places = event_places([100, 190, 236], [58, 80, 60], room=560, gap=10)

    assert places is not None
    ends = [left + width for left, width in zip(places, [58, 80, 60], strict=True)]
    assert all(end + 10 <= left for end, left in zip(ends, places[1:], strict=False))
    assert event_places([10, 11, 12], [90, 90, 90], room=200, gap=10) is None


def test_direct_labels_say_the_last_value_where_no_average_is_drawn():
    figure = drawn(stack(chart(MOOD, [5] * 9), chart(SLEEP, [7.5] * 9), chart(MOVEMENT, [20] * 9)))

    assert written(figure, "label") == ["7-day average", "7.5 h last night", "20 min today"]


def test_a_label_in_a_colour_too_pale_for_text_is_set_in_the_text_colour():
    figure = drawn(stack(chart(MOOD, [5] * 9), chart(MOVEMENT, [20] * 9)))

    label = found(figure, "label")[-1]
    assert label.get_color() == palette("light")["text"]


def test_labels_of_close_values_are_pushed_apart():
    figure = drawn(stack(chart(MOOD, [5.5] * DAYS, band=usual())))

    one, other = (label.get_position()[1] for label in found(figure, "label"))
    assert abs(one - other) > 13


def test_a_long_last_label_widens_the_margin_instead_of_being_cut():
    wordy = replace(chart(SLEEP, [7] * DAYS), last_label="7.25 h on Wednesday the eleventh")

    plain = to_rgba(stack(chart(SLEEP, [7] * DAYS)), ChartSize(704, 300), palette("light"))
    wide = to_rgba(stack(chart(MOOD, [5] * DAYS), wordy), ChartSize(704, 300), palette("light"))

    assert wide.areas[0].width < plain.areas[0].width


def test_dates_stand_on_mondays_without_a_year():
    figure = drawn(stack(chart(MOOD, [5] * DAYS)))

    assert written(figure, "day") == ["16 Feb", "23 Feb", "2 Mar", "9 Mar"]
    assert date(2026, 3, 9).weekday() == 0


def test_nothing_is_drawn_for_no_series():
    assert to_rgba(stack(), ChartSize(80, 40), palette("light")).areas == ()
