"""One of many options from a list that drops down."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iop_companion.domain.measure import Measure, Value
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.editor import Editor, is_clear, is_enter
from iop_companion.ui.widgets.quiet_combo import QuietCombo

_SIDES = 68  # padding 12 on the left, 34 for the arrow, lines, and the air Qt keeps


class OptionList(QuietCombo):
    """The list of an :class:`OptionCombo`."""

    def __init__(self, field: OptionCombo) -> None:
        """Belong to ``field``."""
        super().__init__(field)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Clear with Backspace, go on with Enter; letters and arrows choose."""
        if is_clear(event):
            self._field.clear()
        elif is_enter(event):
            self._field.done.emit()
        else:
            super().keyPressEvent(event)


class OptionCombo(Editor):
    """A drop-down list whose first line means "not answered"."""

    sides = _SIDES
    """Room beside the words, in px at 100 %."""

    def __init__(self, measure: Measure, parent: QWidget | None = None) -> None:
        """Fill the list with the options that are offered."""
        super().__init__(measure, parent)
        self.combo = OptionList(self)
        self.combo.setAccessibleName(measure.label)
        self.combo.setMaxVisibleItems(12)
        self.combo.addItem(_("Not said"), None)
        for option in measure.options:
            if not option.hidden:
                self.combo.addItem(option.label, option.id)
        current().changed.connect(self._fit)
        self._fit()
        self.combo.activated.connect(lambda _index: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.combo)
        row.addStretch(1)

    def value(self) -> Value | None:
        """Return the id of the chosen option."""
        chosen = self.combo.currentData()
        return str(chosen) if chosen is not None else None

    def set_value(self, value: Value | None) -> None:
        """Choose an option; one that is not offered any more is added by its id."""
        at = self.combo.findData(value) if value is not None else 0
        if at < 0:
            label = next((o.label for o in self.measure.options if o.id == value), str(value))
            self.combo.addItem(label, value)
            self._fit()
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)

    def tab_stop(self) -> QWidget:
        """Return the list."""
        return self.combo

    def _fit(self) -> None:
        """Be as wide as the longest option, and no wider."""
        theme = current()
        metrics = QFontMetrics(theme.font())
        words = [self.combo.itemText(at) for at in range(self.combo.count())]
        longest = max(metrics.horizontalAdvance(one) for one in words)
        self.combo.setFixedWidth(longest + theme.px(self.sides))
