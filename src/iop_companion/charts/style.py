"""The look of every chart, set for the time of one drawing and never beyond it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from iop_companion.foundation import assets

if TYPE_CHECKING:
    from iop_companion.catalog.themes import Palette

FONT_FAMILY = "Atkinson Hyperlegible Next"
FONT_FAMILY_BOLD = "Atkinson Hyperlegible Next SemiBold"
"""Registered as a family of its own: a fallback font that has no such weight is then no problem."""

_FILES = {
    FONT_FAMILY: "fonts/AtkinsonHyperlegibleNext-Regular.ttf",
    FONT_FAMILY_BOLD: "fonts/AtkinsonHyperlegibleNext-SemiBold.ttf",
}
_FALLBACK = "DejaVu Sans"
TEXT_PT = 10.0
TITLE_PT = 11.0

_LOCK = threading.RLock()
"""matplotlib's settings are one for the process, and it is not made for threads: screen and paper
take turns."""

_LABEL_CONTRAST = 4.5


@contextmanager
def drawing(palette: Palette, scale: float = 1.0) -> Iterator[None]:
    """Hold the drawing lock and set the chart style of ``palette``, text times ``scale``.

    Everything that makes or draws a figure happens inside. matplotlib is imported here for the
    first time, so that no window waits for it.
    """
    with _LOCK:
        import matplotlib as mpl

        _register_fonts()
        with mpl.rc_context(_settings(palette, scale)):
            yield


def label_colour(colour: str, palette: Palette) -> str:
    """Return ``colour`` where it is readable as text on the surface (4.5 : 1), else ``text``."""
    readable = contrast(colour, palette["surface"]) >= _LABEL_CONTRAST
    return colour if readable else palette["text"]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#RRGGBB`` colours (WCAG 2, 1 to 21)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def series_colour(measure_id: str, palette: Palette) -> str:
    """Return the colour a measure has on every page: mood, movement and skills, sleep, the rest."""
    for index, beginnings in enumerate((("mood", "energy"), ("movement", "skills"), ("sleep",))):
        if measure_id.startswith(beginnings):
            return palette.series[index]
    return palette.series[3]


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def font(*, bold: bool = False) -> list[str]:
    """Return the families to set text in, the fallback for other scripts last."""
    return [FONT_FAMILY_BOLD if bold else FONT_FAMILY, _FALLBACK]


@lru_cache(maxsize=512)
def text_width(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Return the width of ``text`` in px (96 to the inch), as laid out without hinting."""
    from matplotlib.ft2font import FT2Font

    face = FT2Font(str(assets.folder(_FILES[FONT_FAMILY_BOLD if bold else FONT_FAMILY])))
    face.set_size(size_pt, 96)
    face.set_text(text)
    width, _height = face.get_width_height()
    return float(width) / 64


@cache
def _register_fonts() -> None:
    from matplotlib import font_manager

    for family, name in _FILES.items():
        entry = font_manager.FontEntry(
            fname=str(assets.folder(name)),
            name=family,
            style="normal",
            variant="normal",
            weight=400,
            stretch="normal",
            size="scalable",
        )
        font_manager.fontManager.ttflist.append(entry)


def _settings(palette: Palette, scale: float) -> dict[Any, Any]:
    return {
        "font.family": font(),
        "font.size": TEXT_PT * scale,
        "text.color": palette["text"],
        "text.parse_math": False,
        "text.hinting": "no_hinting",  # as laid out by text_width, letters at their own distances
        "figure.facecolor": palette["surface"],
        "axes.unicode_minus": True,
        "lines.solid_capstyle": "round",
        "lines.solid_joinstyle": "round",
        "lines.marker": "None",
        "patch.linewidth": 0.0,
        "path.simplify": True,
        "svg.fonttype": "path",
        "svg.hashsalt": "companion",
    }
