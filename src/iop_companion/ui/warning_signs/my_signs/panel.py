"""My signs: the list at the left, the open sign at the right, suggestions that wait to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.domain.setting_values import Contact
from iop_companion.domain.suggested_sign import SuggestedSign
from iop_companion.foundation.i18n import _
from iop_companion.services.own_signs import SignDraft, SignLine, SignsView
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, row, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.level_shape import RAIL, LevelShape
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.warning_signs.my_signs.sign_form import SignForm, version_words
from iop_companion.ui.warning_signs.my_signs.sign_list import SignList
from iop_companion.ui.warning_signs.parts_switch import MY_SIGNS, PartsSwitch
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_LIST_WIDTH, _LIST_WIDE, _BESIDE_FROM = 328, 400, 820


class MySignsPanel(PageArea):
    """Shows a :class:`SignsView`; wishes leave by signals."""

    sign_requested = Signal(str)
    new_requested = Signal()
    suggestion_taken = Signal(str)

    def __init__(self) -> None:
        """Build the page without data."""
        super().__init__()
        self._sub = text("", "sub")
        self.parts = PartsSwitch(MY_SIGNS)
        self.list = SignList()
        self.list.chosen.connect(self.sign_requested)
        self.add_button = button(_("Add a sign"), icon="plus")
        self.add_button.clicked.connect(self.new_requested)
        self._most = text("", "small")
        self.form = SignForm()
        self._empty = Card()
        self._empty.add(
            text(
                _(
                    "Early signs are small changes that came before a hard time. Write the ones "
                    "that you, or people near you, have noticed. They work from the first day."
                )
            )
        )
        self.suggestions = SuggestionsCard()
        self.suggestions.taken.connect(self.suggestion_taken)
        self._columns = Columns(_LIST_WIDTH, _BESIDE_FROM, _LIST_WIDE, side_first=True)
        for part in (self.list, self.add_button, self._most):
            self._columns.side.addWidget(part)
        for shown in (self._empty, self.form):
            self._columns.main.addWidget(shown)
        self._columns.main.addStretch(1)
        head = WrappingHead(text(_("Warning signs"), "h1"), self._sub, self.parts)
        self.body.addWidget(head)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self.form.hide()
        self._columns.hide()
        current().changed.connect(self._place_suggestions)
        self._place_suggestions()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Suggestions wait under the list, or under everything where there is one column."""
        super().resizeEvent(event)
        self._place_suggestions()

    def _place_suggestions(self) -> None:
        if self._columns.are_beside:
            self._columns.side.addWidget(self.suggestions)
        else:
            self._columns.main.insertWidget(self._columns.main.count() - 1, self.suggestions)

    def show_view(self, view: SignsView, people: Sequence[Contact]) -> None:
        """Show the list; the open form stays as it is."""
        self._columns.show()
        self.list.show_signs(view.signs)
        self.form.offer(view.measures, people, view.untracked)
        self.add_button.setEnabled(not view.is_full)
        self._most.setText(
            _("There are ten. Let one rest or delete one to add another.")
            if view.is_full
            else _("At most ten, so that each one stays worth noticing.")
        )
        self.suggestions.show_suggestions(() if view.is_full else view.suggestions)

    def open_form(self, draft: SignDraft, line: SignLine | None) -> None:
        """Open ``draft`` as the sign of ``line``, or as a new one."""
        self._empty.hide()
        self.form.begin(draft, line)
        self.form.show()
        self.list.mark(str(line.sign.id) if line else "")
        intro = _("My signs, in my own words.")
        about = version_words(line.sign) if line else _("A new sign.")
        self._sub.setText(f"{intro} {about}")

    def close_form(self) -> None:
        """Show no sign: there is none yet."""
        self.form.hide()
        self._empty.show()
        self.list.mark("")
        self._sub.setText(_("My signs, in my own words."))

    def forget(self) -> None:
        """Hold no word any more (on lock)."""
        self.list.show_signs(())
        self.suggestions.show_suggestions(())
        self.form.forget()
        self.form.hide()
        self._sub.setText("")
        self._columns.hide()


class SuggestionsCard(Card):
    """Signs that others have named for the chosen focus; each waits to be taken up."""

    taken = Signal(str)

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("Signs others have named"))
        self.buttons: dict[str, QWidget] = {}
        self._shown: tuple[SuggestedSign, ...] = ()
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 4)
        self.add(text(_("None of them is on. Take one up and change it as you like."), "small"))
        self.layout_.addLayout(self._pile)
        self.hide()

    def show_suggestions(self, suggestions: Sequence[SuggestedSign]) -> None:
        """Show ``suggestions``; none hides the card."""
        self.setVisible(bool(suggestions))
        if tuple(suggestions) == self._shown:
            return
        self._shown = tuple(suggestions)
        empty(self._pile)
        self.buttons = {}
        with at_once(self):
            for suggestion in suggestions:
                self._pile.addWidget(self._line(suggestion))

    def _line(self, suggestion: SuggestedSign) -> QWidget:
        shape = LevelShape(Level(suggestion.zone.value), RAIL)
        words = text(suggestion.words, "small")
        take = button(_("Take up"), "quiet", size="small")
        take.setAccessibleName(_("Take up: {sign}").format(sign=suggestion.words))
        take.clicked.connect(partial(self.taken.emit, suggestion.id))
        self.buttons[suggestion.id] = take
        line = QWidget()
        across = row(shape, words, take, gap=8)
        across.setStretch(1, 1)
        across.setContentsMargins(0, 0, 0, 0)
        across.setAlignment(shape, Qt.AlignmentFlag.AlignVCenter)
        line.setLayout(across)
        return line
