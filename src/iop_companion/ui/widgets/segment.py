"""A short choice in words, joined into one bar: Poor to Great, Taken to Not today."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from iop_companion.domain.measure import Kind, Measure
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.ui.widgets.choice_row import Choice, ChoiceRow
from iop_companion.ui.widgets.rating_scale import spoken_step


class Segment(ChoiceRow):
    """Joined cells for a scale with words (1 to 5 by digit), a choice (by letter) or yes and no."""

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Build a cell for each word."""
        super().__init__(measure, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        choices = segment_choices(measure)
        for index, choice in enumerate(choices):
            place = "first" if index == 0 else "last" if index == len(choices) - 1 else "mid"
            row.addWidget(self._add_cell(choice, seg=place, ring="inside"))
        row.addStretch(1)


def segment_choices(measure: Measure) -> list[Choice]:
    """Return the cells of a segment for ``measure``, with the digits and letters that pick them."""
    if measure.kind is Kind.YES_NO:
        return [
            _named(measure, 1.0, _("Yes"), (pgettext("key for yes", "Y"),)),
            _named(measure, 0.0, _("No"), (pgettext("key for no", "N"),)),
        ]
    if measure.scale is not None:
        steps = [measure.scale.low + n * measure.scale.step for n in range(measure.scale.n_steps)]
        letters = _letters(measure)
        return [
            Choice(
                float(step),
                measure.word_for(step),
                spoken_step(measure, f"{step:g}, {measure.word_for(step)}"),
                (f"{step:g}", *letters.get(step, ())),
            )
            for step in steps
        ]
    shown = [option for option in measure.options if not option.hidden]
    return [
        _named(
            measure,
            option.id,
            option.label,
            tuple(key for key in (option.key.upper(), str(index)) if key),
        )
        for index, option in enumerate(shown, start=1)
    ]


def _letters(measure: Measure) -> dict[float, tuple[str]]:
    """Return the letter each word of a scale begins with, if no two begin alike: E, P, N."""
    assert measure.scale is not None
    low, step = measure.scale.low, measure.scale.step
    first = [word[:1].upper() for word in measure.words]
    if len(set(first)) < len(first) or not all(map(str.isalpha, first)):
        return {}
    return {low + at * step: (letter,) for at, letter in enumerate(first)}


def _named(measure: Measure, value: float | str, label: str, keys: tuple[str, ...]) -> Choice:
    spoken = _("{measure}: {answer}").format(measure=measure.label, answer=label)
    return Choice(value, label, spoken, keys)
