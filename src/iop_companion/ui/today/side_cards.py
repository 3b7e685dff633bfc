"""Cards beside the form: the level if it speaks, what was saved, at most one day to fill."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import EarlyWarning
from iop_companion.domain.records import PlanStep
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.day_words import weekday_name
from iop_companion.foundation.i18n import _
from iop_companion.services.views import DayView
from iop_companion.ui.today.words import EntryLine, entry_lines
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, at_edge, button, divider, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.level_tag import LevelTag


class SideCard(Card):
    """A narrow card that is exactly as high as its wrapped words need."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        spacing.margins(self.layout_, 16, 16, 16, 17)
        self.hide()


class WarningCard(SideCard):
    """The level in a sentence, only in Watch and Act, with one step of the person's plan."""

    see_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self._tag = LevelTag()
        self._sentence = text("", "small")
        self._step = text("", "small")
        self.see = button(_("See what changed"), size="small")
        self.see.clicked.connect(self.see_requested)
        head = QHBoxLayout()
        spacing.gap(head, 8)
        head.addWidget(text(_("Warning signs"), "h2"), 1)
        head.addWidget(self._tag, 0, Qt.AlignmentFlag.AlignTop)
        self.layout_.addLayout(head)
        self.add(self._sentence, self._step, self.see)

    def show_warning(self, warning: EarlyWarning | None, steps: tuple[PlanStep, ...]) -> None:
        """Show ``warning``, or hide when nothing speaks or it is set aside."""
        speaks = warning is not None and warning.speaks and warning.set_aside is None
        self.setVisible(speaks)
        if warning is None or not speaks:
            return
        self._tag.show_level(warning.level)
        self._sentence.setText(warning.sentence)
        step = next((step for step in steps if step.done_on is None), None)
        self._step.setVisible(step is not None)
        self._step.setText(_("You wrote: “{step}”").format(step=step.text) if step else "")


class EntryCard(SideCard):
    """What is recorded for the day, line by line, with the way to its details."""

    edit_requested = Signal()
    details_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self._title = text("", "h2")
        self.edit = at_edge(button(_("Edit"), "quiet", icon="edit"))
        self.edit.hide()
        self.edit.clicked.connect(self.edit_requested)
        head = FlowLayout(gap=12, line_gap=4, is_apart=True)
        head.addWidget(self._title)
        head.addWidget(self.edit)
        self.layout_.addLayout(head)
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 0)
        self.layout_.addLayout(self._pile)
        self.details = button(_("Details of this day"), size="small")
        self.details.clicked.connect(self.details_requested)
        self.add(self.details)
        self._lines: tuple[EntryLine, ...] = ()

    def show_view(self, view: DayView) -> None:
        """List what is recorded; nothing recorded hides the card."""
        lines = entry_lines(view)
        self.setVisible(bool(lines))
        is_today = view.day == view.today
        self._title.setText(
            _("Today’s entry")
            if is_today
            else _("Entry of {weekday}").format(weekday=weekday_name(view.day))
        )
        if lines == self._lines:
            return
        self._lines = lines
        empty(self._pile)
        for index, line in enumerate(lines):
            if index:
                self._pile.addWidget(divider())
            self._pile.addWidget(_entry_line(line))


class GapCard(SideCard):
    """The newest day without an entry, offered once and without reproach."""

    add_requested = Signal(object)
    paper_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self._title = text("", "h2")
        self.add_button = button("", size="small")
        self.add_button.clicked.connect(lambda: self.add_requested.emit(self._day))
        self.paper_button = at_edge(button(_("A week from paper"), "quiet", size="small"))
        self.paper_button.clicked.connect(self.paper_requested)
        self.add(
            self._title,
            text(_("No entry, and that is fine. Add one if it helps."), "small"),
            self.add_button,
        )
        self.layout_.addWidget(self.paper_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._day: date | None = None

    def show_view(self, view: DayView) -> None:
        """Offer the gap of ``view``, unless it is the day that is open."""
        self._day = view.gap
        has_gap = view.gap is not None and view.gap != view.day
        self.setVisible(has_gap)
        if view.gap is not None:
            self._title.setText(long_day(view.gap, view.today))
            self.add_button.setText(_("Add {weekday}").format(weekday=weekday_name(view.gap)))


def _entry_line(line: EntryLine) -> QWidget:
    widget = QWidget()
    pile = QVBoxLayout(widget)
    spacing.margins(pile, 0, 5, 0, 5)
    spacing.gap(pile, 1)
    across = QHBoxLayout()
    spacing.gap(across, 12)
    name = text(line.label, "small")
    value = text(line.value, "small")
    value.setProperty("weight", "medium")
    value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    across.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(value, 1)
    pile.addLayout(across)
    if line.marks:
        marks = text(line.marks, "hint")
        marks.setAlignment(Qt.AlignmentFlag.AlignRight)
        pile.addWidget(marks)
    return widget
