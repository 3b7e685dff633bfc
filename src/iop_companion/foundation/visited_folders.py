"""The folders that Qt's file dialog wrote down, taken out again at the next start.

The window does so itself as soon as a dialog closes (``ui/toolkit/file_dialogs.py``); this is for a
program that ended while one stood open. Qt is not asked: it is not loaded yet.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

_KEYS = ("history", "lastVisited", "shortcuts")
_LARGEST = 1 << 20


def forget_visited_folders(settings: Path) -> None:
    """Take the visited folders out of Qt's own settings file; one that refuses is left be."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if settings.is_symlink() or settings.stat().st_size > _LARGEST:
            return
        lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = _without_folders(lines)
        if kept != lines:
            draft = settings.with_name(settings.name + ".companion")
            draft.write_text("".join(kept), encoding="utf-8")
            draft.chmod(0o600)
            draft.replace(settings)


def _without_folders(lines: list[str]) -> list[str]:
    section = ""
    kept = []
    for line in lines:
        if line.startswith("["):
            section = line.strip()
        is_named = line.partition("=")[0].strip() in _KEYS
        if not (section == "[FileDialog]" and is_named):
            kept.append(line)
    return kept
