"""What was copied here does not stay in the clipboard: it is cleared after a while, and on leaving.

Everything copied from this program counts as private, whichever field it came from, but for what
:func:`copy_public` puts there: the number of a crisis line must be there when it is needed.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

CLEARED_AFTER_MS = 20_000

_PRIVATE = "application/x-companion-private"
_public: set[str] = set()
"""Texts that were copied as public ones; they come from the program's own resources."""

_ASKED = {
    # asks of clipboard histories to leave it out; not every one heeds them
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}


def copy_public(text: str) -> None:
    """Copy a text that is nobody's secret; it stays until something else is copied."""
    _public.add(text)  # before the clipboard tells the guard
    QGuiApplication.clipboard().setText(text)


class ClipboardGuard(QObject):
    """Marks what this program copied as private, and takes it out of the clipboard in time."""

    def __init__(self, parent: QObject, after_ms: int = CLEARED_AFTER_MS) -> None:
        """Watch the clipboard of the running application."""
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._on_changed)

    def clear(self) -> None:
        """Take out what this program copied, unless something else was copied since."""
        self._timer.stop()
        content = self._clipboard.mimeData()
        if content is not None and content.hasFormat(_PRIVATE):
            self._clipboard.clear()

    def _on_changed(self) -> None:
        content = self._clipboard.mimeData()
        if content is None or not self._is_ours() or content.text() in _public:
            self._timer.stop()
        elif content.hasFormat(_PRIVATE):
            self._timer.start()
        elif content.hasText():
            self._clipboard.setMimeData(_marked(content))  # comes back here, marked

    def _is_ours(self) -> bool:
        # without a desktop there is nobody else, and Qt's stand-in for one never says that we own
        is_alone = QGuiApplication.platformName() in {"offscreen", "minimal"}
        return is_alone or self._clipboard.ownsClipboard()


def _marked(content: QMimeData) -> QMimeData:
    marked = QMimeData()
    marked.setText(content.text())
    marked.setData(_PRIVATE, b"1")
    for name, value in _ASKED.items():
        marked.setData(name, value)
    return marked
