"""What every chart is made of: gaps that stay gaps, the usual range, ticks, dots, direct labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from iop_companion.charts.date_axis import date_ticks, value_ticks
from iop_companion.charts.style import TEXT_PT, label_colour, text_width

if TYPE_CHECKING:
    from iop_companion.catalog.themes import Palette
    from iop_companion.charts.panel import Panel
    from iop_companion.domain.chart_series import ChartSeries

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOST_POINTS = 2000
"""Charts of more days than this draw weekly medians and say so in the title."""

MARKS = ("late", "paper", "imported")
"""Where a value comes from, if not typed on its day: each has a mark of its own."""

_SHAPES = {"late": "o", "paper": "s", "imported": "^"}

DOTTED = (0, (2, 3))
DASHED = (0, (6, 3))

_TICK_UP = 2  # matplotlib.markers.TICKUP, without importing it for one number
_LINE_HEIGHT = 1.35
_WIDEST_BAR = 22.0  # px; over a few days a bar is still a bar and not a block


@dataclass(frozen=True, slots=True)
class Points:
    """What is drawn of a series: one item a day, or one a week when there are too many days.

    ``x`` is the day as ``date.toordinal``; a week stands at its middle. ``average`` is all NaN
    when weekly. NaN is a gap everywhere; before ``began`` nothing was tracked yet and nothing is
    missing.
    """

    x: Floats
    values: Floats
    average: Floats
    late: Flags
    paper: Flags
    imported: Flags
    weekly: bool
    began: float = -np.inf

    @property
    def step(self) -> float:
        """Days from one item to the next."""
        return 7.0 if self.weekly else 1.0


def points(series: ChartSeries) -> Points:
    """Return ``series`` as arrays, as weekly medians past 2,000 days."""
    values = np.array(series.values, dtype=np.float64)
    average = np.array(series.average, dtype=np.float64)
    late, paper, imported = (
        np.array(flags, dtype=np.bool_) for flags in (series.late, series.paper, series.imported)
    )
    began = -np.inf if series.began is None else float(series.began.toordinal())
    x = np.arange(values.size, dtype=np.float64) + series.days[0].toordinal()
    if values.size <= MOST_POINTS:
        return Points(x, values, average, late, paper, imported, weekly=False, began=began)
    medians = weekly_medians(values)
    middle = x[0] + 3 + 7 * np.arange(medians.size, dtype=np.float64)
    nothing = np.full(medians.size, np.nan)
    none = np.zeros(medians.size, np.bool_)
    return Points(middle, medians, nothing, none, none, none, weekly=True, began=began - 3)


def weekly_medians(values: Floats) -> Floats:
    """Return the median of each seven days from the first on; NaN where none has an entry."""
    padded = np.concatenate([values, np.full(-values.size % 7, np.nan)]).reshape(-1, 7)
    padded = np.sort(padded, axis=1)  # NaN sorts last
    n_entries = (~np.isnan(padded)).sum(axis=1)
    rows = np.arange(padded.shape[0])
    low = padded[rows, np.maximum(n_entries - 1, 0) // 2]
    high = padded[rows, np.minimum(n_entries // 2, 6)]
    return np.where(n_entries > 0, (low + high) / 2, np.nan)


def lone(values: Floats) -> Flags:
    """Return which entered items have a gap on both sides: a line alone would not show them."""
    entered = ~np.isnan(values)
    before = np.concatenate([[False], entered[:-1]])
    after = np.concatenate([entered[1:], [False]])
    alone: Flags = entered & ~before & ~after
    return alone


def newest(values: Floats) -> float | None:
    """Return the last entered item, or None."""
    entered = values[~np.isnan(values)]
    return float(entered[-1]) if entered.size else None


def span_of_days(first: date, last: date) -> tuple[float, float]:
    """Return the limits of a date axis: the days with a little air on either side."""
    return first.toordinal() - 0.8, last.toordinal() + 0.8


def draw_line(panel: Panel, x: Floats, values: Floats, colour: str, width: float) -> None:
    """Draw a line that breaks at gaps; an item alone between gaps stays visible as a dot."""
    if np.isnan(values).all():
        return
    panel.curve(x, values, ls="-", lw=width, color=colour, zorder=4, gid="line")
    alone = lone(values)
    if alone.any():
        dot: dict[str, Any] = {"ls": "", "marker": "o", "ms": width * 1.5, "mew": 0}
        panel.curve(x[alone], values[alone], color=colour, zorder=4, gid="lone", **dot)


@dataclass(frozen=True, slots=True)
class DotLook:
    """Colour, size in pt and opacity of daily dots; ``ground`` fills the hollow ones."""

    colour: str
    ground: str
    size: float = 3.2
    alpha: float = 1.0


def draw_dots(panel: Panel, shown: Points, look: DotLook) -> None:
    """Draw daily dots: hollow where added late, squares from paper, triangles imported."""
    entered = ~np.isnan(shown.values)
    plain = entered & ~shown.late & ~shown.paper & ~shown.imported
    if plain.any():
        dot: dict[str, Any] = {"ls": "", "marker": "o", "ms": look.size, "mew": 0}
        dot |= {"mfc": look.colour, "mec": look.colour, "alpha": look.alpha, "gid": "dots"}
        panel.curve(shown.x[plain], shown.values[plain], zorder=3, **dot)
    for mark in MARKS:
        chosen = entered & _marked(shown, mark)
        if chosen.any():
            style = mark_look(mark, look)
            panel.curve(shown.x[chosen], shown.values[chosen], zorder=5, gid=mark, **style)


def is_marked(shown: Points, mark: str) -> bool:
    """Whether any item of ``shown`` carries one of :data:`MARKS`."""
    return bool(_marked(shown, mark).any())


def _marked(shown: Points, mark: str) -> Flags:
    return {"late": shown.late, "paper": shown.paper, "imported": shown.imported}[mark]


def mark_look(mark: str, look: DotLook) -> dict[str, Any]:
    """Return how matplotlib draws one of :data:`MARKS`."""
    is_late = mark == "late"
    return {
        "ls": "",
        "marker": _SHAPES[mark],
        "ms": look.size + 0.6,
        "mew": 1.1 * is_late,
        "mfc": look.ground if is_late else look.colour,
        "mec": look.colour,
    }


def draw_missing(panel: Panel, shown: Points, palette: Palette) -> None:
    """Mark each day without an entry by a short tick that stands on the base line.

    Days before the first entry ever were not tracked: they have none.
    """
    missing = np.isnan(shown.values) & (shown.x >= shown.began)
    if missing.any():
        panel.curve(
            shown.x[missing],
            np.full(int(missing.sum()), panel.y[0]),
            ls="",
            marker=_TICK_UP,
            ms=4.5,
            mew=1.2,
            color=palette["control"],
            zorder=5,
            gid="missing",
        )


def draw_usual(panel: Panel, series: ChartSeries, palette: Palette) -> None:
    """Shade the usual range with its edges, clipped to the axis."""
    if series.usual is None:
        return
    low = max(panel.y[0], series.usual.low)
    high = min(panel.y[1], series.usual.high)
    if high < low:
        return
    panel.shade(low, high, palette["band"], zorder=0.5, gid="usual")
    for edge in (low, high):
        panel.across(edge, color=palette["band_edge"], lw=0.8, zorder=1, gid="usual edge")


def draw_bars(panel: Panel, shown: Points, colour: str, ground: str) -> None:
    """Draw amounts as bars from zero; a zero is a small dash on the base line, never nothing."""
    entered = ~np.isnan(shown.values)
    above = entered & (shown.values != 0)
    for chosen, is_late in ((above & ~shown.late, False), (above & shown.late, True)):
        if not chosen.any():
            continue
        panel.boxes(
            _bar_corners(panel, shown, chosen),
            facecolor=ground if is_late else colour,
            edgecolor=colour if is_late else "none",
            linewidth=1.0 * is_late,
            zorder=3,
            gid="late" if is_late else "bars",
        )
    for mark in ("paper", "imported"):
        marked = entered & _marked(shown, mark)
        if marked.any():  # just above the bar, or above the dash of a zero
            above_bar = np.minimum(shown.values[marked], panel.lift(panel.box.height - 8.0))
            style = mark_look(mark, DotLook(colour, ground, 2.6))
            away = np.where(shown.values[marked] < 0, -1.0, 1.0)
            lifted = above_bar + away * (panel.lift(5.0) - panel.y[0])
            panel.curve(shown.x[marked], lifted, zorder=4, gid=mark, **style)
    zeros = shown.x[entered & (shown.values == 0)]
    if zeros.size:
        dash: dict[str, Any] = {"ls": "", "marker": "_", "ms": 3.5, "mew": 1.4}
        height = np.full(zeros.size, panel.lift(1.0))
        panel.curve(zeros, height, color=colour, zorder=4, gid="zero", **dash)


def _bar_corners(panel: Panel, shown: Points, chosen: Flags) -> Floats:
    half = min(0.36 * shown.step, _WIDEST_BAR / 2 / panel.x_px(panel.x[0] + 1))
    left, right = shown.x[chosen] - half, shown.x[chosen] + half
    top, base = shown.values[chosen], np.zeros(int(chosen.sum()))
    corners = ((left, base), (left, top), (right, top), (right, base))
    return np.stack([np.column_stack(corner) for corner in corners], axis=1)


def draw_value_axis(panel: Panel, ticks: Sequence[float], palette: Palette, scale: float) -> None:
    """Draw level lines at ``ticks`` and write their numbers at the left; then the base line."""
    look: dict[str, Any] = {"color": palette["axis"], "fontsize": TEXT_PT * scale, "gid": "value"}
    for tick in ticks:
        panel.across(tick, color=palette["grid"], lw=1, zorder=0.8, gid="grid")
        text = f"{tick:g}".replace("-", "\N{MINUS SIGN}")
        panel.words(-6 * scale, panel.y_px(tick) + half_letter(scale), text, ha="right", **look)
    panel.across(panel.y[0], color=palette["control"], lw=1, zorder=2.5, gid="base")


def half_letter(scale: float) -> float:
    """Return the px from the middle of a line of digits down to its base line."""
    return 0.335 * TEXT_PT * scale * 96 / 72


def round_ticks(series: ChartSeries) -> list[float]:
    """Return about three round values within the series' axis."""
    return value_ticks(series.low, series.high)


