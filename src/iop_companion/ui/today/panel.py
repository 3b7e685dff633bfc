"""The Today page: one day's check-in, what was saved, and what is worth a look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from iop_companion.domain.early_warning import EarlyWarning
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.records import PlanStep
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.after_saving import AfterSaving
from iop_companion.ui.today.clock_question import ClockQuestion
from iop_companion.ui.today.day_switch import DaySwitch
from iop_companion.ui.today.footer import Footer
from iop_companion.ui.today.form_card import FormCard
from iop_companion.ui.today.hard_answer import HardAnswerCard, WayOn
from iop_companion.ui.today.model import CheckInForm
from iop_companion.ui.today.moments import MomentForm
from iop_companion.ui.today.saved_view import SavedView
from iop_companion.ui.today.side_column import SideColumn
from iop_companion.ui.today.words import (
    after_line,
    instead,
    other_side_of_midnight,
    plain_line,
    under_title,
)
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.fitting_scroll import FittingScroll
from iop_companion.ui.toolkit.page_area import NARROW_FROM, WIDEST
from iop_companion.ui.toolkit.theme import current

MOOD = MeasureId("mood")
MOOD_LOW = MeasureId("mood_low")
MOODS = frozenset({MOOD, MOOD_LOW, MeasureId("mood_high")})
"""What "Save mood only" saves: one scale, or both sides of even."""

_SIDE_WIDTH = 246
_FORM_LEAST = 650
"""Narrower forms (px at 100 % text) have their labels above the controls."""

_STACK_FROM = 1.5
"""From this text scale on the side column stands under the form."""

_INSIDE = 42
"""The form for a moment stands inside a card, which takes this much of its width."""

_GAP = 18
_AIR = 4
_BAR = 16
"""A scroll bar stands in this much room beside what it scrolls."""


class TodayPanel(QWidget):
    """Shows a :class:`CheckInForm`; wishes leave by signals."""

    answer_changed = Signal(str, object, str)
    day_requested = Signal(object)
    save_requested = Signal()
    mood_only_requested = Signal()
    retry_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    warning_requested = Signal()
    support_requested = Signal()
    moment_requested = Signal(object)
    """The time of the moment to change, or None for a new one."""

    edit_requested = Signal()
    details_requested = Signal()
    paper_requested = Signal()
    more_requested = Signal(str, str)
    """A page that tells more, and the row it was asked for at, or ""."""

    step_done_requested = Signal(str)

    def __init__(
        self,
        drawings: Callable[[], Drawings],
        *,
        moves_on: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Build the page without a day; ``drawings`` are asked for after the first check-in."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = text("", "h1")
        self.under = text("", "sub")
        self.switch = DaySwitch()
        self.card = FormCard(moves_on=moves_on, leads_on=True)
        self.card.setProperty("region", "true")
        self.instead = button("", size="small")
        self.instead.hide()
        self.clock = ClockQuestion()
        self.moment = MomentForm()
        self.saved = SavedView(drawings)
        self.hard = HardAnswerCard()
        self.side = SideColumn()
        self.footer = Footer()
        self._is_narrow: bool | None = None
        self._instead: date | None = None
        self._day: date | None = None
        self._warning: tuple[EarlyWarning | None, PlanStep | None] = (None, None)
        self._arrange()
        self._connect()
        for part in (self.card, self.footer):
            part.hide()  # until there is a day to answer

    # --- what is shown

    def show_form(self, form: CheckInForm, now: datetime) -> None:
        """Show the day and its answers; ``now`` is the local time."""
        view = form.view
        self.title.setText(long_day(view.day, view.today))
        self.under.setText(under_title(view, now))
        self._instead = other_side_of_midnight(view, now)
        self.instead.setVisible(self._instead is not None)
        if self._instead is not None:
            self.instead.setText(instead(self._instead))
        self.clock.show_doubt(view.doubt, now, view.today)
        self.switch.show_day(view.day, view.today)
        self.card.show_form(form)
        for part in (self.card, self.footer):
            part.setVisible(self.saved.isHidden())
        if form.is_read:
            self.side.show_view(view)
        self.footer.show_mood(is_offered=not MOODS.isdisjoint(self.card.editors))
        self._set_tab_order()
        self._fit()
        if view.day != self._day:
            self._day = view.day
            self._show_beginning()

    def _show_beginning(self) -> None:
        """Another day, or a check-in that was saved, is read from its first line on."""
        for area in (self._scroll, self._side_scroll):
            area.verticalScrollBar().setValue(0)

    def show_saved(self, day: date) -> None:
        """Put "Saved" in the form's place and paint it at once.

        What else there is to say and to draw is read next, and so are all pages: a person should
        not wait for these to know that nothing can be lost any more.
        """
        self.show_after(AfterSaving(day, "", None))
        for layout in (self._grid, self._pile):
            layout.activate()
        self.saved.repaint()

    def show_after(self, after: AfterSaving) -> None:
        """Put what there is to say after a check-in in the form's place."""
        is_new = self.saved.isHidden()
        self.saved.show_after(after)
        self.under.setText(after_line(is_today=self.switch.today.isChecked()))
        self._show_saved(shown=True)
        if is_new:
            self.focus_saved()

    def focus_saved(self) -> None:
        """Put the focus at the head of what stands after a check-in, without a ring."""
        self.saved.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_beginning()

    def show_questions(self) -> None:
        """Put the form back in its place."""
        if not self.saved.isHidden():
            self._show_saved(shown=False)

    def _show_saved(self, *, shown: bool) -> None:
        self.saved.setVisible(shown)
        self.card.setVisible(not shown)
        self.footer.setVisible(not shown)
        self.side.put_entry_first(is_first=shown)
        self._place_warning()
        self._set_tab_order()
        self._fit()

    def _place_warning(self) -> None:
        """After a check-in the step of the plan has a card of its own."""
        warning, step = self._warning
        self.saved.step.show_step(warning, step)
        if not self.saved.isHidden() and step is not None:
            self.side.warning.hide()
        else:
            self.side.warning.show_warning(warning, (step,) if step is not None else ())

    def show_warning(self, warning: EarlyWarning | None, steps: tuple[PlanStep, ...]) -> None:
        """Show the level beside the form if it speaks."""
        step = next((step for step in steps if step.done_on is None), None)
        self._warning = (warning, step)
        self._place_warning()
        self._fit()

    def show_line(self, words: str, *, is_news: bool = False) -> None:
        """Say how things stand in the footer; news are read out politely."""
        self.footer.say(words)
        if is_news:
            announce(self.footer, words)

    def show_saving(self) -> None:
        """A save is under way."""
        self.footer.show_saving()

    def show_problem(self, problem: KnownProblem | str, *, can_retry: bool) -> None:
        """Say beside Save why nothing was saved; the form stays as it is."""
        words = problem if isinstance(problem, str) else describe(problem).sentence
        self.footer.show_problem(words, can_retry=can_retry)
        announce(self.footer, words, assertive=True)

    def clear_problem(self) -> None:
        """Take the sentence beside Save away."""
        self.footer.show_problem("", can_retry=False)

    def show_hard_answer(self, way: WayOn) -> None:
        """Show the calm card at the top, with the focus on the way to support.

        In large text the whole card has no room: then the focus waits on the card, so that its
        first words are what is seen, and not its last.
        """
        self.hard.show_way_on(way)
        self._set_tab_order()
        self._fit()
        margins = self._pile.contentsMargins()
        room = self._content.width() - margins.left() - margins.right()
        fits = self.hard.heightForWidth(room) <= self._scroll.viewport().height()
        stop: QWidget = self.hard.support if fits else self.hard
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_hard_answer(self) -> None:
        """Take the calm card away (another day)."""
        self.hard.forget()
        self._fit()

    def first_problem(self) -> str:
        """Return the sentence of the first text that is no answer, and go there; "" for none."""
        for editor in self.card.editors.values():
            if words := editor.problem():
                editor.enter()
                return words
        return ""

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self.card.forget()
        self.hard.forget()
        self.side.later.show_question(None)
        self.side.due.show_due(None)
        self.side.poles.show_counts(None)
        self.moment.close_form()
        self.saved.forget()
        self.hide()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Take chords that belong to the window too, where no window took them."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.save_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        else:
            super().keyPressEvent(event)

    def _add_keys(self) -> None:
        acts: dict[tuple[str, ...], Callable[[], object]] = {
            ("Ctrl+S",): self.save_requested.emit,
            ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"): self.mood_only_requested.emit,
            ("Alt+Left",): lambda: self.switch.step(-1),
            ("Alt+Right",): lambda: self.switch.step(1),
            ("Ctrl+T",): self.switch.go_to_today,
            ("Ctrl+G",): self.switch.open_calendar,
            ("Ctrl+N",): lambda: self.moment_requested.emit(None),
            ("Ctrl+E",): self.edit_requested.emit,
        }
        for chords, act in acts.items():
            for chord in chords:
                QShortcut(QKeySequence(chord), self, act)

    # --- layout

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Find the arrangement for the new size."""
        super().resizeEvent(event)
        self._fit()

    def _arrange(self) -> None:
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        spacing.gap(words, 0)
        words.addWidget(self.title)
        words.addWidget(self.under)
        words.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeft)
        self.switch.setProperty("region", "true")
        self._head = QWidget()
        self._head_line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._head)
        spacing.gap(self._head_line, 12)
        self._head_line.addWidget(self._words, 1)
        self._head_line.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        self._content = QWidget()
        self._pile = QVBoxLayout(self._content)
        spacing.gap(self._pile, 14)
        for part in (self.clock, self.hard, self.moment, self.saved, self.card):
            self._pile.addWidget(part)
        self._pile.addStretch(1)
        self._scroll = FittingScroll(self._content)
        self._side_box = QWidget()
        self._side_pile = QVBoxLayout(self._side_box)
        self._side_scroll = FittingScroll(self._side_box)
        self._side_scroll.set_filling(is_filling=True)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self._scroll, 1, 0)
        self._grid.addWidget(self.footer, 2, 0)
        self._grid.addWidget(self._side_scroll, 1, 1, 3, 1)
        self._grid.setRowStretch(3, 1)
        self._grid.setColumnStretch(0, 1)

    def _connect(self) -> None:
        self.card.answer_changed.connect(self.answer_changed)
        self.card.more_requested.connect(self.more_requested)
        self.card.passed_end.connect(
            lambda: self.footer.save.setFocus(Qt.FocusReason.TabFocusReason)
        )
        self.switch.day_requested.connect(self.day_requested)
        self.clock.other_day_wanted.connect(self.switch.open_calendar)
        self.instead.clicked.connect(lambda: self.day_requested.emit(self._instead))
        self.side.gap.add_requested.connect(self.day_requested)
        self.side.gap.paper_requested.connect(self.paper_requested)
        self.switch.paper_requested.connect(self.paper_requested)
        self.side.own_rows.clicked.connect(lambda: self.more_requested.emit("own_rows", ""))
        self.side.entry.edit_requested.connect(self.edit_requested)
        self.side.entry.details_requested.connect(self.details_requested)
        self.side.moments.add_requested.connect(lambda: self.moment_requested.emit(None))
        self.side.moments.edit_requested.connect(self.moment_requested)
        self.saved.step_done_requested.connect(self.step_done_requested)
        self.saved.warning_requested.connect(self.warning_requested)
        self.side.warning.see_requested.connect(self.warning_requested)
        self.hard.support_requested.connect(self.support_requested)
        self.footer.save_requested.connect(self.save_requested)
        self.footer.mood_only_requested.connect(self.mood_only_requested)
        self.footer.retry_requested.connect(self.retry_requested)
        self._add_keys()
        current().changed.connect(self._fit)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_in_sight)
        self._scroll.content_resized.connect(
            lambda: self._keep_in_sight(None, QApplication.focusWidget())
        )

    def _fit(self) -> None:
        """Choose between side by side and one column, and between labels beside and above."""
        theme = current()
        large = theme.scale >= NARROW_FROM
        side = theme.px(16 if large else 32)
        room = self.width() - 2 * side
        beside = theme.px(_SIDE_WIDTH + _GAP)
        is_narrow = theme.scale >= _STACK_FROM or room - beside < theme.px(_FORM_LEAST)
        self._set_narrow(is_narrow=is_narrow)
        spare = max(0, room - theme.px(WIDEST)) // 2
        self._set_margins(side + spare, large=large, is_narrow=is_narrow)
        form = room - 2 * spare - (0 if is_narrow else beside)
        self.card.stack(form < theme.px(_FORM_LEAST))
        self.moment.form.stack(form < theme.px(_FORM_LEAST + _INSIDE))
        self.under.setVisible(not large or self.under.text() != plain_line())
        self._fit_head(room)

    def _fit_head(self, room: int) -> None:
        title = self.title.fontMetrics().horizontalAdvance(self.title.text())
        fits = title + self.switch.sizeHint().width() + current().px(24) <= room
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head_line.setDirection(across if fits else down)
        spacing.gap(self._head_line, 12 if fits else 6)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        self._head_line.setAlignment(self.switch, Qt.AlignmentFlag.AlignTop if fits else left)

    def _set_narrow(self, *, is_narrow: bool) -> None:
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self._pile.insertWidget(0, self._head)
            self._pile.insertWidget(self._pile.count() - 1, self.side)
        else:
            self._grid.addWidget(self._head, 0, 0, 1, 2)
            self._side_pile.addWidget(self.side)
        self._side_scroll.setVisible(not is_narrow)
        self._scroll.set_filling(is_narrow)
        self.footer.stick(is_sticky=is_narrow)
        self._set_tab_order()

    def _set_margins(self, side: int, *, large: bool, is_narrow: bool) -> None:
        px = current().px
        bar = px(_BAR)
        self._side_scroll.setFixedWidth(px(_SIDE_WIDTH) + bar)
        self._side_pile.setContentsMargins(0, 0, bar, 0)
        self._side_scroll.leave_at_right(bar)
        self._head_line.setContentsMargins(0, 0, 0 if is_narrow else bar, px(4))
        self._grid.setHorizontalSpacing(px(_AIR))
        self._grid.setVerticalSpacing(0 if is_narrow else px(14))
        footer, pile = self.footer.layout(), self._pile
        assert footer is not None  # built in the footer's constructor
        if is_narrow:
            self._grid.setContentsMargins(0, 0, 0, 0)
            pile.setContentsMargins(side, px(6 if large else 24), side, px(16))
            self._scroll.leave_at_right(side)
            footer.setContentsMargins(side, px(10), side, px(10))
        else:
            self._grid.setContentsMargins(side, px(24), side - bar, px(20))
            pile.setContentsMargins(0, 0, 0, 0)
            self._scroll.leave_at_right(px(_GAP) - px(_AIR))
            footer.setContentsMargins(0, 0, 0, 0)

    def _set_tab_order(self) -> None:
        """Head, form, footer, side column, whatever was made or moved last."""
        window = self.window()
        parts = (
            self._words,
            self.switch,
            self.clock,
            self.hard,
            self.moment,
            self.saved,
            self.card,
            self.footer,
            self.side,
        )
        stops = [
            child
            for part in parts
            for child in ([part] if part is self.hard else []) + part.findChildren(QWidget)
            if child.focusPolicy() is not Qt.FocusPolicy.NoFocus and child.window() is window
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not isValid(self) or not self._content.isAncestorOf(new):
            return
        if new is self.hard:
            top = self.hard.mapTo(self._content, QPoint()).y() - current().px(8)
            self._scroll.verticalScrollBar().setValue(top)
            return
        parts = (self.hard, *self.moment.form.rows, *self.card.rows)
        part = next((part for part in parts if part.isAncestorOf(new)), None)
        if part is not None and part.height() <= self._scroll.viewport().height():
            self._scroll.ensureWidgetVisible(part, 0, current().px(8))
        self._scroll.ensureWidgetVisible(new, 0, current().px(16))
        # In the smallest window with large letters there is no room for the whole first row and
        # the day's name: then the line of it that has the keys will do.
        is_first = bool(self.card.rows) and part is self.card.rows[0]
        shown = new if is_first or part is None else part
        bottom = shown.mapTo(self._content, QPoint(0, shown.height())).y()
        if bottom <= self._scroll.viewport().height():
            self._scroll.verticalScrollBar().setValue(0)  # then the day's name is in sight too
