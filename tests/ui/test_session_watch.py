"""Sleep, a locked screen, another user: heard from the desktop, and the diary locks."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from iop_companion.ui import app
from iop_companion.ui.main_window import session_watch
from iop_companion.ui.main_window.session_watch import SessionWatch

REPOSITORY = Path(__file__).resolve().parents[2]
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no D-Bus here")
def test_a_desktop_is_heard_over_a_socket_of_this_computer(tmp_path):
    socket, config = tmp_path / "bus", tmp_path / "bus.conf"
    config.write_text(BUS.format(path=socket))
    daemon = subprocess.Popen(
        ["dbus-daemon", "--config-file", str(config), "--nofork"], stderr=subprocess.DEVNULL
    )
    try:
        while not socket.exists():
            time.sleep(0.01)
        address = f"unix:path={socket}"
        heard = subprocess.run(
            [sys.executable, str(REPOSITORY / "tests/ui/heard_on_a_bus.py")],
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address, "XDG_SESSION_ID": "3",
                 "DBUS_SESSION_BUS_ADDRESS": address},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    finally:
        daemon.kill()
        daemon.wait()

    said = heard.stdout.splitlines()
    assert said == ["sleep", "saver", "gnome", "lock", "other user"], heard.stderr


@pytest.mark.usefixtures("look")
def test_what_is_heard_locks_and_listening_begins_when_the_vault_is_open(stage, monkeypatch):
    started = []
    monkeypatch.setattr(SessionWatch, "start", lambda _watch: started.append(True))
    monkeypatch.setattr(app, "_LISTEN_AFTER_MS", 0)
    made = stage()
    session = app.listen(made.window)
    session.due.emit()
    assert made.window.screen_name == "entrance"
    assert started == []
    made.unlock()
    made.window.repaint()
    session.due.emit()

    assert made.window.screen_name == "entrance"
    assert not made.session.is_open


def test_a_bus_that_is_no_socket_of_this_computer_is_left_alone(monkeypatch, qapp):  # noqa: ARG001
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "tcp:host=example.org,port=1")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/a;tcp:host=example.org")
    assert not SessionWatch().start()

    monkeypatch.setattr(session_watch.sys, "platform", "darwin")
    assert not SessionWatch().start()
