"""The strip of the warning page, the small multiple, the year, the paper charts, by artists."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from iop_companion.catalog.themes import palette
from iop_companion.charts.paper_chart import PAPER, PAPER_SCALE, PaperChart, draw_paper_chart
from iop_companion.charts.raster import ChartSize, to_rgba
from iop_companion.charts.small_multiple import draw_small_multiple
from iop_companion.charts.style import contrast, label_colour
from iop_companion.charts.warning_strip import draw_warning_strip
from iop_companion.charts.year_view import YearOfDays, draw_year_view
from tests.charts.samples import (
    GAP,
    LAST,
    MOOD,
    MOVEMENT,
    SLEEP,
    USED,
    bound,
    chart,
    drawn,
    found,
    usual,
    written,
)

CHANGED = replace(
    chart(SLEEP, [7, 7, GAP, 7, 7, 6, 5, 5], band=usual(6.1, 7.7)),
    distance=(0.0, 0.0, None, 0.1, 0.4, 0.8, 1.1, 1.4),
    since=LAST - timedelta(days=3),
    usual_label="My usual 6.9 h",
)


def test_the_strip_marks_only_days_past_its_line_with_diamonds():
    figure = drawn(bound(draw_warning_strip, CHANGED), ChartSize(604, 290))

    past = found(figure, "past")[0]
    assert past.get_ydata().tolist() == [1.1, 1.4]
    assert past.get_marker() == "D"
    line = found(figure, "speaks")[0]
    assert (line.get_ydata()[0], line.get_color()) == (1.0, palette("light")["watch_edge"])


def test_the_strip_keeps_its_gaps_and_has_no_tick_but_zero():
    figure = drawn(bound(draw_warning_strip, CHANGED), ChartSize(604, 290))

    assert np.isnan(found(figure, "line")[-1].get_ydata()[2])
    assert written(figure, "value")[-1] == "0"
    assert "Speaks from here" in written(figure)
    assert "How far from usual, all entries weighed together" in written(figure)


def test_a_strip_of_all_measures_says_so():
    of_all = replace(CHANGED, distance_of_all=True)

    figure = drawn(bound(draw_warning_strip, of_all), ChartSize(604, 290))

    assert "How far from usual, all that you track taken together" in written(figure)


def test_the_day_of_the_change_is_named_over_the_days():
    figure = drawn(bound(draw_warning_strip, CHANGED), ChartSize(604, 290))

    assert written(figure, "since label") == ["Change since Mon 9 Mar"]
    assert len(found(figure, "since")) == 2
    assert "My usual 6.9 h" in written(figure, "label")


def test_without_distances_there_is_no_strip():
    plain = replace(CHANGED, distance=())

    raster = to_rgba(bound(draw_warning_strip, plain), ChartSize(604, 290), palette("light"))

    assert len(raster.areas) == 1


def test_a_small_multiple_has_no_words_and_keeps_gaps():
    figure = drawn(bound(draw_small_multiple, CHANGED), ChartSize(124, 40))

    assert written(figure) == []
    assert np.isnan(found(figure, "line")[0].get_ydata()).sum() == 1
    assert len(found(figure, "since")) == 1


def test_a_year_shows_counts_no_entry_and_nothing_before_tracking():
    values = [GAP] * 40 + [0, 1, 2, 3, 4, 9, GAP]
    year = YearOfDays(chart(USED, values), began=LAST - timedelta(days=6))

    figure = drawn(bound(draw_year_view, year), ChartSize(704, 160))

    def cells(name):
        return sum(len(artist.get_path().codes) // 5 for artist in found(figure, name))

    assert [cells(f"step {n}") for n in range(5)] == [1, 1, 1, 1, 2]
    assert cells("no entry") == 1
    assert written(figure, "began") == ["Tracking began 6 March"]
    assert written(figure, "legend") == ["Fewer", "4 or more", "no entry"]


def test_a_year_before_any_entry_says_so():
    year = YearOfDays(chart(USED, [GAP] * 9), began=None)

    figure = drawn(bound(draw_year_view, year), ChartSize(704, 160))

    assert written(figure, "began") == ["Nothing is tracked yet."]


def test_a_paper_chart_is_black_on_white_and_marks_where_the_period_begins():
    data = PaperChart(chart(MOOD, [5] * 28, band=usual()), marked=LAST - timedelta(days=6))

    figure = drawn(bound(draw_paper_chart, data), ChartSize(330, 104, PAPER_SCALE))

    assert len(found(figure, "marked")) == 1
    assert contrast(PAPER.series[0], PAPER["surface"]) > 15
    assert all(text.get_fontsize() >= 8 for text in found(figure, "day"))


def test_paper_bars_are_dark_enough_for_a_grey_printer():
    data = PaperChart(chart(MOVEMENT, [20] * 28))

    figure = drawn(bound(draw_paper_chart, data), ChartSize(330, 104, PAPER_SCALE))

    assert found(figure, "bars")[0].get_facecolor()[0] < 0.3
    assert not found(figure, "usual")


def test_label_colours_are_readable_in_each_theme():
    for name in ("light", "dark"):
        ink = palette(name)
        for colour in ink.series:
            assert contrast(label_colour(colour, ink), ink["surface"]) >= 4.5
