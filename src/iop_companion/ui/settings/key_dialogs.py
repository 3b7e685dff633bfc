"""A new recovery code, and new keys for when someone knows the passphrase: step by step.

Nothing changes before the last button: the passphrase is proved, the code is shown and two groups
of it are typed back, and only then does it count.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from iop_companion.domain.private import Secret
from iop_companion.foundation.i18n import _, ngettext
from iop_companion.foundation.passphrase_strength import Strength
from iop_companion.ui.settings.passphrase_fields import PassphraseFields
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import button, scrolling, text
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.code_sheet import CodeSheet

_WIDTH, _HEIGHT = 700, 712
"""Px at 100 % text; less where the window is smaller, and then it scrolls."""

_RIM = 32
_RING = 6
"""Room for the ring beside what scrolls; what stands above and below keeps to the same edge."""


class CodeDialog(Dialog):
    """Two steps: the passphrase, then the new code. However it closes, nothing is left in it."""

    proof_wanted = Signal()
    """The passphrase is typed: prove it, then :meth:`show_code`."""
    code_written = Signal()
    """Two groups were typed back: let the code count."""

    def __init__(
        self,
        heading: str,
        words: str,
        last: str,
        parent: QWidget | None,
        judged: Callable[[Secret], Strength] | None = None,
    ) -> None:
        """Say ``words`` at first; ``last`` is the button that counts."""
        super().__init__(heading, parent)
        self.fields = PassphraseFields(judged)
        self.sheet = CodeSheet()
        self.code = Secret("")
        self.problem, self.waiting = text("", "problem"), text("", "hint")
        self.cancel = button(_("Cancel"))
        self.go_on = button(_("Go on"), "primary")
        self.finish = button(last, "primary")
        self._is_busy = False
        self._pages = QStackedWidget()
        self._add_page(text(words), self.fields)
        self.above_code = text(
            _("Write it down. It counts once you have typed two of its groups back.")
        )
        self._add_page(self.above_code, self.sheet)
        self.body.addWidget(self._pages, 1)
        for words_below in (self.problem, self.waiting):
            self.body.addWidget(words_below)
            words_below.hide()
        for pressed in (self.cancel, self.go_on, self.finish):
            self.buttons.addWidget(pressed)
        room = current().px(_RING)
        self.heading.setContentsMargins(room, 0, room, 0)
        spacing.margins(self.buttons, 0, 0, _RING, 0)
        self.finish.hide()
        self._follow()
        self.fields.entered.connect(self._prove)
        self.go_on.clicked.connect(self._prove)
        self.finish.clicked.connect(self.code_written)
        self.cancel.clicked.connect(self.reject)
        self.sheet.ready_changed.connect(self._follow)
        for field in self.sheet.fields:
            field.returnPressed.connect(self.finish.click)
            field.textEdited.connect(lambda _typed, one=field: self._bring_into_view(one))
        self.resize(self.sizeHint())
        self.fields.current.edit.setFocus()

    @property
    def is_code_shown(self) -> bool:
        """Whether the second step is in front."""
        return self._pages.currentIndex() == 1

    def show_code(self, code: Secret) -> None:
        """Go on to the second step."""
        self.code = code
        self.say_waiting("")
        self.sheet.offer(code)
        self._show_page(1, self.finish)
        self.sheet.enter()  # without scrolling there: the code is read first

    def go_back(self, words: str, *, of_current: bool) -> None:
        """Go back to the passphrases, and say what is wrong with one; what is typed stays."""
        self.say_waiting("")
        self._show_page(0, self.go_on)
        self._say_of_field(words, of_current=of_current)

    def say_problem(self, words: str) -> None:
        """Say why nothing was changed; what is typed stays, and it can be tried again."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        if words:
            self.say_waiting("")
            announce(self, words, assertive=True)

    def say_waiting(self, words: str) -> None:
        """Say what is being done, and take nothing meanwhile; "" when it is done."""
        self._is_busy = bool(words)
        self.waiting.setText(words)
        self.waiting.setVisible(self._is_busy)
        self.fields.show_busy(is_busy=self._is_busy)
        for field in self.sheet.fields:
            field.setReadOnly(self._is_busy)
        self.cancel.setEnabled(not self._is_busy)
        self.go_on.setEnabled(not self._is_busy)
        self._follow()
        if words:
            self.say_problem("")
            announce(self, words)

    def done(self, result: int) -> None:
        """Close, with nothing left in it."""
        self.code = Secret("")
        self.fields.forget()
        self.sheet.forget()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt override
        """Leave with Esc, but not while something is being done; Hide and the lock close it."""
        if self._is_busy and event.key() == Qt.Key.Key_Escape:
            return
        super().keyPressEvent(event)

    def fit(self) -> None:
        """Stay within the window: what is higher scrolls here."""

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt override
        """As large as the code needs, but no larger than the window below."""
        theme, below = current(), self.parentWidget()
        wanted = QSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        return wanted if below is None else wanted.boundedTo(below.window().size() - _rim())

    def _add_page(self, *widgets: QWidget) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        spacing.margins(column, _RING, 6, _RING, 6)  # room for the ring around a field
        spacing.gap(column, 12)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self._pages.addWidget(scrolling(page))

    def _show_page(self, at: int, main: QPushButton) -> None:
        self.say_problem("")
        self._pages.setCurrentIndex(at)
        area = self._pages.currentWidget()
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)
        for pressed in (self.go_on, self.finish):
            pressed.setVisible(pressed is main)

    def _follow(self) -> None:
        self.finish.setEnabled(self.sheet.is_ready and not self._is_busy)

    def _prove(self) -> None:
        if not len(self.fields.current.secret):
            self.fields.current.edit.setFocus()
        elif self.go_on.isEnabled():
            self.fields.say_problem("")
            if self.fields.refuse_early():
                self._bring_into_view(self.fields.new_problem)
            else:
                self.proof_wanted.emit()

    def _say_of_field(self, words: str, *, of_current: bool) -> None:
        fields = self.fields
        fields.say_problem(words, of_current=of_current)
        self._bring_into_view(fields.current_problem if of_current else fields.new_problem)

    def _bring_into_view(self, part: QWidget) -> None:
        """Scroll to ``part`` once it has its place; large text leaves little room."""
        area = self._pages.currentWidget()
        if isinstance(area, QScrollArea):
            QTimer.singleShot(0, part, lambda: area.ensureWidgetVisible(part))


