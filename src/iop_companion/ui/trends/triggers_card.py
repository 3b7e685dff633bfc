"""What came up most in the range: each trigger with its days, its strength, and one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from iop_companion.domain.trigger_days import TopTriggers
from iop_companion.foundation.i18n import _
from iop_companion.services.trigger_words import strength_words, top_sentence
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.wrapping_card import WrappingCard

_LEAST_BAR, _BAR_HEIGHT = 40, 10


class TriggersCard(WrappingCard):
    """Hidden in a range without a trigger."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("What came up most"))
        self._shown: TopTriggers | None = None
        self.sentence = text("", "small")
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 16, 6)
        for column in (0, 1):  # the words stay near their bars on a wide page, too
            self._grid.setColumnStretch(column, 1)
        self.add(self._table, self.sentence)
        self.hide()

    def show_triggers(self, top: TopTriggers | None) -> None:
        """Show ``top``, or nothing."""
        if top == self._shown:
            return
        self._shown = top
        with at_once(self._table):
            while (item := self._grid.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            if top is not None:
                self._fill(top)
        self.sentence.setText(top_sentence(top) if top is not None else "")
        self.setVisible(top is not None and bool(top.triggers))

    def _fill(self, top: TopTriggers) -> None:
        has_strength = any(one.n_rated for one in top.triggers)
        heads = [_("Trigger"), _("Days"), _("How strong")] if has_strength else [
            _("Trigger"), _("Days"),
        ]  # fmt: skip
        for at, (words, column) in enumerate(zip(heads, (0, 2, 3), strict=False)):
            right = Qt.AlignmentFlag.AlignRight if at == 1 else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(text(words, "hint", wrap=False), 0, column, right)
        for line, one in enumerate(top.triggers, start=1):
            self._grid.addWidget(text(one.label), line, 0)
            share = one.n_days / top.triggers[0].n_days
            self._grid.addWidget(_Bar(share), line, 1)
            days = text(str(one.n_days), "label", wrap=False)
            self._grid.addWidget(days, line, 2, Qt.AlignmentFlag.AlignRight)
            if has_strength:
                self._grid.addWidget(text(strength_words(one), "small"), line, 3)


class _Bar(QWidget):
    """Days as a length that begins at none; the number beside it says the same."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        theme = current()
        return QSize(theme.px(_LEAST_BAR), theme.px(_BAR_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current().colour("band_edge"))
        painter.drawRect(QRectF(0, 0, self.width() * self._share, self.height()))
        painter.end()
