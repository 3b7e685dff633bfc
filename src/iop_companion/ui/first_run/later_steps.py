"""The steps after the code: what to track, my people, data from elsewhere. Each can wait."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from iop_companion.foundation.i18n import _
from iop_companion.ui.first_run.steps import Step
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.choice_card import ChoiceCard
from iop_companion.ui.widgets.focus_chooser import FocusChooser
from iop_companion.ui.widgets.people_editor import PeopleEditor

N_PEOPLE = 2
N_STEPS = 3
_STEP_LENGTH = 500


class FocusStep(Step):
    """One focus or more; with none, Today asks its usual rows."""

    def __init__(self) -> None:
        """Build it without focuses; they are offered when they are read."""
        super().__init__(
            _("What would you like to keep an eye on?"),
            _("Choose one or more. It only decides which questions you see; change it any time."),
        )
        self.chooser = FocusChooser()
        self.problem = text("", "problem")
        self.problem.hide()
        self.column.addWidget(self.chooser)
        self.column.addWidget(self.problem)
        self.column.addStretch(1)

    def on_shown(self) -> None:
        """The first focus."""
        self.chooser.enter()


class PeopleStep(Step):
    """Two people, the program, and the first steps of the plan."""

    def __init__(self) -> None:
        """Build it empty; nothing in it has to be filled in."""
        super().__init__(
            _("Who and what helps you?"),
            _("Get support now shows it while your diary is unlocked. All of it can wait."),
        )
        self.people = PeopleEditor(N_PEOPLE)
        self.program = QLineEdit()
        self.program.setMaxLength(200)
        label = text(_("Your program’s number"), "label", wrap=False)
        label.setBuddy(self.program)
        self.program.setAccessibleName(label.text())
        spacing.at_most(self.program, width=320)
        self.steps = tuple(QLineEdit() for _n in range(N_STEPS))
        who = Card(_("My people"))
        who.add(self.people, label, self.program)
        plan = Card(_("What gets me through ten minutes"))
        plan.add(
            text(_("The first three steps of your plan, in your own words."), "small"),
        )
        for number, field in enumerate(self.steps, start=1):
            field.setAccessibleName(_("Step {n}").format(n=number))
            field.setPlaceholderText(_("Step {n}").format(n=number))
            field.setMaxLength(_STEP_LENGTH)
            plan.add(field)
        self.problem = text("", "problem")
        self.problem.hide()
        for widget in (who, plan, self.problem):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.people.changed.connect(self.ready_changed)
        for field in (self.program, *self.steps):
            field.textEdited.connect(lambda _typed: self.ready_changed.emit())

    @property
    def can_wait(self) -> bool:
        """*Later* is for an empty step: what was typed goes on with Continue."""
        return not (self.people.people or self.program.text().strip() or self.first_steps)

    @property
    def first_steps(self) -> tuple[str, ...]:
        """What was typed of the plan."""
        return tuple(field.text().strip() for field in self.steps if field.text().strip())

    def on_shown(self) -> None:
        """The first name."""
        self.people.enter()


class DataStep(Step):
    """Begin empty, or with a file from another tracker."""

    def __init__(self) -> None:
        """Beginning empty is chosen."""
        super().__init__(
            _("Do you have entries from elsewhere?"),
            _("CSV, JSON or Daylio’s export. Brought in days are marked, and can be taken out."),
        )
        self.empty = ChoiceCard(_("Begin empty"), _("A file can be brought in at any time."))
        self.file = ChoiceCard(
            _("Bring in a file"), _("Import opens right after the last step, with a preview.")
        )
        self.empty.setChecked(True)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.file)
        self.column.addStretch(1)

    def on_shown(self) -> None:
        """The chosen way."""
        chosen = self.file if self.file.isChecked() else self.empty
        chosen.setFocus()
