"""A skill of the person's own, in their words: a name, the steps, a family, a usual length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from iop_companion.foundation.i18n import _
from iop_companion.services.skills import MAX_NAME, MAX_STEPS, MAX_WORDS, OwnSkillDraft, ToolSkill
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import asked, asking, button, row, text
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.bounded_text import BoundedText
from iop_companion.ui.widgets.quiet_combo import QuietCombo
from iop_companion.ui.widgets.wrapping_card import WrappingCard

_STEPS_HEIGHT = 132


class Families(QuietCombo):
    """The families of skills, with one choice before them; the wheel scrolls the page."""

    def __init__(self, name: str, first: str) -> None:
        """Offer ``first`` alone until the families are known."""
        super().__init__()
        self.setAccessibleName(name)
        self.addItem(first, "")

    def offer(self, modules: Sequence[tuple[str, str]]) -> None:
        """Offer ``modules``, once."""
        if self.count() == 1:
            for module, label in modules:
                self.addItem(label, module)

    @property
    def module(self) -> str:
        """The id of the chosen family, "" for the first choice."""
        return str(self.currentData() or "")

    def choose(self, module: str) -> None:
        """Choose a family."""
        self.setCurrentIndex(max(0, self.findData(module)))


class OwnSkillForm(HoldsTyped, WrappingCard):
    """Add a skill, or change one of one's own. What was typed stays until it is saved."""

    saved = Signal(object)
    left = Signal()
    brought_back = Signal()
    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build it hidden and empty."""
        super().__init__(_("A skill of my own"))
        self.setProperty("region", "true")
        self.name = QLineEdit()
        self.name.setAccessibleName(_("What it is called"))
        self.name.setMaxLength(MAX_NAME)
        self.steps = BoundedText(MAX_STEPS * MAX_WORDS)
        self.steps.setAccessibleName(_("The steps, one a line"))
        spacing.fixed(self.steps, height=_STEPS_HEIGHT)
        self.family = Families(_("Family"), _("No family"))
        self.minutes = QLineEdit()
        self.minutes.setAccessibleName(_("About how many minutes"))
        self.minutes.setMaxLength(4)
        spacing.fixed(self.minutes, width=96)
        self.problem = text("", "problem")
        self.problem.hide()
        self.save = button(_("Save skill"), "primary")
        self.cancel = button(_("Cancel"))
        self._own_id = ""
        self._opened = self._plain()
        minutes = asked(_("About how many minutes"), self.minutes, self.problem)
        minutes.setAlignment(self.minutes, Qt.AlignmentFlag.AlignLeft)
        form = asking(
            asked(_("What it is called"), self.name),
            asked(_("The steps, one a line"), self.steps),
            asked(_("Family"), self.family),
            minutes,
        )
        self.layout_.addLayout(form)
        self.layout_.addSpacing(4)
        self.layout_.addLayout(row(self.save, self.cancel, gap=8, stretch_at=-1))
        self.name.returnPressed.connect(self._save)
        self.minutes.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._leave)
        for edit in (self.name, self.minutes):
            edit.textEdited.connect(lambda _text: self.touched.emit())
        self.steps.textChanged.connect(self._on_steps)
        self.family.activated.connect(lambda _index: self.touched.emit())
        self.hide()

    def begin(self, skill: ToolSkill | None) -> None:
        """Open for a new skill, or to change one; what stood there can be had back."""
        typed = self.typed()
        self._fill(skill)
        self.show()
        self.name.setFocus(Qt.FocusReason.TabFocusReason)
        if typed is not None:
            self.discarded.emit(typed)

    def start_over(self) -> None:
        """Empty the form and put it away."""
        self._fill(None)
        self.left.emit()

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Fill the form as it was left, and have it shown."""
        self._fill(None)
        words = {name: one for name, one in typed.items() if isinstance(one, str)}
        self._own_id = words.get("id", "")
        self.name.setText(words.get("name", ""))
        self.steps.setPlainText(words.get("steps", ""))
        self.family.choose(words.get("family", ""))
        self.minutes.setText(words.get("minutes", ""))
        self.show()
        self.brought_back.emit()
        self.show_problem(_("Not saved yet: this is as you left it."))

    def _fill(self, skill: ToolSkill | None) -> None:
        self._own_id = skill.own_id if skill else ""
        self.name.setText(skill.label if skill else "")
        self.steps.setPlainText("\n".join(skill.steps) if skill else "")
        self.family.choose(skill.module if skill else "")
        self.minutes.setText(str(skill.minutes) if skill and skill.minutes else "")
        self.show_problem("")
        self._opened = self._plain()

    def show_problem(self, words: str) -> None:
        """Say what does not fit; what was typed stays."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            announce(self, words)

    def forget(self) -> None:
        """Hold no words any more."""
        self._fill(None)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Esc leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _plain(self) -> dict[str, Any]:
        return {
            "name": self.name.text(),
            "steps": self.steps.toPlainText(),
            "family": self.family.module,
            "minutes": self.minutes.text(),
            "id": self._own_id,
        }

    def _on_steps(self) -> None:
        """The steps changed: by the person, if they are in them."""
        if self.steps.hasFocus():
            self.touched.emit()

    def _leave(self) -> None:
        typed = self.typed()
        self._fill(None)
        self.left.emit()
        if typed is not None:
            self.discarded.emit(typed)

    def _save(self) -> None:
        typed = self.minutes.text().strip()
        if typed and not (typed.isdecimal() and 0 < int(typed) <= 24 * 60):
            self.show_problem(_("Minutes can be a whole number from 1 to 1440."))
            self.minutes.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.saved.emit(
            OwnSkillDraft(
                label=self.name.text(),
                module=self.family.module,
                steps=tuple(self.steps.toPlainText().splitlines()),
                minutes=int(typed) if typed else None,
                own_id=self._own_id,
            )
        )
