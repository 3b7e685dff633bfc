"""What the pages of Program have in common: the switch between them at the right of the head."""

from __future__ import annotations

from iop_companion.foundation.i18n import _
from iop_companion.ui.widgets.switch import Switch

QUESTIONNAIRES, MEDICINES = "program", "medicines"
"""Keys of the pages; the rail knows the first of them."""


def part_switch(here: str) -> Switch:
    """Return the switch, with ``here`` chosen; it tells the key of the page that is wanted."""
    made = Switch(
        _("Part of Program"),
        [(MEDICINES, _("Medicines")), (QUESTIONNAIRES, _("Questionnaires"))],
    )
    made.choose(here)
    return made
