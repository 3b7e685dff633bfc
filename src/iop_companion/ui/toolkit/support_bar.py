"""The bar at the top of a screen without a rail: a few words, and Get support now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.icons import set_icon


class SupportBar(QWidget):
    """Stands above what scrolls, so that Get support now never scrolls away."""

    support_wanted = Signal()
    hide_wanted = Signal()

    def __init__(self, words: str = "", *, with_hide: bool = False) -> None:
        """Build it with ``words`` at the left, and Hide where it stands in for the rail."""
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words = text(words, "label")
        self.support = button(_("Get support now"), "support", icon="support")
        self.support.setProperty("fit", "bar")
        self.support.clicked.connect(self.support_wanted)
        self.hide_button = button(_("Hide"), icon="hide")
        self.hide_button.setProperty("fit", "bar")
        self.hide_button.clicked.connect(self.hide_wanted)
        self._sign = text("", wrap=False)
        set_icon(self._sign, "companion", "primary", size=22)
        line = QHBoxLayout(self)
        spacing.margins(line, 14, 8, 14, 8)
        spacing.gap(line, 12)
        line.addWidget(self._sign)
        line.addWidget(self.words, 1)
        line.addWidget(self.hide_button)
        line.addWidget(self.support)
        for only_without_rail in (self._sign, self.hide_button):  # parented by now, else a window
            only_without_rail.setVisible(with_hide)
