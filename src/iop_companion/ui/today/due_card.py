"""A questionnaire whose day has come: said once, one step away, and easily put off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from iop_companion.foundation.dates import long_day
from iop_companion.foundation.i18n import _
from iop_companion.services.questionnaires import DueQuestionnaires
from iop_companion.ui.today.side_cards import SideCard
from iop_companion.ui.toolkit.cards import at_edge, button, text


class DueCard(SideCard):
    """Hidden while none is due."""

    answer_requested = Signal(str)
    """The id of the first that is due."""

    put_off = Signal()

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__()
        self._first = ""
        self._title = text("", "h2")
        self._words = text("", "small")
        self.answer = button("", size="small")
        self.not_now = at_edge(button(_("Not this time"), "quiet", size="small"))
        self.answer.clicked.connect(lambda: self.answer_requested.emit(self._first))
        self.not_now.clicked.connect(self.put_off)
        self.add(self._title, self._words, self.answer, self.not_now)
        self.layout_.setAlignment(self.not_now, Qt.AlignmentFlag.AlignLeft)

    def show_due(self, due: DueQuestionnaires | None) -> None:
        """Show what is due, or nothing."""
        self.setVisible(due is not None)
        if due is None:
            self._first = ""
            return
        first = due.asked[0]
        self._first, name = first.instrument.id, first.instrument.abbreviation
        names = ", ".join(one.instrument.abbreviation for one in due.asked)
        self._title.setText(names)
        self._words.setText(
            _("Due now. Last answered {day}. It can wait.").format(
                day=long_day(due.last, due.today)
            )
            if due.last is not None
            else _("Due now. It can wait.")
        )
        is_begun = first.under_way is not None
        go_on, begin = _("Go on with {name}"), _("Answer {name}")
        self.answer.setText((go_on if is_begun else begin).format(name=name))
        self.not_now.setAccessibleName(_("{names}: not this time").format(names=names))
