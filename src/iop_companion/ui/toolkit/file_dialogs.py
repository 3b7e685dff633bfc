"""Asking for a file's name without leaving the visited folders behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import delete

from iop_companion.ui.toolkit.dialog import borrow_actions, call_as_window
from iop_companion.ui.toolkit.focus_ring import FocusRing
from iop_companion.ui.toolkit.theme import current

_WIDTH, _HEIGHT, _SHARE = 680, 460, 0.95
_TRACES = ("history", "lastVisited", "shortcuts")


def ask_where_to_save(
    parent: QWidget, title: str, suggested: str, kinds: str, ending: str = ""
) -> Path | None:
    """Return where to save, or None. ``kinds`` is Qt's filter: ``PDF (*.pdf)``.

    Qt's own dialog, because the platform's puts the file among the recently used ones. Whether an
    existing file may be replaced has been asked by the dialog. ``ending`` is added to a name
    without one.
    """
    dialog = _dialog(parent, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(ending.lstrip("."))
    dialog.selectFile(suggested)
    return _answer(dialog)


def ask_what_to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Return the file to read, or None."""
    dialog = _dialog(parent, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _answer(dialog)


def ask_which_folder(parent: QWidget, title: str) -> Path | None:
    """Return a folder, or None."""
    dialog = _dialog(parent, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _answer(dialog)


def forget_visited_folders() -> None:
    """Remove what Qt's file dialog writes in clear to its own settings file."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    for key in _TRACES:
        settings.remove(key)
    settings.endGroup()
    settings.sync()


def _dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(Path.home()), kinds)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    call_as_window(dialog, title)
    borrow_actions(dialog)
    FocusRing(dialog)
    # In large text Qt's own size leaves no room for the name of the folder.
    room = parent.window().size()
    wide = min(current().px(_WIDTH), round(room.width() * _SHARE))
    high = min(current().px(_HEIGHT), round(room.height() * _SHARE))
    dialog.resize(QSize(wide, high).expandedTo(dialog.minimumSizeHint()))
    return dialog


def _answer(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles() if accepted else []
    # at once and not later: Qt writes the visited folders down as the dialog is taken apart
    delete(dialog)
    forget_visited_folders()
    return Path(chosen[0]) if chosen else None
