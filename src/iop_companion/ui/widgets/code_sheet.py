"""A recovery code to be written down: eight groups in large type, two of them asked back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from iop_companion.domain.private import Secret
from iop_companion.foundation.i18n import _
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, set_state, text
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.flow_layout import FlowLayout

_WIDE = 560
N_GROUPS = 8


class CodeSheet(QWidget):
    """Tiles of the code, ways to keep it, and the fields for the two groups that are asked back."""

    ready_changed = Signal()
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        """Build it without a code."""
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self._asked: tuple[int, ...] = ()
        self._is_confirmed = False
        self._cards: list[QFrame] = []
        self._tiles = QWidget()
        self._grid = QGridLayout(self._tiles)
        self._grid.setContentsMargins(0, 0, 0, 0)
        spacing.gap(self._grid, 10)
        self.print_button = button(_("Print it"), icon="print")
        self.save_button = button(_("Save to a file"), icon="save")
        self.hide_button = button(_("Hide the code"), "quiet", icon="hide", checkable=True)
        self.fields = (_group_field(), _group_field())
        self._field_labels = (text("", "label", wrap=False), text("", "label", wrap=False))
        self.told = text("", "small")
        self.told.hide()
        self._hint = text(_ask_words(), "hint")
        self._arrange()
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.hide_button.toggled.connect(self._hide)
        for field in self.fields:
            field.textEdited.connect(self._check)
            field.inputRejected.connect(partial(self._say_rejected, field))

    @property
    def is_ready(self) -> bool:
        """Both groups were typed back, now or before."""
        return bool(self._groups) and (
            self._is_confirmed
            or all(
                _same(field.text(), self._groups[at])
                for field, at in zip(self.fields, self._asked, strict=True)
            )
        )

    def offer(self, code: Secret, *, is_confirmed: bool = False) -> None:
        """Show ``code``, and ask two groups back that are chosen at random.

        A code that ``is_confirmed`` is on paper already: nothing is asked back a second time.
        """
        asked = secrets.SystemRandom().sample(range(N_GROUPS - 1), 2)
        self._is_confirmed = is_confirmed
        self._hint.setText(
            _("You typed two groups of it back. Nothing more is needed.")
            if is_confirmed
            else _ask_words()
        )
        for part in (*self.fields, *self._field_labels):
            part.setVisible(not is_confirmed)
        self.show_code(groups_of(code), sorted(asked))

    def show_code(self, groups: Sequence[str], asked: Sequence[int]) -> None:
        """Show the eight ``groups``; ask back those at ``asked`` (two places, from 0)."""
        self._groups = tuple(groups)
        self._asked = tuple(asked)
        self._cards = [_tile(at + 1, group) for at, group in enumerate(groups)]
        self._lay_tiles()
        for label, field, at in zip(self._field_labels, self.fields, asked, strict=True):
            words = _("Group {n}").format(n=at + 1)
            label.setText(words)
            field.setAccessibleName(words)
        self._check()

    def enter(self) -> None:
        """Put the focus on the first group to type back, if any is asked."""
        if not self._is_confirmed:
            self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def cover(self) -> None:
        """Hide the code and what was typed of it until the person asks for it."""
        self.hide_button.setChecked(True)
        for field in self.fields:
            field.clear()

    def forget(self) -> None:
        """Take the code off the screen, and what was typed of it."""
        self._groups = ()
        self.say("")
        for field in self.fields:
            field.clear()
        self._cards = []
        empty(self._grid)

    def say(self, words: str) -> None:
        """Say below the buttons what became of keeping it."""
        self.told.setText(words)
        self.told.setVisible(bool(words))
        if words:
            announce(self, words)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt override
        """Four groups a line, or two where there is no room for four."""
        super().resizeEvent(event)
        self._lay_tiles()

    def _lay_tiles(self) -> None:
        across = 4 if self.width() >= current().px(_WIDE) else 2
        for at, tile in enumerate(self._cards):
            self._grid.addWidget(tile, at // across, at % across)

    def _arrange(self) -> None:
        keep = FlowLayout(gap=10, line_gap=8)
        for pressed in (self.print_button, self.save_button, self.hide_button):
            keep.addWidget(pressed)
        check = Card(_("Check"))
        fields = QHBoxLayout()
        spacing.gap(fields, 18)
        for label, field in zip(self._field_labels, self.fields, strict=True):
            pair = QVBoxLayout()
            spacing.gap(pair, 4)
            pair.addWidget(label)
            pair.addWidget(field)
            label.setBuddy(field)
            fields.addLayout(pair)
        fields.addStretch(1)
        check.add(text(_("So that you know it is written down."), "hint"))
        check.layout_.addLayout(fields)
        check.add(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(column, 12)
        column.addWidget(self._tiles)
        column.addLayout(keep)
        column.addWidget(self.told)
        column.addWidget(check)

    def _hide(self, is_hidden: bool) -> None:  # noqa: FBT001 -- Qt's own signature
        self._tiles.setVisible(not is_hidden)
        self.hide_button.setText(_("Show the code") if is_hidden else _("Hide the code"))
        set_icon(self.hide_button, "eye" if is_hidden else "hide", "link")

    def _say_rejected(self, field: QLineEdit) -> None:
        """Something else than a group was pasted: it is not in the field, which is said."""
        if len(field.text()) < field.maxLength():
            set_state(field, "problem", "true")
            self._hint.setText(_("A group has letters and digits only. Nothing was put in."))
            announce(field, self._hint.text())

    def _check(self) -> None:
        if not self._is_confirmed:
            self._hint.setText(_ask_words())
        for field, at in zip(self.fields, self._asked, strict=True):
            typed = len(_plain(field.text()))
            wrong = typed >= 4 and not _same(field.text(), self._groups[at])
            set_state(field, "problem", "true" if wrong else "false")
            if wrong:
                self._hint.setText(_("One of them differs. Check it against your paper."))
        if self.is_ready and not self._is_confirmed:
            self._hint.setText(_("Both agree."))
        self.ready_changed.emit()


def _ask_words() -> str:
    return _("Type these two back from your paper. O and I are never used.")


def groups_of(code: Secret) -> tuple[str, ...]:
    """Return the code as eight groups; the check symbol stays with the last one."""
    parts = code.reveal().split("-")
    return (*parts[: N_GROUPS - 1], "-".join(parts[N_GROUPS - 1 :]))


def _tile(number: int, group: str) -> QFrame:
    tile = QFrame()
    tile.setProperty("tile", "true")
    column = QVBoxLayout(tile)
    spacing.margins(column, 4, 8, 4, 8)
    spacing.gap(column, 0)
    count = text(str(number), "hint", wrap=False)
    letters = text(group, wrap=False)
    letters.setProperty("role", "code")
    for label in (count, letters):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    tile.setAccessibleName(_("Group {n}: {letters}").format(n=number, letters=" ".join(group)))
    return tile


def _group_field() -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(8)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    field.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9A-Za-z -]*"), field))
    spacing.fixed(field, width=128)
    return field


def _plain(typed: str) -> str:
    letters = "".join(sign for sign in typed.upper() if sign.isalnum())
    return letters.translate(str.maketrans("OIL", "011"))


def _same(typed: str, group: str) -> bool:
    return _plain(typed) == _plain(group)
