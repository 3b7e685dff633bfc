"""The form for an if-then plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iop_companion.domain.diary_entries import IfThenPlan
from iop_companion.domain.measure import Option
from iop_companion.foundation.i18n import _
from iop_companion.services.triggers import (
    PlanDraft,
)
from iop_companion.ui.today.triggers.fields import TAB, ShortCombo, words_line
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, column, row, text
from iop_companion.ui.toolkit.holds_typed import HoldsTyped


class PlanForm(HoldsTyped, QWidget):
    """If, then, and what else, in the person's words."""

    saved = Signal(object)
    left = Signal()
    brought_back = Signal()
    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.trigger = ShortCombo()
        self.trigger.setAccessibleName(_("For which trigger"))
        self.trigger.addItem(_("Any"), "")
        self.cue = words_line(_("If"), _("a time, a place, a feeling, a person"))
        self.action = words_line(_("Then I"), _("one action"))
        self.backup = words_line(_("And if that does not work"), _("another one"))
        self.problem = text("", "problem")
        self.problem.hide()
        self.save = button(_("Save plan"))
        self.cancel = button(_("Cancel"), "quiet")
        self._id = ""
        self._opened = self._plain()
        pile = column(
            text(_("If"), "label"), self.cue,
            text(_("Then I"), "label"), self.action,
            text(_("And if that does not work"), "label"), self.backup,
            text(_("For which trigger"), "label"), self.trigger, self.problem,
            gap=6,
        )  # fmt: skip
        pile.setContentsMargins(0, 0, 0, 0)
        pile.addLayout(row(self.save, self.cancel, gap=8, stretch_at=-1))
        self.setLayout(pile)
        self.cue.returnPressed.connect(lambda: self.action.setFocus(TAB))
        self.action.returnPressed.connect(lambda: self.backup.setFocus(TAB))
        self.backup.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._leave)
        for edit in (self.cue, self.action, self.backup):
            edit.textEdited.connect(lambda _text: self.touched.emit())
        self.trigger.activated.connect(lambda _index: self.touched.emit())

    def offer(self, triggers: Sequence[Option]) -> None:
        """Offer triggers, once."""
        if self.trigger.count() == 1:
            for option in triggers:
                self.trigger.addItem(option.label, option.id)

    def begin(self, plan: IfThenPlan | None) -> None:
        """Fill in a plan to change it, or nothing."""
        self._id = str(plan.id) if plan is not None else ""
        self.cue.setText(plan.cue if plan is not None else "")
        self.action.setText(plan.action if plan is not None else "")
        self.backup.setText(plan.backup if plan is not None else "")
        self.trigger.setCurrentIndex(
            max(0, self.trigger.findData(plan.trigger)) if plan is not None else 0
        )
        self.say("")
        self._opened = self._plain()

    def start_over(self) -> None:
        """Empty the form and put it away."""
        self.left.emit()

    def discard(self, plan: IfThenPlan | None) -> None:
        """Begin with ``plan`` or with nothing; what stood there can be had back."""
        typed = self.typed()
        self.begin(plan)
        if typed is not None:
            self.discarded.emit(typed)

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Fill the form as it was left, and have it shown."""
        self.begin(None)
        words = {name: one for name, one in typed.items() if isinstance(one, str)}
        self.cue.setText(words.get("cue", ""))
        self.action.setText(words.get("action", ""))
        self.backup.setText(words.get("backup", ""))
        self.trigger.setCurrentIndex(max(0, self.trigger.findData(words.get("trigger", ""))))
        self._id = words.get("id", "")
        self.brought_back.emit()
        self.say(_("Not saved yet: this is as you left it."))

    def say(self, words: str) -> None:
        """Say in place what does not fit, or take it away."""
        self.problem.setText(words)
        if words:
            self.problem.show()
            announce(self, words)
        else:
            self.problem.hide()

    def _plain(self) -> dict[str, Any]:
        return {
            "cue": self.cue.text(),
            "action": self.action.text(),
            "backup": self.backup.text(),
            "trigger": str(self.trigger.currentData() or ""),
            "id": self._id,
        }

    def _leave(self) -> None:
        self.discard(None)
        self.left.emit()

    def _save(self) -> None:
        self.saved.emit(
            PlanDraft(
                cue=self.cue.text(),
                action=self.action.text(),
                backup=self.backup.text(),
                trigger=str(self.trigger.currentData() or ""),
                id=self._id,
            )
        )
