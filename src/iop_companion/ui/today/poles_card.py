"""Two weeks of a mood with two sides, counted apart and never averaged."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from iop_companion.foundation.i18n import _, ngettext
from iop_companion.services.after_saving import DAYS
from iop_companion.services.poles import PoleCounts
from iop_companion.ui.today.side_cards import SideCard
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import text


class PolesCard(SideCard):
    """How many days were below even, even, above even; hidden without any."""

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self.add(text(_("Last {n} days").format(n=DAYS), "h2"))
        self.lines: dict[str, tuple[QLabel, QLabel]] = {}
        for name, words in (
            ("below", _("Below even")),
            ("even", _("Even")),
            ("above", _("Above even")),
            ("both", _("Both ways")),
            ("none", _("No entry")),
        ):
            self._add_line(name, words)
        self.add(text(_("Low and high are never averaged."), "hint"))

    def show_counts(self, found: PoleCounts | None) -> None:
        """Show ``found``; what the two weeks did not have is left out, but for the three ways."""
        self.setVisible(found is not None)
        counts = found or PoleCounts()
        for name, (label, value) in self.lines.items():
            n = getattr(counts, name)
            value.setText(ngettext("{n} day", "{n} days", n).format(n=n))
            is_shown = bool(n) or name in {"below", "even", "above"}
            label.setVisible(is_shown)
            value.setVisible(is_shown)

    def _add_line(self, name: str, words: str) -> None:
        label, value = text(words, "small"), text("", "small", wrap=False)
        value.setProperty("weight", "medium")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        spacing.gap(line, 12)
        line.addWidget(label, 1)
        line.addWidget(value, 0)
        self.layout_.addLayout(line)
        self.lines[name] = (label, value)
