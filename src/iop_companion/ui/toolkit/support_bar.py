"""The bar at the top of a screen without a rail: a few words, and Get support now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text


class SupportBar(QWidget):
    """Stands above what scrolls, so that Get support now never scrolls away."""

    support_wanted = Signal()

    def __init__(self, words: str = "") -> None:
        """Build it with ``words`` at the left."""
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words = text(words, "label")
        self.support = button(_("Get support now"), "support", icon="support")
        self.support.setProperty("fit", "bar")
        self.support.clicked.connect(self.support_wanted)
        line = QHBoxLayout(self)
        spacing.margins(line, 14, 8, 14, 8)
        spacing.gap(line, 12)
        line.addWidget(self.words, 1)
        line.addWidget(self.support)
