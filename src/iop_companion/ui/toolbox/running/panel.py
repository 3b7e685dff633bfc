"""The page of a skill under way: its steps, the timer, how strong it is now, what was before."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import SkillUse
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _
from iop_companion.services.skills import ToolSkill
from iop_companion.ui.toolbox.running.timer import SkillTimer
from iop_companion.ui.toolbox.words import rated_words, rating_measure, use_line
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import at_edge, button, divider, set_state, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.emptying import drop, empty
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.note_and_mark import NoteAndMark
from iop_companion.ui.widgets.rating_scale import RatingScale
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _BESIDE_FROM = 320, 880
_CIRCLE = 32
_USUAL_MIN = 5


class StepLine(QFrame):
    """One step: done, now, or still to come."""

    def __init__(self, number: int, words: str) -> None:
        """Build it as one to come."""
        super().__init__()
        self.setObjectName("step_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._number = number
        self._circle = QLabel(str(number))
        self._circle.setObjectName("step_circle")
        self._circle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._circle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        spacing.fixed(self._circle, width=_CIRCLE, height=_CIRCLE)
        self.words = text(words)
        line = QHBoxLayout(self)
        spacing.margins(line, 20, 10, 16, 10)
        spacing.gap(line, 14)
        line.addWidget(self._circle, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)

    def show_state(self, state: str) -> None:
        """Show it as ``done``, ``now`` or ``later``; the name says so too."""
        set_state(self, "step", state)
        set_state(self._circle, "step", state)
        set_state(self.words, "step", state)
        if state == "done":
            set_icon(self._circle, "check", "on_primary_soft", size=18)
        else:
            self._circle.setText(str(self._number))
        said = {"done": _("done"), "now": _("now"), "later": _("to come")}[state]
        self.setAccessibleName(
            _("Step {number}, {state}: {words}").format(
                number=self._number, state=said, words=self.words.text()
            )
        )


class RunningPanel(PageArea):
    """Shows one use of one skill; wishes leave by signals."""

    close_requested = Signal()
    finish_requested = Signal(object, str, bool)
    """The rating after, or None, a few words, and whether it is private."""

    let_go_requested = Signal()
    touched = Signal()
    discarded = Signal(object)
    """Never: what is let go is let go with the use."""

    def __init__(self) -> None:
        """Build the page without a skill."""
        super().__init__()
        self._title = text(_("A skill"), "h1")
        self._sub = text("", "sub")
        self.close_button = button(_("Close"))
        self._which = text("", "h2")
        self.timer = SkillTimer()
        self._pace = text(_("go at your own pace"), "small", wrap=False)
        self.next = button("", "primary", size="large")
        self.back = button(_("Back"), size="large")
        self.stop = button(_("Stop here"), "quiet")
        self.let_go = at_edge(button(_("Let it go, keep nothing"), "quiet", size="small"))
        self.after = RatingScale(rating_measure("distress", is_after=True))
        self._after_hint = text("", "small")
        self.note = NoteAndMark()
        self._use_id = ""
        self._steps: list[StepLine] = []
        self._at = 0
        self._step_pile = QVBoxLayout()
        self._columns = Columns(_SIDE, _BESIDE_FROM)
        self._nothing = WrappingCard()
        self.choose = button(_("Open the Toolbox"), "primary")
        self._before = WrappingCard(_("Before"))
        self._before_words = text("", "small")
        self._note_card = WrappingCard(_("My note on this one"))
        self._note_words = text("", "small")
        self._latest = WrappingCard(_("Last times"))
        self._latest_pile = QVBoxLayout()
        self._arrange()
        self._connect()
        self.show_nothing()

    def take_focus(self) -> None:
        """Put the keyboard on the next step."""
        first = self.choose if self._columns.isHidden() else self.next
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_skill(self, skill: ToolSkill, use: SkillUse, today: date, *, is_new: bool) -> None:
        """Show ``use`` of ``skill``; a new one begins with its first step."""
        self._columns.show()
        self._nothing.hide()
        self._title.setText(skill.label)
        begun = clock_time(use.moment) if use.moment is not None else ""
        self._sub.setText(
            _("Started {time}. You can close this page; it is kept.").format(time=begun)
        )
        self._show_beside(skill, use, today)
        self._after_hint.setText(_before_hint(use))
        if not is_new:
            return
        self._use_id = str(use.id)
        self.after.set_value(None)
        self.note.show_note("", is_private=False)
        self.timer.begin(skill.minutes or _USUAL_MIN)
        self._make_steps(skill.steps or (skill.description or skill.label,))
        self._go_to(0)

    def show_nothing(self) -> None:
        """Say that nothing is under way."""
        self.timer.rest()
        self._columns.hide()
        self._nothing.show()
        self._title.setText(_("A skill"))
        self._sub.setText("")

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self._use_id = ""
        self._make_steps(())
        self.note.show_note("", is_private=False)
        self._note_words.setText("")
        self._before_words.setText("")
        self.show_nothing()

    def start_over(self) -> None:
        """Hold neither a rating nor words."""
        self.after.set_value(None)
        self.note.show_note("", is_private=False)

    def typed(self) -> dict[str, Any] | None:
        """Return what was rated, written and reached in the use that is shown, None for nothing."""
        after, note = self.after.value(), self.note.words()
        if not self._use_id or (after is None and not note and not self.note.is_private):
            return None
        return {
            "use": self._use_id,
            "after": after,
            "note": note,
            "private": self.note.is_private,
            "step": self._at,
        }

    def show_typed(self, typed: dict[str, Any]) -> None:
        """Fill in what was typed before; what belongs to another use stays away."""
        if not self._use_id or typed.get("use") != self._use_id:
            return
        after, note, step = typed.get("after"), typed.get("note"), typed.get("step")
        self.after.set_value(float(after) if isinstance(after, int | float) else None)
        self.note.show_note(
            note if isinstance(note, str) else "", is_private=typed.get("private") is True
        )
        if isinstance(step, int) and 0 <= step < len(self._steps):
            self._go_to(step)

    def go_on(self) -> None:
        """Go to the next step; after the last one, finish."""
        if self._columns.isHidden():
            self.close_requested.emit()
        elif self._at < len(self._steps) - 1:
            self._go_to(self._at + 1)
        else:
            self._finish()

    # --- inside

    def _arrange(self) -> None:
        self.body.addWidget(WrappingHead(self._title, self._sub, self.close_button))
        card = WrappingCard()
        card.setProperty("region", "true")
        head = QHBoxLayout()
        spacing.gap(head, 12)
        head.addWidget(self._which, 1)
        head.addWidget(self._pace, 0, Qt.AlignmentFlag.AlignVCenter)
        card.layout_.addLayout(head)
        spacing.gap(self._step_pile, 6)
        card.layout_.addLayout(self._step_pile)
        card.add(divider(), self.timer)
        onward = QWidget()
        pair = FlowLayout(onward, gap=10, line_gap=8)
        for one in (self.next, self.back):
            pair.addWidget(one)
        buttons = FlowLayout(gap=10, line_gap=8, is_apart=True)
        buttons.addWidget(onward)
        buttons.addWidget(self.stop)
        card.layout_.addSpacing(6)
        card.layout_.addLayout(buttons)
        now = WrappingCard(_("How strong is it now?"))
        now.setProperty("region", "true")
        now.add(self.after, self._after_hint, self.note)
        self._columns.main.addWidget(card)
        self._columns.main.addWidget(now)
        self._columns.main.addStretch(1)
        self._before.add(self._before_words)
        self._note_card.add(self._note_words)
        spacing.gap(self._latest_pile, 0)
        self._latest.layout_.addLayout(self._latest_pile)
        more = WrappingCard(_("If it is more than that"))
        more.add(text(_("Stop any time. Get support now stays where it is."), "small"), self.let_go)
        more.layout_.setAlignment(self.let_go, Qt.AlignmentFlag.AlignLeft)
        for part in (self._before, self._note_card, self._latest, more):
            self._columns.side.addWidget(part)
        self._columns.side.addStretch(1)
        self._nothing.add(text(_("Nothing is under way. Choose a skill in the Toolbox."), "body"))
        self._nothing.add(self.choose)
        self._nothing.layout_.setAlignment(self.choose, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.close_requested)
        self.choose.clicked.connect(self.close_requested)
        self.next.clicked.connect(self.go_on)
        self.back.clicked.connect(lambda: self._go_to(max(0, self._at - 1)))
        self.stop.clicked.connect(self._finish)
        self.let_go.clicked.connect(self.let_go_requested)
        self.after.answered.connect(self.note.enter)
        self.note.done.connect(self.take_focus)
        self.note.changed.connect(self.touched)
        self.after.changed.connect(self.touched)

    def _finish(self) -> None:
        if self.note.problem():
            self.note.enter()
            return
        value = self.after.value()
        after = int(value) if isinstance(value, int | float) else None
        self.timer.rest()
        self.finish_requested.emit(after, self.note.words(), self.note.is_private)

    def _make_steps(self, steps: tuple[str, ...]) -> None:
        drop(self._step_pile, *self._steps)
        self._steps = [StepLine(number, words) for number, words in enumerate(steps, start=1)]
        for line in self._steps:
            self._step_pile.addWidget(line)
        self._at = 0

    def _go_to(self, at: int) -> None:
        is_on = at != self._at
        self._at = at
        for number, line in enumerate(self._steps):
            line.show_state("done" if number < at else "now" if number == at else "later")
        n = len(self._steps)
        self._which.setText(_("Step {number} of {n}").format(number=at + 1, n=n))
        self.next.setText(_("Next step") if at < n - 1 else _("Finish"))
        self.back.setEnabled(at > 0)
        if is_on:
            announce(self, self._steps[at].words.text())
            self.show_all_of(self._steps[at])

    def _show_beside(self, skill: ToolSkill, use: SkillUse, today: date) -> None:
        self._before.setVisible(use.before is not None)
        if use.before is not None:
            self._before_words.setText(
                _("{what}: {before} of 10").format(what=rated_words(use.rated), before=use.before)
            )
        self._note_card.setVisible(bool(skill.note))
        self._note_words.setText(_("“{note}”").format(note=skill.note))
        empty(self._latest_pile)
        self._latest.setVisible(bool(skill.history.latest))
        for index, past in enumerate(skill.history.latest):
            if index:
                self._latest_pile.addWidget(divider())
            self._latest_pile.addWidget(_past_line(*use_line(past, today)))


def _past_line(day: str, said: str) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    spacing.margins(across, 0, 6, 0, 6)
    across.addWidget(text(day, "small"), 1)
    value = text(said, "small", wrap=False)
    across.addWidget(value)
    return line


def _before_hint(use: SkillUse) -> str:
    hint = _("0 none, 10 most.")
    if use.before is not None:
        hint = _("{hint} Before: {before}.").format(hint=hint, before=use.before)
    return _("{hint} No change is a useful answer too.").format(hint=hint)