def draw_date_axis(panel: Panel, days: Sequence[date], palette: Palette, scale: float) -> None:
    """Draw ticks under the base line with dates that never touch."""
    ticks = date_ticks(days[0], days[-1], panel.box.width, scale)
    places = [float(day) for day, _label in ticks]
    panel.curve(
        places,
        np.full(len(places), panel.y[0]),
        ls="",
        marker=3,  # matplotlib.markers.TICKDOWN
        ms=4,
        mew=1,
        color=palette["control"],
        zorder=2.5,
        gid="day ticks",
    )
    look: dict[str, Any] = {"color": palette["axis"], "fontsize": TEXT_PT * scale, "gid": "day"}
    for place, (_day, label) in zip(places, ticks, strict=True):
        below = panel.box.height + 8 + 12 * scale
        panel.words(panel.x_px(place), below, label, ha="center", **look)


@dataclass(frozen=True, slots=True)
class SideLabel:
    """A direct label at the right of a panel; ``y`` in data units."""

    y: float
    text: str
    colour: str
    bold: bool = False


def series_label(y: float, text: str, colour: str, palette: Palette) -> SideLabel:
    """Return a bold label in the series' colour where that is readable, else in the text's."""
    return SideLabel(y, text, label_colour(colour, palette), bold=True)


