"""The small cards of the panel: a measure, its last weeks, from what to what, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from iop_companion.charts.small_multiple import draw_small_multiple
from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.i18n import _
from iop_companion.services.views import SmallFinding
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.chart_canvas import ChartCanvas, ChartOnCanvas

_GAP = 12
_LOW, _TALL = 42, 60
_NARROW, _BROAD = 144, 188
_MOST_COLUMNS = 6
_CUT = "\0"


class SmallFindings(QWidget):
    """As many cards side by side as there is room for; a card keeps its place between views."""

    def __init__(self, drawings: Drawings) -> None:
        """Build it empty."""
        super().__init__()
        self._drawings = drawings
        self._is_broad = False
        self._cards: dict[MeasureId, SmallFindingCard] = {}
        self._shown: list[SmallFindingCard] = []
        self._fillers = [QWidget(self) for _column in range(_MOST_COLUMNS)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, _GAP)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def cards(self) -> tuple[SmallFindingCard, ...]:
        """The cards in their order."""
        return tuple(self._shown)

    def show_findings(self, findings: Sequence[SmallFinding], *, broad: bool = False) -> None:
        """Show ``findings``; ``broad`` cards have more room, where nothing stands above them."""
        self._is_broad = broad
        self._shown = []
        for finding in findings:
            card = self._cards.get(finding.measure_id)
            if card is None:
                card = SmallFindingCard(self._drawings)
                self._cards[finding.measure_id] = card
            card.show_finding(finding, _TALL if broad else _LOW)
            self._shown.append(card)
        gone = [key for key, card in self._cards.items() if card not in self._shown]
        for key in gone:
            card = self._cards.pop(key)
            drop(self._grid, card)
        with at_once(self):
            self._place()
        self.setVisible(bool(findings))

    def columns_at(self, width: int) -> int:
        """Return how many cards stand side by side in ``width`` px."""
        theme = current()
        gap, least = theme.px(_GAP), theme.px(_BROAD if self._is_broad else _NARROW)
        return max(1, min(_MOST_COLUMNS, (width + gap) // (least + gap)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Narrow: the cards go below each other rather than ask for width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Place the cards in as many columns as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = self.columns_at(self.width())
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for index, card in enumerate(self._shown):
            self._grid.addWidget(card, index // columns, index % columns)
        row, n_in_last = divmod(len(self._shown), columns)
        for column, filler in enumerate(self._fillers):
            if column < n_in_last or column >= columns or not n_in_last:
                self._grid.removeWidget(filler)
                filler.resize(0, 0)
            else:  # a column without anything would take no part in the sharing of the width
                self._grid.addWidget(filler, 0 if not self._shown else row, column)


class SmallFindingCard(Card):
    """Says "6.9 h to 5.4 h, past the line since 11 March", with the days drawn small."""

    def __init__(self, drawings: Drawings) -> None:
        """Build it empty."""
        super().__init__()
        spacing.margins(self.layout_, 13, 11, 13, 12)
        spacing.gap(self.layout_, 3)
        self.name = text("", "label")
        self.canvas = ChartCanvas(drawings, height=_LOW, is_stop=False)
        self._before, self.recent = text("", "small", wrap=False), text("", "label", wrap=False)
        self._after = text("", "small", wrap=False)
        self.standing = text("", "hint")
        line = QHBoxLayout()
        spacing.gap(line, 4)
        for part in (self._before, self.recent, self._after):
            line.addWidget(part)
        line.addStretch(1)
        self.add(self.name, self.canvas)
        self.layout_.addLayout(line)
        self.add(self.standing)
        self.layout_.addStretch(1)

    def show_finding(self, finding: SmallFinding, chart_height: int) -> None:
        """Show ``finding`` with a chart of ``chart_height`` px at 100 % text."""
        self.name.setText(finding.label)
        self.standing.setText(finding.standing_words)
        self.setAccessibleName(finding.label)
        self._show_change(finding.usual_text, finding.recent_text)
        self.canvas.set_height(chart_height)
        self.canvas.show_chart(
            ChartOnCanvas(
                draw=partial(draw_small_multiple, data=finding.series),
                name=_("Chart: {measures}").format(measures=finding.label),
                sentence=finding.series.sentence,
            )
        )

    def forget(self) -> None:
        """Hold no value any more."""
        self.canvas.forget()
        for words in (self._before, self.recent, self._after, self.standing):
            words.setText("")

    def _show_change(self, usual: str, recent: str) -> None:
        """The whole sentence is translated; the present value in it stands out."""
        before, after = "", ""
        if usual and recent:
            whole = _("{usual} to {recent}").format(usual=usual, recent=_CUT)
            before, _cut, after = whole.partition(_CUT)
        for label, words in (
            (self._before, before.strip()),
            (self.recent, recent or usual),
            (self._after, after.strip()),
        ):
            label.setText(words)
            label.setVisible(bool(words))
