"""A vault that was damaged the day after its backup: for pictures and for the walk over pages."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.services.bundle import Services
from iop_companion.services.demo import fill_demo
from iop_companion.services.views import CheckInDraft
from iop_companion.store.cipher import LIGHT
from scripts.shown_window import PictureClock

PASSPHRASE = "six plain words for a picture"
_PAGE = 4096


class _Wednesday(PictureClock):
    """The evening before the pictures."""

    def now(self) -> datetime:
        return datetime(2026, 3, 11, 21, 12, tzinfo=timezone(timedelta(hours=1)))


def damaged_vault(folder: Path) -> Services:
    """Return the locked services over a vault in ``folder`` with one damaged page."""
    paths = paths_under(folder)
    before = bootstrap.build(paths, clock=_Wednesday(), kdf=LIGHT)
    before.session.create(Secret(PASSPHRASE))
    fill_demo(before.session.vault, before.measures, before.clock.today())
    before.backups.make()
    before.lock()
    services = bootstrap.build(paths, clock=PictureClock(), kdf=LIGHT)
    services.session.unlock(Secret(PASSPHRASE))
    answers = {MeasureId(name): value for name, value in (("mood", 5.0), ("anxiety", 4.0))}
    services.check_ins.record(CheckInDraft(services.clock.today(), answers))
    services.lock()
    database = paths.vault / "vault.db"
    content = bytearray(database.read_bytes())
    content[len(content) // _PAGE // 2 * _PAGE + 100] ^= 1
    database.write_bytes(content)
    return services
