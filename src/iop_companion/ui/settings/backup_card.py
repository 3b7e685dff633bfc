"""The preview of one backup: what it holds, what it lacks, and the two ways of going back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from iop_companion.domain.backup import Backup
from iop_companion.foundation.dates import short_day
from iop_companion.foundation.i18n import _
from iop_companion.services.backing_up import BackupPreview
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.passphrase_field import PassphraseField
from iop_companion.ui.toolkit.wrap_button import WrapButton
from iop_companion.ui.widgets.backup_words import (
    at_words,
    keep_words,
    missing_words,
    size_words,
    title_words,
)


class BackupCard(Card):
    """Nothing is changed before one of the two buttons is pressed."""

    keep_requested = Signal()
    """Go back, and keep what is newer."""
    exact_requested = Signal()
    secret_given = Signal()

    def __init__(self) -> None:
        """Build it without a backup."""
        super().__init__(_("Choose a backup"))
        self.sub = text(_("What it holds is shown here first."), "small")
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 10, 8)
        self._grid.setColumnStretch(0, 1)
        self.missing = text("", "small")
        self._well = QFrame()
        self._well.setObjectName("well")
        inside = QVBoxLayout(self._well)
        spacing.margins(inside, 13, 10, 13, 10)
        inside.addWidget(self.missing)
        self.problem = text("", "problem")
        self.secret = PassphraseField(_("Its passphrase or recovery code"))
        self._secret_label = text(_("Its passphrase or recovery code"), "label")
        self.open_button = WrapButton(_("Open it"))
        self.keep_button = WrapButton("")
        self.keep_button.setProperty("kind", "primary")
        self.exact_button = WrapButton(_("Restore exactly this"))
        self._after = text(
            _(
                "The present state is backed up first; it stays for 90 days. Companion locks "
                "then, and opens with the passphrase that was in use when this backup was made."
            ),
            "hint",
        )
        self.add(
            self.sub, self._facts, self._well, self.problem, self._secret_label, self.secret,
            self.open_button, self.keep_button, self.exact_button, self._after,
        )  # fmt: skip
        self.keep_button.clicked.connect(self.keep_requested)
        self.exact_button.clicked.connect(self.exact_requested)
        self.open_button.clicked.connect(self.secret_given)
        self.secret.entered.connect(self.secret_given)
        self.clear()

    def clear(self) -> None:
        """Show no backup, and forget what was typed."""
        self.heading.setText(_("Choose a backup"))
        self.sub.setText(_("What it holds is shown here first."))
        self.secret.forget()
        self._show_parts()

    def show_waiting(self, backup: Backup, now: datetime) -> None:
        """Say that ``backup`` is being opened."""
        self.heading.setText(title_words(backup, now))
        self.sub.setText(_("Being opened and counted."))
        self.secret.forget()
        self._show_parts()

    def show_preview(self, backup: Backup, preview: BackupPreview, now: datetime) -> None:
        """Show what ``backup`` holds and what it lacks."""
        self.heading.setText(title_words(backup, now))
        self.sub.setText(_("Preview. Nothing has changed yet."))
        facts = preview.facts
        none = _("none")
        first = short_day(facts.first_day, now.date()) if facts.first_day else none
        newest = at_words(facts.newest_at, now) if facts.newest_at else none
        self._fill(
            [
                (_("Days with an entry"), f"{facts.n_days:,}"),
                (_("Values"), f"{facts.n_values:,}"),
                (_("First day"), first),
                (_("Newest entry"), newest),
                (_("Size"), size_words(backup.n_bytes)),
            ]
        )
        self.missing.setText(missing_words(preview, now.date()))
        self.keep_button.say(keep_words(preview, now.date()))
        self._show_parts(preview=True, keep=bool(preview.n_missing))
        announce(self, f"{self.heading.text()}. {self.missing.text()}")

    def show_problem(self, words: str, *, asks_secret: bool = False) -> None:
        """Say why it cannot be shown; ``asks_secret`` offers the passphrase of its time."""
        self.sub.setText("")
        self.problem.setText(words)
        self._show_parts(problem=True, secret=asks_secret)
        announce(self, words, assertive=True)

    def show_busy(self, *, is_busy: bool) -> None:
        """Take no second press while one is under way."""
        for pressed in (self.keep_button, self.exact_button, self.open_button):
            pressed.setEnabled(not is_busy)

    def _show_parts(
        self,
        *,
        preview: bool = False,
        keep: bool = False,
        problem: bool = False,
        secret: bool = False,
    ) -> None:
        for part in (self._facts, self._well, self.exact_button, self._after):
            part.setVisible(preview)
        self.keep_button.setVisible(keep)
        self.sub.setVisible(not problem)
        self.problem.setVisible(problem)
        for part in (self._secret_label, self.secret, self.open_button):
            part.setVisible(secret)

    def _fill(self, facts: list[tuple[str, str]]) -> None:
        empty(self._grid)
        for at, (name, value) in enumerate(facts):
            self._grid.addWidget(text(name, "small"), at, 0)
            shown = text(value, "label", wrap=False)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(shown, at, 1)
