"""Choosing the charts: a tick for each, and buttons that move it up or down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from iop_companion.domain.ids import MeasureId
from iop_companion.foundation.i18n import _
from iop_companion.services.views import ChartOffered
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, row, text
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.tick_row import TickRow


class ChooseCard(Card):
    """Every change is told at once: the charts below follow it. ``chosen(order, off)``."""

    chosen = Signal(list, list)
    done = Signal()

    def __init__(self) -> None:
        """Build it without charts to choose from."""
        super().__init__(_("Choose charts"))
        self._offered: tuple[ChartOffered, ...] = ()
        self.rows: dict[MeasureId, _Row] = {}
        self.usual_button = button(_("Back to the usual"), "quiet")
        self.done_button = button(_("Done"))
        self.usual_button.clicked.connect(lambda: self.chosen.emit([], []))
        self.done_button.clicked.connect(self.done)
        hint = _("The first three share one picture. What is left out here is still recorded.")
        self.add(text(hint, "small"))
        self._rows_at = self.layout_.count()
        self.layout_.addLayout(row(self.done_button, self.usual_button, stretch_at=-1))

    def show_charts(self, offered: Sequence[ChartOffered]) -> None:
        """Show a row for each of ``offered``, in this order; nobody is told."""
        self._offered = tuple(offered)
        names = [one.measure_id for one in offered]
        focus = next((name for name, line in self.rows.items() if line.holds_focus), None)
        up = focus is not None and self.rows[focus].up.hasFocus()
        down = focus is not None and self.rows[focus].down.hasFocus()
        if list(self.rows) != names:
            self._order(names)
        for at, one in enumerate(offered):
            line = self.rows[one.measure_id]
            line.show_chart(one, is_first=at == 0, is_last=at == len(names) - 1)
        if focus in self.rows:
            self.rows[focus].take_focus(is_up=up, is_down=down)

    def take_focus(self) -> None:
        """Put the keyboard on the first tick."""
        if self.rows:
            next(iter(self.rows.values())).tick.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Hold no name any more (on lock)."""
        self.show_charts(())

    def _order(self, names: Sequence[MeasureId]) -> None:
        for name in [known for known in self.rows if known not in names]:
            gone = self.rows.pop(name)
            drop(self.layout_, gone)
        with at_once(self):
            rows = {name: self.rows.get(name) or self._new(name) for name in names}
            for at, line in enumerate(rows.values()):
                self.layout_.removeWidget(line)
                self.layout_.insertWidget(self._rows_at + at, line)
        self.rows = rows
        stops = [stop for line in rows.values() for stop in (line.tick.box, line.up, line.down)]
        stops.append(self.done_button)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _new(self, name: MeasureId) -> _Row:
        made = _Row()
        made.tick.box.toggled.connect(lambda _on: self._tell())
        made.up.clicked.connect(partial(self._move, name, -1))
        made.down.clicked.connect(partial(self._move, name, 1))
        return made

    def _move(self, name: MeasureId, by: int) -> None:
        names = list(self.rows)
        at = names.index(name)
        to = min(max(at + by, 0), len(names) - 1)
        names.insert(to, names.pop(at))
        self._tell(names)

    def _tell(self, names: Sequence[MeasureId] | None = None) -> None:
        off = [name for name, line in self.rows.items() if not line.tick.box.isChecked()]
        self.chosen.emit(list(names or self.rows), off)


class _Row(QWidget):
    """A chart's tick and its two buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.tick = TickRow()
        self.up, self.down = _arrow("up"), _arrow("down")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 6)
        line.addWidget(self.tick, 1)
        line.addWidget(self.up)
        line.addWidget(self.down)

    @property
    def holds_focus(self) -> bool:
        return self.tick.box.hasFocus() or self.up.hasFocus() or self.down.hasFocus()

    def show_chart(self, offered: ChartOffered, *, is_first: bool, is_last: bool) -> None:
        self.tick.set_words(offered.label)
        self.tick.tick(offered.is_shown)
        self.up.setAccessibleName(_("{chart} further up").format(chart=offered.label))
        self.down.setAccessibleName(_("{chart} further down").format(chart=offered.label))
        self.up.setEnabled(not is_first)
        self.down.setEnabled(not is_last)

    def take_focus(self, *, is_up: bool, is_down: bool) -> None:
        """Keep the keyboard on what was pressed, or beside it at the end of its way."""
        wanted = self.up if is_up else self.down if is_down else self.tick.box
        if not wanted.isEnabled():
            wanted = self.down if is_up else self.up
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)


def _arrow(name: str) -> QPushButton:
    made = button("", "quiet", icon=name)
    made.setProperty("fit", "icon")
    return made
