"""What the person chooses for a summary: for whom, which days, what to say, what to include."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from iop_companion.domain.summary import Section
from iop_companion.foundation.i18n import _
from iop_companion.services.summarising import MOST_TALK_CHARACTERS, MOST_TALK_POINTS
from iop_companion.ui.summary.for_whom import ForWhom
from iop_companion.ui.summary.own_days import OwnDays
from iop_companion.ui.summary.words import OWN_DAYS, SINCE_SESSION, period_choices, section_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.bounded_text import BoundedText
from iop_companion.ui.widgets.switch import Switch
from iop_companion.ui.widgets.tick_row import TickRow

_MOST_CHARACTERS = 80
_FEWEST_LINES, _MOST_LINES = 3, 9
_FIELD_EDGES = 26  # outline, padding and the document's own margin, above and below


class AboutCard(Card):
    """For whom, my name, the days, and what I want to talk about."""

    typed = Signal()
    period_chosen = Signal()

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        spacing.gap(self.layout_, 5)
        self.for_whom = ForWhom(_MOST_CHARACTERS)
        self.recipient = self.for_whom.line
        self.name = _line(_("My name or initials"), _("optional"))
        self.period = Switch(_("Period"), period_choices(), fills=True)
        self.own_days = OwnDays()
        self.own_days.hide()
        self.period_words = text("", "hint")
        self.talk = GrowingText()
        self.talk.setAccessibleName(_("What I want to talk about, one point a line"))
        self.talk.setPlaceholderText(_("One point a line"))
        self.problem = text("", "problem")
        self.problem.hide()
        self._add(_("For"), self.for_whom)
        self._add(_("My name or initials"), self.name)
        self._add(_("Period"), self.period, self.own_days, self.period_words)
        self._add(_("What I want to talk about"), self.talk, self.problem, is_last=True)
        self.period.chosen.connect(self._choose_period)
        self.own_days.chosen.connect(self.period_chosen)
        self.for_whom.changed.connect(self.typed)
        self.name.textEdited.connect(lambda _text: self.typed.emit())
        self.talk.textChanged.connect(self.typed)

    @property
    def is_period_possible(self) -> bool:
        """Whether the days asked for are in an order that can be."""
        return self.period.key != OWN_DAYS or self.own_days.is_possible

    def show_period(self, first: date, last: date, today: date, words: str) -> None:
        """Say which days these are; days of one's own begin from those shown last."""
        self.period_words.setText(words)
        if self.period.key != OWN_DAYS:
            self.own_days.show_days(first, last, today)

    @property
    def talk_points(self) -> tuple[str, ...]:
        """The lines that hold any words."""
        lines = self.talk.toPlainText().splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def set_talk_points(self, points: Sequence[str]) -> None:
        """Show the kept points, without telling anybody."""
        self.talk.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.talk.setPlainText("\n".join(points))
        self.talk.blockSignals(False)  # noqa: FBT003

    def show_problem(self, words: str) -> None:
        """Say under the points what is wrong with them, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def forget(self) -> None:
        """Hold no word any more."""
        self.set_talk_points(())
        self.show_problem("")
        self.period_words.setText("")
        self.period.choose(SINCE_SESSION)
        self.own_days.hide()
        self.own_days.show_days(date.min, date.min, date.min)
        self.name.clear()
        self.for_whom.forget()

    def _choose_period(self, key: str) -> None:
        self.own_days.setVisible(key == OWN_DAYS)
        self.period_chosen.emit()

    def _add(self, label: str, *widgets: QWidget, is_last: bool = False) -> None:
        self.add(text(label, "label"), *widgets)
        if not is_last:
            self.layout_.addSpacing(4)


class IncludeCard(Card):
    """A tick for each section; ``ticked`` tells that one changed."""

    ticked = Signal()

    def __init__(self) -> None:
        """Build it with nothing ticked."""
        super().__init__(_("Include"))
        spacing.gap(self.layout_, 2)
        self.rows: dict[Section, TickRow] = {}
        for section, words, hint in section_words():
            row = TickRow(words, hint)
            row.box.toggled.connect(lambda _on: self.ticked.emit())
            self.rows[section] = row
            self.add(row)
        self.names = TickRow(
            _("Names of other people"), _("else as roles, such as [sister], in your own words")
        )
        self.names.box.toggled.connect(lambda _on: self.ticked.emit())
        self.names.hide()
        self.add(self.names)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The ticked sections."""
        return tuple(section for section, row in self.rows.items() if row.box.isChecked())

    @property
    def with_names(self) -> bool:
        """Whether names of the person's people may stand in their words."""
        return self.names.box.isChecked()

    def offer_names(self, *, are_known: bool) -> None:
        """Offer the tick for names where any are known."""
        self.names.setVisible(are_known)

    def forget(self) -> None:
        """Tick nothing and offer no names."""
        self.set_sections(())
        self.names.tick(is_on=False)
        self.names.hide()

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Tick ``sections`` and no others, without telling anybody."""
        for section, row in self.rows.items():
            row.tick(section in sections)


class GrowingText(BoundedText):
    """A field as high as its words, between three and nine lines; Tab leaves it."""

    def __init__(self) -> None:
        """Start with three lines."""
        super().__init__(MOST_TALK_POINTS * MOST_TALK_CHARACTERS)
        self._is_fitting = False
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        current().changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Count anew: other words go into a line now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        if self._is_fitting:
            return
        self._is_fitting = True
        shown = min(max(self._n_lines(), _FEWEST_LINES), _MOST_LINES)
        line = QFontMetrics(current().font()).lineSpacing()
        self.setFixedHeight(shown * line + current().px(_FIELD_EDGES))
        self._is_fitting = False

    def _n_lines(self) -> int:
        """The lines of every paragraph: Qt alone breaks none that it has not yet painted."""
        layout = self.document().documentLayout()
        n_lines, block = 0, self.document().begin()
        while block.isValid() and n_lines < _MOST_LINES:
            layout.blockBoundingRect(block)
            n_lines += block.layout().lineCount()
            block = block.next()
        return n_lines


def _line(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaxLength(_MOST_CHARACTERS)
    return field
