"""Small chart series and a reader of what was drawn."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from iop_companion.analytics.series import DailySeries
from iop_companion.catalog.themes import palette
from iop_companion.charts.raster import ChartSize, DrawChart
from iop_companion.charts.style import drawing
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.early_warning import Usual
from iop_companion.domain.measure import DayRule, Kind, Measure, Scale, Worse
from iop_companion.services.chart_building import chart_series, told_as_of

LAST = date(2026, 3, 12)
GAP = None
SIZE = ChartSize(704, 424)

MOOD = Measure("mood", "Mood", Kind.SCALE, Worse.LOW, DayRule.MEAN, Scale(0, 10))
SLEEP = Measure(
    "sleep_duration", "Sleep", Kind.HOURS, Worse.LOW, DayRule.LAST, Scale(0, 24, 0.25), "h"
)
MOVEMENT = Measure(
    "movement_minutes", "Movement", Kind.MINUTES, Worse.LOW, DayRule.SUM, Scale(0, 1440), "min"
)
USED = Measure("skills_used", "Skills a day", Kind.COUNT, Worse.LOW, DayRule.SUM, Scale(0, 50))


def usual(low: float = 4.4, high: float = 6.6) -> Usual:
    return Usual(low, high, (low + high) / 2, 26, date(2026, 1, 29), date(2026, 2, 25))


def daily(measure: Measure, values, late=(), last: date = LAST) -> DailySeries:
    numbers = np.array(values, dtype=np.float64)
    marks = np.zeros(numbers.size, np.bool_)
    marks[list(late)] = True
    first = last - timedelta(days=numbers.size - 1)
    return DailySeries(measure.id, first, numbers, marks)


def chart(measure: Measure, values, late=(), band: Usual | None = None) -> ChartSeries:
    series = daily(measure, values, late)
    return told_as_of(chart_series(measure, series, series.first, LAST, band), measure, LAST)


def drawn(draw: DrawChart, size: ChartSize = SIZE, theme: str = "light") -> Figure:
    """Return the figure with its artists, not rendered."""
    with drawing(palette(theme), size.scale):
        figure = Figure(figsize=(size.width / 96, size.height / 96), dpi=96)
        draw(figure, palette=palette(theme), scale=size.scale)
        return figure


def found(figure: Figure, name: str) -> list:
    """Return the artists called ``name``, in the order they were drawn."""
    return [artist for artist in figure.get_children() if artist.get_gid() == name]


def written(figure: Figure, name: str | None = None) -> list[str]:
    """Return the texts of the figure, or those called ``name``."""
    return [
        artist.get_text()
        for artist in figure.get_children()
        if hasattr(artist, "get_text") and (name is None or artist.get_gid() == name)
    ]


def bound(function, data) -> DrawChart:
    return partial(function, data=data)
