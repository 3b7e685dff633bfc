"""Which papers left the vault: their day, their days and their parts, never what stood in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from iop_companion.domain.records import ParticipantSetting
from iop_companion.domain.setting_values import or_default, read_exports
from iop_companion.domain.summary import PastExport

if TYPE_CHECKING:
    from iop_companion.services.session import VaultSession

EXPORTS_SETTING = "exports"
"""Key of the setting that keeps them."""

MOST_EXPORTS = 500
_NONE: tuple[PastExport, ...] = ()


def past_exports(session: VaultSession) -> tuple[PastExport, ...]:
    """Return what was saved or printed, oldest first."""
    with session.vault.read() as journal:
        return or_default(read_exports, journal.setting(EXPORTS_SETTING), _NONE)


def note_export(session: VaultSession, export: PastExport) -> None:
    """Keep that ``export`` left the vault; a vault that is only read keeps nothing."""
    if session.is_read_only:
        return
    noted = {
        "day": export.day.isoformat(),
        "first": export.first.isoformat(),
        "last": export.last.isoformat(),
        "sections": list(export.sections),
        "print": export.is_print,
    }
    with session.vault.write() as journal:
        text = journal.setting(EXPORTS_SETTING)
        known = or_default(read_exports, text, _NONE)
        kept = json.loads(text) if text and known else []  # as they stand, of later versions too
        kept = [*kept, noted][-MOST_EXPORTS:]
        journal.put(ParticipantSetting(EXPORTS_SETTING, json.dumps(kept)))
