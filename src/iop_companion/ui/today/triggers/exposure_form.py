"""The form for a trigger that came up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from iop_companion.domain.diary_entries import Helped, TriggerExposure
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option, Scale
from iop_companion.foundation.i18n import _
from iop_companion.services.triggers import (
    ExposureDraft,
    PlanSeen,
    TriggersView,
)
from iop_companion.ui.today.triggers.fields import TAB, ShortCombo, words_line
from iop_companion.ui.today.triggers.words import plan_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, row, text
from iop_companion.ui.toolkit.holds_typed import HoldsTyped
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.rating_scale import RatingScale
from iop_companion.ui.widgets.segment import Segment
from iop_companion.ui.widgets.wrapping_card import WrappingCard


class ExposureForm(HoldsTyped, WrappingCard):
    """What came up, how strong, what was before, what the person did, and what came of it."""

    saved = Signal(object)
    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("Something came up"))
        self.setProperty("region", "true")
        self.trigger = ShortCombo()
        self.trigger.setEditable(True)
        self.trigger.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.trigger.setAccessibleName(_("Which trigger"))
        line = self.trigger.lineEdit()
        assert line is not None  # an editable list has one
        self._trigger_line = line
        self._trigger_line.setAccessibleName(_("Which trigger"))
        self._trigger_line.setPlaceholderText(_("Choose one, or write your own"))
        self.intensity = RatingScale(_how_strong())
        self.before = words_line(_("What came before"))
        self.response = words_line(_("What I did"))
        self.outcome = words_line(_("What came of it"))
        self.note = NoteAndMark()
        self.plan = ShortCombo()
        self.plan.setAccessibleName(_("The plan I used"))
        self.helped = Segment(_helped())
        self._plan_label = text(_("The plan I used"), "label")
        self._helped_label = text(_("Did it help?"), "label")
        self.problem = text("", "problem")
        self.problem.hide()
        self.save = button("", "primary")
        self.cancel = button(_("Cancel"), "quiet")
        self._id = ""
        self._opened: dict[str, Any] = {}
        self._offered: tuple[str, ...] = ()
        self._plans: tuple[str, ...] = ()
        self._arrange()
        self._connect()
        self.begin(None)

    def _arrange(self) -> None:
        spacing.gap(self.layout_, 4)
        self.add(text(_("Which trigger"), "label"), self.trigger)
        self._add_below(text(_("How strong"), "label"), self.intensity)
        for edit in (self.before, self.response, self.outcome):
            self._add_below(text(edit.accessibleName(), "label"), edit)
        self._add_below(self._plan_label, self.plan)
        self._add_below(self._helped_label, self.helped)
        self._add_below(self.note, self.problem)
        self.layout_.addSpacing(8)
        self.layout_.addLayout(row(self.save, self.cancel, gap=8, stretch_at=-1))

    def _add_below(self, *widgets: QWidget) -> None:
        self.layout_.addSpacing(6)
        self.add(*widgets)

    def _connect(self) -> None:
        line = self._trigger_line
        self.plan.currentIndexChanged.connect(lambda _index: self._follow())
        self.save.clicked.connect(self.ask_to_save)
        self.cancel.clicked.connect(lambda: self.discard(None))
        for edit in (line, self.before, self.response, self.outcome):
            edit.textEdited.connect(lambda _text: self._on_touched())
        for combo in (self.trigger, self.plan):
            combo.activated.connect(lambda _index: self._on_touched())
        for rated in (self.intensity, self.helped):
            rated.changed.connect(self._on_touched)
        self.note.changed.connect(self._on_touched)
        line.returnPressed.connect(self.intensity.enter)
        self.intensity.answered.connect(lambda: self.before.setFocus(TAB))
        for here, there in ((self.before, self.response), (self.response, self.outcome)):
            here.returnPressed.connect(lambda there=there: there.setFocus(TAB))
        self.outcome.returnPressed.connect(self.note.enter)
        self.note.done.connect(self.ask_to_save)

    def offer(
        self, triggers: Sequence[Option], plans: Sequence[PlanSeen], view: TriggersView
    ) -> None:
        """Offer triggers and plans; what is chosen stays."""
        ids = tuple(option.id for option in triggers)
        if ids != self._offered:
            kept = self.trigger.currentText()
            self._offered = ids
            self.trigger.clear()
            for option in triggers:
                self.trigger.addItem(option.label, option.id)
            self.trigger.setCurrentIndex(-1)
            self.trigger.setEditText(kept)
        told = tuple(plan_words(seen.plan, view) for seen in plans)
        if told != self._plans:
            self._plans = told
            chosen = self.plan.currentData()
            self.plan.clear()
            self.plan.addItem(_("None"), "")
            for seen, words in zip(plans, told, strict=True):
                self.plan.addItem(words, str(seen.plan.id))
            self.plan.setCurrentIndex(max(0, self.plan.findData(chosen)))
        self._follow()

    def begin(self, exposure: TriggerExposure | None) -> None:
        """Fill in an exposure to change it, or nothing."""
        self._id = str(exposure.id) if exposure is not None else ""
        at = self.trigger.findData(exposure.trigger) if exposure is not None else -1
        self.trigger.setCurrentIndex(at)
        if at < 0:
            self.trigger.setEditText(exposure.trigger if exposure is not None else "")
        rating = exposure.intensity if exposure is not None else None
        self.intensity.set_value(None if rating is None else float(rating))
        self.before.setText(exposure.came_before if exposure is not None else "")
        self.response.setText(exposure.response if exposure is not None else "")
        self.outcome.setText(exposure.outcome if exposure is not None else "")
        self.note.show_note(
            exposure.note if exposure is not None else "",
            is_private=exposure is not None and exposure.private,
        )
        plan = exposure.plan if exposure is not None else None
        self.plan.setCurrentIndex(max(0, self.plan.findData(str(plan))) if plan else 0)
        said = exposure.plan_helped if exposure is not None else None
        self.helped.set_value(said.value if said else None)
        self.save.setText(_("Save the change") if self._id else _("Add it"))
        self.cancel.setVisible(bool(self._id) and self.parentWidget() is not None)
        self.say("")
        self._opened = self._plain()

    def start_over(self) -> None:
        """Empty the form."""
        self.begin(None)

    def discard(self, exposure: TriggerExposure | None) -> None:
        """Begin with ``exposure`` or with nothing; what stood there can be had back."""
        typed = self.typed()
        self.begin(exposure)
        if typed is not None:
            self.discarded.emit(typed)

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Fill the form as it was left."""
        self.begin(None)
        words = {name: one for name, one in typed.items() if isinstance(one, str)}
        at = self.trigger.findText(words.get("trigger", ""), Qt.MatchFlag.MatchFixedString)
        self.trigger.setCurrentIndex(at)
        if at < 0:
            self.trigger.setEditText(words.get("trigger", ""))
        rating = typed.get("intensity")
        self.intensity.set_value(float(rating) if isinstance(rating, int | float) else None)
        self.before.setText(words.get("before", ""))
        self.response.setText(words.get("response", ""))
        self.outcome.setText(words.get("outcome", ""))
        self.note.show_note(words.get("note", ""), is_private=typed.get("private") is True)
        self.plan.setCurrentIndex(max(0, self.plan.findData(words.get("plan", ""))))
        helped = words.get("helped")
        self.helped.set_value(helped if helped in list(Helped) else None)
        self._id = words.get("id", "")
        self.save.setText(_("Save the change") if self._id else _("Add it"))
        self.cancel.show()
        self.say(_("Not saved yet: this is as you left it."))

    def ask_to_save(self) -> None:
        """Hand over what the form holds, or say what does not fit."""
        if words := self.note.problem():
            self.say(words)
            self.note.enter()
            return
        typed = self.trigger.currentText().strip()
        at = self.trigger.findText(typed, Qt.MatchFlag.MatchFixedString)
        rating, helped = self.intensity.value(), self.helped.value()
        self.saved.emit(
            ExposureDraft(
                trigger=str(self.trigger.itemData(at)) if at >= 0 else typed,
                intensity=int(rating) if isinstance(rating, int | float) else None,
                came_before=self.before.text(),
                response=self.response.text(),
                outcome=self.outcome.text(),
                note=self.note.words(),
                private=self.note.is_private,
                plan=str(self.plan.currentData() or ""),
                plan_helped=Helped(helped) if isinstance(helped, str) else None,
                id=self._id,
            )
        )

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
            "trigger": self.trigger.currentText(),
            "intensity": self.intensity.value(),
            "before": self.before.text(),
            "response": self.response.text(),
            "outcome": self.outcome.text(),
            "note": self.note.words(),
            "private": self.note.is_private,
            "plan": str(self.plan.currentData() or ""),
            "helped": self.helped.value(),
            "id": self._id,
        }

    def _on_touched(self) -> None:
        self.cancel.show()
        self.touched.emit()

    def _follow(self) -> None:
        """Ask about a plan only where there is one."""
        has_plans = bool(self._plans)
        is_used = has_plans and bool(self.plan.currentData())
        if self.parentWidget() is None:  # shown without a parent it would be a window
            return
        self._plan_label.setVisible(has_plans)
        self.plan.setVisible(has_plans)
        self._helped_label.setVisible(is_used)
        self.helped.setVisible(is_used)


def _how_strong() -> Measure:
    return Measure(
        id=MeasureId("trigger_intensity"),
        label=_("How strong"),
        hint=_("0 none, 10 most"),
        kind=Kind.SCALE,
        scale=Scale(0, 10),
    )


def _helped() -> Measure:
    words = {Helped.NO: _("No"), Helped.A_LITTLE: _("A little"), Helped.YES: _("Yes")}
    return Measure(
        id=MeasureId("plan_helped"),
        label=_("Did it help?"),
        kind=Kind.CHOICE,
        options=tuple(Option(helped.value, said) for helped, said in words.items()),
    )
