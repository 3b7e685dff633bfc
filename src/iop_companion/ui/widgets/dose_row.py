"""One dose of a day: the medicine and its time, and what became of it by one key or click."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import DoseOutcome
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.medicine_words import due_words
from iop_companion.services.medicines import DueDose
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.widgets.choice_row import ChoiceRow
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.segment import Segment, segment_choices


class WrappedChoice(ChoiceRow):
    """The same cells as a segment, apart from each other, so that they can go on in a next line."""

    def __init__(self, measure: Measure) -> None:
        """Build a cell for each word."""
        super().__init__(measure)
        flow = FlowLayout(self, gap=4, line_gap=4)
        for choice in segment_choices(measure):
            flow.addWidget(self._add_cell(choice, kind="cell", wide="true"))


class DoseRow(QWidget):
    """``chosen`` tells medicine, time due, and the outcome or None."""

    chosen = Signal(str, str, object)

    def __init__(self, due: DueDose, *, stacked: bool = False) -> None:
        """Show ``due``; ``stacked`` puts the choice below the words."""
        super().__init__()
        self._due = due
        said = due_words(due)
        kind = WrappedChoice if stacked else Segment
        self.segment: ChoiceRow = kind(
            _outcomes(f"{due.medicine.name}, {said}" if said else due.medicine.name)
        )
        words = QVBoxLayout()
        spacing.gap(words, 0)
        words.addWidget(text(due.medicine.name, "label"))
        if said:
            words.addWidget(text(said, "small"))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._line, 6 if stacked else 14)
        self._line.addLayout(words, 1)
        self._line.addWidget(self.segment, 0)
        self.stack(is_stacked=stacked)
        outcome = due.dose.outcome.value if due.dose else None
        self.segment.set_value(outcome)
        self.segment.changed.connect(self._tell)

    @property
    def key(self) -> tuple[str, str]:
        """Which dose it is: the medicine's id and the time due."""
        return self._due.medicine.id, self._due.due

    def stack(self, *, is_stacked: bool) -> None:
        """Put the choice below the words, or at their right."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if is_stacked else across)

    def enter(self) -> None:
        """Take the focus."""
        self.segment.tab_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        value = self.segment.value()
        outcome = None if value is None else DoseOutcome(str(value))
        # once the key is done with: it still moves the focus, and the row may be made anew
        QTimer.singleShot(0, self, lambda: self.chosen.emit(*self.key, outcome))


def _outcomes(label: str) -> Measure:
    """What became of a dose, as the choice that the segment shows."""
    return Measure(
        id=MeasureId("dose"),
        label=label,
        kind=Kind.CHOICE,
        options=(
            Option(DoseOutcome.TAKEN.value, _("Taken"), pgettext("key for taken", "T")),
            Option(DoseOutcome.LATE.value, _("Late"), pgettext("key for late", "L")),
            Option(DoseOutcome.MISSED.value, _("Missed"), pgettext("key for missed", "M")),
            Option(
                DoseOutcome.SKIPPED_ON_ADVICE.value,
                _("Skipped on advice"),
                pgettext("key for skipped", "S"),
            ),
        ),
    )
