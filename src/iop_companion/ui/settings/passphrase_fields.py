"""The passphrase in force and, where one is wanted, a new one with words about its strength."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.catalog.passphrase_words import offered_passphrase
from iop_companion.domain.private import Secret
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.passphrase_strength import Strength
from iop_companion.foundation.problem_texts import describe
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import at_edge, button, text
from iop_companion.ui.toolkit.passphrase_field import LEAST, PassphraseField, length_words

_PAUSE_MS = 250
"""The strength is looked at when typing pauses."""


class PassphraseFields(QWidget):
    """Enter goes to the next field, and from the last one ``entered`` is told."""

    entered = Signal()

    def __init__(self, judged: Callable[[Secret], Strength] | None = None) -> None:
        """Build them empty; ``judged`` says how a new passphrase stands, None asks for none."""
        super().__init__()
        self._judged = judged
        self.current = PassphraseField(_("Passphrase now"))
        self.new = PassphraseField(_("New passphrase"))
        self.current_problem, self.new_problem = text("", "problem"), text("", "problem")
        self.strength = text(length_words(0), "hint")
        self.offer_words = at_edge(button(_("Offer six words"), "quiet", size="small"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._arrange(asks_new=judged is not None)
        self._pause.timeout.connect(self._judge)
        self.new.edit.textChanged.connect(self._typed)
        self.current.entered.connect(self._go_on)
        self.new.entered.connect(self.entered)
        self.offer_words.clicked.connect(self._offer)
        self.say_problem("")

    def show_busy(self, *, is_busy: bool) -> None:
        """Take nothing while something is under way."""
        for field in (self.current, self.new):
            field.edit.setReadOnly(is_busy)
        self.offer_words.setEnabled(not is_busy)

    def say_problem(self, words: str, *, of_current: bool = False) -> None:
        """Say under the field that it is about why nothing was changed; what is typed stays."""
        for label, field, is_meant in (
            (self.current_problem, self.current, of_current),
            (self.new_problem, self.new, not of_current),
        ):
            shown = words if is_meant else ""
            label.setText(shown)
            label.setVisible(bool(shown))
            field.mark_problem(is_problem=bool(shown))
        if words:
            announce(self, words, assertive=True)

    def refuse_early(self) -> bool:
        """Say what is wrong with the new passphrase already now; return whether anything is."""
        if self._judged is None:
            return False
        if len(self.new.secret) < LEAST:
            problem = KnownProblem("passphrase_too_short", least=LEAST)
        elif self._judged(self.new.secret) is Strength.COMMON:
            problem = KnownProblem("passphrase_common")
        elif self.new.secret == self.current.secret:
            problem = KnownProblem("passphrase_same")
        else:
            return False
        self.say_problem(describe(problem).sentence)
        return True

    def forget(self) -> None:
        """Hold nothing that was typed."""
        self._pause.stop()
        self.current.forget()
        self.new.forget()

    def _arrange(self, *, asks_new: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(column, 10)
        for name, field, below, is_asked in (
            (_("Passphrase now"), self.current, (self.current_problem,), True),
            (_("New passphrase"), self.new, (self.new_problem, self.strength), asks_new),
        ):
            label = text(name, "label", wrap=False)
            label.setBuddy(field.edit)
            for part in (label, field, *below):
                column.addWidget(part)
                if not is_asked:
                    part.hide()
        column.addWidget(self.offer_words, 0, Qt.AlignmentFlag.AlignLeft)
        self.offer_words.setHidden(not asks_new)

    def _go_on(self) -> None:
        if self._judged is None:
            self.entered.emit()
        else:
            self.new.edit.setFocus()

    def _offer(self) -> None:
        """Show other words each time; they can be read because they have to be learnt."""
        self.new.show_button.setChecked(True)
        self.new.edit.setText(offered_passphrase().reveal())
        self.new.edit.setFocus()

    def _typed(self) -> None:
        self.strength.setText(length_words(len(self.new.secret)))
        self._pause.start()

    def _judge(self) -> None:
        typed = self.new.secret
        if len(typed) < LEAST or self._judged is None:
            return
        judged = self._judged(typed)
        if judged is Strength.COMMON:
            words = _("Guessers try this early. Other words, or more of them, would be safer.")
        elif judged is Strength.FAIR:
            words = _("Long enough. One more word would make it strong.")
        else:
            words = _("Strong.")
        self.strength.setText(words)
