"""Mood names of a file and the number each becomes; the person may change any of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout

from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text


class MoodMapping(Card):
    """A row a name: the name, its number (or "leave out"), how often it stands in the file."""

    changed = Signal()

    def __init__(self) -> None:
        """Build it without names."""
        super().__init__(_("Moods to 0 to 10"))
        self.hint = text("", "small")
        self._grid = QGridLayout()
        spacing.gap(self._grid, 12, 8)
        self._grid.setColumnStretch(0, 1)
        self.layout_.addLayout(self._grid)
        self.add(self.hint)
        self.fields: dict[str, QComboBox] = {}

    def show_names(self, names: Mapping[str, float | None], counts: Mapping[str, int]) -> None:
        """Show ``names`` with the numbers they have now; nobody is told."""
        if list(self.fields) != list(names):
            self._build(names, counts)
        for name, number in names.items():
            field = self.fields[name]
            field.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            field.setCurrentIndex(field.findData(-1.0 if number is None else float(number)))
            field.blockSignals(False)  # noqa: FBT003
        open_names = sum(number is None for number in names.values())
        self.hint.setText(
            ngettext(
                "{n} name has no number yet; its lines are left out.",
                "{n} names have no number yet; their lines are left out.",
                open_names,
            ).format(n=open_names)
            if open_names
            else _("Change any number that does not feel right.")
        )

    @property
    def numbers(self) -> dict[str, float | None]:
        """The number of each name; None leaves its lines out."""
        chosen = {name: float(field.currentData()) for name, field in self.fields.items()}
        return {name: number if number >= 0 else None for name, number in chosen.items()}

    def _build(self, names: Mapping[str, float | None], counts: Mapping[str, int]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        for row, name in enumerate(names):
            field = QComboBox()
            field.setAccessibleName(_("Number for the mood {name}").format(name=name))
            field.addItem(_("leave out"), -1.0)
            for number in range(10, -1, -1):
                field.addItem(f"{number}", float(number))
            field.currentIndexChanged.connect(lambda _index: self.changed.emit())
            self._grid.addWidget(text(name, "label"), row, 0)
            self._grid.addWidget(field, row, 1)
            n = counts.get(name, 0)
            words = ngettext("{n} line", "{n} lines", n).format(n=n)
            self._grid.addWidget(text(words, "small", wrap=False), row, 2)
            self.fields[name] = field
