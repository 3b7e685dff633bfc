"""A fresh X server and a program in it: when its window is painted, and what memory it holds.

Needs Xvfb. Nothing but what this file started is ended, each by its own process group.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from Xlib import XK, X, error
from Xlib import display as x_display
from Xlib.ext import xtest

POLL_S = 0.002
REAL_CONTENT = 3  # colours; a blank frame shows one or two


def is_there() -> bool:
    """Whether this computer has an X server without a screen."""
    return shutil.which("Xvfb") is not None


class Server:
    """One Xvfb with a home folder of its own."""

    def __init__(self, home: Path) -> None:
        reading, writing = os.pipe()
        self._process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24"],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.name = f":{pipe.readline().strip()}"
        self.display = x_display.Display(self.name)
        self.display.set_error_handler(lambda *_: None)
        self.environment = _environment(home, self.name)

    def close(self) -> None:
        self.display.close()
        _stop(self._process)

    def start(self, command: list[str]) -> Program:
        """Start ``command`` in this server; the clock of the program starts here."""
        return Program(self, command)

    def press(self, key: str, held: str = "") -> None:
        """Press and release one key by its X name ("Return", "2"), with another ``held`` down."""
        codes = [
            self.display.keysym_to_keycode(XK.string_to_keysym(name))
            for name in (held, key)
            if name
        ]
        for code in codes:
            xtest.fake_input(self.display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.sync()

    def type_text(self, text: str) -> None:
        """Type lower-case words, as the keyboard would."""
        for letter in text:
            self.press("space" if letter == " " else letter)


class Program:
    """A started program: its window, its paint, its memory."""

    def __init__(self, server: Server, command: list[str]) -> None:
        self._server = server
        self._began = time.perf_counter()
        self._process = subprocess.Popen(
            command, env=server.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def painted_after(self, title: str, timeout: float = 60) -> float:
        """Return the seconds from the start until a window named so shows real content."""
        while time.perf_counter() - self._began < timeout:
            window = self._find(re.compile(title))
            if window is not None and _colours(window) >= REAL_CONTENT:
                self.window = window
                return time.perf_counter() - self._began
            if self._process.poll() not in {None, 0}:
                raise RuntimeError(f"the program ended with {self._process.returncode}")
            time.sleep(POLL_S)
        raise TimeoutError(f"no painted window named {title!r}")

    def focus(self) -> None:
        """Give the window the keyboard; without a window manager nobody else does."""
        self.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._server.display.sync()

    def memory_mib(self) -> float:
        """Return the proportional set size of the program and its children, in MiB."""
        return sum(map(_pss_kib, _family(self._process.pid))) / 1024

    def save_picture(self, file: Path) -> None:
        """Write what the window shows."""
        from PySide6.QtGui import QImage

        size = self.window.get_geometry()
        raw = self.window.get_image(0, 0, size.width, size.height, X.ZPixmap, 0xFFFFFFFF).data
        QImage(raw, size.width, size.height, QImage.Format.Format_RGB32).save(str(file))

    def wait_until_quiet(self, timeout: float = 30) -> None:
        """Wait until the processor has been all but idle for a second."""
        end = time.perf_counter() + timeout
        quiet, before = 0, _cpu_s(self._process.pid)
        while quiet < 4 and time.perf_counter() < end:
            time.sleep(0.25)
            now = _cpu_s(self._process.pid)
            quiet, before = quiet + 1 if now - before < 0.015 else 0, now

    def close(self) -> None:
        _stop(self._process)

    def _find(self, title: re.Pattern[str]) -> Any:
        root = self._server.display.screen().root
        for window in _walk(root, depth=2):
            if title.search(_title(self._server.display, window)) and _is_shown(window):
                return window
        return None


@contextmanager
def server() -> Iterator[Server]:
    """Run a fresh server with an empty home; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as home:
        made = Server(Path(home))
        try:
            yield made
        finally:
            made.close()


def _environment(home: Path, display: str) -> dict[str, str]:
    dropped = ("QT_", "DBUS_", "XDG_", "GTK", "WAYLAND")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
    return kept | folders | {
        "HOME": str(home), "DISPLAY": display, "XDG_RUNTIME_DIR": str(runtime),
        "XDG_SESSION_TYPE": "x11", "LANG": "C.UTF-8",
    }  # fmt: skip


def _stop(process: subprocess.Popen[bytes]) -> None:
    for end in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, end)
            try:
                process.wait(4)
            except subprocess.TimeoutExpired:
                continue


def _walk(window: Any, depth: int) -> Iterator[Any]:
    try:
        children = window.query_tree().children
    except error.XError:
        return
    for child in children:
        yield child
        if depth > 1:
            yield from _walk(child, depth - 1)


def _title(display: Any, window: Any) -> str:
    try:
        found = window.get_full_property(display.intern_atom("_NET_WM_NAME"), X.AnyPropertyType)
        if found and found.value:
            value = found.value
            return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        return str(window.get_wm_name() or "")
    except (error.XError, UnicodeError):
        return ""


def _is_shown(window: Any) -> bool:
    try:
        size = window.get_geometry()
        is_viewable = window.get_attributes().map_state == X.IsViewable
        return bool(is_viewable and min(size.width, size.height) > 60)
    except error.XError:
        return False


def _colours(window: Any) -> int:
    seen: set[bytes] = set()
    try:
        size = window.get_geometry()
        for sixth in (1, 2, 3, 4, 5):
            top = size.height * sixth // 6
            row = window.get_image(0, top, size.width, 4, X.ZPixmap, 0xFFFFFFFF).data
            seen |= {row[at : at + 3] for at in range(0, len(row) - 3, 4)}
    except (error.XError, AttributeError):
        return 0
    return len(seen)


def _family(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for tasks in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, tasks.read_text().split())
            except OSError:
                continue
    return found


def _pss_kib(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, flags=re.MULTILINE)
    return int(found[1]) if found else 0


def _cpu_s(pid: int) -> float:
    total = 0
    for each in _family(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")
