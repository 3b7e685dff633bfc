"""One row of the check-in: label and hint on the left, the controls on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from iop_companion.domain.measure import Kind, Measure, Value
from iop_companion.foundation.i18n import _
from iop_companion.ui.today.model import FormRow, is_asked, stands_beside
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, set_state, text
from iop_companion.ui.widgets.editor import Editor
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.measure_editor import make_editor
from iop_companion.ui.widgets.option_combo import OptionCombo
from iop_companion.ui.widgets.poles_scale import OtherPole, PolesScale
from iop_companion.ui.widgets.segment import Segment

LABEL_WIDTH = 133
_LEAD_HEIGHT = 36


class CheckInRow(QFrame):
    """A measure and its companions.

    Companions that need no words of their own (sleep quality, kind of movement) stand beside the
    row's control, the others under it with their label.
    """

    changed = Signal(object)
    """An :class:`Editor` of the row has another answer."""

    answered = Signal(object)
    done = Signal(object)
    more_requested = Signal(str, str)
    """The page that tells more than the row can, and the id of the row's measure."""

    def __init__(self, row: FormRow, edge: str, *, leads_on: bool = False) -> None:
        """Build the controls; ``edge`` says which outer corners are round (first, last, only).

        ``leads_on`` offers the page that tells more than this row can.
        """
        super().__init__()
        self.setObjectName("row")
        self.setProperty("edge", edge)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.row = row
        self._leads_on = leads_on
        self.editors: list[Editor] = []
        self._lines: dict[str, QWidget] = {}
        self._parent: Value | None = None
        self._said: dict[str, str] = {}
        self.label = text(row.label, "label")
        self.hint = text(row.hint, "hint")
        if not row.hint:
            self.hint.hide()
        self.problem = text("", "problem")
        self.problem.hide()
        self.marks = text("", "hint")
        self.marks.hide()
        self._names = QWidget()
        self._fields = QVBoxLayout()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._arrange()

    @property
    def main(self) -> Editor:
        """The control of the row's own measure."""
        return self.editors[0]

    def stack(self, is_stacked: bool) -> None:  # noqa: FBT001 -- one switch
        """Put label and hint above the controls, or beside them again."""
        down = QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if is_stacked else QBoxLayout.Direction.LeftToRight)
        if is_stacked:
            spacing.at_most(self._names, width=1400)
            spacing.at_least(self._names, width=0)
            spacing.gap(self._box, 7)
        else:
            spacing.at_most(self._names, width=LABEL_WIDTH)
            spacing.at_least(self._names, width=LABEL_WIDTH)
            spacing.gap(self._box, 12)
        across = Qt.AlignmentFlag.AlignVCenter
        self._box.setAlignment(self._names, Qt.AlignmentFlag(0) if is_stacked else across)

    def show_now(self, is_now: bool) -> None:  # noqa: FBT001 -- one switch
        """Mark the row as the one being answered."""
        set_state(self, "now", "true" if is_now else "false")

    def show_marks(self, words: str) -> None:
        """Say where the row's recorded values come from."""
        self.marks.setText(words)
        self.marks.setVisible(bool(words))

    def show_companions(self) -> None:
        """Show the companions that are asked, given the answers on the row."""
        parent = self._parent = self.main.value()
        for editor in self.editors[1:]:
            if not isinstance(editor, OtherPole):
                shown = is_asked(editor.measure, parent, editor.value())
                self._lines[editor.measure.id].setVisible(shown)

    def stops(self) -> list[Editor]:
        """Return the controls that answering goes through, in order.

        Drop-downs are passed by, and so is what set off an urge of 0.
        """
        is_zero = self.main.value() == 0
        return [
            editor
            for editor in self.editors
            if not self._lines[editor.measure.id].isHidden()
            and not isinstance(editor, OptionCombo | OtherPole)
            and not (is_zero and editor is not self.main and editor.measure.kind is Kind.TAGS)
        ]

    def _arrange(self) -> None:
        spacing.margins(self._box, 18, 10, 14, 10)
        across = QHBoxLayout(self._names)
        across.setContentsMargins(0, 0, 0, 0)
        spacing.gap(across, 4)
        names = QVBoxLayout()
        spacing.gap(names, 0)
        names.addWidget(self.label)
        names.addWidget(self.hint)
        across.addLayout(names, 1)
        if (
            self._leads_on and self.row.more
        ):  # beside the name: the fields of some rows leave no room for it
            across.addWidget(self._more_button(), 0, Qt.AlignmentFlag.AlignVCenter)
        spacing.gap(self._fields, 8)
        self._box.addWidget(self._names)
        self._box.addLayout(self._fields, 1)
        if (pole := self.row.other_pole) is not None:
            self._add_poles(pole)
        elif self.row.siblings:
            self._add_captioned()
        else:
            self._add_line(self._beside())
        for measure in self.row.companions:
            if not stands_beside(measure) and measure not in self.row.siblings:
                self._add_labelled(measure)
        self._fields.addWidget(self.problem)
        self._fields.addWidget(self.marks)
        self._fields.insertStretch(0, 1)  # beside a name of several lines they stand in its middle
        self._fields.addStretch(1)
        self.stack(is_stacked=False)
        self.show_companions()

    def _beside(self) -> list[Editor]:
        measures = [self.row.measure, *filter(stands_beside, self.row.companions)]
        return [self._make(measure) for measure in measures]

    def _add_poles(self, high: Measure) -> None:
        """Put both sides of even on one scale."""
        scale = PolesScale(self.row.measure, high)
        for editor in (self._listen(scale), self._listen(scale.other)):
            self._lines[editor.measure.id] = editor
        self._fields.addWidget(scale)

    def _add_captioned(self) -> None:
        """Put measures of one kind beside each other, each under its name."""
        flow = FlowLayout(gap=14, line_gap=8)
        for measure in (self.row.measure, *self.row.siblings):
            part, editor = QWidget(), self._make(measure)
            pile = QVBoxLayout(part)
            pile.setContentsMargins(0, 0, 0, 0)
            spacing.gap(pile, 2)
            pile.addWidget(text(measure.label, "hint", wrap=False))
            pile.addWidget(editor)
            self._lines[measure.id] = part
            flow.addWidget(part)
        self._fields.addLayout(flow)

    def _add_line(self, editors: list[Editor]) -> None:
        for editor in editors:
            self._lines[editor.measure.id] = editor
        if len(editors) == 1:
            self._fields.addWidget(editors[0])
            return
        line = FlowLayout(gap=14, line_gap=8)
        for editor in editors:
            line.addWidget(editor)
        self._fields.addLayout(line)

    def _more_button(self) -> QPushButton:
        words = {
            "sleep": _("Sleep diary"),
            "movement": _("Several movements"),
            "triggers": _("Triggers and plans"),
            "used": _("What I use, and how much"),
            "uses": _("Single uses: {what}").format(what=self.row.label),
        }[self.row.more]
        made = button("", icon="edit")
        made.setProperty("fit", "icon")
        made.setAccessibleName(words)
        made.setToolTip(words)
        spacing.fixed(made, width=36, height=36)
        made.clicked.connect(
            lambda: self.more_requested.emit(self.row.more, str(self.row.measure.id))
        )
        return made

    def _add_labelled(self, measure: Measure) -> None:
        line, editor = QWidget(), self._make(measure)
        if isinstance(editor, Segment):  # a bar cannot wrap, so it goes under its label as a whole
            flow = FlowLayout(line, gap=8, line_gap=4)
            flow.addWidget(lead(measure.label))
            flow.addWidget(editor)
        else:
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            spacing.gap(row, 8)
            row.addWidget(lead(measure.label), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(editor, 1)
        self._lines[measure.id] = line
        self._fields.addWidget(line)

    def _say(self, editor: Editor, words: str) -> None:
        """Show what the controls of the row have to say, one below the other."""
        self._said[editor.measure.id] = words
        said = "\n".join(one for one in self._said.values() if one)
        if said != self.problem.text():
            self.problem.setText(said)
            self.problem.setVisible(bool(said))
            announce(self, words)

    def _on_changed(self, editor: Editor) -> None:
        self.changed.emit(editor)
        if editor is self.main:
            self._begin_lists()
            self.show_companions()

    def _begin_lists(self) -> None:
        """Let a drop-down that comes into sight begin with its first option, the usual kind."""
        if _is_above_zero(self._parent) or not _is_above_zero(self.main.value()):
            return
        for editor in self.editors[1:]:
            if isinstance(editor, OptionCombo) and editor.value() is None:
                editor.set_value(editor.measure.options[0].id)
                self.changed.emit(editor)

    def _make(self, measure: Measure) -> Editor:
        return self._listen(make_editor(measure))

    def _listen(self, editor: Editor) -> Editor:
        editor.changed.connect(lambda: self._on_changed(editor))
        editor.answered.connect(lambda: self.answered.emit(editor))
        editor.done.connect(lambda: self.done.emit(editor))
        editor.said.connect(lambda words: self._say(editor, words))
        self.editors.append(editor)
        return editor


def lead(words: str) -> QLabel:
    """Return the small words in front of a control, as high as its first line."""
    label = text(words, "small", wrap=False)
    spacing.at_least(label, height=_LEAD_HEIGHT)
    return label


def _is_above_zero(value: Value | None) -> bool:
    return isinstance(value, int | float) and value > 0
