"""Moments: time-stamped answers beside the check-in. The list, and the small form for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.domain.measure import DayRule, Kind, Measure, Value
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _
from iop_companion.services.views import CheckInDraft, DayView, Moment, ShownValue
from iop_companion.ui.today.form_card import FormCard
from iop_companion.ui.today.model import CheckInForm
from iop_companion.ui.today.side_cards import SideCard
from iop_companion.ui.today.words import value_words
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, at_edge, button, divider, row, set_state, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.editor import is_enter
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.typed_time import read_time


def moment_rows(view: DayView, moment: Moment | None = None) -> tuple[Measure, ...]:
    """Return what a moment is asked: mood and the like, urge, note; and what it holds already."""
    held = set(moment.values) if moment is not None else set()
    return tuple(
        measure
        for measure in view.rows
        if measure.derived_from is None and (_is_felt(measure) or measure.id in held)
    )


def _is_felt(measure: Measure) -> bool:
    if measure.kind is Kind.TEXT:
        return True
    changes_by_the_hour = measure.day_rule in {DayRule.MEAN, DayRule.HIGHEST}
    stands_alone = measure.asked_with is None or measure.pole is not None
    return measure.kind is Kind.SCALE and changes_by_the_hour and stands_alone


class MomentsCard(SideCard):
    """The moments of the day, each with its time, and the way to add one."""

    add_requested = Signal()
    edit_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self._hint = text(_("A mood, an urge or a note of one hour of the day."), "small")
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 4)
        self.add_button = button(_("Add a moment"), size="small", icon="plus")
        self.add_button.clicked.connect(self.add_requested)
        self.add(text(_("Moments"), "h2"), self._hint)
        self.layout_.addLayout(self._pile)
        self.add(self.add_button)
        self._shown: tuple[object, ...] = ()

    def show_view(self, view: DayView) -> None:
        """List the moments of ``view``."""
        self.show()
        self._hint.setVisible(not view.moments)
        labels = {measure.id: measure for measure in view.rows}
        shown = tuple((one.at, _told(one, labels)) for one in view.moments)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._pile)
        for at, words in shown:
            self._pile.addWidget(divider())
            self._pile.addWidget(self._line(at, words))

    def _line(self, at: time, words: str) -> QWidget:
        line = QWidget()
        pile = QVBoxLayout(line)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 0)
        told_time = clock_time(at)
        pile.addWidget(text(told_time, "label"))
        pile.addWidget(text(words, "small"))
        change, remove = (
            at_edge(button(_("Change"), "quiet")),
            at_edge(button(_("Remove"), "quiet")),
        )
        change.setAccessibleName(_("Change the moment at {time}").format(time=told_time))
        remove.setAccessibleName(_("Remove the moment at {time}").format(time=told_time))
        change.clicked.connect(lambda: self.edit_requested.emit(at))
        remove.clicked.connect(lambda: self.remove_requested.emit(at))
        flow = FlowLayout(gap=24, line_gap=2)
        flow.addWidget(change)
        flow.addWidget(remove)
        pile.addLayout(flow)
        return line


def _told(moment: Moment, labels: Mapping[MeasureId, Measure]) -> str:
    told = [
        _("{measure} {value}").format(
            measure=labels[name].label, value=value_words(labels[name], value)
        )
        if labels[name].kind is not Kind.TEXT
        else value_words(labels[name], value)
        for name, value in moment.values.items()
        if name in labels
    ]
    return ", ".join(told) or _("Something that Today does not show")


class MomentForm(Card):
    """The form for one moment; ``changed`` follows every answer, so that a draft can keep it."""

    changed = Signal()
    save_requested = Signal()
    cancel_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden and empty."""
        super().__init__()
        self.setProperty("region", "true")
        self.form = FormCard()
        self.time = QLineEdit()
        self.time.setAccessibleName(_("Time of the moment"))
        spacing.fixed(self.time, width=130)
        self.problem = text("", "problem")
        self.save = button(_("Save moment"))
        self.cancel = button(_("Cancel"), "quiet")
        self._answers: CheckInForm | None = None
        self._old: Moment | None = None
        self._arrange()
        self.form.answer_changed.connect(self._take)
        self.form.passed_end.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        self.time.textEdited.connect(self._on_time)
        self.save.clicked.connect(self.save_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether a moment is being written."""
        return self._answers is not None

    @property
    def old_time(self) -> time | None:
        """The time of the moment that is amended, or None for a new one."""
        return self._old.at if self._old is not None else None

    def open(self, view: DayView, now: datetime, moment: Moment | None = None) -> None:
        """Ask for a moment of ``view``'s day; ``moment`` is amended, else ``now`` is its time."""
        self._old = moment
        at = moment.at if moment is not None else now.time()
        self.time.setText(clock_time(at))
        values = dict(moment.values) if moment is not None else {}
        asked = DayView(
            day=view.day,
            today=view.today,
            rows=moment_rows(view, moment),
            values={name: ShownValue(value) for name, value in values.items()},
        )
        self._answers = CheckInForm(asked)
        self.heading.setText(_("Change a moment") if moment is not None else _("A moment"))
        self.heading.show()
        self.say("")
        self.form.show_form(self._answers)
        self.show()

    def close_form(self) -> None:
        """Hold nothing any more."""
        self._answers = self._old = None
        self.form.forget()
        self.time.clear()
        self.hide()

    def draft(self) -> CheckInDraft | None:
        """Return what saving would record, or None while the time or an answer does not fit.

        What the moment holds of measures that are not asked here stays as it is.
        """
        answers, at = self._answers, self._at()
        if answers is None:
            return None
        if at is None:
            self.say(_("Type a time such as 4:41 pm or 16:41."))
            self.time.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        if self.form.focus_problem():
            return None
        values: dict[MeasureId, Value | None] = {
            measure.id: answers.shown(measure.id) for measure in answers.view.rows
        }
        unasked = self._old.values if self._old is not None else {}
        return CheckInDraft(answers.view.day, {**unasked, **values}, moment=at)

    def say(self, words: str) -> None:
        """Show a sentence beside the fields, or take it away."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        set_state(self.time, "problem", "true" if words else "false")
        announce(self, words, assertive=True)

    def to_kept(self) -> dict[str, Any] | None:
        """Return the form as plain JSON for the day's draft, or None when it is closed."""
        if self._answers is None:
            return None
        return {
            "time": self.time.text(),
            "old": self._old.at.isoformat() if self._old is not None else None,
            "form": self._answers.to_json(),
        }

    def open_kept(self, kept: Mapping[str, Any], view: DayView, now: datetime) -> None:
        """Open the form as :meth:`to_kept` gave it; what cannot be read is left out."""
        old = next((one for one in view.moments if one.at.isoformat() == kept.get("old")), None)
        self.open(view, now, old)
        assert self._answers is not None  # just opened
        body = kept.get("form")
        asked = self._answers.view
        self._answers = CheckInForm.opened(asked.with_draft(body if isinstance(body, str) else ""))
        self.form.show_form(self._answers)
        if isinstance(words := kept.get("time"), str):
            self.time.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Enter in the time goes on to the first question."""
        if is_enter(event) and self.time.hasFocus():
            self.form.focus_first()
            return
        super().keyPressEvent(event)

    def _at(self) -> time | None:
        at = read_time(self.time.text())
        old = self.old_time
        is_same = at is not None and old is not None and at == old.replace(second=0, microsecond=0)
        return old if is_same else at

    def _take(self, name: str, value: Value | None, typed: str) -> None:
        if self._answers is not None:
            self._answers.answer(MeasureId(name), value, typed)
            self.changed.emit()

    def _on_time(self) -> None:
        self.say("")
        self.changed.emit()

    def _arrange(self) -> None:
        self.layout_.addLayout(row(text(_("At"), "label", wrap=False), self.time, stretch_at=-1))
        self.add(self.form, self.problem)
        buttons = FlowLayout(gap=12, line_gap=8)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        self.layout_.addLayout(buttons)
