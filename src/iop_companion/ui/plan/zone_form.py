"""Writing a zone: how I know, what I will do, whom with, and words for a hard call."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.domain.records import PlanZone
from iop_companion.foundation.i18n import _
from iop_companion.services.my_plan import MAX_STEPS, MAX_WORDS, ZoneDraft
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import asked, button, row, text
from iop_companion.ui.widgets.bounded_text import BoundedText
from iop_companion.ui.widgets.names_row import NamesRow

_TWO_LINES, _SOME_LINES = 66, 120


class ZoneForm(QWidget):
    """Wishes leave by signals; what was typed stays until it is saved or let go."""

    save_requested = Signal()
    close_requested = Signal()
    changed = Signal()

    def __init__(self, zone: PlanZone) -> None:
        """Build it empty."""
        super().__init__()
        self._zone = zone
        self._opened_as = ZoneDraft(zone)
        self.how_i_know = _field(_("How I know"), _TWO_LINES)
        self.steps = _field(_("I will, one step a line"), _SOME_LINES, MAX_STEPS * MAX_WORDS)
        self.people = NamesRow(_("Whom with, or whom I tell"))
        self.to_say = _field(_("If words are hard, I can say"), _TWO_LINES)
        self.problem = text("", "problem")
        self.problem.hide()
        self.save_button = button(_("Save this zone"), "primary")
        self.close_button = button(_("Close"))
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 4, 0)
        spacing.gap(pile, 12)
        parts = (
            (_("How I know"), self.how_i_know),
            (_("I will, one step a line"), self.steps),
            (_("Whom with, or whom I tell"), self.people),
            (_("If words are hard, I can say"), self.to_say),
        )
        self._nobody = text(
            _("People you add under Get support now or in Settings can be picked here."), "hint"
        )
        for words, widget in parts:
            fields = (widget, self._nobody) if widget is self.people else (widget,)
            pile.addLayout(asked(words, *fields))
        pile.addWidget(self.problem)
        pile.addLayout(row(self.save_button, self.close_button, gap=10, stretch_at=-1))
        for field in (self.how_i_know, self.steps, self.to_say):
            field.textChanged.connect(self._tell)
        self.people.changed.connect(self._tell)
        self.save_button.clicked.connect(self.save_requested)
        self.close_button.clicked.connect(self.close_requested)

    def offer(self, names: Sequence[str]) -> None:
        """Offer people by name; those picked stay."""
        self.people.offer(names)
        self._nobody.setVisible(not names)

    def begin(self, draft: ZoneDraft) -> None:
        """Show ``draft``."""
        self.how_i_know.setPlainText(draft.how_i_know)
        self.steps.setPlainText("\n".join(draft.steps))
        self.people.pick(draft.people)
        self.to_say.setPlainText(draft.to_say)
        self.show_problem("")
        self._opened_as = self.draft()

    def draft(self) -> ZoneDraft:
        """Return what stands in the form."""
        steps = [line.strip() for line in self.steps.toPlainText().splitlines()]
        return ZoneDraft(
            zone=self._zone,
            how_i_know=self.how_i_know.toPlainText().strip(),
            steps=tuple(line for line in steps if line),
            people=self.people.picked(),
            to_say=self.to_say.toPlainText().strip(),
        )

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what was opened."""
        return self.draft() != self._opened_as

    def show_problem(self, words: str) -> None:
        """Say above the buttons what is wrong, or nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _tell(self) -> None:
        self.show_problem("")
        self.changed.emit()


def _field(name: str, height: int, most: int = MAX_WORDS) -> BoundedText:
    field = BoundedText(most)
    field.setAccessibleName(name)
    spacing.fixed(field, height=height)
    return field
