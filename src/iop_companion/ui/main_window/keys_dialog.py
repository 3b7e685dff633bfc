"""The list of keys (Ctrl+/)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.actions import ActionSpec
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog


class KeysDialog(Dialog):
    """Every command with its keys, in groups."""

    def __init__(self, specs: Sequence[ActionSpec], parent: QWidget | None) -> None:
        """List ``specs`` in their order."""
        super().__init__(_("Keys"), parent)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(grid, 24, 6)
        grid.setColumnStretch(0, 1)
        group = ""
        for spec in specs:
            if spec.group != group:
                group = spec.group
                grid.addWidget(text(group, "h2"), grid.rowCount(), 0, 1, 2)
            line = grid.rowCount()
            grid.addWidget(text(spec.text), line, 0)
            keys = spec.shown or _(" or ").join(
                QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
                for key in spec.keys
            )
            grid.addWidget(text(keys, "label", wrap=False), line, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(inner)
        self.let_keys_scroll()
        self.prefer(width=640)
        close = button(_("Close"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        close.setFocus()
