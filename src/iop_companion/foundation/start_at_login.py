"""Starting with the desktop: a file of the desktop's own, written and removed by a switch."""

from __future__ import annotations

import contextlib
import sys

from iop_companion.foundation.platform.this_system import this_system

_ESCAPED = '"`$\\'


def can_start_at_login() -> bool:
    """Whether this system has such a file; where it has none, nothing is offered."""
    return this_system().login_file() is not None


def starts_at_login() -> bool:
    """Whether the file is there."""
    file = this_system().login_file()
    return file is not None and file.exists()


def start_at_login(name: str | None) -> bool:
    """Start minimised at login under ``name``, or no more (None); return whether that is so now."""
    file = this_system().login_file()
    if file is None:
        return name is None
    with contextlib.suppress(OSError):
        if name is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(".new")
            draft.write_text(_entry(name), encoding="utf-8")
            draft.replace(file)
    return starts_at_login() == (name is not None)


def _entry(name: str) -> str:
    argv = (sys.executable, "-P", "-m", "iop_companion", "--hidden")
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        f"Name={name}",
        f"Exec={' '.join(map(_quoted, argv))}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return "\n".join(lines) + "\n"


def _quoted(argument: str) -> str:
    """Quote an argument as the desktop entry specification wants it, twice where it must be."""
    inner = "".join(f"\\{sign}" if sign in _ESCAPED else sign for sign in argument)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'