class NewCodeDialog(CodeDialog):
    """Another recovery code for the same diary."""

    def __init__(self, parent: QWidget | None) -> None:
        """Build it on its first step."""
        super().__init__(
            _("New recovery code"),
            _(
                "You get a new recovery code. Until you have written it down and typed two of its "
                "groups back, the one you have stays in force; after that it opens nothing any "
                "more."
            ),
            _("Use this code"),
            parent,
        )


class CodeAfterCodeDialog(CodeDialog):
    """Another recovery code right after one was used: the passphrase was typed a moment ago."""

    def __init__(self, passphrase: Secret, parent: QWidget | None) -> None:
        """Build it; :meth:`show_code` has to follow before it is shown."""
        super().__init__(_("A new recovery code"), "", _("Use this code"), parent)
        self.above_code.setText(
            _(
                "Your diary is open, and your new passphrase counts from now on. The code you "
                "used still opens it, too, and it may lie where others see it. Write this one "
                "down; once two of its groups are typed back, the old one opens nothing any more."
            )
        )
        self.passphrase = passphrase
        self.cancel.setText(_("Later"))

    def done(self, result: int) -> None:
        """Close, with nothing left in it."""
        self.passphrase = Secret("")
        super().done(result)


class NewKeysDialog(CodeDialog):
    """Everything anew, for when someone knows the passphrase; then the old backups."""

    destroy_wanted = Signal()
    """Make a new backup, then destroy those that the old keys open."""

    def __init__(self, judged: Callable[[Secret], Strength], parent: QWidget | None) -> None:
        """Build it on its first step; ``judged`` says how a new passphrase stands."""
        super().__init__(
            _("Someone knows my passphrase"),
            _(
                "Your diary gets a new passphrase and a new recovery code, and is encrypted anew. "
                "The old ones open nothing of it any more. Nothing changes before the last step."
            ),
            _("Encrypt it anew"),
            parent,
            judged,
        )
        self._after, self.old_backups = text(""), text("")
        self.destroy_button = button(_("Destroy the old backups"))
        self.close_button = button(_("Close"))
        self._add_page(self._after, self.old_backups)
        self.buttons.insertWidget(1, self.destroy_button)
        self.buttons.addWidget(self.close_button)
        for pressed in (self.destroy_button, self.close_button):
            pressed.hide()
        self.destroy_button.clicked.connect(self.destroy_wanted)
        self.close_button.clicked.connect(self.accept)

    def show_done(self, words: str, n_old: int) -> None:
        """Say what is in force now, and offer to destroy ``n_old`` backups of before."""
        self.say_waiting("")
        self.fields.forget()
        self.sheet.forget()
        self._show_page(2, self.close_button)
        self.cancel.hide()
        self.close_button.show()
        # later: the Enter that led here still looks for a default button
        QTimer.singleShot(0, self.close_button, lambda: self.close_button.setDefault(True))
        self._after.setText(words)
        self.destroy_button.setVisible(n_old > 0)
        self.old_backups.setText(
            ngettext(
                "{n} backup that Companion knows of opens with the old ones.",
                "{n} backups that Companion knows of open with the old ones.",
                n_old,
            ).format(n=n_old)
            if n_old
            else _("Companion knows of no backup that opens with the old ones.")
        )
        announce(self, words)
        self.close_button.setFocus()

    def say_waiting(self, words: str) -> None:
        """See :meth:`CodeDialog.say_waiting`."""
        super().say_waiting(words)
        for pressed in (self.destroy_button, self.close_button):
            pressed.setEnabled(not words)

    def show_destroyed(self, words: str) -> None:
        """Say what became of the old backups."""
        self.say_waiting("")
        self.destroy_button.hide()
        self.old_backups.setText(words)
        announce(self, words)
        self.close_button.setFocus()


def _rim() -> QSize:
    return QSize(_RIM, _RIM)
