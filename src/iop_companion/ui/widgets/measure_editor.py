"""Which control answers which measure."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iop_companion.domain.measure import Kind, Measure
from iop_companion.ui.widgets.chips import ChipsRow
from iop_companion.ui.widgets.editor import Editor
from iop_companion.ui.widgets.hours_field import HoursField
from iop_companion.ui.widgets.minutes_row import AmountRow, MinutesRow
from iop_companion.ui.widgets.note_field import NoteField
from iop_companion.ui.widgets.option_combo import OptionCombo
from iop_companion.ui.widgets.rating_scale import MOST_CELLS, RatingScale
from iop_companion.ui.widgets.segment import Segment
from iop_companion.ui.widgets.stepper_field import StepperField

MOST_SEGMENTS = 5
"""Choices of more options drop down."""


def make_editor(measure: Measure, parent: QWidget | None = None) -> Editor:
    """Return a fresh control for ``measure``, without an answer."""
    return _editor_class(measure)(measure, parent=parent)


def _editor_class(measure: Measure) -> type[Editor]:
    if measure.kind is Kind.SCALE:
        return _scale_class(measure)
    if measure.kind is Kind.CHOICE:
        return Segment if len(measure.options) <= MOST_SEGMENTS else OptionCombo
    return {
        Kind.HOURS: HoursField,
        Kind.MINUTES: MinutesRow,
        Kind.COUNT: StepperField,
        Kind.AMOUNT: AmountRow,
        Kind.YES_NO: Segment,
        Kind.TAGS: ChipsRow,
        Kind.TEXT: NoteField,
    }[measure.kind]


def _scale_class(measure: Measure) -> type[Editor]:
    scale = measure.scale
    assert scale is not None  # Measure sees to it
    if measure.words:
        return Segment
    is_whole = scale.step == 1 and scale.low == int(scale.low)
    return RatingScale if is_whole and scale.n_steps <= MOST_CELLS else StepperField
