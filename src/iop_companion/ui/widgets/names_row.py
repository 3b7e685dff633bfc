"""Names to pick from, as chips, with a field for one that is not in the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.pick_chip import PickChip

_MAX_NAME = 80


class _NameField(QLineEdit):
    """Enter adds the name and stays; nothing else of the page hears it."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.text() in {"\r", "\n"} and self.text().strip():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class NamesRow(QWidget):
    """A chip a name. A name that is no longer in the person's list stays while it is ticked."""

    changed = Signal()

    def __init__(self, name: str, other: str = "") -> None:
        """Be called ``name``; ``other`` is what the field for a further name says, "" for none."""
        super().__init__()
        self._name = name
        self._chips: dict[str, PickChip] = {}
        self._offered: tuple[str, ...] = ()
        self._order: list[str] = []
        self._flow = FlowLayout(self, gap=7, line_gap=8)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.field = _NameField()
        self.field.setPlaceholderText(other)
        self.field.setAccessibleName(f"{name}: {other}")
        self.field.setMaxLength(_MAX_NAME)
        spacing.fixed(self.field, width=150)
        self.field.entered.connect(self._take_name)
        self.field.editingFinished.connect(self._take_name)
        self._flow.addWidget(self.field)
        self.field.setVisible(bool(other))

    @property
    def chips(self) -> dict[str, PickChip]:
        """The chips by name."""
        return self._chips

    def offer(self, names: Sequence[str]) -> None:
        """Offer ``names``; what is ticked stays ticked."""
        ticked = self.picked()
        self._offered = tuple(dict.fromkeys(name for name in names if name))
        self.pick(ticked)

    def pick(self, names: Sequence[str]) -> None:
        """Tick exactly ``names``; nobody is told."""
        self._order = list(names)
        wanted = dict.fromkeys((*self._offered, *names))
        for name in [one for one in self._chips if one not in wanted]:
            chip = self._chips.pop(name)
            drop(self._flow, chip)
        for name in wanted:
            if name not in self._chips:
                self._add(name)
            self._chips[name].setChecked(name in names)
        self.field.clear()

    def picked(self) -> tuple[str, ...]:
        """Return the ticked names in the order they were ticked, and one that stands typed."""
        ticked = [name for name, chip in self._chips.items() if chip.isChecked()]
        names = sorted(ticked, key=self._place)
        typed = " ".join(self.field.text().split())
        return tuple(dict.fromkeys((*names, *([typed] if typed else []))))

    def _place(self, name: str) -> int:
        return self._order.index(name) if name in self._order else len(self._order)

    def _tick(self, name: str, is_on: bool) -> None:  # noqa: FBT001 -- a Qt slot
        self._order = [one for one in self._order if one != name] + [name] * is_on
        self.changed.emit()

    def _add(self, name: str) -> None:
        chip = PickChip(name)
        chip.setAccessibleName(f"{self._name}: {name}")
        chip.clicked.connect(lambda is_on: self._tick(name, is_on))
        self._chips[name] = chip
        self._flow.insert_widget(len(self._chips) - 1, chip)
        chip.setParent(self)
        chip.show()

    def _take_name(self) -> None:
        if self.field.text().strip():
            self.pick(self.picked())
            self.changed.emit()
