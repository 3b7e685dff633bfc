"""The way past the steps: a diary that exists already, brought here from one of its backups."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from iop_companion.domain.backup import BackupFacts
from iop_companion.domain.private import Secret
from iop_companion.foundation.day_words import day_words
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.first_run.steps import Step
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, set_state, text
from iop_companion.ui.toolkit.passphrase_field import LEAST, PassphraseField, length_words

_WIDTH = 560


class BackupStep(Step):
    """The file, what opens it, what it holds; nothing is written before that was seen."""

    file_wanted = Signal()
    looked_is_old = Signal()
    """The file or what opens it changed since it was looked into."""
    entered = Signal()
    """Enter was pressed in a field."""

    def __init__(self) -> None:
        """Build it without a file."""
        super().__init__(
            _("Bring your diary here"),
            _("A backup holds all of it. The file itself stays as it is."),
        )
        self.file: Path | None = None
        self._facts: BackupFacts | None = None
        self._is_by_code = False
        self.name = text(_("No file chosen yet."))
        self.choose = button(_("Choose a file"), icon="import")
        self.secret = PassphraseField(_("Passphrase or recovery code"))
        self.fresh = PassphraseField(_("New passphrase"))
        self._length = text(length_words(0), "hint")
        self.problem = text("", "problem")
        self.waiting = text("", "hint")
        self._holds = Card(_("What the backup holds"))
        self._lines = [text("") for _line in range(3)]
        self._fresh_box = Card(_("A new passphrase"))
        self._arrange()
        self._connect()
        self.say_problem("")
        self.say_waiting("")
        self._follow()

    def _arrange(self) -> None:
        which = Card(_("The file"))
        which.add(
            text(_("Its name ends in .backup, and often begins with a date."), "small"), self.name
        )
        which.layout_.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        opens = Card(_("Passphrase or recovery code"))
        opens.add(text(_("The one your diary had when the backup was made."), "small"), self.secret)
        self._holds.add(*self._lines)
        self._fresh_box.add(
            text(
                _(
                    "You opened it with the recovery code. Choose what opens your diary from "
                    "here on; the code stays as it is."
                ),
                "small",
            ),
            self.fresh,
            self._length,
        )
        for field in (self.secret, self.fresh):
            spacing.at_most(field, width=_WIDTH)
        for widget in (which, opens, self.problem, self.waiting, self._holds, self._fresh_box):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.choose.clicked.connect(self.file_wanted)
        self.secret.edit.textChanged.connect(lambda _typed: self.forget_facts())
        self.fresh.edit.textChanged.connect(self._measure)
        self.secret.entered.connect(self.entered)
        self.fresh.entered.connect(self.entered)

    @property
    def deed(self) -> str:  # type: ignore[override]
        """First it is looked into, then it is brought here."""
        return _("Look into it") if self._facts is None else _("Bring it here")

    @property
    def is_ready(self) -> bool:
        """There is a file and something to open it with, and a new passphrase if it needs one."""
        has_both = self.file is not None and len(self.secret.secret) > 0
        return has_both and (not self._is_by_code or len(self.fresh.secret) >= LEAST)

    @property
    def waits_for(self) -> str:
        """The file, then what opens it; a new passphrase says itself how long it has to be."""
        if self.file is None:
            return _("Choose the file first.")
        return "" if len(self.secret.secret) else _("Type what opens it; then it goes on.")

    @property
    def is_looked_into(self) -> bool:
        """Whether it is on the screen what the backup holds."""
        return self._facts is not None

    @property
    def new_passphrase(self) -> Secret | None:
        """What is to open the vault, where the backup was opened by its code."""
        return self.fresh.secret if self._is_by_code else None

    def use_file(self, file: Path) -> None:
        """Take ``file``; what another one held is gone."""
        self.file = file
        self.name.setText(file.name)
        self.forget_facts()

    def show_facts(self, facts: BackupFacts, *, is_by_code: bool) -> None:
        """Say what it holds; ask for a new passphrase where the code opened it."""
        self._facts, self._is_by_code = facts, is_by_code
        for label, words in zip(self._lines, facts_lines(facts), strict=True):
            label.setText(words)
            label.setVisible(bool(words))
        announce(self, " ".join(facts_lines(facts)))
        self._follow()
        self.bring_into_view(self._fresh_box if is_by_code else self._holds)
        if is_by_code:
            self.fresh.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_facts(self) -> None:
        """Something changed: it has to be looked into again."""
        self._facts, self._is_by_code = None, False
        self.fresh.forget()
        self.say_problem("")
        self.looked_is_old.emit()
        self._follow()

    def say_problem(self, words: str, *, of_secret: bool = False) -> None:
        """Say why it did not open; what was typed stays."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        set_state(self.secret.edit, "problem", "false")
        if of_secret:
            self.secret.mark_problem(is_problem=True)
        announce(self, words, assertive=True)
        if words:
            self.bring_into_view(self.problem)

    def say_waiting(self, words: str) -> None:
        """Say what is being done; "" when it is done."""
        self.waiting.setText(words)
        self.waiting.setVisible(bool(words))
        for field in (self.secret.edit, self.fresh.edit):
            field.setReadOnly(bool(words))
        self.choose.setEnabled(not words)

    def on_shown(self) -> None:
        """The file first, then what opens it."""
        first = self.choose if self.file is None else self.secret.edit
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Hold nothing that was typed or read."""
        self.secret.forget()
        self.forget_facts()

    def _measure(self, typed: str) -> None:
        self._length.setText(length_words(len(typed)))
        if self._is_by_code:
            self.say_problem("")
        self.ready_changed.emit()

    def _follow(self) -> None:
        self._holds.setVisible(self._facts is not None)
        self._fresh_box.setVisible(self._is_by_code)
        self.ready_changed.emit()


def facts_lines(facts: BackupFacts) -> tuple[str, str, str]:
    """Return how much a backup holds, from when, and its newest entry; "" where there is none."""
    days = ngettext("{n} day", "{n} days", facts.n_days).format(n=facts.n_days)
    values = ngettext("{n} value", "{n} values", facts.n_values).format(n=facts.n_values)
    much = _("{days} with {values}.").format(days=days, values=values)
    if facts.first_day is None or facts.last_day is None:
        return much, "", ""
    first = day_words(facts.first_day, with_year=True)
    last = day_words(facts.last_day, with_year=True)
    from_to = _("From {first} to {last}.").format(first=first, last=last)
    if facts.newest_at is None:
        return much, from_to, ""
    newest = day_words(facts.newest_at.astimezone().date(), with_year=True)
    return much, from_to, _("The newest entry was written on {day}.").format(day=newest)
