"""For whom a summary is: one of the person's people, the person, or any words typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy

from iop_companion.foundation.i18n import _
from iop_companion.ui.widgets.quiet_combo import QuietCombo


class ForWhom(QuietCombo):
    """A line to write in with a list of people to choose from; empty is an answer, too."""

    changed = Signal()

    def __init__(self, longest: int) -> None:
        """Offer the person alone; a name has at most ``longest`` characters."""
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # a name is never finished for somebody who types another one
        self.setCompleter(None)  # type: ignore[arg-type]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("For"))
        self.line = QLineEdit()
        self.line.setProperty("role", "plain")
        self.line.setMaxLength(longest)
        self.setLineEdit(self.line)
        self.line.setAccessibleName(_("For"))
        self.line.setPlaceholderText(_("a person, or leave it empty"))
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.activated.connect(lambda _index: self.changed.emit())
        self.show_people(())

    def show_people(self, names: Sequence[str]) -> None:
        """Offer ``names`` after the person; what stands in the line stays. Nobody is told."""
        written = self.line.text()
        self.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.clear()
        self.addItems([_("myself"), *dict.fromkeys(name for name in names if name)])
        self.setCurrentIndex(self.findText(written))
        self.setEditText(written)
        self.blockSignals(False)  # noqa: FBT003

    def forget(self) -> None:
        """Hold no name any more."""
        self.line.clear()
        self.show_people(())
