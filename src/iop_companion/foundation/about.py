"""What the program says about itself: version, and the licences of what it is built with."""

from __future__ import annotations

from importlib import metadata

from iop_companion.foundation.i18n import _


def version() -> str:
    """Return the version of the installed program."""
    return metadata.version("iop-companion")


def about_words() -> str:
    """Return version and licences, a line each."""
    return "\n".join(
        (
            _("Companion {version}, Apache-2.0.").format(version=version()),
            _("Nothing is sent from this computer. Nobody is watching the entries."),
            _("It is a diary: no diagnosis, no prediction, not an emergency service."),
            _("Built with Qt and PySide6 (LGPL-3.0), SQLCipher (BSD), Typst (Apache-2.0)."),
            _("Letters: Atkinson Hyperlegible Next (SIL Open Font License 1.1)."),
        )
    )
