"""A real encrypted vault at the lowest permitted key cost, open for the length of a ``with``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from iop_companion.domain.ports import Clock
from iop_companion.domain.private import Secret
from iop_companion.services.session import VaultSession
from iop_companion.store.cipher import LIGHT
from iop_companion.store.vaults import SqlCipherVaults
from tests.made_vault import open_new
from tests.stopped_clock import StoppedClock

PASSPHRASE = Secret("six quiet words on paper")


@contextmanager
def open_session(folder: Path, clock: Clock | None = None) -> Iterator[VaultSession]:
    """Yield a session over a fresh vault in ``folder``; it is locked at the end."""
    session = VaultSession(SqlCipherVaults(LIGHT, clock or StoppedClock()), folder / "vault")
    open_new(session, PASSPHRASE)
    try:
        yield session
    finally:
        session.lock()
