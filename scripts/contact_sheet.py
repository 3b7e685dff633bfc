"""Many pictures side by side on one, each with its name: for looking at all pages at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

TILE_WIDTH = 640
GAP = 16
CAPTION = 26
MARGIN_COLOUR = "#8a8a8a"  # neither theme's, so that edges of both show


def tile(image: QImage) -> QImage:
    """Return a picture at the one width that all have on the sheet."""
    return image.scaledToWidth(TILE_WIDTH, Qt.TransformationMode.SmoothTransformation)


def lay_out(pictures: Sequence[tuple[str, QImage]], file: Path, columns: int) -> None:
    """Write ``pictures`` (of :func:`tile`) with their captions to ``file``, row by row."""
    rows = [pictures[at : at + columns] for at in range(0, len(pictures), columns)]
    heights = [max(image.height() for _name, image in row) + CAPTION + GAP for row in rows]
    sheet = QImage(
        GAP + columns * (TILE_WIDTH + GAP), GAP + sum(heights), QImage.Format.Format_RGB32
    )
    sheet.fill(QColor(MARGIN_COLOUR))
    painter = QPainter(sheet)
    font = QFont("Atkinson Hyperlegible Next")
    font.setPixelSize(18)
    painter.setFont(font)
    painter.setPen(QColor("black"))
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (name, image) in enumerate(row):
            left = GAP + column * (TILE_WIDTH + GAP)
            painter.drawText(QRect(left, top, TILE_WIDTH, CAPTION), name)
            painter.drawImage(QPoint(left, top + CAPTION), image)
        top += height
    painter.end()
    sheet.save(str(file))
