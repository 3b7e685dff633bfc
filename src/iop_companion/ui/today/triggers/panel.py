"""The page of a day's triggers: what came up, what was done, and the plans for the next time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from iop_companion.domain.diary_entries import Helped, IfThenPlan, TriggerExposure
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import Kind, Measure, Option, Scale
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.triggers import (
    ExposureDraft,
    PlanDraft,
    PlanSeen,
    TriggersView,
)
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, column, row, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.entry_lines import EntryLines, EntryWords
from iop_companion.ui.widgets.note_and_mark import NoteAndMark, told_with_mark
from iop_companion.ui.widgets.rating_scale import RatingScale
from iop_companion.ui.widgets.segment import Segment
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _BESIDE_FROM = 400, 920


class TriggersPanel(PageArea):
    """Shows a :class:`TriggersView`; wishes leave by signals."""

    back_requested = Signal()
    saved = Signal(object)
    removed = Signal(object)
    plan_saved = Signal(object)
    plan_removed = Signal(object)

    def __init__(self, *, whole: bool = True) -> None:
        """Build the page without a day."""
        super().__init__()
        self.build(self._parts(), whole=whole)

    def _parts(self) -> Iterator[None]:
        self._view: TriggersView | None = None
        self._sub = text("", "sub")
        self.back = button(_("Back to Today"))
        self.form = ExposureForm()
        yield
        self.lines = EntryLines()
        self._none = text(_("Nothing yet, and that is fine."), "small")
        self.plan_form = PlanForm()
        yield
        self.plan_lines = EntryLines()
        self.plan_button = button(_("Write a plan"), icon="plus")
        self._no_plan = text(
            _("“If it is evening and I am alone, then I put my shoes on and walk.”"), "small"
        )
        self._top = text("", "small")
        self._columns = Columns(_SIDE, _BESIDE_FROM)
        self._arrange()
        self._connect()

    def show_view(self, view: TriggersView) -> None:
        """Show a day; forms that are being written stay."""
        self._view = view
        self._sub.setText(long_day(view.day, view.today))
        self.form.offer(view.offered, view.plans, view)
        self.plan_form.offer(view.offered)
        self.lines.show_entries([_exposure_line(one, view) for one in view.exposures])
        self._none.setVisible(not view.exposures)
        self.plan_lines.show_entries([_plan_line(seen, view) for seen in view.plans])
        self._no_plan.setVisible(not view.plans and self.plan_form.isHidden())
        self._top.setText(_top_words(view))

    def take_focus(self) -> None:
        """Put the keyboard on the trigger."""
        self.form.trigger.setFocus(Qt.FocusReason.TabFocusReason)

    def close_plan(self) -> None:
        """Put the way to write a plan back in its place."""
        self.plan_form.begin(None)
        self.plan_form.hide()
        self.plan_button.show()

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self._view = None
        self.lines.show_entries(())
        self.plan_lines.show_entries(())
        self._top.setText("")
        self.form.begin(None)
        self.close_plan()

    def _arrange(self) -> None:
        self.body.addWidget(WrappingHead(text(_("Triggers"), "h1"), self._sub, self.back))
        day = WrappingCard(_("This day"))
        day.add(self._none, self.lines)
        plans = WrappingCard(_("If-then plans"))
        plans.add(self._no_plan, self.plan_lines, self.plan_button, self.plan_form)
        plans.layout_.setAlignment(self.plan_button, Qt.AlignmentFlag.AlignLeft)
        self.plan_form.hide()
        top = WrappingCard(_("What came up most"))
        top.add(self._top)
        for card in (self.form, day):
            self._columns.main.addWidget(card)
        self._columns.main.addStretch(1)
        for card in (plans, top):
            self._columns.side.addWidget(card)
        self._columns.side.addStretch(1)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.form.saved.connect(self.saved)
        self.lines.change_requested.connect(self._change)
        self.lines.remove_requested.connect(self._remove)
        self.plan_button.clicked.connect(lambda: self._write_plan(None))
        self.plan_form.saved.connect(self.plan_saved)
        self.plan_form.left.connect(self.close_plan)
        self.plan_form.brought_back.connect(self._show_plan_form)
        self.plan_lines.change_requested.connect(lambda one: self._write_plan(self._plan(one)))
        self.plan_lines.remove_requested.connect(self._remove_plan)

    def _exposure(self, entry_id: str) -> TriggerExposure | None:
        there = self._view.exposures if self._view is not None else ()
        return next((one for one in there if one.id == entry_id), None)

    def _plan(self, entry_id: str) -> IfThenPlan | None:
        there = self._view.plans if self._view is not None else ()
        return next((seen.plan for seen in there if seen.plan.id == entry_id), None)

    def _change(self, entry_id: str) -> None:
        self.form.discard(self._exposure(entry_id))
        self.take_focus()
        self.show_all_of(self.form.trigger)

    def _remove(self, entry_id: str) -> None:
        if (one := self._exposure(entry_id)) is not None:
            self.removed.emit(one)

    def _write_plan(self, plan: IfThenPlan | None) -> None:
        self._show_plan_form()
        self.plan_form.discard(plan)
        self.plan_form.cue.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_plan_form(self) -> None:
        self.plan_button.hide()
        self._no_plan.hide()
        self.plan_form.show()

    def _remove_plan(self, entry_id: str) -> None:
        if (plan := self._plan(entry_id)) is not None:
            self.plan_removed.emit(plan)


class ExposureForm(WrappingCard):
    """What came up, how strong, what was before, what the person did, and what came of it."""

    saved = Signal(object)
    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("Something came up"))
        self.setProperty("region", "true")
        self.trigger = _Quiet()
        self.trigger.setEditable(True)
        self.trigger.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.trigger.setAccessibleName(_("Which trigger"))
        line = self.trigger.lineEdit()
        assert line is not None  # an editable list has one
        self._trigger_line = line
        self._trigger_line.setAccessibleName(_("Which trigger"))
        self._trigger_line.setPlaceholderText(_("Choose one, or write your own"))
        self.intensity = RatingScale(_how_strong())
        self.before = _line(_("What came before"))
        self.response = _line(_("What I did"))
        self.outcome = _line(_("What came of it"))
        self.note = NoteAndMark()
        self.plan = _Quiet()
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
        self.intensity.answered.connect(lambda: self.before.setFocus(_TAB))
        for here, there in ((self.before, self.response), (self.response, self.outcome)):
            here.returnPressed.connect(lambda there=there: there.setFocus(_TAB))
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
        told = tuple(_plan_words(seen.plan, view) for seen in plans)
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

    def typed(self) -> dict[str, Any] | None:
        """Return what the form holds beyond what it was opened with, None for nothing."""
        plain = self._plain()
        return plain if plain != self._opened else None

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


class PlanForm(QWidget):
    """If, then, and what else, in the person's words."""

    saved = Signal(object)
    left = Signal()
    brought_back = Signal()
    touched = Signal()
    discarded = Signal(object)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.trigger = _Quiet()
        self.trigger.setAccessibleName(_("For which trigger"))
        self.trigger.addItem(_("Any"), "")
        self.cue = _line(_("If"), _("a time, a place, a feeling, a person"))
        self.action = _line(_("Then I"), _("one action"))
        self.backup = _line(_("And if that does not work"), _("another one"))
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
        self.cue.returnPressed.connect(lambda: self.action.setFocus(_TAB))
        self.action.returnPressed.connect(lambda: self.backup.setFocus(_TAB))
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

    def typed(self) -> dict[str, Any] | None:
        """Return what the form holds beyond what it was opened with, None for nothing."""
        plain = self._plain()
        return plain if plain != self._opened else None

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


