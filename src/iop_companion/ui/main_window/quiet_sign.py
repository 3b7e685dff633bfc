"""The one neutral word: by the desktop's tray where there is one, else by the window itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from iop_companion.foundation.i18n import _

if TYPE_CHECKING:
    from iop_companion.ui.main_window.window import MainWindow

_SHOWN_MS = 10_000


class Tray(Protocol):
    """What is used of the desktop's tray."""

    def is_there(self) -> bool:
        """Whether this desktop has one that shows words."""

    def follow(self, window: MainWindow, *, is_on: bool) -> None:
        """Show the window's icon in it under the window's name, or take it away."""

    def say(self, words: str) -> None:
        """Show ``words`` for a while, without a sound of ours."""


class SystemTray:
    """The real one; its icon is made when first wanted."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._icon: QSystemTrayIcon | None = None

    def is_there(self) -> bool:
        """See :meth:`Tray.is_there`."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def follow(self, window: MainWindow, *, is_on: bool) -> None:
        """See :meth:`Tray.follow`. A press on it, or on the word, brings the window here."""
        if not is_on or not self.is_there():
            if self._icon is not None:
                self._icon.hide()
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(window)
            self._icon.activated.connect(lambda _reason: window.show_in_front())
            self._icon.messageClicked.connect(window.show_in_front)
        self._icon.setIcon(window.windowIcon())
        self._icon.setToolTip(window.windowTitle())
        self._icon.show()

    def say(self, words: str) -> None:
        """See :meth:`Tray.say`."""
        if self._icon is not None:  # some systems show nothing at all without a second line
            self._icon.showMessage(words, " ", QSystemTrayIcon.MessageIcon.NoIcon, _SHOWN_MS)


class QuietSign:
    """Says the word where the person is: in the window in front of them, else through the tray."""

    def __init__(self, window: MainWindow, tray: Tray) -> None:
        """Speak for ``window``."""
        self._window = window
        self._tray = tray

    def follow(self, *, is_on: bool) -> None:
        """Have the tray's icon while there are reminders, and only then."""
        self._tray.follow(self._window, is_on=is_on)

    def show(self) -> None:
        """Show the word; nothing about the diary, no sound, no second time."""
        window = self._window
        is_away = not window.isActiveWindow()
        if is_away and self._tray.is_there():
            self._tray.say(_("Reminder"))
            return
        if window.shell is not None:
            window.shell.notices.show(_("Reminder"))
        else:
            window.remind()
        if is_away:
            QApplication.alert(window)
