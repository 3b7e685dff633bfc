"""Typst, all in memory: a template and its data become a tagged PDF, or the same pages as PNG."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from iop_companion.foundation import assets
from iop_companion.foundation.errors import KnownProblem

TEXT_FONT = "Atkinson Hyperlegible Next"
SIGN_FONT = "DejaVu Sans"
"""Many more scripts and signs; it comes with matplotlib, as does the font of last resort."""

A4_WIDTH_INCH = 210 / 25.4
A4_LANDSCAPE_INCH = 297 / 25.4

_LAST_RESORT = "Last Resort High-Efficiency"
_STANDARD: Literal["ua-1"] = "ua-1"
_MAKER = re.compile(rb"/Creator\s?\(Typst [^()]*\)|<xmp:CreatorTool>Typst [^<]*</xmp:CreatorTool>")
"""Where Typst signs a file; blanked out in place, so that every offset in it stays true."""

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_HALF = re.compile("[\ud800-\udfff]")
_N_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>")


@dataclass(frozen=True, slots=True)
class Pages:
    """A template with its data and pictures, ready to be typeset. ``made_on`` dates the file.

    The template finds the families to set text in as ``fonts`` beside its data.
    ``width_inch`` is the width of its paper.
    """

    template: str
    data: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    made_on: date
    width_inch: float = A4_WIDTH_INCH


def typeset_pdf(pages: Pages) -> bytes:
    """Return the pages as PDF/UA-1: tagged, titled, without any data on who made it.

    Signs outside the paper's fonts are set in fonts of the system, or as a box that says of what
    kind they are. Raises ``KnownProblem("summary_unfit")`` if the pages cannot be set at all.
    """
    made = _typeset(pages, "pdf")
    assert isinstance(made, bytes)  # one file, whatever its pages
    return _MAKER.sub(lambda found: b" " * len(found[0]), made)


def typeset_pages(pages: Pages, width_px: int) -> list[bytes]:
    """Return the pages as PNG, ``width_px`` wide: the same pages as :func:`typeset_pdf`."""
    made = _typeset(pages, "png", ppi=width_px / pages.width_inch)
    return [made] if isinstance(made, bytes) else list(made)


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF typeset here has; its metadata say so in clear."""
    found = _N_PAGES.search(pdf)
    if found is None:
        raise ValueError("not a PDF that was typeset here")
    return int(found[1])


def clean(value: Any) -> Any:
    """Return texts (also within lists and dicts) without control signs and half characters."""
    if isinstance(value, str):
        return _HALF.sub("?", _CONTROL.sub("", value))
    if isinstance(value, Mapping):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def _typeset(
    pages: Pages, form: Literal["pdf", "png"], ppi: float | None = None
) -> bytes | list[bytes]:
    """Read the system's fonts only for a sign that needs them: they cost time and look foreign."""
    import typst

    data = clean(pages.data)
    text = json.dumps(data, ensure_ascii=False)
    fonts = _fonts(with_system_fonts=not _shown_signs().issuperset(text))
    families = [TEXT_FONT, SIGN_FONT, *_other_families(fonts)]
    day = pages.made_on
    # several files at once, all in memory: documented, but missing in the library's own types
    files: Any = {
        "main": assets.read_bytes(pages.template),
        "data.json": json.dumps({**data, "fonts": families}, ensure_ascii=False).encode(),
        **pages.pictures,
    }
    try:
        made: bytes | list[bytes] = typst.compile(
            files,
            font_paths=fonts,
            format=form,
            ppi=ppi,
            pdf_standards=[_STANDARD],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError:
        # The message may quote what a person wrote: it goes no further.
        raise KnownProblem("summary_unfit") from None
    return made


@cache
def _fonts(*, with_system_fonts: bool) -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=with_system_fonts,
        include_embedded_fonts=False,
        font_paths=[str(assets.folder("fonts")), str(_sign_fonts())],
    )


def _other_families(fonts: Any) -> list[str]:
    """The families of the system, if they were read, and the one that has a box for any sign."""
    own = {TEXT_FONT, SIGN_FONT, *_fonts(with_system_fonts=False).families()}
    return [*sorted(set(fonts.families()) - own), _LAST_RESORT]


def _sign_fonts() -> Path:
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def _shown_signs() -> frozenset[str]:
    """The characters that the paper's two fonts can show, and the line break."""
    from matplotlib.ft2font import FT2Font

    files = (
        assets.folder("fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
        _sign_fonts() / "DejaVuSans.ttf",
    )
    known = {code for file in files for code in FT2Font(str(file)).get_charmap()}
    return frozenset({*map(chr, known), "\n"})
