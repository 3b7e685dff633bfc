"""What the fault programs share: a vault with numbered check-ins, its key, and its judge.

Programs, not tests: each runs in a process of its own, because only a fresh one can be forked,
killed or loaded over a library that lies to it. Each prints one JSON object.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from iop_companion import bootstrap
from iop_companion.domain.ids import MeasureId
from iop_companion.domain.private import Secret
from iop_companion.foundation.paths import paths_under
from iop_companion.services.bundle import Services
from iop_companion.services.views import CheckInDraft
from iop_companion.store import engine
from iop_companion.store.database import open_database
from iop_companion.store.key_file import read_keys
from iop_companion.store.vault_folder import VaultFolder
from iop_companion.store.vaults import LIGHT, SqlCipherVaults

PASSPHRASE = Secret("river lamp seven quiet stones")
FIRST = date(1990, 1, 1)
MOOD, NOTE = MeasureId("mood"), MeasureId("note")
REPOSITORY = Path(__file__).resolve().parents[2]


class Clock:
    """Moves on by a minute at each look, so that every save has an instant of its own."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 1, 21, 4, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def today(self) -> date:
        return self.at.date()

    def zone(self) -> tzinfo:
        return UTC

    def zone_name(self) -> str:
        return "UTC"


def note(number: int) -> str:
    """Return the words of a check-in, of a length that varies."""
    return f"note {number} " * (number * 7919 % 60 + 1)


def draft(number: int) -> CheckInDraft:
    """Return the check-in of a day: two values that belong together."""
    day = FIRST + timedelta(days=number)
    return CheckInDraft(day, {MOOD: float(number % 11), NOTE: note(number).strip()})


class Ground:
    """A vault in a folder, made once, opened by its key without the price of the passphrase."""

    def __init__(self, folder: Path, n_days: int) -> None:
        """Make the vault with ``n_days`` check-ins, and close it."""
        self.folder = folder
        vaults = SqlCipherVaults(LIGHT, Clock())
        vaults.create(folder / "vault", PASSPHRASE)[0].close()
        services = self.services()
        services.session.unlock(PASSPHRASE)
        for number in range(n_days):
            services.check_ins.record(draft(number))
        self.key = services.keys._keys._vaults.key_of(folder / "vault")  # type: ignore[attr-defined]
        services.session.lock()
        self.uuid = read_keys(folder / "vault" / "vault.keys").header.vault_uuid

    def services(self, folder: Path | None = None) -> Services:
        """Return the services over the vault below ``folder``."""
        return bootstrap.build(paths_under(folder or self.folder), clock=Clock(), kdf=LIGHT)

    def opened(self, folder: Path | None = None) -> Any:
        """Open the vault below ``folder`` through the real opening, but for the passphrase."""
        home = VaultFolder(((folder or self.folder) / "vault").absolute())
        return open_database(home, self.key, self.uuid, Clock(), on_close=lambda: None)

    def open_services(self, folder: Path | None = None) -> Services:
        """Return the services over the vault, opened."""
        services = self.services(folder)
        services.session.take(self.opened(folder))
        return services

    def copy_to(self, folder: Path) -> Path:
        """Copy the vault afresh to ``folder``."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder / "vault", folder / "vault")
        return folder

    def judged(self, acknowledged: set[int], folder: Path | None = None) -> dict[str, int]:
        """Open what is left and compare: lost, half, changed, doubled, damaged."""
        vault = self.opened(folder)
        try:
            with vault.read() as journal:
                found = journal.observations()
            is_sound = vault.check().ok
        finally:
            vault.close()
        moods = {(item.day - FIRST).days: item.value for item in found if item.measure_id == MOOD}
        notes = {(item.day - FIRST).days: item.value for item in found if item.measure_id == NOTE}
        return {
            "lost": len(acknowledged - set(moods)),
            "half": len(set(moods) ^ set(notes)),
            "changed": sum(text != note(number).strip() for number, text in notes.items())
            + sum(value != number % 11 for number, value in moods.items()),
            "doubled": len(found) - len(moods) - len(notes),
            "damaged": int(not is_sound),
        }


def write_with(synchronous: str) -> None:
    """Have every vault of this process flush less than it should: for controls alone."""
    engine._WRITER_PRAGMAS = tuple(
        f"synchronous = {synchronous}" if words.startswith("synchronous") else words
        for words in engine._WRITER_PRAGMAS
    )


def add(total: dict[str, int], more: dict[str, int]) -> None:
    """Add counts to counts."""
    for name, n in more.items():
        total[name] = total.get(name, 0) + n


def library(folder: Path) -> Path | None:
    """Compile the library that logs and refuses writes; None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    target = folder / "crashlog.so"
    source = Path(__file__).with_name("crashlog.c")
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-w", "-o", str(target), str(source), "-ldl"],
        check=True,
    )
    return target


def tell(content: dict[str, Any]) -> None:
    """Print the result."""
    sys.stdout.write(json.dumps(content))
