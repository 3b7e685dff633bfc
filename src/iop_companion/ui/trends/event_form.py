"""Marking a day on the charts, or changing a mark: the day, what kind of thing, a few words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from iop_companion.domain.chart_series import ChartEvent, EventKind
from iop_companion.foundation.i18n import _
from iop_companion.services.chart_events import MOST_CHARACTERS, kind_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import asked, asking, at_edge, button, row, text
from iop_companion.ui.widgets.day_calendar import DayButton
from iop_companion.ui.widgets.quiet_combo import QuietCombo

_KINDS = tuple(kind for kind in EventKind if kind is not EventKind.SESSION)


@dataclass(frozen=True, slots=True)
class EventWish:
    """What was filled in; ``before`` is the mark that it changes, None for a new one."""

    before: ChartEvent | None
    day: date
    words: str = field(repr=False)
    kind: EventKind


class EventForm(QWidget):
    """Enter saves, Esc leaves. What was typed stays until it is saved or let go."""

    saved = Signal(object)
    removed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self._before: ChartEvent | None = None
        self._opened_as: tuple[date, str, EventKind] | None = None
        self.day = DayButton(_("Day"))
        self.kind = _Kinds()
        self.words = QLineEdit()
        self.words.setAccessibleName(_("A word or two for the charts"))
        self.words.setMaxLength(MOST_CHARACTERS)
        self.problem = text("", "problem")
        self.problem.hide()
        self.save_button = button(_("Save"))
        self.cancel_button = button(_("Cancel"), "quiet")
        self.remove_button = at_edge(button(_("Take it off"), "quiet", size="small"))
        pile = asking(
            asked(_("Day"), self.day),
            asked(_("What it was"), self.kind),
            asked(_("In a word or two"), self.words, self.problem),
        )
        pile.addLayout(row(self.save_button, self.cancel_button, gap=8, stretch_at=-1))
        pile.addSpacing(16)
        pile.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(pile)
        spacing.margins(pile, 0, 4, 0, 0)
        self.kind.currentIndexChanged.connect(lambda _index: self._suggest())
        self.words.textEdited.connect(lambda _text: self.show_problem(""))
        self.words.returnPressed.connect(self._save)
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.left)
        self.remove_button.clicked.connect(self._remove)

    def begin(self, event: ChartEvent | None, today: date) -> None:
        """Fill in ``event`` to change it, or nothing but today for a new one."""
        self._before = event
        self.day.show_day(event.day if event else today, today)
        kind = event.kind if event else EventKind.MEDICINE
        self.kind.setCurrentIndex(_KINDS.index(kind))
        self.words.setText(event.label if event else "")
        self.show_problem("")
        self.remove_button.setVisible(event is not None)
        self._suggest()
        self._opened_as = self._filled
        self.show()
        (self.words if event else self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def unsaved(self) -> EventWish | None:
        """What was filled in since it was opened, if there is anything that can be kept."""
        is_new = self._before is None
        if self.isHidden() or self._filled == self._opened_as:
            return None
        return None if is_new and not self.words.text().strip() else self._wish()

    def show_problem(self, words: str) -> None:
        """Say under the words what is missing, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def forget(self) -> None:
        """Hold no word any more."""
        self._before = self._opened_as = None
        self.words.clear()
        self.show_problem("")
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _filled(self) -> tuple[date, str, EventKind]:
        return self.day.day, self.words.text(), self._kind

    @property
    def _kind(self) -> EventKind:
        return _KINDS[max(self.kind.currentIndex(), 0)]

    def _wish(self) -> EventWish:
        return EventWish(self._before, self.day.day, self.words.text(), self._kind)

    def _suggest(self) -> None:
        """A kind names the mark where nothing is typed; another thing needs words of its own."""
        names = self._kind is not EventKind.OTHER
        self.words.setPlaceholderText(kind_words(self._kind) if names else "")

    def _save(self) -> None:
        self.saved.emit(self._wish())

    def _remove(self) -> None:
        self.removed.emit(self._before)


class _Kinds(QuietCombo):
    """The kinds of events."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What it was"))
        for kind in _KINDS:
            self.addItem(kind_words(kind))
