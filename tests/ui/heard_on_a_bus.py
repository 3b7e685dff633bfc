"""Puts signals of a desktop on a bus of its own and prints which of them a SessionWatch hears.

Run with ``DBUS_SYSTEM_BUS_ADDRESS``, ``DBUS_SESSION_BUS_ADDRESS`` and ``XDG_SESSION_ID`` set.
"""

import os
import sys
import time

from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication

from iop_companion.ui.main_window.session_watch import SessionWatch

LOGIN, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
SESSION, PROPERTIES = f"{LOGIN}.Session", "org.freedesktop.DBus.Properties"
SIGNALS = {
    "sleep": (PATH, f"{LOGIN}.Manager", "PrepareForSleep", True),
    "saver": ("/a", "org.freedesktop.ScreenSaver", "ActiveChanged", True),
    "gnome": ("/a", "org.gnome.ScreenSaver", "ActiveChanged", True),
    "saver ends": ("/a", "org.freedesktop.ScreenSaver", "ActiveChanged", False),
    "lock": (f"{PATH}/session/_33", SESSION, "Lock"),
    "lock of another": (f"{PATH}/session/_34", SESSION, "Lock"),
    "other user": (f"{PATH}/session/_33", PROPERTIES, "PropertiesChanged",
                   SESSION, {"Active": False}, [""]),
    "back": (f"{PATH}/session/_33", PROPERTIES, "PropertiesChanged",
             SESSION, {"Active": True}, [""]),
}  # fmt: skip


def main() -> None:
    app = QApplication([])
    watch = SessionWatch()
    heard: list[bool] = []
    watch.due.connect(lambda: heard.append(True))
    assert watch.start()
    assert watch.start()
    bus = QDBusConnection.connectToBus(os.environ["DBUS_SESSION_BUS_ADDRESS"], "desktop")
    assert bus.registerService(LOGIN)
    for name, (path, interface, signal, *arguments) in SIGNALS.items():
        heard.clear()
        message = QDBusMessage.createSignal(path, interface, signal)
        message.setArguments(arguments)
        bus.send(message)
        end = time.monotonic() + (0.4 if name in {"saver ends", "lock of another", "back"} else 10)
        while not heard and time.monotonic() < end:
            app.processEvents()
        if heard:
            sys.stdout.write(f"{name}\n")


main()