class _Quiet(QComboBox):
    """A list that the wheel does not change; long words may be cut in it, never in the entries."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        event.ignore()


_TAB = Qt.FocusReason.TabFocusReason


def _line(name: str, example: str = "") -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(example)
    line.setAccessibleName(name)
    line.setMaxLength(500)
    return line


def _exposure_line(one: TriggerExposure, view: TriggersView) -> EntryWords:
    title = view.label(one.trigger)
    if one.intensity is not None:
        title = _("{trigger}, {n} of 10").format(trigger=title, n=one.intensity)
    said = (
        (_("Before: {words}"), one.came_before),
        (_("I did: {words}"), one.response),
        (_("It came to: {words}"), one.outcome),
    )
    words = [pattern.format(words=what) for pattern, what in said if what]
    plan = next((seen.plan for seen in view.plans if seen.plan.id == one.plan), None)
    if plan is not None:
        words.append(_("Plan: {plan}").format(plan=_plan_words(plan, view)))
    if one.note:
        words.append(one.note)
    told = told_with_mark("\n".join(words), is_private=one.private)
    return EntryWords(str(one.id), title, told)


def _plan_words(plan: IfThenPlan, view: TriggersView) -> str:
    cue = plan.cue or view.label(plan.trigger)
    return _("If {cue}, then {action}").format(cue=cue, action=plan.action)


def _plan_line(seen: PlanSeen, view: TriggersView) -> EntryWords:
    count, words = seen.count, []
    if seen.plan.backup:
        words.append(_("Else: {backup}").format(backup=seen.plan.backup))
    if count.n_used:
        words.append(
            ngettext(
                "Used {n} time: it helped {yes}, a little {a_little}, not {no}.",
                "Used {n} times: it helped {yes}, a little {a_little}, not {no}.",
                count.n_used,
            ).format(n=count.n_used, yes=count.helped, a_little=count.a_little, no=count.not_helped)
        )
    return EntryWords(str(seen.plan.id), _plan_words(seen.plan, view), "\n".join(words))


def _top_words(view: TriggersView) -> str:
    if not view.top:
        return _("Nothing written down in the last four weeks.")
    lines = []
    for one in view.top:
        times = ngettext("{n} time", "{n} times", one.n).format(n=one.n)
        words = _("{trigger}: {times}").format(trigger=view.label(one.trigger), times=times)
        if one.intensity is not None:
            words = _("{words}, on average {mean} of 10 ({n} rated)").format(
                words=words, mean=f"{one.intensity:.1f}", n=one.n_rated
            )
        lines.append(words)
    return "\n".join([*lines, _("Of the last four weeks. Counts, not causes.")])


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
