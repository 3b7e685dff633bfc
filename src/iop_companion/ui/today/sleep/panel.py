"""The page of the sleep diary: the form, what it comes to, and the week it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from iop_companion.domain.sleep_night import (
    ClockQuestion,
    Night,
    UnfitNight,
    clock_question,
    work_out,
)
from iop_companion.foundation.i18n import _
from iop_companion.services.sleep_diary import NightDraft, NightView, fault_of
from iop_companion.ui.today.sleep.form import NightForm
from iop_companion.ui.today.sleep.week_bars import WeekBars
from iop_companion.ui.today.sleep.words import (
    fault_words,
    in_bed_words,
    length,
    night_title,
    question_words,
    share,
    slip_words,
    week_words,
)
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, row, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.day_calendar import DayCalendar
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _BESIDE_FROM = 440, 940


class SleepPanel(PageArea):
    """Shows a :class:`NightView`; wishes leave by signals."""

    night_requested = Signal(int)
    """So many nights on (-1: the one before)."""

    day_requested = Signal(object)
    save_requested = Signal()
    back_requested = Signal()
    changed = Signal()

    def __init__(self, *, whole: bool = True) -> None:
        """Build the page without a night."""
        super().__init__()
        self.build(self._parts(), whole=whole)

    def _parts(self) -> Iterator[None]:
        self._view: NightView | None = None
        self._title = text(_("Sleep diary"), "h1")
        self._sub = text("", "sub")
        self.before = _arrow("previous", _("The night before"))
        self.after = _arrow("next", _("The night after"))
        self.other = button(_("Other night"), icon="calendar")
        self.back = button(_("Back to Today"))
        self._calendar: DayCalendar | None = None
        self.form = NightForm()
        yield
        self.question = _Question()
        yield
        self.save = button(_("Save sleep"), "primary", size="large")
        self.short = button("", size="large")
        self.line = text("", "small")
        self.problem = text("", "problem")
        self.problem.hide()
        self.computed = _Computed()
        yield
        self.bars = WeekBars()
        self._week = text("", "small")
        self._columns = Columns(_SIDE, _BESIDE_FROM)
        self._is_sure = False
        self._arrange()
        self._connect()

    @property
    def is_filled(self) -> bool:
        """Whether a night is shown."""
        return self._view is not None

    def show_view(self, view: NightView) -> None:
        """Show a night; the form is filled anew."""
        self._view = view
        self._is_sure = False
        self._sub.setText(night_title(view.draft.day, view.today))
        self.after.setEnabled(view.draft.day < view.today)
        self.form.show_draft(view.draft, view.typed)
        only_hours = view.draft.hours is not None and view.draft.bed is None
        self.form.show_short(is_short=only_hours and not view.typed)
        self.bars.show_view(view)
        self._week.setText(week_words(view))
        self.say("", can_retry=False)
        self._follow()

    def say(self, words: str, *, can_retry: bool) -> None:
        """Say under Save what went wrong, or take it away."""
        del can_retry
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            announce(self, words, assertive=True)

    def show_line(self, words: str) -> None:
        """Say beside Save how things stand."""
        self.line.setText(words)

    def ready(self) -> NightDraft | None:
        """Return what can be saved; None after saying what does not fit or has to be asked."""
        if self._view is None:
            return None
        if words := self.form.first_problem():
            self.say(words, can_retry=False)
            return None
        draft = self.form.draft()
        fault = fault_of(draft, self._view.zone)
        if self.question.is_asked and (fault or not self._is_sure):
            self.question.take_focus()
            announce(self, self.question.words.text())
            return None
        if fault is not None:
            self.say(fault_words(fault), can_retry=False)
            return None
        return draft

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self._view = None
        self.bars.show_view(None)
        self.computed.show_night(None, None, None)
        self._week.setText("")

    # --- inside

    def _arrange(self) -> None:
        self.body.addWidget(
            WrappingHead(self._title, self._sub, self.before, self.after, self.other, self.back)
        )
        main, side = self._columns.main, self._columns.side
        footer = FlowLayout(gap=12, line_gap=8)
        for part in (self.save, self.short, self.line):
            footer.addWidget(part)
        main.addWidget(self.form)
        main.addWidget(self.problem)
        main.addLayout(footer)
        main.addStretch(1)
        week = WrappingCard()
        head = FlowLayout(gap=16, line_gap=2)
        head.addWidget(text(_("This week"), "h2", wrap=False))
        head.addWidget(text(_("outline: in bed, filled: asleep"), "small", wrap=False))
        week.layout_.addLayout(head)
        week.add(self.bars, self._week)
        side.addWidget(self.question)  # in sight beside the times it speaks of
        side.addWidget(self.computed)
        side.addWidget(week)
        side.addWidget(
            text(
                _(
                    "Diaries run about half an hour longer than measured sleep. Best filled in "
                    "within an hour of getting up, without watching the clock."
                ),
                "small",
            )
        )
        side.addStretch(1)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.night_requested.emit(-1))
        self.after.clicked.connect(lambda: self.night_requested.emit(1))
        self.other.clicked.connect(self._open_calendar)
        self.back.clicked.connect(self.back_requested)
        self.save.clicked.connect(self.save_requested)
        self.short.clicked.connect(self._switch)
        self.form.changed.connect(self._on_changed)
        self.form.done.connect(lambda: self.save.setFocus(Qt.FocusReason.TabFocusReason))
        self.question.yes.clicked.connect(self._mend)
        self.question.no.clicked.connect(self._be_sure)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_in_sight)

    def _open_calendar(self) -> None:
        if self._view is None:
            return
        if self._calendar is None:
            self._calendar = DayCalendar(self.other)
            self._calendar.chosen.connect(self.day_requested)
        self._calendar.show_for(self._view.draft.day, self._view.today)

    def _switch(self) -> None:
        self.form.show_short(is_short=not self.form.is_short)
        self._follow()
        self.form.focus_first()

    def _on_changed(self) -> None:
        self._is_sure = False
        self.say("", can_retry=False)
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Work the night out as far as it is known, and ask about morning and evening."""
        if self._view is None:
            return
        draft, zone = self.form.draft(), self._view.zone
        times = draft.times
        night = _worked_out(draft, self._view)
        fault = fault_of(draft, zone)
        self.computed.show_night(night, draft, self._view)
        question = None if times is None else clock_question(draft.day, times, zone)
        if self._is_sure and fault is None:
            question = None
        if fault is not None and (question is None or question.instead is None):
            self.form.say(fault_words(fault))
            question = None
        else:
            self.form.say("")
        in_bed = None if night is None else night.in_bed_min
        self.question.ask(question, in_bed, can_be_right=fault is None)
        has_times = any(
            one is not None for one in (draft.bed, draft.try_to_sleep, draft.final_wake, draft.out)
        )
        self.short.setText(_("Full form") if self.form.is_short else _("Hours only"))
        self.short.setVisible(self.form.is_short or not has_times)

    def _mend(self) -> None:
        question = self.question.asked
        if question is None or question.instead is None:
            return
        for name in question.clocks:
            self.form.clock(name).set_time(getattr(question.instead, name))
        self._on_changed()
        self.save.setFocus(Qt.FocusReason.TabFocusReason)

    def _be_sure(self) -> None:
        self._is_sure = True
        self._follow()
        self.save.setFocus(Qt.FocusReason.TabFocusReason)

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and isValid(self) and self.isAncestorOf(new):
            self.show_all_of(new)


