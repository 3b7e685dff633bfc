"""The Medicines page: doses of a day, as needed, side effects, and the list with its changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import Medicine
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _
from iop_companion.services.medicine_words import adherence_words, due_words, since_words
from iop_companion.services.medicines import DueDose, MedicinesView
from iop_companion.ui.program.medicines.as_needed import AsNeededCard
from iop_companion.ui.program.medicines.course_strip import CourseStrip
from iop_companion.ui.program.medicines.entry_note import EntryNote, NotesInHand
from iop_companion.ui.program.medicines.medicine_form import MedicineForm
from iop_companion.ui.program.medicines.side_effects import SideEffectsCard
from iop_companion.ui.program.parts import MEDICINES, part_switch
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.day_calendar import DayButton
from iop_companion.ui.widgets.dose_row import DoseRow
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_BESIDE_FROM = 620


class MedicinesPanel(PageArea):
    """Shows a :class:`MedicinesView`; wishes leave by signals."""

    dose_chosen = Signal(str, str, object)
    noted = Signal(object, str, bool)
    """The dose or side effect, its note, and whether it is private."""

    day_requested = Signal(object)
    view: MedicinesView | None = None  # of the class: Qt asks for the size while it is being made

    def __init__(self, *, whole: bool = True) -> None:
        """Build it empty."""
        super().__init__()
        self.build(self._parts(), whole=whole)

    def _parts(self) -> Iterator[None]:
        self.setAccessibleName(_("Medicines"))
        self.rows: list[DoseRow] = []
        self.notes: list[EntryNote] = []
        self._counted: list[QLabel] = []
        self.notes_in_hand = NotesInHand(self)
        self.switch = part_switch(MEDICINES)
        self.prescribed = Card(_("As prescribed"))
        self.day = DayButton(_("Day"))
        self.as_needed = AsNeededCard()
        yield
        self.effects = SideEffectsCard()
        yield
        self.list = Card(_("The list"))
        self.form = MedicineForm()
        yield
        self.add_button = button(_("Add a medicine"), icon="plus")
        self._doses = QWidget()
        self._lines = QVBoxLayout(self._doses)
        self._medicines = QWidget()
        self._names = QVBoxLayout(self._medicines)
        self._day_words = text("", "sub")
        self._legend = text(
            _(
                "Last 14 days. Tick: taken. L: late. Dash: missed. S: skipped on advice. "
                "Dashed: no entry. Empty: still open. Dot: not due."
            ),
            "hint",
        )
        self._columns = Columns(side_width=330)
        self._arrange()
        self.day.chosen.connect(self.day_requested)
        self.add_button.clicked.connect(lambda: self.edit(None))
        self.effects.noted.connect(self.noted)
        self.form.left.connect(self.close_form)
        self.form.came_back.connect(self.add_button.hide)

    def _arrange(self) -> None:
        for pile in (self._lines, self._names):
            pile.setContentsMargins(0, 0, 0, 0)
            spacing.gap(pile, 12)
        head = QHBoxLayout()
        spacing.gap(head, 12)
        head.addWidget(self._day_words, 1)
        head.addWidget(self.day)
        self.prescribed.layout_.addLayout(head)
        self.prescribed.add(self._doses, self._legend)
        self.list.add(self._medicines)
        spacing.margins(self._names, 0, 0, 0, 6)
        self.list.layout_.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.add(self.form)
        self.form.hide()
        about = Card(_("What this page is not"))
        about.add(
            text(
                _(
                    "It keeps what you record and never gives dose advice. For a missed or double "
                    "dose, ask your prescriber or pharmacist."
                ),
                "small",
            )
        )
        self.body.addWidget(
            WrappingHead(
                text(_("Medicines"), "h1"),
                text(_("What you took, as you record it"), "sub"),
                self.switch,
            )
        )
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        main, side = self._columns.main, self._columns.side
        for card in (self.prescribed, self.as_needed, self.effects):
            main.addWidget(card)
        main.addStretch(1)
        for card in (self.list, about):
            side.addWidget(card)
        side.addStretch(1)

    def show_view(self, view: MedicinesView) -> None:
        """Show ``view``; a form that is open stays as it is."""
        focus = self.window().focusWidget()
        held = next((row.key for row in self.rows if focus and row.isAncestorOf(focus)), None)
        self.view = view
        self.form.know(view.medicines, view.today)
        self.day.show_day(view.day, view.today)
        self._day_words.setText(
            _("Today, {day}").format(day=long_day(view.day))
            if view.day == view.today
            else long_day(view.day, view.today)
        )
        self._show_doses(view)
        self._show_list(view)
        self.as_needed.show_medicines(view)
        self.effects.show_effects(view.side_effects)
        self.notes_in_hand.hold("doses", self.notes)
        self.notes_in_hand.hold("side effects", self.effects.notes)
        self.effects.setVisible(bool(view.medicines or view.side_effects))
        row = next((row for row in self.rows if row.key == held), None)
        if row is not None:
            row.enter()

    def take_focus(self) -> None:
        """Put the keyboard on the first dose that is open, or on what begins the list."""
        open_rows = [row for row in self.rows if row.segment.value() is None]
        if open_rows or self.rows:
            (open_rows or self.rows)[0].enter()
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, medicine: Medicine | None) -> None:
        """Open the form for ``medicine``, or for a new one."""
        today = self.view.today if self.view else date.today()  # noqa: DTZ011 -- never without a view
        self.add_button.hide()
        self.form.begin(medicine, today)

    def close_form(self) -> None:
        """Close the form."""
        self.form.forget()
        self.add_button.show()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_dose(self, medicine: Medicine, now: time) -> None:
        """Open the form of a dose as needed."""
        self.as_needed.open_form(medicine, now)

    def commit(self) -> None:
        """Hand in a note that was written and not yet kept."""
        self.notes_in_hand.commit()

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self.form.forget()
        self.add_button.show()
        self.as_needed.close_form()
        self.show_view(MedicinesView(date.min, date.min))
        self.effects.forget()
        self.view = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the choices below their medicines where there is no room beside."""
        super().resizeEvent(event)
        if self.view is not None:
            self._stack_rows()

    def _stack_rows(self) -> None:
        is_stacked = self.prescribed.width() < current().px(_BESIDE_FROM)
        for row in self.rows:
            row.stack(is_stacked=is_stacked)
        side = Qt.AlignmentFlag.AlignLeft if is_stacked else Qt.AlignmentFlag.AlignRight
        for counted in self._counted:
            counted.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _show_doses(self, view: MedicinesView) -> None:
        before = [one.state() for one in self.notes]
        self.rows, self.notes, self._counted = [], [], []
        with at_once(self._doses):
            empty(self._lines)
            by_medicine: dict[str, list[DueDose]] = {}
            for due in view.due:
                by_medicine.setdefault(due.medicine.id, []).append(due)
            courses = view.courses or {}
            for at, medicine in enumerate(one for one in view.medicines if one.id in courses):
                if at:
                    self._lines.addWidget(divider())
                for due in by_medicine.get(medicine.id, ()):
                    self._add_dose(due)
                if medicine.id not in by_medicine:
                    self._lines.addWidget(
                        text(_("{medicine}: not due on this day").format(medicine=medicine.name))
                    )
                self._lines.addWidget(self._course(view, medicine))
        for note in self.notes:
            note.be_as(before)
        self._legend.setVisible(bool(view.courses))
        if not view.courses:
            words = (
                _("Nothing is due on this day.")
                if view.medicines
                else _("Put a medicine on the list, and its doses stand here each day.")
            )
            self._lines.addWidget(text(words, "sub"))
        self._stack_rows()

    def _add_dose(self, due: DueDose) -> None:
        row = DoseRow(due)
        row.chosen.connect(self.dose_chosen)
        self.rows.append(row)
        self._lines.addWidget(row)
        if due.dose is None:
            return
        about = f"{due.medicine.name}, {due_words(due)}"
        note = EntryNote((due.dose.day, due.medicine.id, due.due), about, due.dose)
        note.noted.connect(self.noted)
        self.notes.append(note)
        self._lines.addWidget(note)

    def _course(self, view: MedicinesView, medicine: Medicine) -> QWidget:
        course = (view.courses or {})[medicine.id]
        mine = [due for due in view.due if due.medicine.id == medicine.id]
        is_open = view.day == view.today and any(due.dose is None for due in mine)
        words = adherence_words(course, is_open=is_open)
        made = QWidget()
        line = FlowLayout(made, gap=12, line_gap=6, is_apart=True)
        line.addWidget(CourseStrip(course, view.today, words))
        counted = text(words, "small", wrap=False)
        self._counted.append(counted)
        line.addWidget(counted)
        return made

    def _show_list(self, view: MedicinesView) -> None:
        with at_once(self._medicines):
            empty(self._names)
            for at, medicine in enumerate(view.medicines):
                if at:
                    self._names.addWidget(divider())
                self._names.addWidget(self._named(medicine, view.today))
            if not view.medicines:
                self._names.addWidget(
                    text(_("Nothing on it yet. Only what you want to keep track of."), "small")
                )

    def _named(self, medicine: Medicine, today: date) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 10)
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(medicine.name, "label"))
        words.addWidget(text(since_words(medicine, today), "small"))
        if medicine.note:
            words.addWidget(text(medicine.note, "hint"))
        line.addLayout(words, 1)
        change = button(_("Change"), size="small")
        change.setAccessibleName(_("Change {medicine}").format(medicine=medicine.name))
        change.clicked.connect(lambda _on=False: self.edit(medicine))
        line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        return made
