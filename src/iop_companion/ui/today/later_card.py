"""The day after: did a skill help later on? Asked once, and easily let be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from iop_companion.domain.diary_entries import Helped
from iop_companion.foundation.i18n import _
from iop_companion.services.skills import LaterQuestion
from iop_companion.ui.today.side_cards import SideCard
from iop_companion.ui.toolkit.cards import at_edge, button, text
from iop_companion.ui.widgets.flow_layout import FlowLayout


class LaterCard(SideCard):
    """Yes, a little, no, or not now."""

    answered = Signal(str, object)
    """The use, and how it helped."""

    let_be = Signal(str)

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self._use_id = ""
        self._words = text("", "small")
        self.buttons = {
            Helped.YES: button(_("Yes"), size="small"),
            Helped.A_LITTLE: button(_("A little"), size="small"),
            Helped.NO: button(_("No"), size="small"),
        }
        self.not_now = at_edge(button(_("Not now"), "quiet", size="small"))
        flow = FlowLayout(gap=8, line_gap=6)
        for helped, one in self.buttons.items():
            one.clicked.connect(lambda _on=False, helped=helped: self._answer(helped))
            flow.addWidget(one)
        self.not_now.clicked.connect(lambda: self.let_be.emit(self._use_id))
        self.add(text(_("Did it help later?"), "h2"), self._words)
        self.layout_.addLayout(flow)
        self.add(self.not_now)
        self.layout_.setAlignment(self.not_now, Qt.AlignmentFlag.AlignLeft)

    def show_question(self, question: LaterQuestion | None) -> None:
        """Ask about a use of yesterday, or nothing."""
        self._use_id = str(question.use_id) if question is not None else ""
        self._words.setText(
            _("Yesterday: {skill}.").format(skill=question.label) if question is not None else ""
        )
        self.setVisible(question is not None)
        for one in self.buttons.values():
            one.setAccessibleName(f"{self._words.text()} {one.text()}".strip())

    def _answer(self, helped: Helped) -> None:
        self.answered.emit(self._use_id, helped)
