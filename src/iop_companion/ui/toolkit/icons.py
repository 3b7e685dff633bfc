"""Line icons of 20 px, coloured from the palette when they are loaded."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from iop_companion.foundation import assets
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.dress_later import recolour_with
from iop_companion.ui.toolkit.theme import Theme, current

_MARK = "icon_at_100"


def set_icon(
    item: QAbstractButton | QLabel, name: str, colour: str = "text", *, on: str = "", size: int = 20
) -> None:
    """Give a button or label the icon ``name`` in the palette's ``colour``.

    ``on`` is the colour while checked (default the same); ``size`` is px at 100 % text. The icon
    follows the theme and the text scale by itself.
    """
    item.setProperty(_MARK, [name, colour, on or colour, str(size)])
    _refresh(item, current())


def icon(name: str, colour: str = "text", *, on: str = "", size: int = 20, room: int = 0) -> QIcon:
    """Return an icon in the colours of the present theme; it does not follow a change.

    ``room`` px (at 100 %) stay free at its right, between it and a button's words.
    """
    theme = current()
    made = QIcon()
    px, free = theme.px(size), theme.px(room)
    tokens = {
        (QIcon.Mode.Normal, QIcon.State.Off): colour,
        (QIcon.Mode.Normal, QIcon.State.On): on or colour,
        (QIcon.Mode.Disabled, QIcon.State.Off): "disabled",
    }
    for (mode, state), token in tokens.items():
        made.addPixmap(pixmap(name, theme.palette[token], px, free), mode, state)
    return made


def pixmap(name: str, colour: str, px: int, room: int = 0) -> QPixmap:
    """Return the icon ``name`` stroked in ``colour`` (``#RRGGBB``), ``px`` high, ``room`` wider."""
    screen = QGuiApplication.primaryScreen()
    return _drawn(name, colour, px, room, screen.devicePixelRatio() if screen else 1.0)


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, px: int, room: int, ratio: float) -> QPixmap:
    svg = assets.read_text(f"icons/{name}.svg").replace("currentColor", colour)
    drawn = QPixmap(QSize(px + room, px) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, px, px))
    painter.end()
    return drawn


def _refresh(item: QObject, theme: Theme) -> None:
    name, colour, on, size = item.property(_MARK)
    px = theme.px(int(size))
    if isinstance(item, QAbstractButton):
        room = _room(item)
        item.setIcon(icon(name, colour, on=on, size=int(size), room=room))
        item.setIconSize(QSize(px + theme.px(room), px))
    elif isinstance(item, QLabel):
        item.setPixmap(pixmap(name, theme.palette[colour], px))


def _recolour(item: QWidget) -> None:
    if isinstance(item, QAbstractButton | QLabel) and item.property(_MARK) is not None:
        _refresh(item, current())


def _room(item: QAbstractButton) -> int:
    """Qt puts 4 px between icon and words; the kit wants 8, and 12 in the rail."""
    if not item.text():
        return 0
    return 8 if item.property("kind") == "nav" else 4


spacing.on_rescale(_MARK, _refresh)
recolour_with(_recolour)
