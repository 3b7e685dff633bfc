"""The Warning signs page: level, what changed, what it cannot know, my plan, my answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.charts.warning_strip import draw_warning_strip
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.records import Answer, PlanStep
from iop_companion.foundation.i18n import _
from iop_companion.services.views import PanelView
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, page_head, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.level_shape import LevelShape, level_word
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.warning_signs.small_finding import SmallFindingCard
from iop_companion.ui.widgets.chart_canvas import ChartCanvas, ChartOnCanvas
from iop_companion.ui.widgets.flow_layout import FlowLayout

_CLEAREST_HEIGHT = 320
_SIDE_WIDTH = 334
_SIDE_BESIDE_FROM = 880
_SMALL_WIDTH = 152
_SHAPE = 38


class WarningSignsPanel(PageArea):
    """Shows a :class:`PanelView`; wishes leave by signals."""

    answer_requested = Signal(str)
    tick_requested = Signal(str, bool)
    plan_requested = Signal(list)
    check_in_requested = Signal()
    support_requested = Signal()

    def __init__(self, drawings: Drawings) -> None:
        """Build the page without data."""
        super().__init__()
        self._drawings = drawings
        self._usual_line = text("", "sub")
        self.level_card = Card()
        self._shape = LevelShape(Level.LEARNING, _SHAPE)
        self._level = text("", "title")
        self.sentence = text("")
        self.check_in_button = button(_("Check in"))
        self.check_in_button.clicked.connect(self.check_in_requested)
        self._clearest = Card()
        self._clearest_hint = text(_("shaded: my usual range"), "small")
        self.canvas = ChartCanvas(drawings, height=_CLEAREST_HEIGHT)
        self._small_box = QGridLayout()
        self._small: list[SmallFindingCard] = []
        self._view: PanelView | None = None
        self.limits = text("", "small")
        self._plan = Card()
        self._plan_rows = QVBoxLayout()
        self.edit_plan_button = button(_("Edit my plan"))
        self.edit_plan_button.clicked.connect(self._ask_for_plan)
        self.support_button = button(_("Get support now"), "support", icon="support")
        self.support_button.clicked.connect(self.support_requested)
        self._answer = Card(_("What is it, as you see it?"))
        self.answer_buttons = {
            answer: button(words, "chip", checkable=True) for answer, words in answer_choices()
        }
        self._arrange()

    def _arrange(self) -> None:
        self._columns = Columns(_SIDE_WIDTH, both_from=_SIDE_BESIDE_FROM)
        self._fill_main(self._columns.main)
        self._fill_side(self._columns.side)
        self.body.addLayout(page_head(text(_("Warning signs"), "h1"), self._usual_line))
        self.body.addWidget(self._columns)
        self.body.addStretch(1)

    def _fill_main(self, main: QVBoxLayout) -> None:
        words = QVBoxLayout()
        spacing.gap(words, 2)
        words.addWidget(self._level)
        words.addWidget(self.sentence)
        words.addWidget(self.check_in_button, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout()
        spacing.gap(line, 18)
        line.addWidget(self._shape)
        line.addLayout(words, 1)
        self.level_card.layout_.addLayout(line)
        self._clearest.add(self._clearest_hint, self.canvas)
        spacing.gap(self._small_box, 12)
        main.addWidget(self.level_card)
        main.addWidget(self._clearest)
        main.addLayout(self._small_box)
        main.addWidget(self.limits)
        main.addStretch(1)

    def _fill_side(self, side: QVBoxLayout) -> None:
        spacing.gap(self._plan_rows, 4)
        self._plan.layout_.addLayout(self._plan_rows)
        self._plan.add(self.edit_plan_button)
        answers = QWidget()
        flow = FlowLayout(answers, gap=8, line_gap=8)
        for answer, made in self.answer_buttons.items():
            made.clicked.connect(partial(self.answer_requested.emit, answer.value))
            flow.addWidget(made)
        self._answer.add(
            text(_("Your answer decides what counts as usual from here on."), "small"),
            answers,
            text(_("No answer is fine too."), "small"),
        )
        side.addWidget(self._plan)
        side.addWidget(self._answer)
        side.addWidget(self.support_button)

    def show_view(self, view: PanelView) -> None:
        """Show ``view``: the same words as the summary and the command line give."""
        self._view = view
        warning = view.warning
        self._usual_line.setText(view.usual_line)
        self._show_level(warning)
        self._clearest.setVisible(view.clearest is not None)
        if view.clearest is not None:
            self._clearest.heading.setText(view.clearest.label)
            self._clearest.heading.show()
            self._clearest_hint.setText(
                _("{unit}, shaded: my usual range").format(unit=view.clearest.unit)
            )
            self.canvas.show_chart(
                ChartOnCanvas(
                    draw=partial(draw_warning_strip, data=view.clearest),
                    name=_("Chart: {measures}").format(measures=view.clearest.label),
                    sentence=view.clearest.sentence,
                    days=view.clearest.days,
                )
            )
        self._show_small(view)
        self.limits.setText(f"{warning.chance_sentence} {view.limits_sentence}".strip())
        self._show_plan(view)
        self._answer.setVisible(warning.spoke_on is not None and warning.level is Level.WATCH)
        for answer, made in self.answer_buttons.items():
            made.setChecked(view.answer is answer)
        self.support_button.setVisible(warning.level in {Level.WATCH, Level.ACT})

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._view = None
        self.canvas.forget()
        for words in (self.sentence, self.limits, self._usual_line, self._level):
            words.setText("")
        self._clear_small()
        self._clear_plan()

    def _show_level(self, warning: EarlyWarning) -> None:
        soft = warning.level.value if warning.level in {Level.CALM, Level.WATCH, Level.ACT} else ""
        self.level_card.show_level(soft)
        self._shape.show_level(warning.level)
        self._level.setText(level_word(warning.level))
        self.sentence.setText(warning.sentence)
        few = warning.level in {Level.LEARNING, Level.NOT_ENOUGH_ENTRIES}
        self.check_in_button.setVisible(few)

    def _show_small(self, view: PanelView) -> None:
        self._clear_small()
        for finding in view.small:
            card = SmallFindingCard(self._drawings, finding)
            self._small.append(card)
        self._place_small()

    def _clear_small(self) -> None:
        for card in self._small:
            self._small_box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._small = []

    def _place_small(self) -> None:
        room = self.width() - current().px(64)
        if self._columns.are_beside:
            room -= current().px(_SIDE_WIDTH + 20)
        columns = max(1, min(4, room // current().px(_SMALL_WIDTH + 12)))
        for index, card in enumerate(self._small):
            self._small_box.addWidget(card, index // columns, index % columns)

    def _show_plan(self, view: PanelView) -> None:
        self._clear_plan()
        zone = _("Act") if view.warning.level is Level.ACT else _("Watch")
        self._plan.heading.setText(_("My plan for {level}").format(level=zone))
        self._plan.heading.show()
        if not view.plan:
            self._plan_rows.addWidget(
                text(_("No steps yet. Write down what helps you, in your own words."), "small")
            )
        for step in view.plan:
            self._plan_rows.addWidget(self._plan_row(step))
        self.edit_plan_button.setText(_("Edit my plan") if view.plan else _("Write my plan"))

    def _plan_row(self, step: PlanStep) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 6)
        box = QCheckBox()
        box.setAccessibleName(step.text)
        box.setChecked(step.done_on is not None)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box.toggled.connect(partial(self.tick_requested.emit, step.id))
        words = text(step.text)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        spacing.at_least(words, height=34)
        return row

    def _clear_plan(self) -> None:
        while (item := self._plan_rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _ask_for_plan(self) -> None:
        steps = [] if self._view is None else [step.text for step in self._view.plan]
        self.plan_requested.emit(steps)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Place the small cards in as many columns as there is room for."""
        super().resizeEvent(event)
        self._place_small()


def answer_choices() -> list[tuple[Answer, str]]:
    """Return the three answers and their words, in their order."""
    return [
        (Answer.PASSING, _("It is passing")),
        (Answer.BAD_SPELL, _("A bad spell")),
        (Answer.NEW_NORMAL, _("My new normal")),
    ]
