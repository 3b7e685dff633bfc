"""The check-in of the lock screen: an empty form, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _
from iop_companion.ui.today.form_card import FormCard
from iop_companion.ui.today.model import CheckInForm
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.support_bar import SupportBar
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout

_WIDEST = 760
_BESIDE_FROM = 650
"""Narrower forms (px at 100 % text) have their labels above the controls, as on Today."""


class SealedPanel(QWidget):
    """Shows a :class:`CheckInForm` of today that begins empty; wishes leave by signals."""

    answer_changed = Signal(str, object, str)
    seal_requested = Signal()
    drop_requested = Signal()
    bring_back_requested = Signal()
    back_requested = Signal()
    support_wanted = Signal()
    hide_wanted = Signal()
    left = Signal(bool, bool)
    """The lock screen may come back. Whether something was sealed; whether anything was typed."""

    def __init__(self, name: str, *, moves_on: bool = True) -> None:
        """Build it without rows; ``name`` stands in the bar, as on the lock screen."""
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = SupportBar(name, with_hide=True)
        self.title = text(_("Write a check-in"), "h1")
        self.under = text("", "sub")
        self.card = FormCard(moves_on=moves_on)
        self.seal = button(_("Seal check-in"), "primary")
        self.drop = button(_("Do not keep"), size="large")
        self.back = button(_("Back"), size="large")
        self.bring_back = button(_("Bring it back"), "quiet", size="small")
        self.rest = text(
            _(
                "These rows are the same for everyone. Rows of your own can be answered on Today, "
                "once you unlock."
            ),
            "small",
        )
        self.line = text("", "small")
        self.problem = text("", "problem")
        self._area = PageArea(widest=_WIDEST)
        self._arrange()
        self._connect()
        self.show_line("")
        self.show_problem("")
        self.show_written(is_written=False, is_dropped=False)

    def show_form(self, form: CheckInForm) -> None:
        """Show the answers given so far, under the day they are for."""
        day = long_day(form.view.day)
        words = _(
            "{day}. Sealed as you write; it goes into your diary when you unlock. "
            "Nothing older is shown."
        )
        self.under.setText(words.format(day=day))
        self.card.show_form(form)
        self.card.show()
        self._foot.show()
        self._fit()

    def focus_first(self) -> None:
        """Put the focus on the first question."""
        self.card.focus_first()

    def show_written(self, *, is_written: bool, is_dropped: bool) -> None:
        """Offer to throw away what is written, or to bring back what was thrown away."""
        self.drop.setVisible(is_written)
        self.back.setVisible(not is_written)
        self.bring_back.setVisible(is_dropped)

    def show_line(self, words: str) -> None:
        """Say how things stand."""
        self.line.setText(words)
        self.line.setVisible(bool(words))

    def show_problem(self, words: str) -> None:
        """Say why it could not be sealed; the form stays."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            self._foot.show()  # with the way back, if it was the rows that could not be read
            announce(self, words, assertive=True)

    def forget(self) -> None:
        """Hold no value any more."""
        self.card.forget()
        self.show_line("")
        self.show_problem("")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Labels above or beside the controls."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = min(self.width(), current().px(_WIDEST))
        self.card.stack(room < current().px(_BESIDE_FROM))

    def _arrange(self) -> None:
        self._foot = QWidget()
        pile = QVBoxLayout(self._foot)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 8)
        flow = FlowLayout(gap=12, line_gap=8)
        for part in (self.seal, self.drop, self.back, self.bring_back):
            flow.addWidget(part)
        pile.addWidget(self.rest)
        pile.addWidget(self.problem)
        pile.addLayout(flow)
        pile.addWidget(self.line)
        head = QVBoxLayout()
        spacing.gap(head, 3)
        head.addWidget(self.title)
        head.addWidget(self.under)
        self._area.body.addLayout(head)
        self._area.body.addWidget(self.card)
        self._area.body.addWidget(self._foot)
        self._area.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        spacing.gap(whole, 0)
        whole.addWidget(self.bar)
        whole.addWidget(self._area, 1)
        self.under.setText(_("One moment."))
        self.card.hide()  # until its rows are read: a frame without rows asks nothing
        self._foot.hide()

    def _connect(self) -> None:
        self.card.answer_changed.connect(self.answer_changed)
        self.card.passed_end.connect(self.seal.setFocus)
        self.seal.clicked.connect(self.seal_requested)
        self.drop.clicked.connect(self.drop_requested)
        self.bring_back.clicked.connect(self.bring_back_requested)
        self.back.clicked.connect(self.back_requested)
        self.bar.support_wanted.connect(self.support_wanted)
        self.bar.hide_wanted.connect(self.hide_wanted)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.seal_requested.emit)
        current().changed.connect(self._fit)
