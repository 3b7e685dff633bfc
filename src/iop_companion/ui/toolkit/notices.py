"""The quiet bar at the foot of the window: what was saved, undo, and problems in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, set_state, text
from iop_companion.ui.toolkit.level_shape import LevelShape


class Notices(Protocol):
    """What presenters tell the person through; tests pass one that remembers."""

    def show(
        self, words: str, action_label: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Say ``words`` politely, with one thing to do about it ("Undo")."""

    def show_problem(self, problem: KnownProblem, retry: Callable[[], None] | None = None) -> None:
        """Say what happened, what is safe and what to do; ``retry`` adds "Try again"."""

    def clear(self) -> None:
        """Say nothing any more."""


class NoticeBar(QObject):
    """The bar itself: ``widget`` is hidden while there is nothing to say, and takes no focus."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it hidden."""
        super().__init__(parent)
        self.widget = QWidget(parent)
        self.widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._frame = QFrame()
        self._frame.setObjectName("notice")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shape = LevelShape(Level.ACT, 20)
        self._words = text("")
        self._more = text("", "small")
        self._do = button("", size="small")
        self._close = button(_("Close"), kind="quiet", size="small")
        self._action: Callable[[], None] | None = None
        self._arrange()
        self._do.clicked.connect(self._act)
        self._close.clicked.connect(self._dismiss)
        self.widget.hide()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        spacing.gap(words, 2)
        words.addWidget(self._words)
        words.addWidget(self._more)
        outer = QVBoxLayout(self.widget)
        spacing.margins(outer, 0, 0, 0, 14)
        outer.addWidget(self._frame)
        line = QHBoxLayout(self._frame)
        spacing.margins(line, 16, 8, 12, 8)
        spacing.gap(line, 12)
        line.addWidget(self._shape)
        line.addLayout(words, 1)
        line.addWidget(self._do)
        line.addWidget(self._close)

    def show(
        self, words: str, action_label: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """See :meth:`Notices.show`."""
        self._fill(words, "", action_label, action, is_problem=False)

    def show_problem(self, problem: KnownProblem, retry: Callable[[], None] | None = None) -> None:
        """See :meth:`Notices.show_problem`."""
        told = describe(problem)
        rest = " ".join(part for part in (told.safe, told.to_do) if part)
        self._fill(told.happened, rest, _("Try again") if retry else "", retry, is_problem=True)

    def clear(self) -> None:
        """See :meth:`Notices.clear`."""
        self._action = None
        self.widget.hide()

    @property
    def is_problem(self) -> bool:
        """Whether a problem is shown now; those stay when the page changes."""
        return not self.widget.isHidden() and self._frame.property("problem") == "true"

    @property
    def words(self) -> str:
        """Everything that is said now, "" when hidden."""
        if self.widget.isHidden():
            return ""
        return f"{self._words.text()} {self._more.text()}".strip()

    def _fill(
        self,
        words: str,
        more: str,
        action_label: str,
        action: Callable[[], None] | None,
        *,
        is_problem: bool,
    ) -> None:
        self._action = action
        self._words.setText(words)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._do.setText(action_label)
        self._do.setVisible(bool(action_label))
        self._shape.setVisible(is_problem)
        set_state(self._frame, "problem", "true" if is_problem else "false")
        self.widget.show()
        announce(self.widget, f"{words} {more}".strip(), assertive=is_problem)

    def _act(self) -> None:
        action, self._action = self._action, None
        self.widget.hide()
        if action is not None:
            action()

    def _dismiss(self) -> None:
        self.clear()
        self.closed.emit()
