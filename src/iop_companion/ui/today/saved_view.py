"""In the form's place after a check-in: that it is saved, two weeks of mood, one step of the plan.

No score, no praise: what was said, drawn and told once, and a way on for those who want one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.records import PlanStep
from iop_companion.foundation.i18n import _
from iop_companion.services.after_saving import AfterSaving
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.level_shape import CARD, LevelShape, level_word
from iop_companion.ui.widgets.chart_canvas import ChartCanvas, ChartOnCanvas
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.wrapping_card import WrappingCard

_CHART_HEIGHT = 196
_CIRCLE = 40


class MoodCard(WrappingCard):
    """The mood of two weeks: drawn, and said in a line below."""

    def __init__(self, drawings: Drawings) -> None:
        """Build it empty."""
        super().__init__()
        self.canvas = ChartCanvas(drawings, _CHART_HEIGHT)
        self._title = text(_("Mood, last two weeks"), "h2", wrap=False)
        self._unit = text("", "small", wrap=False)
        self.words = text("", "small")
        head = FlowLayout(gap=16, line_gap=2, is_apart=True)
        head.addWidget(self._title)
        head.addWidget(self._unit)
        self.layout_.addLayout(head)
        self.add(self.canvas, self.words)

    def show_mood(self, after: AfterSaving) -> None:
        """Show the chart of ``after``, or hide where it has none."""
        self.setVisible(after.mood is not None)
        if after.mood is None:
            return
        from iop_companion.charts.two_weeks import draw_two_weeks

        pattern = _("{unit}, shaded: my usual range") if after.mood.usual else "{unit}"
        self._unit.setText(pattern.format(unit=after.mood.unit))
        self.words.setText(after.mood_words)
        self.canvas.show_chart(
            ChartOnCanvas(
                draw=partial(draw_two_weeks, data=after.mood),
                name=_("Chart: {measures}").format(measures=after.mood.label),
                sentence=after.mood.sentence,
                days=after.mood.days,
            )
        )


class StepCard(WrappingCard):
    """One step of the person's own plan, only in Watch and Act."""

    done_requested = Signal(str)
    see_requested = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self._shape = LevelShape(Level.WATCH, CARD)
        self._title = text("", "h2")
        self._words = text("")
        self.done = button(_("I did this"), "primary")
        self.see = button(_("See what changed"))
        self.not_now = button(_("Not now"), "quiet")
        self._step_id = ""
        self.done.clicked.connect(lambda: self.done_requested.emit(self._step_id))
        self.see.clicked.connect(self.see_requested)
        self.not_now.clicked.connect(self.hide)
        pile = QVBoxLayout()
        spacing.gap(pile, 8)
        pile.addWidget(self._title)
        pile.addWidget(self._words)
        buttons = FlowLayout(gap=9, line_gap=8)
        for one in (self.done, self.see, self.not_now):
            buttons.addWidget(one)
        pile.addLayout(buttons)
        line = QHBoxLayout()
        spacing.gap(line, 12)
        line.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(pile, 1)
        self.layout_.addLayout(line)
        self.hide()

    def show_step(self, warning: EarlyWarning | None, step: PlanStep | None) -> None:
        """Show ``step`` on the colour of the level; None hides the card."""
        self.setVisible(warning is not None and step is not None)
        if warning is None or step is None:
            return
        self._step_id = str(step.id)
        self._shape.show_level(warning.level)
        self.show_level(warning.level.value)
        level = level_word(warning.level)
        self._title.setText(_("{level}: one step from your plan").format(level=level))
        self._words.setText(_("You wrote: “{step}”").format(step=step.text))


class SavedView(QWidget):
    """The cards one below the other; built when first needed."""

    step_done_requested = Signal(str)
    warning_requested = Signal()

    def __init__(self, drawings: Callable[[], Drawings]) -> None:
        """Build it hidden; nothing is drawn before :meth:`show_after`."""
        super().__init__()
        self.setProperty("region", "true")
        self._drawings = drawings
        self._saved = WrappingCard()
        self._saved.setAccessibleName(_("Saved. Thanks for checking in."))
        self._saved.setProperty("ring", "none")  # the focus only waits there for what comes next
        self.setFocusProxy(self._saved)
        self._tick = QLabel()
        self._title = text(_("Saved. Thanks for checking in."), "title")
        self._sentence = text("")
        self._mood: MoodCard | None = None
        self.step = StepCard()
        self.step.done_requested.connect(self.step_done_requested)
        self.step.see_requested.connect(self.warning_requested)
        self._pile = QVBoxLayout(self)
        self._pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._pile, 16)
        self._arrange()
        self.hide()

    @property
    def mood(self) -> MoodCard | None:
        """The card with the chart, or None before the first check-in."""
        return self._mood

    def show_after(self, after: AfterSaving) -> None:
        """Show what there is to say after a check-in."""
        self._sentence.setText(after.sentence)
        self._sentence.setVisible(bool(after.sentence))
        if self._mood is None and after.mood is not None:
            self._mood = MoodCard(self._drawings())
            self._pile.insertWidget(1, self._mood)
        if self._mood is not None:
            self._mood.show_mood(after)
        self.show()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be content with any width."""
        return QSize(0, max(0, self._pile.heightForWidth(max(1, self.width()))))

    def forget(self) -> None:
        """Hold nothing any more."""
        self._sentence.setText("")
        if self._mood is not None:
            self._mood.canvas.forget()
            self._mood.words.setText("")
        self.hide()

    def _arrange(self) -> None:
        self._tick.setObjectName("saved_tick")
        self._tick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._tick.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_icon(self._tick, "check", "calm", size=22)
        spacing.fixed(self._tick, width=_CIRCLE, height=_CIRCLE)
        words = QVBoxLayout()
        spacing.gap(words, 3)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        line = QHBoxLayout()
        spacing.gap(line, 14)
        line.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self._saved.layout_.addLayout(line)
        self._pile.addWidget(self._saved)
        self._pile.addWidget(self.step)
