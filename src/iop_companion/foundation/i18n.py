"""Words in the person's language: gettext for every layer, from ``resources/locales``."""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

from iop_companion.foundation import assets

DOMAIN = "iop_companion"

_current: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(*codes: str, folder: Path | None = None) -> None:
    """Speak the first of ``codes`` that has a compiled catalogue; English when none has.

    ``folder`` holds the catalogues; tests name that of the pseudo-language, which does not ship.
    """
    global _current  # noqa: PLW0603 -- the one process-wide choice; set by bootstrap before any word
    _current = _gettext.translation(
        DOMAIN, str(folder or assets.folder("locales")), languages=list(codes), fallback=True
    )


def language() -> str:
    """Return the code of the language spoken now, "en" when no catalogue is in use."""
    return _current.info().get("language", "") or "en"


def _(message: str) -> str:
    """Return ``message`` in the chosen language."""
    return _current.gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 -- the name that translators know for it
    """Mark ``message`` for translators where it stands in a table; :func:`said` says it later."""
    return message


def said(marked: str) -> str:
    """Return what :func:`N_` marked in the language chosen now."""
    return _(marked)


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form for ``n``; fill ``{n}`` yourself."""
    return _current.ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    """Return ``message`` as meant in ``context``, for short words that mean several things."""
    return _current.pgettext(context, message)
