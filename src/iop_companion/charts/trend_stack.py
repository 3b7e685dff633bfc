"""Stacked trends over the same days: mood tallest, then the others, one shared date axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iop_companion.charts import marks
from iop_companion.charts.marks import DotLook, Points, SideLabel
from iop_companion.charts.panel import Box, Panel
from iop_companion.charts.poles import draw_poles
from iop_companion.charts.style import TEXT_PT, TITLE_PT, series_colour, text_width
from iop_companion.domain.chart_series import ChartEvent, ChartSeries
from iop_companion.foundation.i18n import _

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from iop_companion.catalog.themes import Palette
    from iop_companion.charts.raster import PlotArea

FIRST_PANEL_SHARE = 2.3
MOST_EVENT_LABELS = 5
_JOINED_DAYS = 130
"""Up to so many days the lower panels join their days by a line; beyond, dots and the average."""

_FEW_DAYS, _FEW_DAYS_DOT = 35, 2.2
"""Where so few days fill the width, their dots are larger by so many pt: else they are lost."""

_MIDDLE = 0.6
"""Where the name of a side stands between even and its end."""

_LEFT, _RIGHT, _BOTTOM = 34.0, 112.0, 30.0
_TITLE, _EVENTS, _BETWEEN = 28.0, 21.0, 38.0


@dataclass(frozen=True, slots=True)
class TrendStack:
    """Series over the same days, the most important first, and the events to mark."""

    series: tuple[ChartSeries, ...]
    events: tuple[ChartEvent, ...] = ()


def draw_trend_stack(
    figure: Figure, data: TrendStack, palette: Palette, scale: float
) -> tuple[PlotArea, ...]:
    """Draw one panel a series: the first with dots and 7-day average, the others below it.

    Days without an entry are ticks on the base line and gaps in every line; days added late are
    hollow; over more than 2,000 days every panel shows weekly medians and its title says so.
    """
    if not data.series or not data.series[0].days:
        return ()
    days = data.series[0].days
    events = tuple(event for event in data.events if days[0] <= event.day <= days[-1])
    plans = [
        _Plan.of(series, palette, scale, is_first=index == 0)
        for index, series in enumerate(data.series)
    ]
    right = marks.side_margin([label for plan in plans for label in plan.labels], scale, 0.0)
    boxes = _boxes(figure, len(plans), scale, right, with_events=bool(events))
    panels: list[Panel] = []
    for plan, box in zip(plans, boxes, strict=True):
        span, series = marks.span_of_days(days[0], days[-1]), plan.series
        panel = Panel(figure, box, span, (series.low, series.high))
        _draw_series(panel, plan)
        _draw_event_lines(panel, events, palette)
        _draw_title(panel, series, palette, scale, above=_EVENTS if events and not panels else 0.0)
        panels.append(panel)
    _draw_legend(panels[0], plans, above=_EVENTS if events else 0.0)
    marks.draw_date_axis(panels[-1], days, palette, scale)
    if events:
        _draw_event_names(panels[0], events, palette, scale)
    return tuple(panel.area for panel in panels)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one panel draws and how."""

    series: ChartSeries
    shown: Points
    palette: Palette
    colour: str
    scale: float
    averages: bool
    labels: tuple[SideLabel, ...]

    @classmethod
    def of(cls, series: ChartSeries, palette: Palette, scale: float, *, is_first: bool) -> _Plan:
        """Plan a panel; the first one, and any with many days, shows the 7-day average."""
        shown = marks.points(series)
        colour = series_colour(series.measure_id, palette)
        averages = not shown.weekly and (is_first or shown.values.size > _JOINED_DAYS)
        averages = averages and series.opposite is None
        labels = _labels(series, shown, colour, palette, averages=averages)
        return cls(series, shown, palette, colour, scale, averages, tuple(labels))


