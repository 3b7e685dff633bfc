"""What to keep an eye on: one card a focus, one or more ticked, and the rows they would ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iop_companion.domain.focus import Focus
from iop_companion.domain.measure import Measure
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout

_WIDE = 620
"""From this width on (px at 100 %) there are two cards a line."""

_SECONDS_A_ROW = 5


class TickCard(QCheckBox):
    """A tick box as a card: title, a line of explanation, and the whole card is the target."""

    def __init__(self, title: str, words: str) -> None:
        """Build it not ticked."""
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        spacing.margins(column, 52, 15, 18, 15)
        spacing.gap(column, 1)
        for label in (text(title, "label"), text(words, "small")):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 -- Qt override
        """Anywhere on the card counts."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As large as its words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As large as its words, wrapped."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()


class FocusChooser(QWidget):
    """Ticks focuses; ``changed`` follows each tick."""

    changed = Signal()

    def __init__(self) -> None:
        """Build it without focuses."""
        super().__init__()
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
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        names = self.shown_rows()
        for name in names:
            chip = text(name, "small", wrap=False)
            chip.setProperty("role", "token")
            self._flow.addWidget(chip)
            self._shown.append(chip)
        self.length.setText(_length(len(names)))
        self._chips.setAccessibleName(", ".join(names))
        self.changed.emit()


def _length(n: int) -> str:
    if n == 0:
        return _("Choose one or more, or go on: then Today asks the usual rows.")
    return ngettext(
        "{n} short question, about {seconds} seconds. Everything can be skipped.",
        "{n} short questions, about {seconds} seconds. Everything can be skipped.",
        n,
    ).format(n=n, seconds=n * _SECONDS_A_ROW)
