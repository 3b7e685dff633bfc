"""Under the form: Save check-in, Save mood only, and one line that says how things stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, set_state, text
from iop_companion.ui.widgets.flow_layout import FlowLayout

_BUSY_AFTER_MS = 400
"""Nothing is said about a save that takes less time than this."""


class Footer(QWidget):
    """The two ways to save, and what stands beside them when a save did not work."""

    save_requested = Signal()
    mood_only_requested = Signal()
    retry_requested = Signal()

    def __init__(self) -> None:
        """Build it with nothing to say."""
        super().__init__()
        self.setObjectName("check_in_footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("region", "true")
        self.save = button(_("Save check-in"), "primary")
        self.mood_only = button(_("Save mood only"), size="large")
        self.line = text("", "small", wrap=False)
        self.problem = text("", "problem")
        self.retry = button(_("Try again"))
        self.problem.hide()
        self.retry.hide()
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(_BUSY_AFTER_MS)
        self._busy.timeout.connect(lambda: self.say(_("Saving")))
        self.save.clicked.connect(self.save_requested)
        self.mood_only.clicked.connect(self.mood_only_requested)
        self.retry.clicked.connect(self.retry_requested)
        self._arrange()

    def say(self, words: str) -> None:
        """Show ``words`` in the line, in place of whatever stood there."""
        self._busy.stop()
        self.line.setText(words)

    def show_saving(self) -> None:
        """Say so if the save takes long."""
        self.show_problem("", can_retry=False)
        self._busy.start()

    def show_problem(self, words: str, *, can_retry: bool) -> None:
        """Say what went wrong beside Save; "" takes it away."""
        self._busy.stop()
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.retry.setVisible(bool(words) and can_retry)

    def show_mood(self, *, is_offered: bool) -> None:
        """Offer to save the mood alone only where there is a mood row."""
        self.mood_only.setVisible(is_offered)

    def stick(self, *, is_sticky: bool) -> None:
        """Look like a bar at the foot of the window, or like a part of the page."""
        set_state(self, "sticky", "true" if is_sticky else "false")

    def _arrange(self) -> None:
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._pile, 8)
        flow = FlowLayout(gap=12, line_gap=8)
        for part in (self.save, self.mood_only, self.line):
            flow.addWidget(part)
        trouble = FlowLayout(gap=12, line_gap=8)
        for part in (self.problem, self.retry):
            trouble.addWidget(part)
        self._pile.addLayout(trouble)
        self._pile.addLayout(flow)