def _boxes(
    figure: Figure, n_panels: int, scale: float, right: float, *, with_events: bool
) -> list[Box]:
    width, height = figure.get_size_inches() * 96.0
    top = (_TITLE + (_EVENTS if with_events else 0.0)) * scale
    room = height - top - _BOTTOM * scale - _BETWEEN * scale * (n_panels - 1)
    share = max(room, 12.0 * n_panels) / (FIRST_PANEL_SHARE + n_panels - 1)
    left, right = _LEFT * scale, min(max(right, _RIGHT * scale), width * 0.4)
    boxes = []
    for index in range(n_panels):
        tall = share * (FIRST_PANEL_SHARE if index == 0 else 1.0)
        boxes.append(Box(left, top, max(width - left - right, 20.0), tall))
        top += tall + _BETWEEN * scale
    return boxes


def _draw_series(panel: Panel, plan: _Plan) -> None:
    palette, series, shown = plan.palette, plan.series, plan.shown
    if series.opposite is not None:
        draw_poles(panel, series, palette, plan.colour, plan.scale)
        marks.draw_side_labels(panel, plan.labels, plan.scale)
        return
    marks.draw_value_axis(panel, marks.round_ticks(series), palette, plan.scale)
    if series.as_bars:
        marks.draw_bars(panel, shown, plan.colour, palette["surface"])
    else:
        marks.draw_usual(panel, series, palette)
        _draw_curve(panel, plan)
    marks.draw_missing(panel, shown, palette)
    marks.draw_side_labels(panel, plan.labels, plan.scale)


def _draw_curve(panel: Panel, plan: _Plan) -> None:
    shown, colour, ground = plan.shown, plan.colour, plan.palette["surface"]
    larger = _FEW_DAYS_DOT if len(shown.x) <= _FEW_DAYS else 0.0
    if plan.averages:
        alpha = 0.8 if plan.palette.is_dark else 0.55
        marks.draw_dots(panel, shown, DotLook(colour, ground, 3.2 + larger, alpha))
        marks.draw_line(panel, shown.x, shown.average, colour, 2.4)
        return
    marks.draw_line(panel, shown.x, shown.values, colour, 1.5)
    if not shown.weekly:
        marks.draw_dots(panel, shown, DotLook(colour, ground, 2.8 + larger))


def _labels(
    series: ChartSeries, shown: Points, colour: str, palette: Palette, *, averages: bool
) -> list[SideLabel]:
    labels = []
    if series.opposite is not None:
        return [
            SideLabel(series.high * _MIDDLE, _("High side"), palette["text2"]),
            SideLabel(0.0, _("Even"), palette["text2"]),
            SideLabel(series.low * _MIDDLE, _("Low side"), palette["text2"]),
        ]
    if series.usual is not None and not series.as_bars:
        middle = (max(series.usual.low, series.low) + min(series.usual.high, series.high)) / 2
        labels.append(SideLabel(middle, _("My usual range"), palette["text2"]))
    newest = marks.newest(shown.average)
    if not series.as_bars and newest is not None and averages:
        labels.append(marks.series_label(newest, _("7-day average"), colour, palette))
    elif series.last_label and (last := marks.newest(shown.values)) is not None:
        y = series.low + (series.high - series.low) * 0.28 if series.as_bars else last
        labels.append(marks.series_label(y, series.last_label, colour, palette))
    return labels


def _draw_title(
    panel: Panel, series: ChartSeries, palette: Palette, scale: float, *, above: float
) -> None:
    """Write the measure in bold and its unit after it, over the panel (and over the events)."""
    y, size = -(above + 11.0) * scale, TITLE_PT * scale
    panel.words(0, y, series.label, bold=True, fontsize=size, gid="title")
    after = text_width(series.label, size, bold=True) + 9 * scale
    look: dict[str, Any] = {"color": palette["axis"], "fontsize": TEXT_PT * scale, "gid": "unit"}
    panel.words(after, y, _unit(series), **look)


