"""A new vault that was made before, copied for each test.

Making a vault stretches two keys and builds every table; most tests only want one to write into.
What a test sees is the same: an encrypted vault of its own, opened with its passphrase.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from iop_companion.domain.ports import OpenVault
from iop_companion.domain.private import Secret
from iop_companion.services.session import VaultSession
from iop_companion.store.cipher import LIGHT
from iop_companion.store.vaults import SqlCipherVaults
from tests.stopped_clock import StoppedClock


def open_new(session: VaultSession, passphrase: Secret) -> None:
    """Put a new vault where ``session`` looks for it, and open it."""
    made = Path(_made(passphrase.reveal()).name) / "vault"
    shutil.copytree(made, session._folder, dirs_exist_ok=True)
    session.unlock(passphrase)


def new_vault(vaults: SqlCipherVaults, folder: Path, passphrase: Secret) -> OpenVault:
    """Put a new vault into ``folder`` and open it by ``vaults``."""
    shutil.copytree(Path(_made(passphrase.reveal()).name) / "vault", folder, dirs_exist_ok=True)
    return vaults.unlock(folder, passphrase)


@cache
def _made(passphrase: str) -> tempfile.TemporaryDirectory[str]:
    kept = tempfile.TemporaryDirectory(prefix="companion-vault-")
    vaults = SqlCipherVaults(LIGHT, StoppedClock())
    vaults.create(Path(kept.name) / "vault", Secret(passphrase))[0].close()
    return kept
