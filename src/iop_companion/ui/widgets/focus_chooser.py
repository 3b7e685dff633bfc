"""What to keep an eye on: one card a focus, one or more ticked, and the rows they would ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from iop_companion.domain.focus import Focus
from iop_companion.domain.measure import Measure
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.choice_card import TickCard
from iop_companion.ui.toolkit.emptying import drop
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout

_WIDE = 620
"""From this width on (px at 100 %) there are two cards a line."""

_SECONDS_A_ROW = 5


class FocusChooser(QWidget):
    """Ticks focuses; ``changed`` follows each tick."""

    changed = Signal()

    def __init__(self, none: str = "") -> None:
        """Build it without focuses; ``none`` is said while none is ticked."""
        super().__init__()
        self._none = none or _("Choose one or more, or go on: then Today asks the usual rows.")
        self.cards: dict[str, TickCard] = {}
        self._focuses: tuple[Focus, ...] = ()
        self._rows: tuple[Measure, ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 14)
        self.length = text("", "small")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6, line_gap=6)
        self._shown: list[QWidget] = []
        self.preview = Card(_("Your check-in would ask"))
        self.preview.add(self._chips, self.length)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(column, 16)
        column.addLayout(self._grid)
        column.addWidget(self.preview)
        self.preview.hide()

    def offer(
        self, focuses: Sequence[Focus], rows: Sequence[Measure], chosen: Iterable[str] = ()
    ) -> None:
        """Offer ``focuses``, whose rows are among ``rows`` (in order); called once."""
        self._focuses, self._rows = tuple(focuses), tuple(rows)
        for focus in focuses:
            card = TickCard(focus.label, focus.words)
            card.setChecked(focus.id in set(chosen))
            card.toggled.connect(lambda _on: self._follow())
            self.cards[focus.id] = card
        self._lay()
        self.preview.show()
        self._follow()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids that are ticked, in order."""
        return tuple(focus_id for focus_id, card in self.cards.items() if card.isChecked())

    def choose(self, ids: Iterable[str]) -> None:
        """Tick exactly ``ids``."""
        wanted = set(ids)
        for focus_id, card in self.cards.items():
            card.setChecked(focus_id in wanted)

    @property
    def has_focuses(self) -> bool:
        """Whether they were offered yet."""
        return bool(self.cards)

    def shown_rows(self) -> tuple[str, ...]:
        """Return the names of the rows in the preview."""
        wanted = {row for one in self._focuses if one.id in self.chosen for row in one.rows}
        return tuple(measure.label for measure in self._rows if measure.id in wanted)

    def enter(self) -> None:
        """Put the focus on the first card."""
        for card in self.cards.values():
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Two cards a line, or one."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        across = 2 if self.width() >= current().px(_WIDE) else 1
        for at, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, at // across, at % across)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if across == 2 else 0)

    def _follow(self) -> None:
        while self._shown:
            old = self._shown.pop()
            drop(self._flow, old)
        names = self.shown_rows()
        for name in names:
            chip = text(name, "small", wrap=False)
            chip.setProperty("role", "token")
            self._flow.addWidget(chip)
            self._shown.append(chip)
        self.length.setText(_length(len(names)) if names else self._none)
        self._chips.setAccessibleName(", ".join(names))
        self.changed.emit()


def _length(n: int) -> str:
    return ngettext(
        "{n} short question, about {seconds} seconds. Everything can be skipped.",
        "{n} short questions, about {seconds} seconds. Everything can be skipped.",
        n,
    ).format(n=n, seconds=n * _SECONDS_A_ROW)
