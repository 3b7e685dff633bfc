"""The person's signs, one below the other: shape of the zone, their words, how each is noticed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.domain.early_warning import Level
from iop_companion.services.own_signs import SignLine
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, divider, text
from iop_companion.ui.toolkit.level_shape import LevelShape, level_word
from iop_companion.ui.widgets.at_once import at_once

_SHAPE = 20


class SignButton(QPushButton):
    """One sign; the whole line is the target."""

    def __init__(self, line: SignLine) -> None:
        """Show ``line``, not chosen."""
        super().__init__()
        self.sign_id = str(line.sign.id)
        self.setProperty("kind", "line")
        self.setProperty("ring", "inside")
        self.setCheckable(True)
        self.setAutoDefault(False)
        level = Level(line.sign.zone.value)
        self.setAccessibleName(f"{line.sign.words}: {level_word(level)}")
        self.setAccessibleDescription(f"{line.how} {line.trouble}".strip())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(line.sign.words, "label"))
        words.addWidget(text(line.how, "hint"))
        if line.trouble:
            words.addWidget(text(line.trouble, "hint"))
        across = QHBoxLayout(self)
        spacing.margins(across, 14, 9, 12, 9)
        spacing.gap(across, 12)
        across.addWidget(LevelShape(level, _SHAPE), 0, Qt.AlignmentFlag.AlignVCenter)
        across.addLayout(words, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """As high as its wrapped words."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As large as its words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """As large as its words, wrapped."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()


class SignList(Card):
    """One tab stop; Up and Down move and choose. ``chosen`` tells the id of a sign."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        spacing.margins(self.layout_, 1, 1, 1, 1)
        spacing.gap(self.layout_, 0)
        self.buttons: list[SignButton] = []
        self._lines: tuple[SignLine, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self.buttons[at].sign_id))
        self._box = QWidget()
        self._pile = QVBoxLayout(self._box)
        self._pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._pile, 0)
        self.add(self._box)
        self.hide()

    def show_signs(self, lines: Sequence[SignLine]) -> None:
        """Show ``lines``; none hides the card."""
        self.setVisible(bool(lines))
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        while (item := self._pile.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for gone in self.buttons:
            self._group.removeButton(gone)
        self.buttons = []
        with at_once(self._box):
            for at, line in enumerate(lines):
                if at:
                    self._pile.addWidget(divider())
                made = SignButton(line)
                self._group.addButton(made, at)
                self._pile.addWidget(made)
                self.buttons.append(made)

    def mark(self, sign_id: str) -> None:
        """Mark a sign as open, or none for ""; nobody is told."""
        self._group.setExclusive(False)
        for one in self.buttons:
            one.setChecked(one.sign_id == sign_id)
        self._group.setExclusive(True)
        stop = next((one for one in self.buttons if one.isChecked()), None)
        for one in self.buttons:
            is_stop = one is (stop or self.buttons[0])
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Move to the sign above or below and open it."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        here = next((at for at, one in enumerate(self.buttons) if one.hasFocus()), None)
        if step is None or here is None or not 0 <= here + step < len(self.buttons):
            super().keyPressEvent(event)
            return
        following = self.buttons[here + step]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        following.click()
