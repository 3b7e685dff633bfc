"""The blank page between open and locked: nothing on it but Get support now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button


class Blank(QWidget):
    """Shown from the first moment of a lock until the way in is there."""

    support_wanted = Signal()

    def __init__(self) -> None:
        """Build it."""
        super().__init__()
        self.setObjectName("blank")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        support = button(_("Get support now"), "support", icon="support")
        spacing.fixed(support, width=400)
        support.clicked.connect(self.support_wanted)
        column = QVBoxLayout(self)
        spacing.margins(column, 16, 16, 16, 32)
        column.addStretch(1)
        column.addWidget(support, 0, Qt.AlignmentFlag.AlignHCenter)
