"""Colour tokens of the light, dark and high-contrast themes, for widgets and charts alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from iop_companion.foundation import assets

PALETTES = ("light", "dark", "contrast")
"""The themes there are colours for; ``contrast`` is the one of high contrast, on black."""

DARK_GROUNDS = frozenset({"dark", "contrast"})


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme: named colours as ``#RRGGBB`` (``text``, ``surface``, ``primary``, ...).

    ``series`` are the four chart colours in their order (mood, movement and skills, sleep, urges);
    ``heat`` the five steps of the year view, fewest first.
    """

    name: str
    colours: Mapping[str, str]
    series: tuple[str, ...]
    heat: tuple[str, ...]

    def __getitem__(self, token: str) -> str:
        """Return the colour of ``token``; raises ``KeyError`` for an unknown one."""
        return self.colours[token]

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than its ground."""
        return self.name in DARK_GROUNDS


@cache
def palette(name: str) -> Palette:
    """Return one of :data:`PALETTES`."""
    tokens = json.loads(assets.read_text("themes/tokens.json"))
    return Palette(
        name=name,
        colours=tokens[name],
        series=tuple(tokens[f"series_{name}"]),
        heat=tuple(tokens[f"heat_{name}"]),
    )
