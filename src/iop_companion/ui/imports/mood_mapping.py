"""Mood names of a file and the number each becomes; the person may change any of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel

from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.quiet_combo import QuietCombo

_LEAVE_OUT = -1.0
_FIELD_WIDTH = 128


class MoodMapping(Card):
    """A row a name: the name, its number (or "leave out"), in how many lines it stands.

    A number that this program suggests and nobody looked at yet is marked as suggested.
    """

    changed = Signal(str, object)
    """A name and the number chosen for it, or None to leave it out."""

    def __init__(self) -> None:
        """Build it without names."""
        super().__init__(_("Moods to 0 to 10"))
        self.hint = text("", "small")
        self._grid = QGridLayout()
        spacing.gap(self._grid, 12, 8)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(2, 3)
        self.layout_.addLayout(self._grid)
        self.add(self.hint)
        self.fields: dict[str, QComboBox] = {}
        self.counts: dict[str, QLabel] = {}
        self._n_lines: Mapping[str, int] = {}

    def show_names(
        self,
        names: Mapping[str, float | None],
        counts: Mapping[str, int],
        suggested: Collection[str] = (),
    ) -> None:
        """Show ``names`` with the numbers they have now; nobody is told."""
        self._n_lines = counts
        if set(self.fields) != set(names):
            with at_once(self):
                self._build(sorted(names, key=lambda name: _place(names[name])))
        for name, number in names.items():
            field = self.fields[name]
            field.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            field.setCurrentIndex(field.findData(_LEAVE_OUT if number is None else float(number)))
            field.blockSignals(False)  # noqa: FBT003
            self.counts[name].setText(self._count_words(name, is_suggested=name in suggested))
        n_open = sum(number is None for number in names.values())
        self.hint.setText(_hint(n_open, len(suggested)))

    def _count_words(self, name: str, *, is_suggested: bool) -> str:
        n = self._n_lines.get(name, 0)
        words = ngettext("{n} line", "{n} lines", n).format(n=n)
        return _("{lines}, suggested").format(lines=words) if is_suggested else words

    def _build(self, names: list[str]) -> None:
        empty(self._grid)
        self.fields, self.counts = {}, {}
        for row, name in enumerate(names):
            field = QuietCombo()
            field.setAccessibleName(_("Number for the mood {name}").format(name=name))
            spacing.at_least(field, width=_FIELD_WIDTH)
            field.addItem(_("leave out"), _LEAVE_OUT)
            for number in range(10, -1, -1):
                field.addItem(f"{number}", float(number))
            field.currentIndexChanged.connect(lambda _index, name=name: self._tell(name))
            self.fields[name] = field
            self.counts[name] = text("", "small")
            for column, widget in enumerate((text(name, "label"), field, self.counts[name])):
                self._grid.addWidget(widget, row, column)

    def _tell(self, name: str) -> None:
        number = float(self.fields[name].currentData())
        self.changed.emit(name, None if number == _LEAVE_OUT else number)


def _place(number: float | None) -> float:
    """High moods first, names without a number last; a row stays where it is while it changes."""
    return 1.0 if number is None else -number


def _hint(n_open: int, n_suggested: int) -> str:
    parts = []
    if n_suggested:
        parts.append(
            ngettext(
                "{n} number is only a suggestion: look at it before you import.",
                "{n} numbers are only suggestions: look at them before you import.",
                n_suggested,
            ).format(n=n_suggested)
        )
    if n_open:
        parts.append(
            ngettext(
                "{n} name has no number; its lines are left out.",
                "{n} names have no number; their lines are left out.",
                n_open,
            ).format(n=n_open)
        )
    parts.append(_("Change any number that does not feel right."))
    return " ".join(parts)
