"""The page "A week from paper": head, grid, what does not fit, Save, and how to type."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from iop_companion.foundation.day_words import period_words, weekday_name
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.paper_weeks import PaperWeek
from iop_companion.ui.today.paper_week.grid import PaperGrid
from iop_companion.ui.today.paper_week.model import PaperSheet
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, at_edge, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE = 202


class PaperWeekPanel(PageArea):
    """Shows a week; wishes leave by signals."""

    week_requested = Signal(int)
    """So many weeks on (-1: the week before)."""

    back_requested = Signal()
    save_requested = Signal()
    retry_requested = Signal()
    card_requested = Signal()

    def __init__(self) -> None:
        """Build the page without a week."""
        super().__init__()
        self._title = text(_("Type a week back in"), "h1")
        self._sub = text("", "sub")
        self.before = _week_button("previous", _("The week before"))
        self.after = _week_button("next", _("The week after"))
        self.back = button(_("Back to Today"))
        self.grid = PaperGrid()
        self.problem = text("", "problem")
        self.save = button(_("Save the week"), "primary")
        self.retry = button(_("Try again"))
        self.line = text("", "small", wrap=False)
        self.card_button = at_edge(button(_("Print a card"), "quiet", size="small"))
        self._saved = Card(_("Already saved"))
        self._saved_words = text("", "small")
        self._arrange()
        self._connect()
        self.say("")

    def show_sheet(self, sheet: PaperSheet, then: Callable[[], object] | None = None) -> None:
        """Show another week; ``then`` is called when its cells are there."""
        week = sheet.week
        first, last = week.days[0].day, week.days[-1].day
        period = _("{first_weekday} to {last_weekday}, {period}, from the paper card").format(
            first_weekday=weekday_name(first),
            last_weekday=weekday_name(last),
            period=period_words(first, last, with_year=last.year != week.today.year),
        )
        self._sub.setText(period)
        self.after.setEnabled(last < week.today)
        self._show_saved(week)
        self.say("")
        self.grid.show_sheet(sheet, then)

    def show_line(self, words: str, *, is_news: bool = False) -> None:
        """Say beside Save how things stand."""
        self.line.setText(words)
        if is_news:
            announce(self, words)

    def say(self, words: str, *, can_retry: bool = False) -> None:
        """Say under the grid what does not fit, or take it away."""
        if words and words != self.problem.text():
            announce(self, words)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.retry.setVisible(can_retry)

    def forget(self) -> None:
        """Hold no value any more."""
        self.grid.forget()
        self.say("")
        self._saved_words.setText("")

    def _show_saved(self, week: PaperWeek) -> None:
        saved = [column for column in week.days if column.is_saved]
        self._saved.setVisible(bool(saved))
        days = ", ".join(weekday_name(column.day) for column in saved)
        self._saved_words.setText(
            _("The whole week is shown, not changed.")
            if len(saved) == len(week.days)
            else ngettext(
                "{days} is shown, not changed.", "{days} are shown, not changed.", len(saved)
            ).format(days=days)
        )

    def _arrange(self) -> None:
        self.body.addWidget(
            WrappingHead(self._title, self._sub, self.before, self.after, self.back)
        )
        columns = Columns(_SIDE, both_from=900)
        card = Card()
        card.setProperty("region", "true")
        card.add(self.grid)
        spacing.margins(card.layout_, 20, 18, 20, 12)  # a tick has room of its own around it
        spacing.gap(columns.main, 12)
        columns.main.addWidget(card)
        columns.main.addWidget(self.problem)
        footer = FlowLayout(gap=12, line_gap=8)
        for part in (self.save, self.retry, self.line):
            footer.addWidget(part)
        columns.main.addLayout(footer)
        columns.main.addStretch(1)
        self._saved.add(self._saved_words)
        typing = _typing_card()
        typing.layout_.addWidget(self.card_button, 0, Qt.AlignmentFlag.AlignLeft)
        for card_beside in (typing, _written_card(), self._saved):
            columns.side.addWidget(card_beside)
        columns.side.addStretch(1)
        self.body.addWidget(columns)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.card_button.clicked.connect(self.card_requested)
        self.before.clicked.connect(lambda: self.week_requested.emit(-1))
        self.after.clicked.connect(lambda: self.week_requested.emit(1))
        self.back.clicked.connect(self.back_requested)
        self.save.clicked.connect(self.save_requested)
        self.retry.clicked.connect(self.retry_requested)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_in_sight)
        self.grid.passed_end.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and isValid(self) and self.grid.isAncestorOf(new):
            self.show_all_of(new)


def _week_button(icon: str, words: str) -> QPushButton:
    made = button("", icon=icon)
    made.setProperty("fit", "icon")
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made


def _typing_card() -> Card:
    card = Card(_("Typing"))
    spacing.gap(card.layout_, 4)
    for words in (
        _("Enter goes down"),
        _("Tab goes right"),
        _("Backspace clears"),
        _("Ctrl+Z undoes"),
    ):
        card.add(text(words, "small"))
    return card


def _written_card() -> Card:
    card = Card(_("Written when?"))
    card.add(
        text(_("“Same day” means the paper was filled in on that day."), "small"),
        text(_("Press it to say “later”."), "small"),
        text(_("Notes and further answers can be added on the day itself."), "small"),
    )
    return card
