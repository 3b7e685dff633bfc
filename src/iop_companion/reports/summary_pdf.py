"""The summary on paper: Typst over ``resources/reports/summary.typ``, charts as on the screen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from threading import Lock
from typing import Literal

from iop_companion.charts.paper_chart import PAPER, PAPER_SCALE, PaperChart, draw_paper_chart
from iop_companion.charts.raster import ChartSize, to_svg
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.domain.private import Secret
from iop_companion.domain.summary import Summary
from iop_companion.foundation import assets
from iop_companion.foundation.i18n import language
from iop_companion.reports.locked_pdf import locked_pdf
from iop_companion.reports.summary_words import Words, summary_words
from iop_companion.reports.typesetting import (
    Pages,
    count_pages,
    typeset_pages,
    typeset_pdf,
)

TEMPLATE = "reports/summary.typ"

_CHART_WIDTH = 330
_KEPT_CHARTS = 24

Room = Literal["fill", "least"] | None
"""The box to write in: what is left of the page, at least that (to try a layout), or none."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """One way to set the pages. ``tight`` 0 to 2 narrows gaps and rows of first page and details.

    ``broken`` begins the details on a page of their own; ``chart_height`` is in px of a chart 330
    px wide.
    """

    tight: tuple[int, int] = (0, 0)
    chart_height: int = 104
    n_charts: int = 6
    room: Room = "fill"
    broken: bool = True


_ROOMS: tuple[tuple[int, Room], ...] = ((0, "fill"), (1, "fill"), (1, None), (2, None))
_FIRST_PAGES = tuple(
    _Layout((tight, tight), height, room=None)
    for tight, height in ((0, 142), (0, 128), (0, 116), (0, 104), (1, 96), (2, 88), (2, 76))
)
_DETAILS = tuple(_Layout((0, tight), room=room) for tight, room in _ROOMS)
_WHOLE = (
    _Layout(broken=False),
    _Layout(room=None, broken=False),
    _Layout((1, 1), 92, room=None, broken=False),
)
"""For a summary short enough for one page."""

_FLOWING = tuple(
    _Layout((2, 2), height, n_charts, None, broken=False)
    for height, n_charts in ((76, 6), (70, 4), (66, 2), (66, 0))
)
"""For a first page too full for itself: both parts follow one another, at last without charts."""


class TypstSummaryWriter:
    """Writes a summary as PDF/UA-1, and the very same pages as PNG. Nothing touches the disk.

    May be used on several threads: the preview need not keep the vault's thread waiting.
    """

    def locked(self, pdf: bytes, passphrase: Secret) -> bytes:
        """See :func:`~iop_companion.reports.locked_pdf.locked_pdf`."""
        return locked_pdf(pdf, passphrase)

    def __init__(self) -> None:
        """Keep the last charts drawn: preview and file need the same ones."""
        self._drawn: OrderedDict[tuple[ChartSeries, date, int], bytes] = OrderedDict()
        self._fitted: tuple[Summary, _Layout] | None = None
        self._lock = Lock()

    def pdf(self, summary: Summary) -> bytes:
        """Return the PDF, one or two pages of A4."""
        return typeset_pdf(self._pages(summary))

    def pages(self, summary: Summary, width_px: int) -> list[bytes]:
        """Return each page of that very PDF as PNG bytes, ``width_px`` wide."""
        return typeset_pages(self._pages(summary), width_px)

    def count_pages(self, pdf: bytes) -> int:
        """Return how many pages a PDF made here has."""
        return count_pages(pdf)

    def _pages(self, summary: Summary) -> Pages:
        words = summary_words(summary)
        with self._lock:
            if self._fitted is None or self._fitted[0] != summary:
                self._fitted = (summary, _layout(summary, words))
            layout = self._fitted[1]
            charts = [
                self._chart(chart, summary.first, layout.chart_height)
                for chart in summary.charts[: layout.n_charts]
            ]
        return _set(summary, words, layout, charts)

    def _chart(self, series: ChartSeries, first: date, height: int) -> bytes:
        key = (series, first, height)
        if key not in self._drawn:
            draw = partial(draw_paper_chart, data=PaperChart(series, marked=first))
            self._drawn[key] = to_svg(draw, ChartSize(_CHART_WIDTH, height, PAPER_SCALE), PAPER)
            while len(self._drawn) > _KEPT_CHARTS:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]


def _layout(summary: Summary, words: Words) -> _Layout:
    """Return the roomiest layout that keeps to one page, or to two.

    First page and details are tried apart, each until it fits its page. Trials have empty pictures
    in place of charts, so that one costs a few milliseconds.
    """
    is_long = words["details"] is not None and summary.grid and len(summary.charts) > 2
    if not is_long and (whole := _fitting(summary, words, _WHOLE)):
        return whole
    if words["details"] is not None:
        first = _fitting(summary, {**words, "details": None}, _FIRST_PAGES)
        details = _fitting(summary, {**words, "first": False}, _DETAILS)
        if first is not None and details is not None:
            return replace(first, tight=(first.tight[0], details.tight[1]), room=details.room)
    return _fitting(summary, words, _FLOWING, most=2) or _FLOWING[-1]


def _fitting(
    summary: Summary, words: Words, layouts: Sequence[_Layout], most: int = 1
) -> _Layout | None:
    return next((one for one in layouts if _n_pages(summary, words, one) <= most), None)


def _n_pages(summary: Summary, words: Words, layout: _Layout) -> int:
    """Try ``layout`` on ``words``, with the smallest box to write in and empty charts."""
    size = f'width="{_CHART_WIDTH}" height="{layout.chart_height}"'
    empty = f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode()
    tried = replace(layout, room="least" if layout.room else None)
    charts = [empty] * len(summary.charts[: layout.n_charts])
    return count_pages(typeset_pdf(_set(summary, words, tried, charts)))


def _set(summary: Summary, words: Words, layout: _Layout, charts: Sequence[bytes]) -> Pages:
    pictures = {f"chart{number}.svg": chart for number, chart in enumerate(charts)}
    told = words["charts"]
    if told is not None and charts:
        items = [
            {**item, "file": name} for item, name in zip(told["items"], pictures, strict=False)
        ]
        told = {**told, "items": items}
    else:
        told = None
    if words["warning"] is not None:
        level = words["warning"]["level"]
        pictures["level.svg"] = assets.read_bytes(f"reports/level-{level}.svg")
    data = {
        "first": True,
        **words,
        "charts": told,
        "language": language().replace("-", "_").split("_")[0],
        "layout": {
            "tight": list(layout.tight),
            "broken": layout.broken,
            "room": layout.room,
        },
    }
    return Pages(TEMPLATE, data, pictures, summary.made_on)
