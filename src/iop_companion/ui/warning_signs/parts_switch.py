"""The parts of Warning signs as one joined segment at the right of the head."""

from __future__ import annotations

from iop_companion.foundation.i18n import _
from iop_companion.ui.widgets.switch import Switch

NOW, HISTORY, MY_SIGNS = "warning_signs", "warning_history", "my_signs"
"""Keys of the pages that the switch leads to."""


class PartsSwitch(Switch):
    """Stands on each of the pages and shows that page as chosen; ``chosen`` tells another."""

    def __init__(self, here: str) -> None:
        """Show the parts; ``here`` is the page it stands on."""
        super().__init__(_("Parts of Warning signs"), parts())
        self._here = here
        self.choose(here)

    def stay(self) -> None:
        """Show this page as chosen again: the way led to another one."""
        self.choose(self._here)


def parts() -> list[tuple[str, str]]:
    """Return key and words of each part, in their order."""
    return [(NOW, _("Now")), (HISTORY, _("History")), (MY_SIGNS, _("My signs"))]
