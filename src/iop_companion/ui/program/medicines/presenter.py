"""Between the Medicines page and its service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import Dose, DoseOutcome, Medicine, SideEffect
from iop_companion.domain.ids import RecordId
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.bundle import Services
from iop_companion.services.form_drafts import FormName
from iop_companion.services.medicines import MedicinesView
from iop_companion.ui.program.medicines.as_needed import TakenWish
from iop_companion.ui.program.medicines.medicine_form import MedicineWish
from iop_companion.ui.program.medicines.panel import MedicinesPanel
from iop_companion.ui.program.parts import MEDICINES
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.undo_offer import UndoOffer
from iop_companion.ui.widgets.typed_time import read_time


class MedicinesPage:
    """Reads a day when shown; each answer is saved as it is given and can be undone."""

    def __init__(self, panel: MedicinesPanel, services: Services, context: PageContext) -> None:
        """Connect ``panel`` with ``services``."""
        self._panel = panel
        self._services = services
        self._medicines = services.medicines
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest)
        self._day: date | None = None
        self._wants_focus = False
        place = services.form_drafts.of(FormName.AS_NEEDED)
        self._keeper = DraftKeeper(panel.as_needed, place, context, panel)
        notes = services.form_drafts.of(FormName.DOSE_NOTES)
        self._notes = DraftKeeper(panel.notes_in_hand, notes, context, panel)
        entry = services.form_drafts.of(FormName.MEDICINE)
        self._form = DraftKeeper(panel.form, entry, context, panel)
        panel.switch.chosen.connect(self._leave_for)
        panel.day_requested.connect(self._open)
        panel.dose_chosen.connect(self._record)
        panel.noted.connect(self._note)
        panel.effects.chosen.connect(self._side_effect)
        panel.as_needed.form_requested.connect(self._ask_dose)
        panel.as_needed.taken.connect(self._take)
        panel.as_needed.removed.connect(self._remove_dose)
        panel.form.saved.connect(self._save)
        panel.form.removed.connect(self._remove)
        context.hub.locking.connect(self._on_locking)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Medicines")

    def refresh(self) -> None:
        """Read the day anew."""
        day = self._day
        self._context.tasks.run(lambda: self._medicines.view(day), self._show)

    def on_shown(self) -> None:
        """Put the focus on the first dose that is open."""
        self._panel.switch.choose(MEDICINES)
        self._wants_focus = self._panel.view is None
        if self._panel.view is not None:
            self._panel.take_focus()

    def main_action(self) -> None:
        """Save the form that is open; doses save themselves."""
        if not self._panel.form.isHidden():
            self._panel.form.save_button.click()
        elif not self._panel.as_needed.form.isHidden():
            self._panel.as_needed.save_button.click()

    def _show(self, view: MedicinesView) -> None:
        self._panel.show_view(view)
        self._keeper.open(view.day)
        self._notes.open(view.day)
        self._form.open()
        if self._wants_focus:
            self._wants_focus = False
            self._panel.take_focus()

    def _leave_for(self, key: str) -> None:
        if key != MEDICINES:
            self._context.go_to(key)

    def _open(self, day: date) -> None:
        self._day = None if day == self._services.clock.today() else day
        self.refresh()

    @property
    def _shown_day(self) -> date:
        return self._day or self._services.clock.today()

    def _record(self, medicine: str, due: str, outcome: DoseOutcome | None) -> None:
        day = self._shown_day
        self._run(lambda: self._medicines.record(RecordId(medicine), day, due, outcome))

    def _note(self, entry: Dose | SideEffect, note: str, private: bool) -> None:  # noqa: FBT001 -- a slot
        def told(changes: ChangeSet) -> None:
            self._notes.saved()
            self._context.hub.tell(changes)

        self._notes.saving()
        self._context.tasks.run(
            lambda: self._medicines.annotate(entry, note, private=private), told, self._not_noted
        )

    def _not_noted(self, problem: KnownProblem) -> None:
        self._notes.not_saved()
        self._failed(problem)

    def _on_locking(self) -> None:
        self._panel.commit()
        for keeper in (self._keeper, self._notes, self._form):
            keeper.close()
        self._panel.forget()

    def _side_effect(self, words: str, strength: int | None) -> None:
        day = self._shown_day
        self._run(lambda: self._medicines.side_effect(words, day, strength))

    def _ask_dose(self, medicine: Medicine) -> None:
        self._panel.ask_dose(medicine, self._services.clock.now().time())

    def _take(self, wish: TakenWish) -> None:
        card = self._panel.as_needed
        at: time | None = None
        if wish.at.strip():
            at = read_time(wish.at)
            if at is None:
                card.say(_("Write a time like 4:41 pm or 16:41, or leave it empty."))
                return
        day = self._shown_day
        self._keeper.saving()

        dose = wish.dose

        def take() -> ChangeSet:
            if dose is not None:
                return self._medicines.amend_dose(
                    dose,
                    at=at,
                    amount=wish.amount,
                    reason=wish.reason,
                    helped=wish.helped,
                    note=wish.note,
                    private=wish.private,
                )
            return self._medicines.take(
                wish.medicine.id,
                day=day,
                at=at,
                amount=wish.amount,
                reason=wish.reason,
                helped=wish.helped,
                note=wish.note,
                private=wish.private,
            )

        def told(changes: ChangeSet) -> None:
            self._keeper.saved()
            card.close_form()
            self._kept.tell(_("The dose is saved."), changes)

        def failed(problem: KnownProblem) -> None:
            self._keeper.not_saved()
            card.say(describe(problem).sentence)

        self._context.tasks.run(take, told, failed)

    def _save(self, wish: MedicineWish) -> None:
        medicines, before = self._medicines, wish.before
        self._form.saving()

        def save() -> ChangeSet:
            if before is None:
                return medicines.add(wish.name, wish.regimen, note=wish.note, private=wish.private)
            return medicines.amend(
                before, wish.name, wish.regimen, note=wish.note, private=wish.private
            )

        def told(changes: ChangeSet) -> None:
            self._form.saved()
            self._panel.close_form()
            self._context.hub.tell(changes)
            if changes:
                self._kept.say(_("The list is saved."), changes)

        def failed(problem: KnownProblem) -> None:
            self._form.not_saved()
            self._panel.form.say(describe(problem).sentence)

        self._context.tasks.run(save, told, failed)

    def _remove_dose(self, dose: Dose) -> None:
        self._context.tasks.run(
            lambda: self._medicines.remove_dose(dose),
            lambda changes: self._kept.tell(_("The dose is removed."), changes),
            self._context.notices.show_problem,
        )

    def _remove(self, medicine: Medicine) -> None:
        self._form.saving()

        def told(changes: ChangeSet) -> None:
            self._form.saved()
            self._panel.close_form()
            self._kept.tell(_("It is off the list. What was recorded of it is kept."), changes)

        self._context.tasks.run(
            lambda: self._medicines.remove(medicine), told, self._context.notices.show_problem
        )

    def _run(self, job: Callable[[], ChangeSet]) -> None:
        self._context.tasks.run(job, self._context.hub.tell, self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem)
        self.refresh()  # what was pressed but not kept does not stay on the page