def draw_side_labels(panel: Panel, labels: Sequence[SideLabel], scale: float) -> None:
    """Write direct labels beside the panel, pushed apart so that none overlaps another."""
    line = TEXT_PT * scale * 96 / 72 * _LINE_HEIGHT
    ordered = sorted(labels, key=lambda label: -label.y)
    wanted = [panel.y_px(label.y) for label in ordered]
    look: dict[str, Any] = {"fontsize": TEXT_PT * scale, "gid": "label"}
    for label, y in zip(ordered, spread_apart(wanted, line, panel.box.height), strict=True):
        right, base = panel.box.width + 5 * scale, y + half_letter(scale)
        panel.words(right, base, label.text, color=label.colour, bold=label.bold, **look)


def side_margin(labels: Iterable[SideLabel], scale: float, least: float) -> float:
    """Return the px that ``labels`` need at the right of their panels, ``least`` px or more."""
    widths = (text_width(label.text, TEXT_PT * scale, bold=label.bold) for label in labels)
    return max([least, *(width + 9 * scale for width in widths)])


def spread_apart(wanted: Sequence[float], gap: float, room: float) -> list[float]:
    """Return ascending places at least ``gap`` apart, near ``wanted``, within 0 to ``room``."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + gap if placed else 0.0))
    most = room
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], most)
        most = placed[index] - gap
    return placed
