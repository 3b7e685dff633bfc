"""What came of a warning: did I use my plan, did it help, what was it. All of it optional."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.records import Answer, PlanUsed
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.episode_rows import EpisodeRow
from iop_companion.services.what_happened import Told
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.pick_chip import PickChip

FALSE_ALARM = "false_alarm"


class OutcomeForm(Card):
    """Three questions and Save; ``told`` gives the id of the warning and what was said.

    ``later_requested`` only where it is asked on the page of now: there it may be put away.
    ``bring_requested`` only in History: the id of the warning, and whether it goes to the Summary.
    """

    told = Signal(str, object)
    bring_requested = Signal(str, bool)
    later_requested = Signal()

    def __init__(self, *, can_wait: bool = False) -> None:
        """Build it hidden."""
        super().__init__("-")
        self._row: EpisodeRow | None = None
        self.about = text("", "small")
        self.used = OneOrNone(
            _("Did you use your plan?"),
            [(PlanUsed.YES.value, _("Yes")), (PlanUsed.PARTLY.value, _("Partly")),
             (PlanUsed.NO.value, _("No"))],
        )  # fmt: skip
        self.helped = OneOrNone(
            _("Did it help?"),
            [(Helped.YES.value, _("Yes")), (Helped.A_LITTLE.value, _("A little")),
             (Helped.NO.value, _("Not much"))],
        )  # fmt: skip
        self.what = OneOrNone(
            _("What was it?"),
            [
                (Answer.PASSING.value, pgettext("what it was", "Passing")),
                (Answer.BAD_SPELL.value, _("A bad spell")),
                (Answer.NEW_NORMAL.value, _("My new normal")),
                (FALSE_ALARM, _("False alarm")),
            ],
        )
        self.save = button(_("Save"), "primary")
        self.later = button(_("Not now"), "quiet")
        self.bring = button(_("Add to Summary"), icon="summary")
        self.bring.clicked.connect(self._bring)
        self.save.clicked.connect(self._save)
        self.later.clicked.connect(self.later_requested)
        # never setVisible(True) here: without a parent it would be a window
        (self.bring if can_wait else self.later).hide()
        asked = FlowLayout(gap=24, line_gap=10)
        asked.addWidget(self.used)
        asked.addWidget(self.helped)
        self.add(self.about)
        self.layout_.addLayout(asked)
        self.add(self.what)
        last = FlowLayout(gap=9, line_gap=8)
        for one in (self.save, self.bring, self.later):
            last.addWidget(one)
        last.addWidget(text(_("All optional."), "hint", wrap=False))
        self.layout_.addLayout(last)
        self.hide()

    @property
    def row(self) -> EpisodeRow | None:
        """The warning it is about."""
        return self._row

    def show_row(self, shown: EpisodeRow | None) -> None:
        """Ask about ``shown`` with what was said of it before; None hides the card."""
        is_same = shown is not None and self._row is not None and shown.id == self._row.id
        if is_same and shown == self._row:
            return  # what is being chosen stays
        self._row = shown
        self.setVisible(shown is not None)
        if shown is None:
            self.about.setText("")
            return
        self.bring.setText(
            _("Take it out of the Summary") if shown.is_brought else _("Add to Summary")
        )
        day = day_words(shown.spoke_on)
        self.heading.setText(_("{day}: what came of it?").format(day=day))
        self.about.setText(shown.sentence or shown.what)
        outcome = shown.outcome
        self.used.choose(outcome.used_plan.value if outcome and outcome.used_plan else "")
        self.helped.choose(outcome.helped.value if outcome and outcome.helped else "")
        is_false = outcome is not None and outcome.is_false_alarm
        given = shown.given.value if shown.given else ""
        self.what.choose(FALSE_ALARM if is_false else given)

    def _bring(self) -> None:
        if self._row is not None:
            self.bring_requested.emit(self._row.id, not self._row.is_brought)

    def _save(self) -> None:
        if self._row is None:
            return
        what = self.what.key
        answer = Answer(what) if what and what != FALSE_ALARM else None
        self.told.emit(
            self._row.id,
            Told(
                PlanUsed(self.used.key) if self.used.key else None,
                Helped(self.helped.key) if self.helped.key else None,
                answer if answer is not self._row.given else None,
                is_false_alarm=what == FALSE_ALARM,
            ),
        )


class OneOrNone(QWidget):
    """A question over chips of which one or none is chosen; pressing it again takes it back."""

    def __init__(self, question: str, choices: Sequence[tuple[str, str]]) -> None:
        """Show ``question`` and a chip for each (key, words)."""
        super().__init__()
        self.chips = {key: PickChip(words) for key, words in choices}
        chips = QWidget()
        flow = FlowLayout(chips, gap=7, line_gap=8)
        for key, chip in self.chips.items():
            chip.setAccessibleName(f"{question} {chip.text()}")
            chip.clicked.connect(partial(self._pressed, key))
            flow.addWidget(chip)
        pile = QVBoxLayout(self)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 4)
        pile.addWidget(text(question, "label"))
        pile.addWidget(chips)

    @property
    def key(self) -> str:
        """The chosen key, or ""."""
        return next((key for key, chip in self.chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen, or nothing for ""."""
        for name, chip in self.chips.items():
            chip.setChecked(name == key)

    def _pressed(self, key: str) -> None:
        self.choose(key if self.chips[key].isChecked() else "")
