"""The desktop says that it sleeps, locks its screen, or changes to another user: then we lock.

Linux desktops say so over D-Bus, which is a socket of this computer (``AF_UNIX``) and no network; a
bus at any other kind of address is left alone. On other systems nothing is heard here: the wall
clock that :class:`~iop_companion.ui.main_window.idle.IdleWatch` reads locks after a sleep that was
longer than the minutes chosen.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIN = "org.freedesktop.login1"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
)
_PROPERTIES = "org.freedesktop.DBus.Properties"


class SessionWatch(QObject):
    """Sends ``due`` when nobody who may read is in front of the screen any more."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Hear nothing before :meth:`start`."""
        super().__init__(parent)
        self._buses: list[QDBusConnection] = []

    def start(self) -> bool:
        """Listen from now on; return whether anything here can tell. Loads Qt's D-Bus part."""
        if self._buses or not sys.platform.startswith("linux"):
            return bool(self._buses)
        system = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/dbus/system_bus_socket")
        session = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
        is_local = {address: _is_local(address) for address in (system, session)}
        if not any(is_local.values()):
            return False
        from PySide6.QtDBus import QDBusConnection

        if is_local[system]:
            self._listen_to_logins(QDBusConnection.systemBus())
        if is_local[session]:
            self._listen_to_savers(QDBusConnection.sessionBus())
        return bool(self._buses)

    def _listen_to_logins(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        self._buses.append(bus)
        manager, path = f"{_LOGIN}.Manager", "/org/freedesktop/login1"
        self._hear(bus, (_LOGIN, path, manager, "PrepareForSleep"), "on_sleep(bool)")
        number = os.environ.get("XDG_SESSION_ID", "")
        if number.isalnum():
            own = f"{path}/session/{_escaped(number)}"
            self._hear(bus, (_LOGIN, own, f"{_LOGIN}.Session", "Lock"), "on_lock()")
            shape = "on_properties(QString,QVariantMap,QStringList)"
            self._hear(bus, (_LOGIN, own, _PROPERTIES, "PropertiesChanged"), shape)

    def _listen_to_savers(self, bus: QDBusConnection) -> None:
        if not bus.isConnected():
            return
        self._buses.append(bus)
        for saver in _SAVERS:
            self._hear(bus, ("", "", saver, "ActiveChanged"), "on_saver(bool)")

    def _hear(self, bus: QDBusConnection, signal: tuple[str, str, str, str], slot: str) -> None:
        shape: Any = SLOT(slot)  # the stubs say bytes; what is taken is text
        bus.connect(*signal, self, shape)

    @Slot(bool)
    def on_sleep(self, is_beginning: bool) -> None:  # noqa: FBT001 -- the signal's shape
        """The computer goes to sleep, or woke up: either way it is locked."""
        del is_beginning
        self.due.emit()

    @Slot(bool)
    def on_saver(self, is_on: bool) -> None:  # noqa: FBT001 -- the signal's shape
        """The screen is locked or blanked."""
        if is_on:
            self.due.emit()

    @Slot()
    def on_lock(self) -> None:
        """The session is to be locked."""
        self.due.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def on_properties(
        self, _interface: str, changed: dict[str, object], _invalid: list[str]
    ) -> None:
        """Another user is in front of this computer now."""
        if changed.get("Active") is False or changed.get("LockedHint") is True:
            self.due.emit()


def _is_local(address: str) -> bool:
    return bool(address) and all(part.startswith("unix:") for part in address.split(";"))


def _escaped(number: str) -> str:
    """Return a session's id as logind writes it in a path: a first digit as ``_3x``."""
    return f"_{ord(number[0]):x}{number[1:]}" if number[0].isdigit() else number
