"""A countdown that the person starts: no sound, nothing that moves but the minutes."""

from __future__ import annotations

import math

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout

MORE_MIN = 2
_EVERY_MS = 1000
_MINUTE_S = 60


class SkillTimer(QWidget):
    """Minutes that run down once they were started; when they are over it says so and rests."""

    def __init__(self) -> None:
        """Build it with nothing to count."""
        super().__init__()
        self._left_s = 0.0
        self._whole_s = 0.0
        self._since = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(_EVERY_MS)
        self._tick.timeout.connect(self._on_tick)
        self.left = text("", "title", wrap=False)
        self.words = text("", "small", wrap=False)
        self.run_button = button(_("Start the timer"))
        self.more = button(
            ngettext("{n} minute more", "{n} minutes more", MORE_MIN).format(n=MORE_MIN)
        )
        self._bar = _Bar()
        self.run_button.clicked.connect(self._switch)
        self.more.clicked.connect(self._add)
        self._arrange()

    @property
    def is_running(self) -> bool:
        """Whether the minutes run."""
        return self._tick.isActive()

    def begin(self, minutes: int) -> None:
        """Offer so many minutes; they do not run yet."""
        self._tick.stop()
        self._whole_s = self._left_s = float(minutes * _MINUTE_S)
        self._show()

    def rest(self) -> None:
        """Stop counting (lock, the page is left for good)."""
        self._tick.stop()

    def seconds_left(self) -> float:
        """Return what is left, never below 0."""
        run = self._since.elapsed() / 1000 if self.is_running else 0.0
        return max(0.0, self._left_s - run)

    def _arrange(self) -> None:
        said = QWidget()
        words = QHBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        spacing.gap(words, 8)
        words.addWidget(self.left)
        words.addWidget(self.words, 1)
        both = QWidget()
        buttons = FlowLayout(both, gap=10, line_gap=6)
        buttons.addWidget(self.run_button)
        buttons.addWidget(self.more)
        across = FlowLayout(gap=12, line_gap=6, is_apart=True)
        across.addWidget(said)
        across.addWidget(both)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 8)
        pile.addLayout(across)
        pile.addWidget(self._bar)

    def _switch(self) -> None:
        if self.is_running:
            self._left_s = self.seconds_left()
            self._tick.stop()
        else:
            if self._left_s <= 0:
                self._left_s = self._whole_s
            self._since.start()
            self._tick.start()
        self._show()

    def _add(self) -> None:
        self._left_s += MORE_MIN * _MINUTE_S
        self._whole_s = max(self._whole_s, self._left_s)
        self._show()

    def _on_tick(self) -> None:
        if self.seconds_left() <= 0:
            self._tick.stop()
            self._left_s = 0.0
            announce(self, _("The time is over. Go on as long as you like."))
        self._show()

    def _show(self) -> None:
        left = math.ceil(self.seconds_left())
        whole = round(self._whole_s / _MINUTE_S)
        is_over = left == 0
        self.left.setText(f"{left // _MINUTE_S}:{left % _MINUTE_S:02}")
        self.left.setVisible(not is_over)
        of = ngettext("left of {n} minute", "left of {n} minutes", whole).format(n=whole)
        self.words.setText(_("The time is over. Go on as long as you like.") if is_over else of)
        has_begun = self._left_s < self._whole_s or self.is_running
        go_on = _("Go on") if has_begun and not is_over else _("Start the timer")
        self.run_button.setText(_("Pause") if self.is_running else go_on)
        self._bar.show_share(1 - left / self._whole_s if self._whole_s else 0.0)


class _Bar(QWidget):
    """How much of the time has gone, as a still bar."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        spacing.fixed(self, height=9)

    def show_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        del event
        theme, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect().adjusted(0, 0, -1, -1)
        radius = rect.height() / 2
        painter.setPen(theme.colour("control"))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(rect, radius, radius)
        done = rect.adjusted(0, 0, 0, 0)
        done.setWidth(round(rect.width() * self._share))
        if done.width() > rect.height():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary"))
            painter.drawRoundedRect(done, radius, radius)
        painter.end()
