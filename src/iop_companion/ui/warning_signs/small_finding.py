"""One small card of the panel: a measure, its last weeks, from what to what, in words."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QSizePolicy

from iop_companion.charts.small_multiple import draw_small_multiple
from iop_companion.foundation.i18n import _
from iop_companion.services.views import SmallFinding
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.widgets.chart_canvas import ChartCanvas, ChartOnCanvas

_CHART_HEIGHT = 40


class SmallFindingCard(Card):
    """Says "6.9 h to 5.4 h, past the line since 11 March", with the days drawn small."""

    def __init__(self, drawings: Drawings, finding: SmallFinding) -> None:
        """Show ``finding``."""
        super().__init__(finding.label)
        spacing.margins(self.layout_, 13, 13, 13, 11)
        spacing.gap(self.layout_, 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        canvas = ChartCanvas(drawings, height=_CHART_HEIGHT)
        canvas.show_chart(
            ChartOnCanvas(
                draw=partial(draw_small_multiple, data=finding.series),
                name=_("Chart: {measures}").format(measures=finding.label),
                sentence=finding.series.sentence,
            )
        )
        change = (
            _("{usual} to {recent}").format(usual=finding.usual_text, recent=finding.recent_text)
            if finding.usual_text and finding.recent_text
            else finding.usual_text or finding.recent_text
        )
        self.change = text(change, "label")
        self.standing = text(finding.standing_words, "hint")
        self.add(canvas, self.change, self.standing)
        self.layout_.addStretch(1)
