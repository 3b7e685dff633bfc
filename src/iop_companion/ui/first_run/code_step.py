"""The step of the recovery code: kept on paper, two groups of it asked back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from iop_companion.foundation.i18n import _
from iop_companion.ui.first_run.steps import Step
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.widgets.code_sheet import CodeSheet


class CodeStep(Step):
    """The code itself is on its ``sheet``."""

    def __init__(self) -> None:
        """Build it without a code."""
        super().__init__(
            _("Your recovery code"),
            _(
                "If the passphrase is ever forgotten, this opens your diary. "
                "Keep it on paper, away from this computer."
            ),
        )
        self.sheet = CodeSheet()
        self.sheet.ready_changed.connect(self.ready_changed)
        lost = Card()
        sign = text("", wrap=False)
        set_icon(sign, "lock", size=22)
        line = QHBoxLayout()
        spacing.gap(line, 14)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(
            text(
                _(
                    "If you lose both passphrase and recovery code, nobody can open this: "
                    "not the program, not the makers. Get support now works either way."
                )
            ),
            1,
        )
        lost.layout_.addLayout(line)
        self.column.addWidget(self.sheet)
        self.column.addWidget(lost)
        self.column.addStretch(1)

    @property
    def is_ready(self) -> bool:
        """Both groups were typed back."""
        return self.sheet.is_ready

    @property
    def waits_for(self) -> str:
        """The groups."""
        return _("Type the two groups back; then it goes on.")

    def on_shown(self) -> None:
        """The first group to type back."""
        self.sheet.enter()
