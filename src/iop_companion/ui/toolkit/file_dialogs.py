"""Asking for a file's name without leaving the visited folders behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

_TRACES = ("history", "lastVisited", "shortcuts")


def ask_where_to_save(parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
    """Return where to save, or None. ``kinds`` is Qt's filter: ``PDF (*.pdf)``.

    Qt's own dialog, because the platform's puts the file among the recently used ones. Whether an
    existing file may be replaced has been asked by the dialog.
    """
    chosen, _kind = QFileDialog.getSaveFileName(
        parent,
        title,
        str(Path.home() / suggested),
        kinds,
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    forget_visited_folders()
    return Path(chosen) if chosen else None


def ask_what_to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Return the file to read, or None."""
    chosen, _kind = QFileDialog.getOpenFileName(
        parent,
        title,
        str(Path.home()),
        kinds,
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    forget_visited_folders()
    return Path(chosen) if chosen else None


def forget_visited_folders() -> None:
    """Remove what Qt's file dialog writes in clear to its own settings file."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    for key in _TRACES:
        settings.remove(key)
    settings.endGroup()
    settings.sync()