def _draw_legend(panel: Panel, plans: Sequence[_Plan], *, above: float) -> None:
    """Say at the right of the title what hollow dots, squares and triangles are, if there are any.

    Where that has no room it is left to the words beside the chart, which count such days.
    """
    palette, scale, series = plans[0].palette, plans[0].scale, plans[0].series
    size, room, gap = TEXT_PT * scale, 14 * scale, 14 * scale
    shown = [plan.shown for plan in plans]
    found = [mark for mark in marks.MARKS if any(marks.is_marked(one, mark) for one in shown)]
    names = {"late": _("added later"), "paper": _("from paper"), "imported": _("imported")}
    widths = [text_width(names[mark], size) for mark in found]
    x = panel.box.width - sum(widths) - len(found) * room - (len(found) - 1) * gap
    title = text_width(series.label, TITLE_PT * scale, bold=True) + 9 * scale
    if not found or x < title + text_width(_unit(series), size) + 20 * scale:
        return
    base = -(above + 11.0) * scale
    a_day, a_px = panel.x_px(panel.x[0] + 1), panel.lift(1.0) - panel.y[0]
    middle = panel.y[1] + (marks.half_letter(scale) - base) * a_px
    look = DotLook(palette["text2"], palette["surface"], 3.6 * scale)
    words: dict[str, Any] = {"color": palette["text2"], "fontsize": size, "gid": "legend"}
    for mark, width in zip(found, widths, strict=True):
        shape = marks.mark_look(mark, look)
        at = panel.x[0] + (x + 5 * scale) / a_day
        panel.curve([at], [middle], zorder=5, gid="legend mark", **shape)
        panel.words(x + room, base, names[mark], **words)
        x += room + width + gap


def _unit(series: ChartSeries) -> str:
    if len(series.days) > marks.MOST_POINTS:
        return _("{unit}, weekly medians").format(unit=series.unit)
    return series.unit


def _draw_event_lines(panel: Panel, events: Sequence[ChartEvent], palette: Palette) -> None:
    for event in events:
        look = {"color": palette["event"], "lw": 1, "ls": marks.DOTTED, "gid": "event"}
        panel.upright(event.day.toordinal(), zorder=1, **look)


def _draw_event_names(
    panel: Panel, events: Sequence[ChartEvent], palette: Palette, scale: float
) -> None:
    """Write names over the top panel, or numbers when there are many or no room for names."""
    size = TEXT_PT * scale
    names = [event.label for event in events]
    at = [panel.x_px(event.day.toordinal()) for event in events]
    widths = [text_width(name, size) for name in names]
    room = panel.box.width + _RIGHT * scale * 0.8
    few = len(events) <= MOST_EVENT_LABELS
    places = event_places(at, widths, room, 10 * scale) if few else None
    if places is None:
        names = _numbers(events)
        places = [x - text_width(name, size) / 2 for x, name in zip(at, names, strict=True)]
        names = _without_touching(names, places, size)
    look: dict[str, Any] = {"color": palette["text2"], "fontsize": size, "gid": "event name"}
    for name, left in zip(names, places, strict=True):
        panel.words(left, -5 * scale, name, **look)


def _numbers(events: Sequence[ChartEvent]) -> list[str]:
    """Number the events; those of one day share a line and say so: "1–3", then nothing."""
    last_of = {event.day: number for number, event in enumerate(events, start=1)}
    first_of = {event.day: len(events) - at for at, event in enumerate(reversed(events))}
    return [
        ""
        if number > first_of[event.day]
        else f"{number}–{last_of[event.day]}"
        if last_of[event.day] > number
        else str(number)
        for number, event in enumerate(events, start=1)
    ]


def _without_touching(names: Sequence[str], places: Sequence[float], size: float) -> list[str]:
    """Leave out numbers that would stand on the one before; their lines stay."""
    kept, free = [], -1e9
    for name, left in zip(names, places, strict=True):
        kept.append(name if left > free else "")
        if kept[-1]:
            free = left + text_width(name, size) + 3
    return kept


def event_places(
    at: Sequence[float], widths: Sequence[float], room: float, gap: float
) -> list[float] | None:
    """Return left edges (px) of labels near their lines at ``at``, none touching, or None.

    A label is centred on its line where the others leave room for that, else it ends or begins
    there.
    """
    return _placed(tuple(zip(at, widths, strict=True)), 0.0, room, gap)


def _placed(
    labels: Sequence[tuple[float, float]], free: float, room: float, gap: float
) -> list[float] | None:
    if not labels:
        return []
    (x, width), *others = labels
    for left in (x - width / 2, x - width + 3, x - 3):
        if left < free or left + width > room:
            continue
        rest = _placed(others, left + width + gap, room, gap)
        if rest is not None:
            return [left, *rest]
    return None
