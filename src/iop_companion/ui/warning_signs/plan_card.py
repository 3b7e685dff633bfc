"""My plan for a level: the person's own steps, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from iop_companion.domain.records import PlanStep
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.tick_row import TickRow


class PlanCard(Card):
    """Shows the steps; ticks and the wish to write leave by signals."""

    tick_requested = Signal(str, bool)
    edit_requested = Signal()

    def __init__(self) -> None:
        """Build it without steps."""
        super().__init__(_("My plan"))
        self.rows: list[PlanRow] = []
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 1)
        self._nothing = text(
            _("No steps yet. Write down what helps you, in your own words."), "small"
        )
        self.edit_button = button(_("Write my plan"))
        self.edit_button.clicked.connect(self.edit_requested)
        self.add(self._nothing)
        self.layout_.addLayout(self._pile)
        self.add(self.edit_button)

    def show_steps(self, level: str, steps: Sequence[PlanStep]) -> None:
        """Show ``steps`` of the plan for ``level`` (its word); rows stay if the steps do."""
        self.heading.setText(_("My plan for {level}").format(level=level))
        if [row.step_id for row in self.rows] != [step.id for step in steps]:
            self._build(steps)
        for row, step in zip(self.rows, steps, strict=True):
            row.show_step(step)
        self._nothing.setVisible(not steps)
        self.edit_button.setText(_("Edit my plan") if steps else _("Write my plan"))

    def forget(self) -> None:
        """Hold no step any more."""
        self._build(())

    def _build(self, steps: Sequence[PlanStep]) -> None:
        for row in self.rows:
            self._pile.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        with at_once(self):
            for step in steps:
                row = PlanRow(step.id)
                row.box.toggled.connect(partial(self.tick_requested.emit, step.id))
                self.rows.append(row)
                self._pile.addWidget(row)


class PlanRow(TickRow):
    """One step of the plan."""

    def __init__(self, step_id: str) -> None:
        """Build it without words."""
        super().__init__()
        self.step_id = step_id

    def show_step(self, step: PlanStep) -> None:
        """Show words and tick of ``step``; nobody is told."""
        self.set_words(step.text)
        self.tick(step.done_on is not None)
