"""My own signs to tick: one click or one key a sign, kept at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.services.own_signs import SignToTick
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.pick_chip import PickChip
from iop_companion.ui.widgets.tick_row import TickRow

_MOST_BY_DIGIT = 9


class OwnSignsCard(Card):
    """The digits 1 to 9 tick a sign while the focus is in the card; nothing waits for Save.

    ``tick_requested`` tells the sign, whether it was there, and who noticed ("" for oneself).
    """

    tick_requested = Signal(str, bool, str)

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("My signs"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("My signs"))
        self.rows: list[SignRow] = []
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 0)
        self.hint = text(_("Tick what was there, if anything."), "small")
        self.add(self.hint)
        self.layout_.addLayout(self._pile)
        self.hide()

    def show_signs(self, signs: Sequence[SignToTick]) -> None:
        """Show ``signs``; none hides the card. Rows stay if the signs do."""
        self.setVisible(bool(signs))
        if [row.sign_id for row in self.rows] != [sign.sign_id for sign in signs]:
            self._build(signs)
        for row, sign in zip(self.rows, signs, strict=True):
            row.show_sign(sign)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Tick the sign of a digit."""
        digit = event.text()
        if digit.isdecimal() and len(digit) == 1 and 0 < int(digit) <= len(self.rows):
            box = self.rows[int(digit) - 1].tick.box
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            box.click()
        else:
            super().keyPressEvent(event)

    def _build(self, signs: Sequence[SignToTick]) -> None:
        drop(self._pile, *self.rows)
        self.rows = []
        with at_once(self):
            for number, sign in enumerate(signs, start=1):
                key = f"{number}" if number <= _MOST_BY_DIGIT else ""
                row = SignRow(sign, key)
                row.ticked.connect(partial(self.tick_requested.emit, str(sign.sign_id)))
                self.rows.append(row)
                self._pile.addWidget(row)


class SignRow(QWidget):
    """One sign with its tick; when ticked, the people who may tell can be named."""

    ticked = Signal(bool, str)

    def __init__(self, sign: SignToTick, key: str) -> None:
        """Show ``sign``; ``key`` is the digit that ticks it."""
        super().__init__()
        self.sign_id = sign.sign_id
        self.tick = TickRow(sign.words)
        self.tick.box.setToolTip(key)
        self.tick.box.clicked.connect(lambda is_on: self.ticked.emit(is_on, ""))
        self.tellers = {
            name: PickChip(_("{name} said it").format(name=name)) for name in sign.tellers
        }
        self._who = QWidget()
        flow = FlowLayout(self._who, gap=6, line_gap=6)
        flow.setContentsMargins(0, 0, 0, 6)
        for name, chip in self.tellers.items():
            chip.clicked.connect(lambda is_on, who=name: self._tell(who, is_on))
            flow.addWidget(chip)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 0)
        pile.addWidget(self.tick)
        pile.addWidget(self._who)

    def show_sign(self, sign: SignToTick) -> None:
        """Show words and tick of ``sign``; nobody is told."""
        self.tick.set_words(sign.words)
        self.tick.tick(sign.is_ticked)
        for name, chip in self.tellers.items():
            chip.setChecked(name == sign.told_by)
        self._who.setVisible(sign.is_ticked and bool(self.tellers))

    def _tell(self, name: str, is_on: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self.ticked.emit(True, name if is_on else "")  # noqa: FBT003 -- a signal's payload
