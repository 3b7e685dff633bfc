"""The measure that says most: its days with the usual range, and how far from usual they are."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from iop_companion.charts.warning_strip import draw_warning_strip
from iop_companion.domain.chart_series import ChartSeries
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.widgets.chart_canvas import ChartCanvas, ChartOnCanvas
from iop_companion.ui.widgets.day_reading import day_words
from iop_companion.ui.widgets.quiet_words import QuietWords

_HEIGHT = 276


class ClearestCard(Card):
    """Heading and unit in one line; a day that is read takes the place of the unit."""

    def __init__(self, drawings: Drawings) -> None:
        """Build it empty."""
        super().__init__()
        spacing.margins(self.layout_, 20, 13, 20, 8)
        spacing.gap(self.layout_, 4)
        self._series: ChartSeries | None = None
        self.name = text("", "h2", wrap=False)
        self.reading = QuietWords(align=Qt.AlignmentFlag.AlignRight)
        self.canvas = ChartCanvas(drawings, height=_HEIGHT)
        self.canvas.day_read.connect(self._tell_day)
        line = QHBoxLayout()
        spacing.gap(line, 12)
        line.addWidget(self.name)
        line.addWidget(self.reading, 1)
        self.layout_.addLayout(line)
        self.add(self.canvas)

    def show_series(self, series: ChartSeries) -> None:
        """Show ``series`` with its strip."""
        self._series = series
        self.name.setText(series.label)
        self.canvas.show_chart(
            ChartOnCanvas(
                draw=partial(draw_warning_strip, data=series),
                name=_("Chart: {measures}").format(measures=series.label),
                sentence=series.sentence,
                days=series.days,
            )
        )
        self._tell_day(None)

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._series = None
        self.name.setText("")
        self.reading.setText("")
        self.canvas.forget()

    def _tell_day(self, day: date | None) -> None:
        series = self._series
        if series is None:
            return
        if day is None:
            told = (
                _("{unit}, shaded: my usual range") if series.unit else _("shaded: my usual range")
            )
            self.reading.setText(told.format(unit=series.unit))
            return
        words = day_words((series,), (day - series.days[0]).days)
        self.reading.setText(words)
        self.canvas.say(words)