class _Question(WrappingCard):
    """Morning or evening? One button mends it, the other says that it is right."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: ClockQuestion | None = None
        self.words = text("")
        self.yes = button("")
        self.no = button(_("It is right as it is"), "quiet")
        self.add(self.words)
        self.layout_.addLayout(row(self.yes, self.no, gap=8, stretch_at=-1))
        self.hide()

    @property
    def is_asked(self) -> bool:
        return self.asked is not None

    def ask(
        self, question: ClockQuestion | None, in_bed_min: int | None, *, can_be_right: bool
    ) -> None:
        self.asked = question
        self.setVisible(question is not None)
        if question is None:
            return
        self.words.setText(question_words(question, in_bed_min))
        self.yes.setVisible(question.instead is not None)
        self.no.setVisible(can_be_right)
        if question.instead is not None:
            self.yes.setText(_("Yes, {times}").format(times=slip_words(question)))

    def take_focus(self) -> None:
        first = self.yes if not self.yes.isHidden() else self.no
        first.setFocus(Qt.FocusReason.TabFocusReason)


class _Computed(WrappingCard):
    """Asleep, in bed, the share of it asleep; beside each what is usual."""

    def __init__(self) -> None:
        super().__init__(_("This night, computed"))
        self._grid = QGridLayout()
        spacing.gap(self._grid, 16, 0)
        self._parts: list[tuple[QLabel, QLabel, QLabel]] = []
        for at, name in enumerate((_("Asleep"), _("In bed"), _("Share of it asleep"))):
            parts = (text(name, "small"), text("", "title"), text("", "hint"))
            for line, part in enumerate(parts):
                self._grid.addWidget(part, line, at, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(at, 1)
            self._parts.append(parts)
        self._nothing = text(_("With all four times it is worked out here."), "small")
        self._minutes = text("", "small")
        self.layout_.addLayout(self._grid)
        self.add(self._nothing, self._minutes)

    def show_night(
        self, night: Night | None, draft: NightDraft | None, view: NightView | None
    ) -> None:
        self._nothing.setVisible(night is None)
        for parts in self._parts:
            for part in parts:
                part.setVisible(night is not None)
        self._minutes.setVisible(night is not None)
        if night is None or draft is None or view is None or draft.times is None:
            return
        usual = view.usual
        said = (
            (length(night.asleep_min), _usual(length(usual.asleep_min)) if usual else ""),
            (length(night.in_bed_min), in_bed_words(draft.times)),
            (
                share(night),
                _usual(_("{n} %").format(n=round(usual.efficiency))) if usual else "",
            ),
        )
        for (_name, value, hint), (words, beside) in zip(self._parts, said, strict=True):
            value.setText(words)
            hint.setText(beside)
        self._minutes.setText(
            _("{sol} to fall asleep, {waso} awake in between. Your own estimate.").format(
                sol=length(night.latency_min), waso=length(night.awake_min)
            )
        )


def _usual(words: str) -> str:
    return _("usual {value}").format(value=words)


def _worked_out(draft: NightDraft, view: NightView) -> Night | None:
    if draft.times is None:
        return None
    try:
        return work_out(draft.day, draft.times, view.zone)
    except UnfitNight:
        return None


def _arrow(icon: str, words: str) -> QPushButton:
    made = button("", icon=icon)
    made.setProperty("fit", "icon")
    made.setAccessibleName(words)
    made.setToolTip(words)
    return made
