"""Which signs earned their place: counts of the person's own answers, and what they suggest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.foundation.i18n import _, pgettext
from iop_companion.services.sign_counts import SignCounts, Verdict
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, divider, row, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.level_shape import RAIL, LevelShape
from iop_companion.ui.widgets.at_once import at_once


class SignsCard(Card):
    """Keep and Too few are words; Change leads to the sign, Rest lets it rest."""

    change_requested = Signal(str)
    rest_requested = Signal(str)

    def __init__(self) -> None:
        """Build it hidden."""
        super().__init__(_("Which signs earned their place"))
        self.buttons: dict[str, QWidget] = {}
        self._shown: tuple[SignCounts, ...] = ()
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 8)
        self.add(text(_("Counts of your own answers."), "small"))
        self.layout_.addLayout(self._pile)
        self.hide()

    def show_signs(self, signs: Sequence[SignCounts]) -> None:
        """Show ``signs``; none hides the card."""
        self.setVisible(bool(signs))
        if tuple(signs) == self._shown:
            return
        self._shown = tuple(signs)
        empty(self._pile)
        self.buttons = {}
        with at_once(self):
            for sign in signs:
                self._pile.addWidget(divider())
                self._pile.addWidget(self._line(sign))

    def _line(self, sign: SignCounts) -> QWidget:
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(sign.label, "label"))
        words.addWidget(text(sign.counts, "hint"))
        line = QWidget()
        across = row(LevelShape(sign.level, RAIL), gap=10)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(words, 1)
        across.addWidget(self._verdict(sign), 0, Qt.AlignmentFlag.AlignVCenter)
        line.setLayout(across)
        return line

    def _verdict(self, sign: SignCounts) -> QWidget:
        words = _verdict_words(sign.verdict)
        if not sign.sign_id or sign.verdict in {Verdict.KEEP, Verdict.TOO_FEW}:
            return text(words, "small", wrap=False)
        made = button(words, size="small")
        made.setAccessibleName(_("{words}: {sign}").format(words=words, sign=sign.label))
        told = self.rest_requested if sign.verdict is Verdict.REST else self.change_requested
        made.clicked.connect(partial(told.emit, sign.sign_id))
        self.buttons[sign.sign_id] = made
        return made


def _verdict_words(verdict: Verdict) -> str:
    words = {
        Verdict.KEEP: pgettext("a sign that earned its place", "Keep"),
        Verdict.CHANGE: pgettext("a sign to be written anew", "Change"),
        Verdict.REST: pgettext("a sign to be put to rest", "Rest"),
        Verdict.TOO_FEW: pgettext("a sign seen too seldom to say", "Too few"),
    }
    return words[verdict]
