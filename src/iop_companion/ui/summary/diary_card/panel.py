"""The page "Diary card": empty or filled, which week, and the page as it will be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from iop_companion.foundation.day_words import period_words
from iop_companion.foundation.i18n import _
from iop_companion.services.diary_cards import NAME_CHARACTERS
from iop_companion.ui.summary.page_preview import PagePreview
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.switch import Switch
from iop_companion.ui.widgets.tick_row import TickRow
from iop_companion.ui.widgets.wrapping_head import WrappingHead

EMPTY, FILLED = "empty", "filled"
_SIDE = 300
_SETTLE_MS = 400
"""Typing settles for so long before the preview is made anew."""

_AROUND_PREVIEW = 150
"""Px of the head above the preview and of the line below it, at 100 % text."""


class DiaryCardPanel(PageArea):
    """Shows the choices and the page; what the person wishes leaves by signals."""

    choices_changed = Signal()
    week_requested = Signal(int)
    """So many weeks on (-1: the week before)."""

    save_requested = Signal()
    print_requested = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        """Build the page for an empty card."""
        super().__init__()
        self.back = button(_("Back to Summary"))
        self.print_button = button(_("Print"), icon="print")
        self.save_button = button(_("Save PDF"), "primary")
        self.kind = Switch(_("Card"), ((EMPTY, _("Empty")), (FILLED, _("Filled in"))), fills=True)
        self.kind_words = text("", "hint")
        self.before = _week_button("previous", _("The week before"))
        self.after = _week_button("next", _("The week after"))
        self.week = text("", wrap=False)
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_CHARACTERS)
        self.name.setPlaceholderText(_("optional"))
        self.name.setAccessibleName(_("Name on the card"))
        self.notes = TickRow(_("My notes"), _("in my own words"))
        self.points = TickRow(_("What I want to talk about"), _("as it stands in the summary"))
        self.names = TickRow(
            _("Names of other people"), _("else as roles, such as [sister], in your own words")
        )
        self.lock = TickRow(
            _("Lock the PDF with a passphrase"),
            _("Any PDF reader asks for it. Nobody can open the file without it."),
        )
        self.preview = PagePreview()
        self.line = text("", "small")
        self._of_filled: list[QWidget] = []
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._arrange()
        self._connect()
        self.points.tick(is_on=True)
        self._say_kind()

    @property
    def is_filled(self) -> bool:
        """Whether a card with days of the diary is wished for."""
        return self.kind.key == FILLED

    def show_week(self, first: date, last: date, *, has_later: bool) -> None:
        """Say which week a filled card is of."""
        self.week.setText(period_words(first, last))
        self.after.setEnabled(has_later)

    def show_pages(self, pages: Sequence[QImage], line: str = "") -> None:
        """Show the page of the very file, and below it what is to be said of it."""
        self.preview.show_pages(pages)
        self.line.setText(line)

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._settle.stop()
        self.show_pages([])
        self.week.setText("")
        self.name.clear()
        self.kind.choose(EMPTY)
        self.notes.tick(is_on=False)
        self.names.tick(is_on=False)
        self._say_kind()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Let a whole page be seen in the height there is."""
        super().resizeEvent(event)
        self.preview.fit_into(self.viewport().height() - current().px(_AROUND_PREVIEW))

    def _arrange(self) -> None:
        promise = _("A week on one page, to fill in by hand or to bring along.")
        head = text(_("Diary card"), "h1"), text(promise, "sub")
        self.body.addWidget(WrappingHead(*head, self.back, self.print_button, self.save_button))
        columns = Columns(_SIDE, side_first=True)
        columns.side.addWidget(self._card())
        self._locking = Card()
        self._locking.add(self.lock)
        self._of_filled.append(self._locking)
        columns.side.addWidget(self._locking)
        columns.side.addStretch(1)
        spacing.gap(columns.main, 8)
        columns.main.addWidget(self.preview)
        columns.main.addWidget(self.line)
        columns.main.addStretch(1)
        self.body.addWidget(columns)
        self.body.addStretch(1)

    def _card(self) -> Card:
        card = Card()
        spacing.gap(card.layout_, 5)
        week = QWidget()
        line = QHBoxLayout(week)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 8)
        line.addWidget(self.before)
        line.addWidget(self.week, 1)
        line.addWidget(self.after)
        week_label = text(_("Week"), "label")
        card.add(self.kind)
        card.layout_.addSpacing(4)  # for the ring
        card.add(self.kind_words)
        card.layout_.addSpacing(4)
        card.add(week_label, week)
        card.add(text(_("Name on the card"), "label"), self.name)
        card.add(self.notes, self.points, self.names)
        self._of_filled = [week_label, week, self.notes, self.points, self.names]
        return card

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.before.clicked.connect(lambda: self.week_requested.emit(-1))
        self.after.clicked.connect(lambda: self.week_requested.emit(1))
        self.kind.chosen.connect(self._choose_kind)
        self.name.textEdited.connect(lambda _text: self._settle.start())
        self._settle.timeout.connect(self.choices_changed)
        for row in (self.notes, self.points, self.names):
            row.box.toggled.connect(lambda _on: self.choices_changed.emit())
        wishes = (
            (self.print_button, self.print_requested, "Ctrl+P"),
            (
                self.save_button,
                self.save_requested,
                "Ctrl+S",
            ),
        )
        for wish_button, wish, keys in wishes:
            wish_button.clicked.connect(wish)
            wish_button.setToolTip(keys)
            QShortcut(QKeySequence(keys), self).activated.connect(wish)

    def _choose_kind(self, _key: str) -> None:
        self._say_kind()
        self.choices_changed.emit()

    def _say_kind(self) -> None:
        is_filled = self.is_filled
        for part in self._of_filled:
            part.setVisible(is_filled)
        self.kind_words.setText(
            _("With what is saved of seven days.")
            if is_filled
            else _("For any week: a page to write on. It holds nothing of your diary.")
        )


def _week_button(icon: str, words: str) -> QPushButton:
    made = button("", icon=icon)
    made.setProperty("fit", "icon")
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made
