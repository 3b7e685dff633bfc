"""A field for a secret: masked, with Show, and a meter of its length in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from iop_companion.domain.private import Secret
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import button, set_state
from iop_companion.ui.toolkit.icons import set_icon

LEAST = 15
"""Shortest passphrase of a person's own, in characters."""

_LONG = 24

_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
    | Qt.InputMethodHint.ImhHiddenText
)


class PassphraseField(QWidget):
    """``edit`` masks what is typed until ``show_button`` is pressed; nothing is ever copied out."""

    entered = Signal()
    """Enter was pressed in the field."""

    def __init__(self, name: str) -> None:
        """Build it empty; ``name`` is what a screen reader says."""
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(_HINTS)
        self.edit.setAccessibleName(name)
        self.edit.setProperty("fit", "large")
        self.edit.returnPressed.connect(self.entered)
        self.show_button = button(_("Show"), icon="eye", size="large", checkable=True)
        self.show_button.setAccessibleName(_("Show what is typed"))
        self.show_button.toggled.connect(self._show)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        spacing.gap(line, 8)
        line.addWidget(self.edit, 1)
        line.addWidget(self.show_button)
        self.setFocusProxy(self.edit)

    @property
    def secret(self) -> Secret:
        """What is typed now."""
        return Secret(self.edit.text())

    def mark_problem(self, *, is_problem: bool) -> None:
        """Outline the field; with a problem its text is selected, so that typing replaces it."""
        set_state(self.edit, "problem", "true" if is_problem else "false")
        if is_problem:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit.selectAll()

    def forget(self) -> None:
        """Empty the field and mask it again."""
        self.edit.clear()
        self.show_button.setChecked(False)

    def _show(self, is_shown: bool) -> None:  # noqa: FBT001 -- Qt's own signature
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self.show_button.setText(_("Mask") if is_shown else _("Show"))
        set_icon(self.show_button, "hide" if is_shown else "eye", "text")


def length_words(length: int) -> str:
    """Say how long a passphrase of ``length`` characters is, and what is missing."""
    if length == 0:
        return _("At least {least} characters. Several words are easiest to remember.").format(
            least=LEAST
        )
    if length < LEAST:
        return ngettext(
            "{n} more character to go.", "{n} more characters to go.", LEAST - length
        ).format(n=LEAST - length)
    return _("Long enough.") if length < _LONG else _("Long.")
