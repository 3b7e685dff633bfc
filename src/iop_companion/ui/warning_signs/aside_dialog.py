"""Set aside: one reason, a few words if wanted, and what happens then."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from iop_companion.domain.records import AsideReason
from iop_companion.foundation.i18n import _
from iop_companion.services.set_asides import MAX_WORDS, QUIET_DAYS, reason_choices
from iop_companion.ui.toolkit.cards import button, text
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.pick_chip import PickChip


class AsideDialog(Dialog):
    """``chosen`` tells the reason and the words; closing it otherwise changes nothing."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None, *, is_act: bool) -> None:
        """Offer the reasons, none chosen."""
        super().__init__(_("Set aside"), parent)
        words = (
            _("It stays quiet for {n} days, unless one of your Act signs shows again.")
            if is_act
            else _("It stays quiet for {n} days, unless it becomes Act.")
        )
        self.body.addWidget(text(words.format(n=QUIET_DAYS)))
        self.body.addWidget(text(_("Why? Choose one of these."), "label"))
        self.reasons = {reason: PickChip(told) for reason, told in reason_choices()}
        group = QButtonGroup(self)
        chips = QWidget()
        flow = FlowLayout(chips, gap=7, line_gap=8)
        flow.setContentsMargins(0, 0, 0, 0)
        for chip in self.reasons.values():
            group.addButton(chip)
            chip.toggled.connect(self._follow)
            flow.addWidget(chip)
        self.body.addWidget(chips)
        self._wrong = text(
            _("The newest day it is about opens next, so that you can mend it."), "hint"
        )
        self.words = QLineEdit()
        self.words.setAccessibleName(_("In your words, if you like"))
        self.words.setPlaceholderText(_("In your words, if you like"))
        self.words.setMaxLength(MAX_WORDS)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self.words)
        self._wrong.hide()
        cancel, self.keep = button(_("Cancel")), button(_("Set aside"), "primary")
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)
        self.keep.setEnabled(False)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.keep)
        self.prefer(width=640)
        next(iter(self.reasons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def reason(self) -> AsideReason | None:
        """The chosen reason."""
        return next((one for one, chip in self.reasons.items() if chip.isChecked()), None)

    def _follow(self) -> None:
        self.keep.setEnabled(self.reason is not None)
        self._wrong.setVisible(self.reason is AsideReason.WRONG_ENTRY)
        self.fit()

    def _keep(self) -> None:
        reason = self.reason
        if reason is not None:
            self.accept()
            self.chosen.emit(reason.value, self.words.text())
