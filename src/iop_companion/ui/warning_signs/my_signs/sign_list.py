"""The person's signs, one below the other: shape of the zone, their words, how each is noticed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.services.own_signs import SignLine
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, divider, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.level_shape import LevelShape, level_word
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.line_button import LineButton, OpenLine

_SHAPE = 20


class SignButton(LineButton):
    """One sign."""

    def __init__(self, line: SignLine) -> None:
        """Show ``line``, not chosen."""
        super().__init__(str(line.sign.id))
        self.setProperty("ring", "inside")
        level = Level(line.sign.zone.value)
        self.setAccessibleName(f"{line.sign.words}: {level_word(level)}")
        self.setAccessibleDescription(f"{line.how} {line.trouble}".strip())
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
        self.take_every_click()


class SignList(Card):
    """One tab stop; Up and Down move and choose. ``chosen`` tells the id of a sign."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        spacing.margins(self.layout_, 1, 1, 1, 1)
        spacing.gap(self.layout_, 0)
        self._lines: tuple[SignLine, ...] = ()
        self._open = OpenLine(self)
        self._open.chosen.connect(self.chosen)
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
        empty(self._pile)
        made = [SignButton(line) for line in lines]
        with at_once(self._box):
            for at, one in enumerate(made):
                if at:
                    self._pile.addWidget(divider())
                self._pile.addWidget(one)
        self._open.follow(made)

    @property
    def buttons(self) -> Sequence[LineButton]:
        """The lines as shown."""
        return self._open.lines

    def mark(self, sign_id: str) -> None:
        """Mark a sign as open, or none for ""; nobody is told."""
        self._open.mark(sign_id)
