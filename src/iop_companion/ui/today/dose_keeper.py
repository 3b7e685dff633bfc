"""Between the card of doses on Today and the medicines; each answer is saved as it is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iop_companion.domain.diary_entries import DoseOutcome
from iop_companion.domain.ids import MeasureId, RecordId
from iop_companion.services.medicines import DueDose
from iop_companion.services.views import DayView
from iop_companion.ui.today.doses_card import DosesCard
from iop_companion.ui.toolkit.page import PageContext

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services

MEDICINE_ROW = MeasureId("medicine_taken")


@dataclass(frozen=True, slots=True)
class DayWithDoses:
    """A day of the check-in, and what is due on it."""

    view: DayView
    due: tuple[DueDose, ...]


class DoseKeeper:
    """Reads what is due with the day, and writes what became of it."""

    def __init__(self, card: DosesCard, services: Services, context: PageContext) -> None:
        """Connect ``card`` with ``services``."""
        self._card = card
        self._services = services
        self._context = context
        self._day: date | None = None
        card.chosen.connect(self._record)
        card.all_requested.connect(lambda: context.go_to("medicines"))

    def read(self, day: date | None) -> DayWithDoses:
        """Read a day; runs on the store thread.

        Where doses are due, they are asked one by one, and the row that asks about all of them at
        once is left out unless it has an answer.
        """
        view = self._services.check_ins.day(day)
        due = self._services.medicines.due(view.day)
        if due and MEDICINE_ROW not in view.values:
            rows = tuple(row for row in view.rows if row.id != MEDICINE_ROW)
            view = replace(view, rows=rows)
        return DayWithDoses(view, due)

    def show(self, found: DayWithDoses) -> None:
        """Show what is due."""
        self._day = found.view.day
        self._card.show_due(found.due)

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self._day = None
        self._card.show_due(())

    def _record(self, medicine: str, due: str, outcome: DoseOutcome | None) -> None:
        day = self._day
        if day is not None:
            self._context.tasks.run(
                lambda: self._services.medicines.record(RecordId(medicine), day, due, outcome),
                self._context.hub.tell,
                self._context.notices.show_problem,
            )
