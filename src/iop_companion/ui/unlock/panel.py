"""The lock screen's looks: one card in the middle, Get support now below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, set_state, text
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.passphrase_field import PassphraseField, length_words
from iop_companion.ui.toolkit.support_bar import SupportBar
from iop_companion.ui.toolkit.theme import current

_WIDTH = 400
_LOW = 560
"""Below this height (px at 100 %) the lock screen may scroll."""


class Writing(Protocol):
    """A form that may be filled in while locked."""

    @property
    def widget(self) -> QWidget:
        """What fills the screen."""

    @property
    def support_wanted(self) -> SignalInstance:
        """The person asks for Get support now."""

    @property
    def left(self) -> SignalInstance:
        """Sends whether something was sealed, and whether anything was typed."""

    def on_shown(self) -> None:
        """Put the focus where writing begins."""

    def put_away(self) -> bool:
        """Seal what is written and empty the form; return whether anything was written."""


class UnlockPanel(QWidget):
    """Shows the passphrase card or the recovery card; sends wishes, knows nothing of vaults.

    Where there is not room for all of it, Get support now stands in a bar above what scrolls.
    """

    opened = Signal(object)
    made = Signal()
    support_wanted = Signal()
    unlock_requested = Signal()
    recover_requested = Signal()
    vault_chosen = Signal(int)
    writing_left = Signal(bool, bool)
    """See :attr:`Writing.left`."""

    def __init__(self, name: str) -> None:
        """Build it with the passphrase card in front; ``name`` is all it tells."""
        super().__init__()
        self.setAccessibleName(name)
        self._area = PageArea(margins=(16, 16, 16))
        self.bar = SupportBar(name)
        self.passphrase = PassphraseField(_("Passphrase"))
        self.unlock_button = button(_("Unlock"), "primary")
        self.use_code = button(_("Use recovery code"), "quiet", size="small")
        self.code = QLineEdit()
        self.code.setAccessibleName(_("Recovery code"))
        self.code.setProperty("fit", "large")
        self.code.setMaxLength(80)
        self.new_passphrase = PassphraseField(_("New passphrase"))
        self.recover_button = button(_("Open with the code"), "primary")
        self.back = button(_("Use passphrase"), "quiet", size="small")
        self.support = button(_("Get support now"), "support", icon="support")
        self.write = button(_("Write a check-in now"), size="large")
        self._make_writing: Callable[[], Writing] | None = None
        self.writing: Writing | None = None
        self._problem = text("", "problem")
        self._code_problem = text("", "problem")
        self._waiting = text("", "hint")
        self._length = text(length_words(0), "hint")
        self._name = text(name, "title", wrap=False)
        self._vault = text(_("Passphrase"), "label", wrap=False)
        self.others: list[QPushButton] = []
        self._passphrase_card = self._make_passphrase_card()
        self._code_card = self._make_code_card()
        self._arrange()
        self._connect()
        self.show_recovery(is_on=False)
        self.presenter: object = None

    def offer_vaults(self, here: str, others: Sequence[tuple[int, str]]) -> None:
        """Say which vault this is, by its neutral name, and offer ``others``, (number, name)."""
        self._vault.setText(_("Passphrase of {name}").format(name=here))
        self.passphrase.edit.setAccessibleName(self._vault.text())
        card = self._passphrase_card
        for number, name in others:
            go = button(_("Go to {name}").format(name=name), "quiet", size="small")
            go.clicked.connect(partial(self.vault_chosen.emit, number))
            card.layout_.addWidget(go, 0, Qt.AlignmentFlag.AlignHCenter)
            self.others.append(go)

    def offer_writing(self, make: Callable[[], Writing]) -> None:
        """Offer to write a check-in without unlocking; ``make`` gives the form."""
        self._make_writing = make
        self._fit()

    def open_writing(self) -> None:
        """Show the form in place of everything else here."""
        if self._make_writing is None or self.writing is not None:
            return
        self.forget()
        writing = self.writing = self._make_writing()
        writing.support_wanted.connect(self.support_wanted)
        writing.left.connect(self._close_writing)
        self._whole.addWidget(writing.widget, 1)
        self._area.hide()
        writing.widget.show()
        self._fit()
        writing.on_shown()

    def _close_writing(self, is_sealed: bool, was_typed: bool) -> None:  # noqa: FBT001 -- a Qt slot
        writing, self.writing = self.writing, None
        if writing is not None:
            writing.widget.hide()
            writing.widget.deleteLater()
        self._area.show()
        self._fit()
        self.on_shown()
        self.writing_left.emit(is_sealed, was_typed)

    @property
    def screen_widget(self) -> QWidget:
        """Itself."""
        return self

    def on_shown(self) -> None:
        """Put the focus into the field to fill."""
        if self.writing is not None:
            self.writing.on_shown()
            return
        field = self.code if self._code_card.isVisibleTo(self) else self.passphrase.edit
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_locking(self) -> None:
        """Nothing typed here goes into a vault."""

    def on_hidden(self) -> bool:
        """Empty every field; a try under way must not open anything any more."""
        if self.writing is not None:
            self.writing.put_away()
        self.forget()
        return False

    def show_recovery(self, *, is_on: bool) -> None:
        """Show the card of the recovery code, or the one of the passphrase."""
        self._passphrase_card.setVisible(not is_on)
        self._code_card.setVisible(is_on)
        self.show_problem("")
        if self.isVisible():
            self.on_shown()

    def show_problem(self, words: str) -> None:
        """Say under the field why it did not open; what was typed stays, selected."""
        recovering = self._code_card.isVisibleTo(self)
        self._problem.setText("" if recovering else words)
        self._code_problem.setText(words if recovering else "")
        self._problem.setVisible(bool(words) and not recovering)
        self._code_problem.setVisible(bool(words) and recovering)
        if recovering:
            set_state(self.code, "problem", "true" if words else "false")
        else:
            self.passphrase.mark_problem(is_problem=bool(words))
        announce(self, words, assertive=True)

    def say(self, words: str) -> None:
        """See :meth:`~iop_companion.ui.toolkit.entrance.Entrance.say`."""
        self.show_busy(is_busy=False)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    @property
    def problem(self) -> str:
        """The problem said now, or ""."""
        return self._problem.text() or self._code_problem.text()

    def show_busy(self, *, is_busy: bool) -> None:
        """Take no second try while one is under way; Get support now stays free."""
        buttons = (self.unlock_button, self.recover_button, self.use_code, self.back, self.write)
        for control in (*buttons, *self.others):
            control.setEnabled(not is_busy)
        for field in (self.passphrase.edit, self.code, self.new_passphrase.edit):
            field.setReadOnly(is_busy)
        if not is_busy:
            self.show_waiting("")

    def show_waiting(self, words: str) -> None:
        """Say that it is being opened, when it takes longer than a moment."""
        self._waiting.setText(words)
        self._waiting.setVisible(bool(words))

    def remind(self) -> None:
        """Show the one word of a reminder."""
        self.show_waiting(_("Reminder"))

    def forget(self) -> None:
        """Empty every field."""
        self.passphrase.forget()
        self.new_passphrase.forget()
        self.code.clear()

    def _make_passphrase_card(self) -> Card:
        card = Card()
        spacing.margins(card.layout_, 24, 22, 24, 18)
        spacing.gap(card.layout_, 6)
        card.add(self._vault, self.passphrase, self._problem)
        card.layout_.addSpacing(12)
        card.add(self.unlock_button)
        card.layout_.addWidget(self.use_code, 0, Qt.AlignmentFlag.AlignHCenter)
        return card

    def _make_code_card(self) -> Card:
        card = Card()
        spacing.margins(card.layout_, 24, 22, 24, 18)
        spacing.gap(card.layout_, 6)
        card.add(text(_("Recovery code"), "label", wrap=False), self.code, self._code_problem)
        card.add(text(_("Capital or small letters, with or without dashes."), "hint"))
        card.layout_.addSpacing(8)
        card.add(text(_("New passphrase"), "label", wrap=False), self.new_passphrase, self._length)
        card.layout_.addSpacing(8)
        card.add(self.recover_button)
        card.layout_.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        return card

    def _arrange(self) -> None:
        brand = QHBoxLayout()
        spacing.gap(brand, 10)
        sign = text("", wrap=False)
        set_icon(sign, "companion", "primary", size=26)
        brand.addStretch(1)
        brand.addWidget(sign)
        brand.addWidget(self._name)
        brand.addStretch(1)
        below = text(_("Works without unlocking"), "hint")
        below.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._brand = QWidget()
        self._brand.setLayout(brand)
        spacing.margins(brand, 0, 0, 0, 14)
        self._below = below
        holder = QWidget()
        spacing.at_most(holder, width=_WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(column, 8)
        for widget in (self._brand, self._passphrase_card, self._code_card):
            column.addWidget(widget)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._waiting)
        column.addSpacing(12)
        for widget in (self.write, self.support, below):
            column.addWidget(widget)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(holder, 1000)
        middle.addStretch(1)
        self._area.body.addStretch(1)
        self._area.body.addLayout(middle)
        self._area.body.addStretch(1)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        spacing.gap(whole, 0)
        whole.addWidget(self.bar)
        whole.addWidget(self._area, 1)
        self._waiting.hide()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Move Get support now into the bar, or out of it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_low = self.height() < current().px(_LOW)
        self.bar.setVisible(is_low and self.writing is None)
        self.write.setVisible(self._make_writing is not None)
        for widget in (self._brand, self.support, self._below):
            widget.setVisible(not is_low)

    def _connect(self) -> None:
        self.passphrase.entered.connect(self.unlock_requested)
        self.unlock_button.clicked.connect(self.unlock_requested)
        self.code.returnPressed.connect(self.new_passphrase.edit.setFocus)
        self.new_passphrase.entered.connect(self.recover_requested)
        self.recover_button.clicked.connect(self.recover_requested)
        self.use_code.clicked.connect(lambda: self.show_recovery(is_on=True))
        self.back.clicked.connect(lambda: self.show_recovery(is_on=False))
        self.write.clicked.connect(self.open_writing)
        self.support.clicked.connect(self.support_wanted)
        self.bar.support_wanted.connect(self.support_wanted)
        current().changed.connect(self._fit)
        self.new_passphrase.edit.textChanged.connect(
            lambda typed: self._length.setText(length_words(len(typed)))
        )
